import { groupBy } from 'lodash';
import { isZero, negated, quotient, sum, trimmed } from '../../../shared/decimal';
import type {
	Allocation,
	ContractLine,
	DesiredContract,
	PurchaseOrder,
	PurchaseOrderItem,
	RequisitionItemShare,
} from '../../../shared/model';
import type { CostCodeAnswer } from '../../lookup/costCodes';
import type { RosterRow } from '../../ledger/rows';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import type { ValueMap } from '../../lookup/values';
import { oneLine } from '../../../shared/texts';
import { lineName } from './describe';
import type { OrderLine } from './lines';
import type { Gone } from './release';
import { contractLineOriginId, contractOriginId, vendorOriginId } from '../../../shared/originId';
import type { OrderSettings } from './settings';

/** A line with everything that was found out about it. */
export interface DecidedLine extends OrderLine {
	project: OrderLine['project'] & { kind: 'project' };
	costCode: CostCodeAnswer & { kind: 'found' };
	/** Procore's unit of measure, `""` under the accounting method *amount*. */
	uom: string;
	/** Procore's tax code; missing where none is sent. */
	taxCode?: string;
}

/** The part of an order that belongs to one project, with nothing left to decide. */
export interface DecidedPart {
	order: PurchaseOrder;
	row: RosterRow;
	lines: DecidedLine[];
	remarks: string[];
	/** Procore's number of the vendor, where a person chose it for the party on the order. */
	vendorId?: string;
}

/** What Procore should hold for the part, and where each of its lines went. */
export function desiredContract(
	{ order, row, lines, remarks, vendorId = '' }: DecidedPart,
	values: ValueMap,
	settings: OrderSettings,
): { desired: DesiredContract; allocations: Allocation[] } {
	const drawn = lines.map((line) => contractLine(lineIdOf(order, row, line, settings), line, settings));
	const terms = paymentTerms(order, values);
	const desired: DesiredContract = {
		...header(order, row.project_id, settings),
		title: titleOf(
			lines.map(({ item }) => item),
			orderName(order),
		),
		// Its number in Procore is found where the contract is written: there the directory has been read. The vendor of a
		// one-time supplier is never meant.
		vendor: vendorId
			? { originId: '', id: vendorId }
			: { originId: vendorOriginId(settings.system, order.supplier), id: '' },
		status: order.status === 'approved' ? settings.contractStatus : 'Draft',
		deliveryDate: lines.map(({ item }) => item.deliveryDate).reduce((a, b) => (a > b ? a : b), ''),
		paymentTerms: terms.text,
		lines: drawn,
		total: sum(drawn.map(({ amount }) => amount)),
		retainagePercent: settings.retainagePercent,
		requisitionItems: requisitionItemsOf(order, lines),
		remarks: [...remarks, ...terms.remarks, ...withoutQuantity(lines, settings)],
	};
	return {
		desired,
		allocations: lines.map((line, index) => allocation(desired, line, drawn[index]?.originId ?? '', order.companyCode)),
	};
}

/** Nothing of the order is left in the project, or SAP rejected it. */
export function voidContract(
	order: PurchaseOrder,
	projectId: string,
	{ gone, remark }: { gone: Gone; remark: string },
	settings: OrderSettings,
): DesiredContract {
	const nothing = { ...header(order, projectId, settings), void: true };
	return gone === 'order_rejected'
		? { ...nothing, absentReason: gone, rejected: true }
		: { ...nothing, remarks: [remark] };
}

function header(order: PurchaseOrder, projectId: string, settings: OrderSettings): DesiredContract {
	const { system, lineMethod, invoicesSent } = settings;
	return {
		originId: contractOriginId(system, order.purchaseOrder, projectId),
		projectId,
		number: order.purchaseOrder,
		title: titleOf(order.items, orderName(order)),
		description: '',
		vendor: { originId: '', id: '' },
		status: 'Draft',
		contractDate: order.date,
		deliveryDate: '',
		paymentTerms: '',
		currency: order.currency,
		accountingMethod: lineMethod,
		lines: [],
		total: '0',
		source: { entity: 'purchase_order', sapKey: order.purchaseOrder, sapChangedAt: order.changedAt },
		void: false,
		retainagePercent: '',
		absentReason: '',
		rejected: false,
		invoicesSent,
		unordered: false,
		requisitionItems: [],
		remarks: [],
	};
}

const orderName = ({ purchaseOrder }: PurchaseOrder) => `Purchase order ${purchaseOrder}`;

/** The text of the first item, and how many more there are. */
export function titleOf(items: Array<Pick<PurchaseOrderItem, 'item' | 'text'>>, otherwise: string): string {
	const [first, ...more] = [...new Set(items)].sort((a, b) => compareSapKeys(a.item, b.item));
	const title = oneLine(first?.text ?? '') || otherwise;
	return more.length > 0 ? `${title} (+ ${more.length} more)` : title;
}

/**
 * What of purchase requisitions the lines of a released order were made of, and whether any was made of none. An order
 * that is not released stands for nothing of them: nobody is committed by it.
 */
function requisitionItemsOf(order: PurchaseOrder, lines: DecidedLine[]): RequisitionItemShare[] {
	const items = [...new Set(lines.map(({ item }) => item))];
	if (order.status !== 'approved' || items.every(({ requisition }) => requisition === '')) return [];
	const made = groupBy(items, ({ requisition, requisitionItem }) => JSON.stringify([requisition, requisitionItem]));
	return Object.values(made).flatMap(([first, ...more]): RequisitionItemShare[] => {
		if (!first) return [];
		const { requisition, requisitionItem: item, unit } = first;
		if (requisition === '') return [{ requisition, item: '', quantity: '0', unit: '' }];
		return [{ requisition, item, unit, quantity: sum([first, ...more].map(({ quantity }) => quantity)) }];
	});
}

function lineIdOf(
	{ purchaseOrder }: PurchaseOrder,
	{ project_id }: RosterRow,
	{ item, assignment }: OrderLine,
	{ system }: OrderSettings,
): string {
	return contractLineOriginId(system, { purchaseOrder, item: item.item, assignment: assignment.number }, project_id);
}

export function contractLine(
	originId: string,
	{ item, amount, quantity, uom, costCode, taxCode }: DecidedLine,
	{ lineMethod }: Pick<OrderSettings, 'lineMethod'>,
): ContractLine {
	return {
		originId,
		description: oneLine(item.text) || `Item ${item.item}`,
		costCode: costCode.costCode,
		costType: costCode.costType,
		...(lineMethod === 'unit' ? unitFigures(amount, quantity, uom) : { quantity: '', uom: '', unitCost: '' }),
		amount,
		...(taxCode ? { taxCode } : {}),
	};
}

/** Enough decimals that quantity × unit cost gives the amount; the amount itself stays exact. */
const unitCostDecimals = 6;

function unitFigures(amount: string, quantity: string, uom: string) {
	if (hasQuantity(quantity))
		return { quantity: trimmed(quantity), uom, unitCost: trimmed(quotient(amount, quantity, unitCostDecimals)) };
	const negative = amount.startsWith('-');
	return { quantity: negative ? '-1' : '1', uom, unitCost: trimmed(negative ? negated(amount) : amount) };
}

const hasQuantity = (quantity: string) => quantity !== '' && !isZero(quantity);

export function withoutQuantity(lines: OrderLine[], { lineMethod }: Pick<OrderSettings, 'lineMethod'>): string[] {
	const lump = lineMethod === 'unit' ? lines.filter(({ quantity }) => !hasQuantity(quantity)) : [];
	return lump.length === 0
		? []
		: [`Sent as a lump sum, because SAP has no quantity: ${lump.map(lineName).join(', ')}.`];
}

function paymentTerms({ paymentTerms: key }: PurchaseOrder, values: ValueMap): { text: string; remarks: string[] } {
	if (key === '') return { text: '', remarks: [] };
	const text = values.find('payment_terms', key);
	if (text !== undefined) return { text, remarks: [] };
	return { text: key, remarks: [`Payment terms ${key} are sent as SAP's key: map them in sap_procore_values.`] };
}

/** Where a line of a contract went. */
export function allocation(
	{ currency }: Pick<DesiredContract, 'currency'>,
	line: DecidedLine,
	lineId: string,
	companyCode: string,
): Allocation {
	const { item, assignment, amount, costCode, project } = line;
	return {
		sapItem: item.item,
		assignment: assignment.number,
		lineOriginId: lineId,
		companyCode,
		glAccount: assignment.glAccount,
		costCenter: assignment.costCenter,
		wbsElement: assignment.wbsElement,
		amount,
		currency,
		costCode: costCode.costCode,
		costType: costCode.costType,
		rule: `cost code by ${costCode.rule}; project by ${project.rule}`,
	};
}
