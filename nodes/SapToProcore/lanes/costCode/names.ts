import type { CostCenter, GlAccount } from '../../../shared/model';
import { withoutZeros } from '../../lookup/keys';
import type { CostCodeRow } from '../../ledger/rows';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import { oneLine } from '../../../shared/texts';

export interface CostCodeNames {
	/** The name that SAP has for what maps to a cost code, and when SAP changed it last; `""` = SAP has none. */
	of(rows: CostCodeRow[]): { name: string; changedAt: string | null };
}

/**
 * Names by SAP's texts: of the G/L account that a row names in full, the lowest number first, else of the cost center. A row
 * for a whole range says nothing about a name.
 */
export function costCodeNames(accounts: GlAccount[], centers: CostCenter[]): CostCodeNames {
	const accountOf = new Map(
		[...accounts]
			.sort((a, b) => (a.chartOfAccounts < b.chartOfAccounts ? 1 : -1))
			.map((each) => [withoutZeros(each.glAccount), each]),
	);
	const centerOf = new Map(centers.map((each) => [withoutZeros(each.costCenter), each]));
	return {
		of: (rows) => {
			for (const row of sorted(rows, 'gl_account')) {
				const account = accountOf.get(withoutZeros(row.gl_account));
				const name = oneLine(account?.longName ?? '') || oneLine(account?.name ?? '');
				if (name !== '') return { name, changedAt: account?.changedAt ?? null };
			}
			for (const row of sorted(rows, 'cost_center')) {
				const center = centerOf.get(withoutZeros(row.cost_center));
				const name = oneLine(center?.description ?? '') || oneLine(center?.name ?? '');
				if (name !== '') return { name, changedAt: null };
			}
			return { name: '', changedAt: null };
		},
	};
}

const sorted = (rows: CostCodeRow[], column: 'gl_account' | 'cost_center') =>
	[...rows].sort((a, b) => compareSapKeys(withoutZeros(a[column]), withoutZeros(b[column])));
