import { documentKey } from '../../../shared/entities';
import type { Allocation, Entity, Outcome } from '../../../shared/model';
import type { Money } from '../../../shared/money';
import { isUnorderedContract } from '../../../shared/originId';
import { withoutBudgetLine } from '../../lanes/cost/keys';
import { sortCosts } from '../../lanes/cost/sorting';
import { mapCosts, whyNoCost } from '../../lanes/projectCost/map';
import { mapOrders } from '../../lanes/purchaseOrder/map';
import { mapRequisitions } from '../../lanes/requisition/map';
import { mapUnordered } from '../../lanes/requisition/unordered';
import { costCodeMap, type CostCodeMap } from '../../lookup/costCodes';
import { roster, type Roster } from '../../lookup/roster';
import { ToFill } from '../../lookup/toFill';
import { valueMap, type ValueMap } from '../../lookup/values';
import { waitingAmounts } from '../waiting';
import type { EffectInput, MappingTables } from './input';

/** Where a line of a document goes. */
export interface Placement extends Money {
	projectId: string;
	/** `""` where the line follows that of its contract. */
	costCode: string;
	costType: string;
	/** Origin ID of the contract that holds it; `""` = none does. */
	contract: string;
	/** Origin ID of the contract that it bills; `""` = none. */
	bills: string;
	/** SAP key of the exception that an object in Procore would have. */
	exceptionKey: string;
}

/** Why something of a document is not sent. */
export interface Stop {
	reason: string;
	message: string;
	amount: Money;
}

/** What the tables make of a document. */
export interface Decided {
	entity: Entity;
	sapKey: string;
	/** By line. */
	placements: Map<string, Placement>;
	/** By project; `""` = as a whole, or lines that have none. */
	stops: Map<string, Stop>;
}

/** Documents by entity and key, as the lanes decide on them. */
export class DecidedDocuments {
	readonly all = new Map<string, Decided>();

	of(entity: Entity, sapKey: string): Decided {
		const key = `${entity} ${sapKey}`;
		const decided = this.all.get(key) ?? { entity, sapKey, placements: new Map(), stops: new Map() };
		this.all.set(key, decided);
		return decided;
	}
}

export interface Lookups {
	roster: Roster;
	costCodes: CostCodeMap;
	values: ValueMap;
}

export const lookupsOf = ({ projects, costCodes, values }: MappingTables): Lookups => ({
	roster: roster([...projects]),
	costCodes: costCodeMap([...costCodes]),
	values: valueMap([...values]),
});

/** What becomes of orders. */
export function decideOrders(input: EffectInput, lookups: Lookups, into: DecidedDocuments): void {
	const { orders, next, contracts } = input;
	if (!next.lanes.includes('purchase_order')) return;
	const { mapped } = mapOrders({
		...{ customer: '', orders: [...orders], ...lookups, settings: next.orders },
		knownContracts: contracts.filter(({ origin_id }) => !isUnorderedContract(origin_id, next.system)),
	});
	const waiting = waitingAmounts(orders, [], lookups.roster);
	for (const each of mapped) {
		const sapKey = orders[each.index]?.purchaseOrder ?? '';
		const decided = into.of('purchase_order', sapKey);
		if ('outcome' in each) stop(decided, each.outcome, waiting.of(exceptionOf(each.outcome)));
		else if (!each.desired.void)
			for (const line of each.allocations) {
				const placed = placement(each.desired.projectId, line, each.desired.originId, sapKey);
				decided.placements.set(`${line.sapItem}/${line.assignment}`, placed);
			}
	}
}

/** Contracts as the lanes after that of orders find them. */
export interface Contracts {
	/** Known not to be in Procore. */
	absent: Pick<ReadonlySet<string>, 'has'>;
	isCommitted: EffectInput['isCommitted'];
}

/**
 * What becomes of requisitions. What they bill stands on the lines of the contract, so it moves with the contract's project
 * only; Procore takes it on a contract that is committed.
 */
export function decideRequisitions(
	input: EffectInput,
	lookups: Lookups,
	{ absent, isCommitted }: Contracts,
	into: DecidedDocuments,
): void {
	const { next } = input;
	const requisitions = [...input.requisitions];
	const orders = [...input.orders];
	const isBilled = next.requisitions.requisitions === 'draftInvoice';
	if (!next.lanes.includes('requisition') || next.requisitions.requisitions === 'off') return;
	const given = { requisitions, orders, ...lookups };
	const settings = { ...next.requisitions, system: next.system };
	const mapped = isBilled
		? mapRequisitions({ ...given, absent, settings })
		: mapUnordered({
				...given,
				customer: '',
				knownContracts: [...input.contracts],
				unsettled: new Set(),
				settings: next.orders,
			}).mapped;
	const waiting = waitingAmounts([], requisitions, lookups.roster);
	for (const each of mapped) {
		const sapKey = requisitions[each.index]?.purchaseRequisition ?? '';
		const decided = into.of('requisition', sapKey);
		if ('outcome' in each) {
			const { reason, message } = each.outcome;
			// Which order keeps it waiting is that order's matter: a change that leaves it waiting does not touch it.
			const told = reason === 'contract_missing' ? '' : message;
			stop(decided, { ...each.outcome, message: told }, waiting.of(exceptionOf(each.outcome)));
			continue;
		}
		const { desired } = each;
		if ('contractOriginId' in desired && !isCommitted(desired.contractOriginId)) {
			const amount = { amount: desired.total, currency: desired.currency };
			decided.stops.set(desired.projectId, { reason: 'contract_missing', message: '', amount });
			continue;
		}
		for (const line of each.allocations) {
			const placed = placement(desired.projectId, line, 'void' in desired ? desired.originId : '', sapKey);
			// The line of the contract without its project, so that one that moves is known again.
			const name = `${line.sapItem}/${line.assignment} ${line.lineOriginId.replace(/:[^:]*$/, '')}`;
			decided.placements.set(
				name,
				'contractOriginId' in desired
					? { ...placed, costCode: '', costType: '', bills: desired.contractOriginId }
					: placed,
			);
		}
	}
}

/** What becomes of costs, each by itself. What a committed contract covers is no direct cost. */
export function decideCosts(
	input: EffectInput,
	lookups: Lookups,
	{ isCommitted }: Pick<Contracts, 'isCommitted'>,
	into: DecidedDocuments,
): void {
	const { next } = input;
	if (!next.lanes.includes('actual_cost')) return;
	const costs = [...input.costs];
	const { projectCurrency } = next.orders;
	const settings = { ...next.costs, system: next.system, projectCurrency, sent: {}, today: '' };
	const amounts = new Map(costs.map((cost) => [costKey(cost), { amount: cost.amount, currency: cost.currency }]));
	const amountOf = (key: string) => amounts.get(key) ?? { amount: '', currency: '' };
	const stopCost = (key: string, projectId: string, reason: string, message: string) => {
		const { placements, stops } = into.of('actual_cost', key);
		placements.clear();
		stops.set(projectId, { reason, message, amount: amountOf(key) });
	};
	// One outcome speaks of all costs of a project that no cost code takes; here each has its own reason.
	const toFill = new ToFill('', lookups);
	const sorted = sortCosts(costs, { ...lookups, toFill, keyOf: costKey, noCost: whyNoCost, noun: '' });
	for (const { cost, reason, text } of sorted.outside) stopCost(cost, '', reason, text);
	for (const [projectId, { problems }] of sorted.projects)
		for (const { cost, reason, text } of problems) stopCost(cost, projectId, reason, text);
	for (const each of mapCosts({ customer: '', costs, ...lookups, settings }).mapped) {
		if ('outcome' in each) {
			const { sapKey, projectId, reason, message } = each.outcome;
			const isClosed = sapKey !== withoutBudgetLine || reason.startsWith('project_');
			if (isClosed && reason !== '') for (const key of each.covers) stopCost(key, projectId, reason, message);
			continue;
		}
		const { order, projectId, source } = each.desired;
		const isCovered = order !== null && isCommitted(order.contract);
		each.covers.forEach((key, index) => {
			const line = each.allocations[index];
			if (isCovered) stopCost(key, projectId, 'covered_by_contract', '');
			else if (line) into.of('actual_cost', key).placements.set('', placement(projectId, line, '', source.sapKey));
		});
	}
}

const costKey = (cost: EffectInput['costs'][number]) => documentKey('actual_cost', cost);

function placement(projectId: string, line: Allocation, contract: string, exceptionKey: string): Placement {
	const { costCode, costType, amount, currency } = line;
	return { projectId, costCode, costType, amount, currency, contract, bills: '', exceptionKey };
}

function stop({ stops }: Decided, { projectId, reason, message }: Outcome, amount: Money): void {
	stops.set(projectId, { reason, message, amount });
}

const exceptionOf = ({ entity, sapKey, projectId, reason }: Outcome) => ({
	...{ entity, sap_key: sapKey, project_id: projectId, reason },
	...{ amount: '', currency: '' },
});
