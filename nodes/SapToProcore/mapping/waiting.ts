import { sum } from '../../shared/decimal';
import type { PurchaseOrder, PurchaseRequisition } from '../../shared/model';
import { inCurrency, type Money } from '../../shared/money';
import type { ExceptionRow } from '../ledger/rows';
import type { Roster } from '../lookup/roster';
import { amountOfLine, orderLines, type OrderLine } from '../lanes/purchaseOrder/lines';

/** An exception, with what was at stake when a run last met it. */
type Exception = Pick<ExceptionRow, 'entity' | 'sap_key' | 'project_id' | 'reason'> & Money;

/** What waits with an exception; an empty amount where nobody knows it. */
export interface WaitingAmounts {
	of(row: Exception): Money;
}

const unknown: Money = { amount: '', currency: '' };

/**
 * Amounts by the documents as SAP has them now, divided among the projects as the sync divides them; where a document was
 * not read, the amount that the run has recorded.
 */
export function waitingAmounts(
	orders: readonly PurchaseOrder[],
	requisitions: readonly PurchaseRequisition[],
	projects: Roster,
): WaitingAmounts {
	const orderOf = new Map(orders.map((order) => [order.purchaseOrder, order]));
	const requisitionOf = new Map(requisitions.map((each) => [each.purchaseRequisition, each]));
	return {
		of: (row) => {
			const order = row.entity === 'purchase_order' ? orderOf.get(row.sap_key) : undefined;
			if (order) return orderAmount(order, row, projects);
			const requisition = row.entity === 'requisition' ? requisitionOf.get(row.sap_key) : undefined;
			return requisition ? requisitionAmount(requisition) : { amount: row.amount, currency: row.currency };
		},
	};
}

function orderAmount(order: PurchaseOrder, row: Exception, projects: Roster): Money {
	const lines = orderLines(order, projects).filter((line) => concerns(line, row));
	const amount = inCurrency(sum(lines.map(amountOfLine)), order.currency);
	return { amount, currency: order.currency };
}

/** Which lines an exception keeps back: those of its project, or those that have none for the reason it names. */
function concerns({ project }: OrderLine, { project_id: projectId, reason }: Exception): boolean {
	if (projectId !== '') return project.kind === 'project' && project.row.project_id === projectId;
	if (reason === 'unmapped_project') return project.kind === 'unmapped';
	if (reason === 'project_ambiguous') return project.kind === 'ambiguous';
	return project.kind !== 'outside';
}

/** An open requisition is told as a whole: its items are divided only once they are ordered. */
function requisitionAmount({ items }: PurchaseRequisition): Money {
	const live = items.filter((item) => !item.deleted);
	const [first] = live;
	if (!first || live.some(({ currency }) => currency !== first.currency)) return unknown;
	return { amount: inCurrency(sum(live.map(({ amount }) => amount)), first.currency), currency: first.currency };
}
