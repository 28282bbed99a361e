import { groupBy } from 'lodash';
import type { DecisionRow } from '../ledger/rows';
import { withoutZeros } from './keys';

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
	const bySupplier = new Map(Object.entries(groupBy(rows, (row) => withoutZeros(row.supplier))));
	const rowsOf = (supplier: string) => bySupplier.get(withoutZeros(supplier)) ?? [];
	const decided = (supplier: string) => rowsOf(supplier).filter((row) => row.decision !== '');
	return {
		hasRow: (supplier) => rowsOf(supplier).length > 0,
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
	if (word !== 'link') return { kind: 'unreadable', why: `"${row.decision}" is not link, create or ignore` };
	if (!/^\d+$/.test(row.procore_vendor_id))
		return { kind: 'unreadable', why: 'link needs the number of a Procore vendor' };
	return { kind: 'link', vendorId: row.procore_vendor_id };
}
