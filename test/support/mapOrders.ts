import type { PurchaseOrder } from '../../nodes/shared/model';
import { costCodeMap } from '../../nodes/SapToProcore/lookup/costCodes';
import { roster } from '../../nodes/SapToProcore/lookup/roster';
import { mapOrders, type MapOrdersInput, type MappedOrders } from '../../nodes/SapToProcore/lanes/purchaseOrder/map';
import type { OrderSettings } from '../../nodes/SapToProcore/lanes/purchaseOrder/settings';
import type { CostCodeRow, RosterRow, ValueRow } from '../../nodes/SapToProcore/ledger/rows';
import { valueMap } from '../../nodes/SapToProcore/lookup/values';
import { costCodeRow, rosterRow } from './orders.ts';

export const usualSettings: OrderSettings = {
	system: 'S4P',
	releaseGate: 'released',
	contractStatus: 'Approved',
	lineMethod: 'amount',
	taxCodes: false,
	retainagePercent: '',
	currencyPolicy: 'hold',
	outsideProjects: 'ignore',
	invoicesSent: false,
	projectCurrency: 'USD',
};

export interface OrderCase {
	orders: PurchaseOrder[];
	/** Rows of the roster: usually projects 2201 (P-1001), 2202 (P-1002) and 2203 (P-1003). */
	projects?: RosterRow[];
	/** Usually one row that maps everything. */
	costCodes?: CostCodeRow[];
	values?: ValueRow[];
	known?: MapOrdersInput['knownContracts'];
	settings?: Partial<OrderSettings>;
	left?: MapOrdersInput['left'];
}

export const threeProjects: RosterRow[] = [1, 2, 3].map((n) =>
	rosterRow({ id: String(n), project_id: `220${n}`, project_name: `Project ${n}`, sap_project: `P-100${n}` }),
);

/** Maps orders by the rules alone, with usual tables where the case names none. */
export function mapped(given: OrderCase): MappedOrders {
	return mapOrders({
		customer: 'acme',
		orders: given.orders,
		roster: roster(given.projects ?? threeProjects),
		costCodes: costCodeMap(given.costCodes ?? [costCodeRow()]),
		values: valueMap(given.values ?? []),
		knownContracts: given.known ?? [],
		settings: { ...usualSettings, ...given.settings },
		...(given.left ? { left: given.left } : {}),
	});
}

/**
 * The result for each order and project, sorted: `4500000001 2201 → 100.00`, `4500000001 2202 → void`,
 * `4500000001 → held unmapped_project`.
 */
export function verdicts(given: OrderCase): string[] {
	return mapped(given)
		.mapped.map((each) => {
			if ('desired' in each) {
				const { number, projectId, total } = each.desired;
				return `${number} ${projectId} → ${each.desired.void ? 'void' : total}`;
			}
			const { sapKey, projectId, status, reason } = each.outcome;
			return `${[sapKey, projectId].filter(Boolean).join(' ')} → ${status} ${reason}`;
		})
		.sort();
}
