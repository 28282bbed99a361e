import { sum } from '../../../shared/decimal';
import type { Outcome, PurchaseOrder } from '../../../shared/model';
import type { CostCodeMap } from '../../lookup/costCodes';
import type { Roster } from '../../lookup/roster';
import { amountOfLine, orderLines, type OrderLine } from '../../lanes/purchaseOrder/lines';
import { mapOrders } from '../../lanes/purchaseOrder/map';
import { contractLineOriginId } from '../../../shared/originId';
import { releaseOf } from '../../lanes/purchaseOrder/release';
import type { OrderSettings } from '../../lanes/purchaseOrder/settings';
import type { ValueMap } from '../../lookup/values';

/** One account assignment of an order as SAP has it. `originId` is that of the contract line. */
export interface SapLine {
	line: string;
	originId: string;
	description: string;
	costCode: string;
	costType: string;
	amount: string;
}

/**
 * The part of an order that belongs to one project (`""` = no project is known for it), in the order's currency. What is
 * not released, or deleted, commits to nothing. `outcome` is why the sync does not send it; undefined = it would.
 */
export interface SapPart {
	order: PurchaseOrder;
	projectId: string;
	amount: string;
	lines: SapLine[];
	outcome: Outcome | undefined;
}

export interface SapSideInput {
	orders: PurchaseOrder[];
	roster: Roster;
	costCodes: CostCodeMap;
	values: ValueMap;
	settings: OrderSettings;
	/** Orders that have contracts in Procore, by project. */
	contracts: Array<{ purchaseOrder: string; projectId: string }>;
}

/** What SAP commits to, divided among projects and lines as the sync divides it (Purchase Order > Map). */
export function sapParts(input: SapSideInput): SapPart[] {
	const { mapped } = mapOrders({
		customer: '',
		orders: input.orders,
		roster: input.roster,
		costCodes: input.costCodes,
		values: input.values,
		knownContracts: input.contracts.map(({ purchaseOrder, projectId }) => ({
			sap_key: purchaseOrder,
			project_id: projectId,
		})),
		// Units of measure do not change amounts.
		settings: { ...input.settings, lineMethod: 'amount' },
	});
	const linesOf = new Map<string, OrderLine[]>();
	return mapped.flatMap((each) => {
		const order = input.orders[each.index];
		if (!order) return [];
		const outcome = 'outcome' in each ? each.outcome : undefined;
		const projectId = 'desired' in each ? each.desired.projectId : each.outcome.projectId;
		const lines = linesOf.get(order.purchaseOrder) ?? liveLines(order, input);
		linesOf.set(order.purchaseOrder, lines);
		const own = lines
			.filter((line) => belongs(line, projectId, input.settings))
			.map((line) => sapLine(order, line, projectId, input));
		return [{ order, projectId, outcome, lines: own, amount: sum(own.map(({ amount }) => amount)) }];
	});
}

function liveLines(order: PurchaseOrder, { roster, settings, values }: SapSideInput): OrderLine[] {
	return releaseOf(order, settings.releaseGate).kind === 'send' ? orderLines(order, roster, values) : [];
}

function belongs({ project }: OrderLine, projectId: string, { outsideProjects }: OrderSettings): boolean {
	if (project.kind === 'project') return project.row.project_id === projectId;
	return projectId === '' && (project.kind !== 'outside' || outsideProjects === 'hold');
}

function sapLine(
	order: PurchaseOrder,
	line: OrderLine,
	projectId: string,
	{ costCodes, settings }: SapSideInput,
): SapLine {
	const { glAccount, costCenter, wbsElement, number } = line.assignment;
	const found = costCodes.find({ companyCode: order.companyCode, glAccount, costCenter, wbsElement });
	const key = { purchaseOrder: order.purchaseOrder, item: line.item.item, assignment: number };
	return {
		line: `${line.item.item}/${number}`,
		originId: contractLineOriginId(settings.system, key, projectId),
		description: line.item.text,
		costCode: found.kind === 'found' ? found.costCode : '',
		costType: found.kind === 'found' ? found.costType : '',
		amount: amountOfLine(line),
	};
}
