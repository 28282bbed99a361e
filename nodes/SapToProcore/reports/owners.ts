/** In the address of a page: what is of no project, or of one without an owner. */
export const nobody = 'none';

/** The addresses in a cell, in one way of writing; none where anything in it is no address: it would go to nobody. */
export function ownersIn(cell: string): string[] {
	const all = cell
		.split(/[,;]/)
		.map((each) => each.trim().toLowerCase())
		.filter(Boolean);
	const isAddress = (each: string) => /^[^\s@<>"()]+@[^\s@<>"()]+$/.test(each) && !/\p{C}/u.test(each);
	return all.every(isAddress) ? [...new Set(all)].sort() : [];
}

/** Whether somebody of those who are looked for looks after it. @param asked - addresses separated by commas, or {@link nobody} */
export function isOf(owners: readonly string[], asked: string): boolean {
	return asked === nobody ? owners.length === 0 : ownersIn(asked).some((each) => owners.includes(each));
}
