import type { ValueRow } from '../ledger/rows';

export type ValueKind =
	| 'payment_terms'
	| 'country'
	| 'region'
	| 'unit'
	| 'tax_code'
	| 'currency'
	| 'currency_decimals'
	| 'one_time_supplier';

export interface ValueMap {
	/** What Procore calls the SAP value; undefined when no row says so. A row with an empty cell does not count. */
	find(kind: ValueKind, sapValue: string): string | undefined;
	/** Decimal places that a currency has in this SAP system; undefined when no row says so. */
	decimalsOf(currency: string): number | undefined;
	/** Whether the table has a row for the value, filled or not. */
	hasRow(kind: ValueKind, sapValue: string): boolean;
}

/** Look-up over `sap_procore_values`. Of two rows for one value the first counts. */
export function valueMap(rows: ValueRow[]): ValueMap {
	const known = new Map<string, string>();
	const keys = new Set<string>();
	for (const row of rows) {
		const key = `${row.kind}|${row.sap_value}`;
		keys.add(key);
		if (row.procore_value !== '' && !known.has(key)) known.set(key, row.procore_value);
	}
	return {
		find: (kind, sapValue) => known.get(`${kind}|${sapValue}`),
		decimalsOf: (currency) => {
			const decimals = known.get(`currency_decimals|${currency}`)?.trim() ?? '';
			return /^[0-5]$/.test(decimals) ? Number(decimals) : undefined;
		},
		hasRow: (kind, sapValue) => keys.has(`${kind}|${sapValue}`),
	};
}
