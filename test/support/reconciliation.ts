import { originId } from '../../nodes/shared/originId';
import type { DesiredContract, PurchaseOrder } from '../../nodes/shared/model';
import { writeOriginData } from '../../nodes/shared/fingerprint';
import { costCodeMap } from '../../nodes/SapToProcore/lookup/costCodes';
import { roster } from '../../nodes/SapToProcore/lookup/roster';
import { mapOrders } from '../../nodes/SapToProcore/lanes/purchaseOrder/map';
import type { OrderSettings } from '../../nodes/SapToProcore/lanes/purchaseOrder/settings';
import { reconciliationReport } from '../../nodes/SapToProcore/reports/reconciliation/build';
import {
	reportedContractSchema,
	type ReportedContract,
} from '../../nodes/SapToProcore/reports/reconciliation/contracts';
import type { ReconciliationInput } from '../../nodes/SapToProcore/reports/reconciliation/input';
import type { RosterRow } from '../../nodes/SapToProcore/ledger/rows';
import { valueMap } from '../../nodes/SapToProcore/lookup/values';
import { costCodeRow, rosterRow } from './orders';

export const projects: RosterRow[] = [
	rosterRow({ currency: 'USD' }),
	rosterRow({ id: '2', project_id: '2202', project_name: 'Bridge', sap_project: 'P-1002', currency: 'USD' }),
	rosterRow({ id: '3', project_id: '2203', project_name: 'Tokyo', sap_project: 'P-1003', currency: 'JPY' }),
];

export const costCodeRows = [
	costCodeRow({ gl_account: '63*' }),
	costCodeRow({ id: '2', gl_account: '64*', cost_code: '09-100' }),
];

export const settings: OrderSettings = {
	system: 'S4P',
	releaseGate: 'released',
	contractStatus: 'Approved',
	lineMethod: 'amount',
	taxCodes: false,
	retainagePercent: '',
	currencyPolicy: 'hold',
	outsideProjects: 'ignore',
	invoicesSent: false,
	projectCurrency: '',
};

/** What a report has that read neither costs nor plan nor budgets. */
export const unreadFigures: Pick<ReconciliationInput, 'costRules' | 'costs' | 'plan' | 'budget' | 'unreadBudgets'> = {
	costRules: { onOrders: 'leaveOut', overContract: 'name' },
	...{ costs: undefined, plan: undefined, budget: undefined, unreadBudgets: new Set() },
};

/** What Procore lists once everything that can be sent was sent. */
export function synced(orders: PurchaseOrder[]): ReportedContract[] {
	const { mapped } = mapOrders({
		customer: 'acme',
		orders,
		roster: roster(projects),
		costCodes: costCodeMap(costCodeRows),
		values: valueMap([]),
		knownContracts: [],
		settings,
	});
	return mapped.flatMap((each, index) =>
		'desired' in each && !each.desired.void ? [contractOf(each.desired, 9000 + index)] : [],
	);
}

/** A contract as Procore answers it, with its lines. */
export function contractOf(desired: DesiredContract, id: number): ReportedContract {
	return reportedContractSchema.parse({
		id,
		number: desired.number,
		title: desired.title,
		status: 'Approved',
		origin_id: desired.originId,
		origin_data: writeOriginData({
			fingerprint: 'f'.repeat(32),
			changedAt: desired.source?.sapChangedAt ?? null,
			more: { t: desired.total },
		}),
		deleted_at: null,
		grand_total: desired.total,
		approved_change_orders: '0.0',
		project: { id: Number(desired.projectId), name: 'P' },
		currency_configuration: { currency_iso_code: desired.currency },
		line_items: desired.lines.map((line) => ({
			origin_id: line.originId,
			description: line.description,
			amount: line.amount,
			cost_code: { full_code: line.costCode },
			line_item_type: { code: line.costType },
		})),
	});
}

/** A contract that nobody synced. */
export function handMade(fields: Partial<ReportedContract> = {}): ReportedContract {
	return {
		id: '1',
		number: 'SC-001',
		title: 'Dumpsters',
		status: 'Approved',
		origin_id: '',
		origin_data: '',
		deleted_at: '',
		grand_total: '850.0',
		approved_change_orders: '0.0',
		project: { id: '2201' },
		currency_configuration: null,
		line_items: null,
		...fields,
	};
}

export const orderOriginId = (order: string, projectId: string) => originId('S4P', 'po', order, projectId);

export function reconcile(fields: Partial<ReconciliationInput> = {}) {
	const contracts = fields.contracts ?? synced(fields.orders ?? []);
	return reconciliationReport({
		customer: 'acme',
		now: '2026-11-01T06:00:00.000Z',
		settings,
		orders: [],
		unreadOrders: new Set(),
		contracts,
		wholeContracts: contracts,
		unreadProjects: new Set(),
		projects,
		costCodes: costCodeMap(costCodeRows),
		values: valueMap([]),
		exceptions: [],
		filteredOut: new Map(),
		onlyPreviewed: false,
		...unreadFigures,
		gaps: [],
		...fields,
	});
}
