import { groupBy } from 'lodash';
import { documentKey } from '../../../shared/entities';
import { rounded, sum } from '../../../shared/decimal';
import type {
	Allocation,
	CostPart,
	CostTarget,
	DesiredDirectCost,
	Outcome,
	OverContract,
	ProjectCost,
} from '../../../shared/model';
import { contractOriginId, costPartOriginId } from '../../../shared/originId';
import type { RosterRow } from '../../ledger/rows';
import { decimalsIn, withMappedCurrency } from '../../lookup/currencies';
import type { ValueMap } from '../../lookup/values';
import { stopped } from '../cost/outcomes';
import type { PlacedCost } from '../cost/sorting';
import type { TakenCosts } from './sent';

export const directCostPeriods = ['month', 'project'] as const;
export type DirectCostPeriod = (typeof directCostPeriods)[number];

export const costsOnOrdersPolicies = ['leaveOut', 'send'] as const;
export type CostsOnOrders = (typeof costsOnOrdersPolicies)[number];

export interface CostSettings {
	/** System ID of SAP, part of every origin ID. */
	system: string;
	/** Currency of projects whose row in the roster has none; `""` = not known, nothing is checked. */
	projectCurrency: string;
	/** What the amounts become in Procore: who changes it wants all of them there. */
	target: CostTarget;
	/** One direct cost for each fiscal period of a project, or a single one. */
	per: DirectCostPeriod;
	overContract: OverContract;
	/** What was posted on orders: left out as far as a contract covers it, or sent whatever contracts there are. */
	onOrders: CostsOnOrders;
	/** What Procore has; projects whose amounts are the same are not sent. */
	sent: TakenCosts;
	/** Today, `YYYY-MM-DD`. */
	today: string;
}

/** `index` points to the first of the costs given that it is about, `covers` has the keys of all of them. */
export type MappedCost = { index: number; covers: string[] } & (
	| { desired: DesiredDirectCost; allocations: Allocation[] }
	| { outcome: Outcome }
);

/** A cost, and the key of the cost code that it goes to. */
export type KeyedCost = PlacedCost<ProjectCost> & { key: string };

/** How a cost is named where it is told as covered. */
export const costKey = (cost: ProjectCost): string => documentKey('actual_cost', cost);

/** Key of a project that has no costs any more. */
const withoutCosts = 'none';

/** Nothing of what was sent of the project's costs is to stay. */
export function noCosts(row: RosterRow, index: number, settings: CostSettings): MappedCost {
	return { index, covers: [], desired: desiredOf(row, withoutCosts, null, [], '', settings), allocations: [] };
}

/** What of a project stands on one cost code, or was posted on one order. */
export function mapPart(
	row: RosterRow,
	key: string,
	posted: KeyedCost[],
	{ settings, values }: { settings: CostSettings; values: ValueMap },
): MappedCost {
	// By their own keys, which have the currency of SAP, they are told as covered.
	const covers = posted.map(({ cost }) => costKey(cost));
	const costs = posted.map((each) => ({ ...each, cost: withMappedCurrency(each.cost, values) }));
	const index = Math.min(...costs.map((each) => each.index));
	const currency = row.currency || settings.projectCurrency || (costs[0]?.cost.currency ?? '');
	const foreign = costs.find(({ cost }) => cost.currency !== currency);
	if (foreign) {
		const what = `Costs of company code ${foreign.cost.companyCode} are in ${foreign.cost.currency}, the project is in ${currency}.`;
		const part = { sapKey: key, originId: partOriginId(settings.system, row, key), name: key.replace('|', ' ') };
		return {
			index,
			covers,
			outcome: stopped(
				'actual_cost',
				row,
				'currency_mismatch',
				costs.map(({ cost }) => cost),
				what,
				part,
			),
		};
	}
	const decimals = decimalsIn(
		currency,
		costs.map(({ cost }) => cost.amount),
		values,
	);
	const byLine = groupBy(costs, ({ cost, key: code }) => `${periodOf(cost, settings)} ${code}`);
	const parts = Object.entries(byLine)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.flatMap(([, [first, ...more]]): CostPart[] => {
			if (!first) return [];
			const amount = rounded(sum([first, ...more].map(({ cost }) => cost.amount)), decimals);
			const { costCode, costType } = first.costCode;
			return [{ period: periodOf(first.cost, settings), costCode, costType, amount }];
		});
	const purchaseOrder = costs[0]?.cost.purchaseOrder ?? '';
	const desired = desiredOf(row, key, purchaseOrder || null, parts, currency, settings);
	return { index, covers, desired, allocations: costs.map((each) => allocation(each, decimals)) };
}

const periodOf = ({ fiscalYear, fiscalPeriod }: ProjectCost, { per }: CostSettings) =>
	per === 'project' ? 'all' : `${fiscalYear}-${fiscalPeriod}`;

const partOriginId = (system: string, { project_id }: RosterRow, key: string) =>
	costPartOriginId(system, project_id, ...key.split('|'));

function desiredOf(
	row: RosterRow,
	key: string,
	purchaseOrder: string | null,
	parts: CostPart[],
	currency: string,
	{ system, target, overContract, onOrders }: CostSettings,
): DesiredDirectCost {
	const projectId = row.project_id;
	return {
		originId: partOriginId(system, row, key),
		projectId,
		order:
			purchaseOrder === null || onOrders === 'send'
				? null
				: { purchaseOrder, contract: contractOriginId(system, purchaseOrder, projectId) },
		parts,
		currency,
		target,
		overContract,
		isRecorded: false,
		source: { entity: 'actual_cost', sapKey: key, sapChangedAt: null },
		remarks: [],
	};
}

function allocation(placed: KeyedCost, decimals: number): Allocation {
	const { companyCode, glAccount, costCenter, wbsElement, amount, currency, purchaseOrderItem } = placed.cost;
	const { costCode, costType, rule } = placed.costCode;
	return {
		sapItem: purchaseOrderItem,
		assignment: '',
		lineOriginId: '',
		...{ companyCode, glAccount, costCenter, wbsElement },
		amount: rounded(amount, decimals),
		currency,
		costCode,
		costType,
		rule: `cost code by ${rule}; project by ${placed.projectRule}`,
	};
}
