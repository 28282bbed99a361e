import type { ValueRow } from './rows';

export type ValueKind = 'payment_terms' | 'country' | 'region';

export interface ValueMap {
	/** What Procore calls the SAP value; undefined when no row says so. A row with an empty cell does not count. */
	find(kind: ValueKind, sapValue: string): string | undefined;
}

/** Look-up over `sap_procore_values`. Of two rows for one value the first counts. */
export function valueMap(rows: ValueRow[]): ValueMap {
	const known = new Map<string, string>();
	for (const row of rows) {
		const key = `${row.kind}|${row.sap_value}`;
		if (row.procore_value !== '' && !known.has(key)) known.set(key, row.procore_value);
	}
	return { find: (kind, sapValue) => known.get(`${kind}|${sapValue}`) };
}
