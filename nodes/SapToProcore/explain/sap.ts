import { negated, sum } from '../../shared/decimal';
import {
	type ExplainedSap,
	type Expected,
	type PurchaseOrder,
	type PurchaseRequisition,
	type Supplier,
	type SupplierInvoice,
} from '../../shared/model';
import { reasons } from '../../shared/reasons';
import { handful } from '../../shared/texts';
import { mapOrders } from '../lanes/purchaseOrder/map';
import type { OrderSettings } from '../lanes/purchaseOrder/settings';
import { costCodeMap } from '../lookup/costCodes';
import { roster } from '../lookup/roster';
import { valueMap } from '../lookup/values';
import type { ExplainInput, LedgerFacts, SapAnswer, SapDocument } from './input';
import { momentText } from './words';

/** The key of a document of SAP. */
export function keyOfDocument(each: SapDocument): string {
	switch (each.entity) {
		case 'supplier':
			return each.document.supplier;
		case 'purchase_order':
			return each.document.purchaseOrder;
		case 'requisition':
			return each.document.purchaseRequisition;
		case 'supplier_invoice':
			return each.document.id;
	}
}

/** The document that SAP gave for a key; the last one where it gave several. */
export const documentOf = (
	{ sap }: Pick<ExplainInput, 'sap'>,
	entity: string,
	keys: readonly string[],
): SapDocument | undefined =>
	sap?.documents.findLast((each) => each.entity === entity && keys.includes(keyOfDocument(each)));

/** What SAP has of a document, or why that is not known. */
export function sapSide(answer: SapAnswer | undefined, found: SapDocument | undefined): ExplainedSap {
	if (found) return { state: 'read', what: 'SAP has it.', facts: factsOf(found) };
	if (!answer) return { state: 'not_asked', what: 'SAP was not asked.', facts: [] };
	if (answer.failures.length > 0)
		return { state: 'not_read', what: `SAP could not be read: ${handful([...answer.failures], '; ')}`, facts: [] };
	return { state: 'not_found', what: 'It is not among what was read of SAP.', facts: [] };
}

function factsOf(found: SapDocument): ExplainedSap['facts'] {
	const facts = namedFacts(found);
	return Object.entries(facts).flatMap(([name, value]) => (value === '' ? [] : [{ name, value }]));
}

function namedFacts(found: SapDocument): Record<string, string> {
	switch (found.entity) {
		case 'supplier':
			return supplierFacts(found.document);
		case 'purchase_order':
			return orderFacts(found.document);
		case 'requisition':
			return requisitionFacts(found.document);
		case 'supplier_invoice':
			return invoiceFacts(found.document);
	}
}

const supplierFacts = ({ name, blocked, changedAt }: Supplier) => ({
	Name: name,
	Blocked: Object.entries(blocked)
		.flatMap(([kind, on]) => (on ? [kind] : []))
		.join(', '),
	Changed: momentText(changedAt),
});

const orderFacts = (order: PurchaseOrder) => ({
	Status: order.status.replaceAll('_', ' '),
	Supplier: [order.supplier, order.supplierName ?? ''].filter(Boolean).join(' '),
	'Company code': order.companyCode,
	Items: itemsText(order.items),
	'Net amount': `${sum(order.items.filter(({ deleted }) => !deleted).map(netAmountOf))} ${order.currency}`,
	Changed: momentText(order.changedAt ?? ''),
});

const netAmountOf = ({ netAmount, isReturn }: PurchaseOrder['items'][number]) =>
	isReturn ? negated(netAmount) : netAmount;

const requisitionFacts = ({ items, description, changedAt }: PurchaseRequisition) => ({
	Description: description,
	Items: itemsText(items),
	'Not released': names(items.filter(({ deleted, released }) => !deleted && !released)),
	'Not ordered': names(
		items.filter(({ deleted, closed, purchaseOrder }) => !deleted && !closed && purchaseOrder === ''),
	),
	'Purchase orders': handful([...new Set(items.map(({ purchaseOrder }) => purchaseOrder).filter(Boolean))]),
	Changed: momentText(changedAt ?? ''),
});

const names = (items: PurchaseRequisition['items']) => handful(items.map(({ item }) => `item ${item}`));

const invoiceFacts = (invoice: SupplierInvoice) => ({
	Status: invoice.status.replaceAll('_', ' '),
	Items: String(invoice.items.length),
	'Purchase orders': handful([...new Set(invoice.items.map(({ purchaseOrder }) => purchaseOrder).filter(Boolean))]),
});

function itemsText(items: ReadonlyArray<{ deleted: boolean }>): string {
	const deleted = items.filter((item) => item.deleted).length;
	return deleted === 0 ? String(items.length) : `${items.length}, ${deleted} of them deleted`;
}

/** When SAP says that a document changed last; `""` = it does not. */
export function changedAt(found: SapDocument): string {
	return found.entity === 'supplier_invoice' ? '' : (found.document.changedAt ?? '');
}

/** What the next run would decide on an order, as SAP and the tables are now; needs all rows of them. */
export function expectedOf(order: PurchaseOrder, facts: LedgerFacts, settings: OrderSettings | undefined): Expected[] {
	if (!settings || !['projects', 'cost_codes', 'values'].every((name) => facts.whole.has(name as 'projects')))
		return [];
	const { mapped } = mapOrders({
		customer: '',
		orders: [order],
		roster: roster([...facts.projects]),
		costCodes: costCodeMap([...facts.costCodes]),
		values: valueMap([...facts.values]),
		knownContracts: [...facts.contracts],
		settings,
	});
	return mapped.map((each): Expected => {
		if ('outcome' in each) {
			const { projectId, status, reason, message } = each.outcome;
			return { projectId, status, reason, what: message };
		}
		const { projectId, total } = each.desired;
		const { rejected, void: isVoid } = each.desired;
		if (rejected) return { projectId, status: 'ignored', reason: 'order_rejected', what: reasons.order_rejected.title };
		const what = isVoid
			? 'Its contract is emptied.'
			: `It becomes a contract over ${total} ${order.currency}, if Procore takes it.`;
		return { projectId, status: 'sent', reason: '', what };
	});
}
