import type { DecisionRow } from '../ledger/rows';

/** A person's word on a supplier. `unreadable` carries why. */
export type Decision =
	| { kind: 'none' }
	| { kind: 'link'; vendorId: string }
	| { kind: 'create' }
	| { kind: 'ignore' }
	| { kind: 'unreadable'; why: string };

export interface Decisions {
	of(supplier: string): Decision;
	/** Whether the table has a row for the supplier, decided or not. */
	hasRow(supplier: string): boolean;
}

/** Reads `sap_procore_vendors`. A row without a decision waits for a person; leading zeros of the number do not matter. */
export function decisions(rows: DecisionRow[]): Decisions {
	const bySupplier = new Map<string, DecisionRow[]>();
	for (const row of rows) bySupplier.set(plain(row.supplier), [...(bySupplier.get(plain(row.supplier)) ?? []), row]);
	const decided = (supplier: string) => (bySupplier.get(plain(supplier)) ?? []).filter((row) => row.decision !== '');
	return {
		hasRow: (supplier) => bySupplier.has(plain(supplier)),
		of: (supplier) => {
			const [row, ...more] = decided(supplier);
			if (!row) return { kind: 'none' };
			if (more.length > 0) return { kind: 'unreadable', why: `${more.length + 1} rows of the table decide on it` };
			return read(row);
		},
	};
}

function read(row: DecisionRow): Decision {
	const word = row.decision.toLowerCase();
	if (word === 'create' || word === 'ignore') return { kind: word };
	if (word !== 'link') return { kind: 'unreadable', why: `"${row.decision}" is none of link, create and ignore` };
	if (!/^\d+$/.test(row.procore_vendor_id))
		return { kind: 'unreadable', why: 'link needs the number of a Procore vendor' };
	return { kind: 'link', vendorId: row.procore_vendor_id };
}

function plain(supplier: string): string {
	return supplier.replace(/^0+(?=.)/, '');
}
