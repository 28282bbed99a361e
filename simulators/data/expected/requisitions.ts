import { currencyDecimals, ratio, toUnits } from '../money.ts';
import type { SapAccountAssignment, SapPurchaseOrder, SapPurchaseOrderItem } from '../sap-order-types.ts';
import type { SapPurchaseRequisition, SapRequisitionItem } from '../sap-requisition-types.ts';
import type { Dataset } from '../types.ts';
import { expectedContracts, type ExpectOptions, type HeldOrders } from './contracts.ts';
import { projectFinder } from './roster.ts';

/** What Procore has to hold of one requisition for one order in one project; amounts in minor units. */
export interface ExpectedRequisition {
	requisition: string;
	order: string;
	projectId: string;
	decimals: number;
	total: bigint;
	/**
	 * By the line of the order: `10/1` is account assignment 1 of item 10. Rounded, so of each share in it a unit may be on
	 * its neighbour.
	 */
	lines: Record<string, bigint>;
	/** Of how many shares the amount of a line is the sum: several where assignments name the same objects. */
	shares: Record<string, number>;
	/** Empty when it is sent, else why not. */
	reason: '' | 'contract_missing' | 'contract_line_missing' | 'requisition_above_order' | 'no_billing_period';
}

/** What the expectations are worked out from. */
export type HeldRequisitions = HeldOrders & {
	sap: Pick<Dataset['sap'], 'requisitions'>;
	/** Projects with an open billing period. */
	openProjects: ReadonlySet<string>;
};

interface Part {
	item: SapPurchaseOrderItem;
	assignment: SapAccountAssignment;
	projectId: string;
	units: bigint;
}

/** The result for a requisition item in one order item: shares on lines, or that no line fits. */
interface Placed {
	order: SapPurchaseOrder;
	parts: Part[];
	misfit: boolean;
}

/**
 * The expected result for every requisition of which something was ordered, worked out from SAP's stored records and the filled
 * tables by plain code of its own: one entry a requisition, order and project.
 */
export function expectedRequisitions(held: HeldRequisitions, options: ExpectOptions = {}): ExpectedRequisition[] {
	const sent = new Set(
		expectedContracts(held, options).flatMap(({ order, projectId, reason }) =>
			reason === '' ? [`${order}|${projectId}`] : [],
		),
	);
	const projectOf = projectFinder(held);
	const elements = new Map(held.sap.wbsElements.map((row) => [row.WBSElementInternalID, row.ProjectElement]));
	const projectIdOf = (row: SapAccountAssignment): string => {
		const wbsElement = row.WBSElementExternalID || (elements.get(row.WBSElementInternalID) ?? '');
		const project = projectOf({ wbsElement, order: row.OrderID, costCenter: row.CostCenter });
		return typeof project === 'string' ? '' : project.id;
	};
	const makers = orderItemsByRequisition(held.sap.orders);
	return held.sap.requisitions.flatMap((requisition) => {
		const placed = requisition.items.flatMap((item) =>
			item.IsDeleted ? [] : placedOf(item, makers(requisition, item), projectIdOf),
		);
		return [...new Set(placed.map(({ order }) => order))].flatMap((order) => {
			const own = placed.filter((each) => each.order === order);
			const parts = own.flatMap((each) => each.parts).filter(({ projectId }) => projectId !== '');
			return [...new Set(parts.map(({ projectId }) => projectId))].map((projectId): ExpectedRequisition => {
				const here = parts.filter((part) => part.projectId === projectId);
				const decimals = currencyDecimals(order.header.DocumentCurrency);
				const lines = linesOf(here);
				const { PurchaseOrder: number } = order.header;
				const reason = own.some(({ misfit }) => misfit)
					? 'contract_line_missing'
					: isAbove(here, lines, decimals)
						? 'requisition_above_order'
						: !sent.has(`${number}|${projectId}`)
							? 'contract_missing'
							: held.openProjects.has(projectId)
								? ''
								: 'no_billing_period';
				return {
					requisition: requisition.header.PurchaseRequisition,
					order: number,
					projectId,
					decimals,
					total: totalOf(here, decimals),
					lines,
					shares: sharesOf(here),
					reason,
				};
			});
		});
	});
}

interface Made {
	order: SapPurchaseOrder;
	item: SapPurchaseOrderItem;
	/** Of the order item, for this requisition item. */
	quantity: string;
}

/** The order items made of a requisition item, by SAP's schedule lines: they say for which requisition how much comes. */
function orderItemsByRequisition(orders: readonly SapPurchaseOrder[]) {
	const found = new Map<string, Made[]>();
	for (const order of orders) {
		if (order.header.PurchasingDocumentDeletionCode !== '') continue;
		for (const item of order.items) {
			if (item.PurchasingDocumentDeletionCode !== '') continue;
			for (const line of item.scheduleLines) {
				const key = `${line.PurchaseRequisition}/${line.PurchaseRequisitionItem}`;
				found.set(key, [...(found.get(key) ?? []), { order, item, quantity: line.ScheduleLineOrderQuantity }]);
			}
		}
	}
	return ({ header }: SapPurchaseRequisition, { PurchaseRequisitionItem }: SapRequisitionItem): Made[] =>
		found.get(`${header.PurchaseRequisition}/${PurchaseRequisitionItem}`) ?? [];
}

/** The ordered part of an item's amount, by its own account assignments, on the lines of each order that name the same. */
function placedOf(
	requested: SapRequisitionItem,
	makers: readonly Made[],
	projectIdOf: (row: SapAccountAssignment) => string,
): Placed[] {
	const decimals = currencyDecimals(requested.PurReqnItemCurrency);
	const own = requested.assignments.filter((row) => !row.IsDeleted);
	return makers.map(({ order, item, quantity }) => {
		const parts: Part[] = [];
		let misfit = false;
		for (const row of own) {
			const units = ratio([row.PurReqnNetAmount, quantity], [requested.RequestedQuantity], decimals);
			const lines = item.assignments.filter((line) => !line.IsDeleted && hasSameObjects(line, row));
			misfit ||= lines.length === 0;
			const whole = lines.reduce((sum, line) => sum + toUnits(line.PurgDocNetAmount, decimals), 0n);
			let left = units;
			for (const [index, assignment] of lines.entries()) {
				const has = toUnits(assignment.PurgDocNetAmount, decimals);
				const share = index === lines.length - 1 || whole === 0n ? left : (units * has) / whole;
				left -= share;
				parts.push({ item, assignment, projectId: projectIdOf(assignment), units: share });
			}
		}
		// Nothing fits: the lines that are there say in which projects that is reported.
		if (misfit && parts.length === 0)
			for (const assignment of item.assignments)
				parts.push({ item, assignment, projectId: projectIdOf(assignment), units: 0n });
		return { order, parts, misfit };
	});
}

const hasSameObjects = (line: SapAccountAssignment, row: SapRequisitionItem['assignments'][number]) =>
	line.GLAccount === row.GLAccount &&
	line.CostCenter === row.CostCenter &&
	line.OrderID === row.OrderID &&
	line.WBSElementExternalID === row.WBSElementExternalID;

const nameOf = ({ item, assignment }: Part) => `${item.PurchaseOrderItem}/${assignment.AccountAssignmentNumber}`;

function linesOf(parts: readonly Part[]): Record<string, bigint> {
	const lines: Record<string, bigint> = {};
	for (const part of parts) lines[nameOf(part)] = (lines[nameOf(part)] ?? 0n) + part.units;
	return lines;
}

/** Shares that are rounded one by one may come to a unit more than all lines of their item have together, which nobody orders. */
function totalOf(parts: readonly Part[], decimals: number): bigint {
	const items = [...new Set(parts.map(({ item }) => item))];
	return items.reduce((sum, item) => {
		const own = parts.filter((part) => part.item === item);
		const total = own.reduce((units, part) => units + part.units, 0n);
		const most = item.assignments
			.filter(({ IsDeleted }) => !IsDeleted)
			.reduce((units, row) => units + toUnits(row.PurgDocNetAmount, decimals), 0n);
		return sum + (total > most && total <= most + BigInt(own.length) ? most : total);
	}, 0n);
}

function sharesOf(parts: readonly Part[]): Record<string, number> {
	const shares: Record<string, number> = {};
	for (const part of parts) shares[nameOf(part)] = (shares[nameOf(part)] ?? 0) + 1;
	return shares;
}

/** More than rounding explains on a line of the order. */
function isAbove(parts: readonly Part[], lines: Record<string, bigint>, decimals: number): boolean {
	return parts.some(
		(part) => (lines[nameOf(part)] ?? 0n) > toUnits(part.assignment.PurgDocNetAmount, decimals) + BigInt(parts.length),
	);
}
