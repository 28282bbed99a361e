/** A row, and the item it was made from: its place among those given, or none for a row about the lane. */
export interface Traced<T> {
	row: T;
	from: number | undefined;
}
