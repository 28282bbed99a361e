import type { FilledTables } from '../tables.ts';

export interface AccountKeys {
	companyCode: string;
	glAccount: string;
	costCenter: string;
	wbsElement: string;
}

/** `03-300|M`, or why there is none. */
export type CostCodeAnswer = { code: string } | 'unmapped_cost_code' | 'mapping_ambiguous';

/** Exact is worth more than a prefix, a long prefix more than a short one, anything more than nothing; -1 does not fit. */
function worth(cell: string, key: string): number {
	if (cell === '' || cell === '*') return 0;
	if (cell.endsWith('*')) return key.startsWith(cell.slice(0, -1)) ? cell.length : -1;
	return cell === key ? 1000 : -1;
}

/** Finds the cost code by the most specific row: WBS element before cost center, G/L account and company code. */
export function costCodeFinder(tables: FilledTables): (keys: AccountKeys) => CostCodeAnswer {
	const text = (cell: unknown) => (typeof cell === 'string' ? cell : '');
	const rows = tables.sap_procore_cost_codes.filter((row) => row.enabled === true && row.cost_code !== '');
	const known = new Map<string, CostCodeAnswer>();
	const find = ({ wbsElement, costCenter, glAccount, companyCode }: AccountKeys): CostCodeAnswer => {
		let best: number[] = [];
		let codes = new Set<string>();
		for (const row of rows) {
			const ranks = [
				worth(text(row.wbs_element), wbsElement),
				worth(text(row.cost_center), costCenter),
				worth(text(row.gl_account), glAccount),
				worth(text(row.company_code), companyCode),
			];
			if (ranks.includes(-1)) continue;
			const at = ranks.findIndex((rank, index) => rank !== (best[index] ?? -1));
			const code = `${text(row.cost_code)}|${text(row.cost_type)}`;
			if (at < 0) codes.add(code);
			else if ((ranks[at] ?? 0) > (best[at] ?? -1)) [best, codes] = [ranks, new Set([code])];
		}
		const [code] = codes;
		if (code === undefined) return 'unmapped_cost_code';
		return codes.size > 1 ? 'mapping_ambiguous' : { code };
	};
	return (keys) => {
		const key = Object.values(keys).join('|');
		let answer = known.get(key);
		if (!answer) known.set(key, (answer = find(keys)));
		return answer;
	};
}
