/** A document with its place among those given. */
export interface Placed<T> {
	document: T;
	index: number;
}

/** Each document once, with its last change: pages of SAP that overlap give some of them twice. */
export function latest<T extends { changedAt: string | null }>(
	documents: readonly T[],
	keyOf: (document: T) => string,
): Array<Placed<T>> {
	const byKey = new Map<string, Placed<T>>();
	const stamp = ({ changedAt }: T) => (changedAt === null ? 0 : Date.parse(changedAt));
	documents.forEach((document, index) => {
		const known = byKey.get(keyOf(document));
		if (!known || stamp(known.document) <= stamp(document)) byKey.set(keyOf(document), { document, index });
	});
	return [...byKey.values()];
}
