import { combinationOf, type AccountKeys, type CostCodeMap } from './costCodes';
import type { ValueKind, ValueMap } from './values';

/** Row of `sap_procore_cost_codes` that the sync adds for a person to fill. */
export interface CostCodeToFill {
	customer: string;
	company_code: string;
	gl_account: string;
	cost_center: string;
	wbs_element: string;
	cost_code: string;
	cost_type: string;
	enabled: boolean;
	source: string;
	note: string;
}

/** Row of `sap_procore_values` that the sync adds for a person to fill. */
export interface ValueToFill {
	customer: string;
	kind: string;
	sap_value: string;
	procore_value: string;
	note: string;
}

/** A row, and the document it was found in first. */
export type Found<T> = { row: T; index: number };

/** Collects what no table knows yet, once each: never a row that exists already, filled or not. */
export class ToFill {
	readonly costCodes: Array<Found<CostCodeToFill>> = [];

	readonly values: Array<Found<ValueToFill>> = [];

	private readonly seen = new Set<string>();

	constructor(
		private readonly customer: string,
		private readonly known: { costCodes: CostCodeMap; values?: ValueMap },
	) {}

	costCode(keys: AccountKeys, note: string, index: number): void {
		if (this.known.costCodes.hasRow(keys) || !this.isNew(combinationOf(keys))) return;
		this.costCodes.push({
			index,
			row: {
				customer: this.customer,
				company_code: keys.companyCode,
				gl_account: keys.glAccount,
				cost_center: keys.costCenter,
				wbs_element: keys.wbsElement,
				cost_code: '',
				cost_type: '',
				enabled: true,
				source: 'found',
				note,
			},
		});
	}

	value(kind: ValueKind, sapValue: string, note: string, index: number): void {
		if (this.known.values?.hasRow(kind, sapValue) || !this.isNew(`${kind}|${sapValue}`)) return;
		const row = { customer: this.customer, kind, sap_value: sapValue, procore_value: '', note };
		this.values.push({ index, row });
	}

	private isNew(key: string): boolean {
		if (this.seen.has(key)) return false;
		this.seen.add(key);
		return true;
	}
}
