import type { Entity, Lane, Window } from '../../../shared/model';
import { laneOf } from '../../../shared/model';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import { planRun } from '../../sync/plan';
import type { EffectInput } from './input';

/** What the next run reads: nothing else can change in Procore, whatever the tables say. */
export interface Reading {
	orders: ReadonlySet<string>;
	requisitions: ReadonlySet<string>;
	/** All of them or none. */
	costs: boolean;
	/** The plan: all of it or nothing. */
	budget: boolean;
	has(entity: Entity, sapKey: string): boolean;
}

type Stamped = { changedAt: string | null };

/** By the plan of the run itself: the windows of its lanes, what is due of exceptions, and what one lane brings along for another. */
export function nextReading(input: EffectInput): Reading {
	const { next, orders, requisitions } = input;
	const run = planRun({
		...{ executionId: '', customer: '', mode: 'delta', step: false, holder: '', trouble: '' },
		...{ system: next.system, lanes: next.lanes, now: next.now, startedAt: next.startedAt },
		...{ overlapMinutes: next.overlapMinutes, settleMinutes: next.settleMinutes },
		...{
			batchSize: 0,
			firstBatchSize: 0,
			projectsPerBatch: 0,
			projects: 0,
			range: { from: '', to: '' },
			selection: { entity: '', key: '' },
		},
		...{
			projectCurrency: '',
			approval: null,
			recordUnchanged: false,
			maximumAttempts: 1,
			unrecorded: {},
			brokenOff: [],
		},
		...{ state: [...input.state], exceptions: [...input.exceptions] },
	});
	const readOrders = orders.filter((each) => isRead(laneOf(run, 'purchase_order'), each.purchaseOrder, each));
	const asked = new Set(readOrders.flatMap(({ items }) => items.map(({ requisition }) => requisition)));
	const lane = laneOf(run, 'requisition');
	const readRequisitions = requisitions.filter(
		(each) =>
			isRead(lane, each.purchaseRequisition, each) ||
			(next.lanes.includes('requisition') && asked.has(each.purchaseRequisition)),
	);
	const costs = laneOf(run, 'actual_cost');
	const hasKeys = costs.keys.length > 0 || (costs.later?.keys ?? []).length > 0;
	const read = {
		orders: new Set(readOrders.map(({ purchaseOrder }) => purchaseOrder)),
		requisitions: new Set(readRequisitions.map(({ purchaseRequisition }) => purchaseRequisition)),
		budget: laneOf(run, 'budget').reads,
		costs: costs.reads && (hasKeys || readOrders.length > 0 || costs.window.from === null || input.costsMoved),
	};
	return {
		...read,
		has: (entity, sapKey) =>
			entity === 'actual_cost' ? read.costs : (entity === 'requisition' ? read.requisitions : read.orders).has(sapKey),
	};
}

function isRead({ reads, readWindow, window, afterKey, keys, later }: Lane, key: string, document: Stamped): boolean {
	if (!reads) return false;
	if (keys.includes(key) || later?.keys.includes(key)) return true;
	const inRest = readWindow && isWithin(window, document) && (afterKey === '' || compareSapKeys(key, afterKey) > 0);
	return inRest || (later !== null && isWithin(later.window, document));
}

/** SAP never stamped some old documents: only a window that is open gives them. */
function isWithin({ from, to }: Window, { changedAt }: Stamped): boolean {
	if (from === null) return true;
	const at = Date.parse(changedAt ?? '');
	return at >= Date.parse(from) && at <= Date.parse(to);
}
