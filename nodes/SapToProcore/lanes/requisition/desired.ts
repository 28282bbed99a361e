import { groupBy } from 'lodash';
import { fromUnscaled, sum } from '../../../shared/decimal';
import type { Allocation, DesiredRequisition, PurchaseOrder, PurchaseRequisition } from '../../../shared/model';
import type { CostCodeMap } from '../../lookup/costCodes';
import { lineName } from '../purchaseOrder/describe';
import type { OrderLine } from '../purchaseOrder/lines';
import type { RosterRow } from '../../ledger/rows';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import { oneLine } from '../../../shared/texts';
import { contractLineOriginId, contractOriginId, requisitionOriginId } from '../../../shared/originId';
import type { Placement } from './placing';
import type { RequisitionSettings } from './settings';

/** The part of a requisition that became one order, in one project. */
export interface RequisitionPart {
	requisition: PurchaseRequisition;
	order: PurchaseOrder;
	row: RosterRow;
	placements: Placement[];
}

/** What Procore should hold for the part, and where each amount went. */
export function desiredRequisition(
	part: RequisitionPart,
	costCodes: CostCodeMap,
	remarks: string[],
	settings: RequisitionSettings,
): { desired: DesiredRequisition; allocations: Allocation[] } {
	const { order, row } = part;
	const placements = [...part.placements].sort((a, b) => byLine(a.line, b.line));
	const allocations = placements.map((placement) => allocation(part, placement, costCodes, settings.system));
	const billed = Object.entries(groupBy(allocations, 'lineOriginId')).map(([line, onLine]) => ({
		lineOriginId: line,
		amount: sum(onLine.map(({ amount }) => amount)),
	}));
	const desired: DesiredRequisition = {
		...withdrawnRequisition(part.requisition, order.purchaseOrder, row.project_id, settings),
		billingDate: billingDate(part, settings),
		currency: order.currency,
		allocations: billed,
		total: sum(billed.map(({ amount }) => amount)),
		withdrawn: false,
		remarks,
	};
	return { desired, allocations };
}

function byLine(a: OrderLine, b: OrderLine): number {
	return compareSapKeys(a.item.item, b.item.item) || compareSapKeys(a.assignment.number, b.assignment.number);
}

/** Nothing of the requisition is left for this order in this project. */
export function withdrawnRequisition(
	requisition: PurchaseRequisition,
	purchaseOrder: string,
	projectId: string,
	{ system }: RequisitionSettings,
): DesiredRequisition {
	const number = requisition.purchaseRequisition;
	return {
		originId: requisitionOriginId(system, number, projectId, purchaseOrder),
		projectId,
		contractOriginId: contractOriginId(system, purchaseOrder, projectId),
		number,
		billingDate: '',
		comment: commentOf(requisition),
		status: 'draft',
		currency: '',
		allocations: [],
		total: '0',
		source: { entity: 'requisition', sapKey: number, sapChangedAt: requisition.changedAt },
		withdrawn: true,
		remarks: [],
	};
}

function commentOf({ purchaseRequisition, description, items }: PurchaseRequisition): string {
	const text = oneLine(description) || oneLine(items.find(({ deleted }) => !deleted)?.text ?? '');
	return `SAP purchase requisition ${purchaseRequisition}${text === '' ? '' : `: ${text}`}`;
}

/** By something in SAP, never by today: a date that moved with every run would change the requisition with every run. */
function billingDate({ requisition, order }: RequisitionPart, settings: RequisitionSettings): string {
	if (settings.billingDate === 'period') return '';
	return (settings.billingDate === 'change' && requisition.changedAt?.slice(0, 10)) || order.date;
}

/** Where the lines of the order are in Procore. */
export function lineId({ purchaseOrder }: PurchaseOrder, line: OrderLine, projectId: string, system: string): string {
	const key = { purchaseOrder, item: line.item.item, assignment: line.assignment.number };
	return contractLineOriginId(system, key, projectId);
}

function allocation(part: RequisitionPart, placement: Placement, costCodes: CostCodeMap, system: string): Allocation {
	const { order, row } = part;
	const { item, assignment, line, units } = placement;
	const { glAccount, costCenter, wbsElement } = line.assignment;
	const companyCode = order.companyCode;
	const found = costCodes.find({ companyCode, glAccount, costCenter, wbsElement });
	const signed = placement.made.item.isReturn ? -units : units;
	const [costCode, costType] = found.kind === 'found' ? [found.costCode, found.costType] : ['', ''];
	return {
		sapItem: item.item,
		assignment: assignment?.number ?? '',
		lineOriginId: lineId(order, line, row.project_id, system),
		...{ companyCode, glAccount, costCenter, wbsElement },
		amount: fromUnscaled(signed, placement.made.decimals),
		currency: order.currency,
		...{ costCode, costType },
		rule: [
			`line ${lineName(line)} of purchase order ${order.purchaseOrder}`,
			...(found.kind === 'found' ? [`cost code by ${found.rule}`] : []),
		].join('; '),
	};
}
