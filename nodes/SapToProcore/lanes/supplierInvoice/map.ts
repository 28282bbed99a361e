import { groupBy } from 'lodash';
import { isZero, sum } from '../../../shared/decimal';
import {
	outcome,
	type Allocation,
	type DesiredRequisition,
	type Outcome,
	type SupplierInvoice,
} from '../../../shared/model';
import { contractLineOriginId, contractOriginId, invoiceOriginId } from '../../../shared/originId';
import { reasons, type ReasonCode } from '../../../shared/reasons';
import type { Money } from '../../../shared/money';
import type { RosterRow } from '../../ledger/rows';
import type { CostCodeMap } from '../../lookup/costCodes';
import { withMappedCurrency } from '../../lookup/currencies';
import { closedReason } from '../../lookup/roster';
import { summed } from '../problems';
import { lineName } from '../purchaseOrder/describe';
import { reasoned } from '../reasoned';
import { moneyOf, stakeOf } from '../stake';
import { sortInvoice, type Invoiced, type InvoicedLine, type InvoicePart, type SortedInvoice } from './placing';
import type { InvoiceSettings } from './settings';

export interface MapInvoicesInput extends Invoiced {
	invoices: SupplierInvoice[];
	/** For the explanation only: the contract's lines have their cost codes already. */
	costCodes: CostCodeMap;
	/** Origin IDs of contracts that are known not to be in Procore. */
	absent: Pick<ReadonlySet<string>, 'has'>;
	/** What of this is on record as written, by `lineKey`: nothing posted changes any more. */
	recorded: Pick<ReadonlySet<string>, 'has'>;
	/** Projects in which runs have written an invoice on an order, by `partKey`. */
	projects: ReadonlyMap<string, ReadonlySet<string>>;
	settings: InvoiceSettings;
}

type Decided = { desired: DesiredRequisition; allocations: Allocation[] } | { outcome: Outcome };

/** `index` points into the invoices given. */
export type MappedInvoice = { index: number } & Decided;

/** By which an amount on a contract line is known again in the record of earlier runs. */
export const lineKey = (originId: string, { lineOriginId, amount }: Pick<Allocation, 'lineOriginId' | 'amount'>) =>
	`${originId}|${lineOriginId}|${amount}`;

/** An invoice on an order, in whichever projects. */
export const partKey = (invoice: string, purchaseOrder: string) => `${invoice}|${purchaseOrder}`;

/**
 * Decides what becomes of each supplier invoice: for each order that it is on and each project of that order one invoice
 * against the contract with the amounts of its items, or an outcome that says why not. Nothing that SAP has posted changes:
 * a credit memo, and what reverses an invoice, is an invoice of its own with negative amounts. What was reversed before it
 * ever reached Procore is not sent, and neither is what reverses it.
 */
export function mapInvoices(input: MapInvoicesInput): MappedInvoice[] {
	const last = new Map(input.invoices.map((invoice, index) => [invoice.id, { invoice, index }]));
	return [...last.values()].flatMap(({ invoice, index }) =>
		decide(withMappedCurrency(invoice, input.values), input).map((each) => ({ index, ...each })),
	);
}

function decide(invoice: SupplierInvoice, input: MapInvoicesInput): Decided[] {
	const stop = (reason: ReasonCode, what = '') => [
		{ outcome: stopped(invoice, input.settings, reason, what, onOrders(invoice)) },
	];
	if (invoice.status === 'deleted') return stop('invoice_deleted');
	if (invoice.status === 'not_posted')
		return stop('invoice_not_posted', `SAP's status is ${invoice.statusCode || '-'}.`);
	const sorted = sortInvoice(invoice, input);
	const decided = sorted.parts
		.filter(({ order, lines }) => sorted.ofOrder.has(order.purchaseOrder) || lines.some(isBilled))
		.map((part) => decidePart(part, sorted, input));
	const problems = [...sorted.loose, ...partless(sorted)];
	const loose = summed(problems);
	if (loose && (decided.length === 0 || reasons[loose.reason].status !== 'ignored'))
		decided.push({ outcome: stopped(invoice, input.settings, loose.reason, loose.what, moneyOf(problems)) });
	return decided.length > 0 ? decided : stop('invoice_without_order');
}

/** What of an invoice is on orders. */
const onOrders = ({ items, currency }: SupplierInvoice): Money[] =>
	items.filter(({ purchaseOrder }) => purchaseOrder !== '').map(({ amount }) => ({ amount, currency }));

/** What of an invoice a part keeps back. Where something is wrong with it, nobody knows the shares of several parts. */
function amountsOf({ invoice, order, lines }: InvoicePart, { parts, ofOrder }: SortedInvoice): Money[] {
	const { currency } = invoice;
	if (!ofOrder.has(order.purchaseOrder)) return lines.map(({ amount }) => ({ amount, currency }));
	const isOnly = parts.filter((each) => each.order === order).length === 1;
	const items = isOnly ? [...new Set(lines.map(({ item }) => item))] : [];
	return items.map(({ amount }) => ({ amount, currency }));
}

function decidePart(part: InvoicePart, sorted: SortedInvoice, input: MapInvoicesInput): Decided {
	const { order, row } = part;
	const { ofOrder, loose } = sorted;
	const { settings } = input;
	const about = { row, purchaseOrder: order.purchaseOrder };
	const stop = (reason: ReasonCode, what: string) => ({
		outcome: stopped(part.invoice, settings, reason, what, amountsOf(part, sorted), about),
	});
	const closed = closedReason(row);
	if (closed) return stop(closed, '');
	const problem = summed(ofOrder.get(order.purchaseOrder) ?? []);
	if (problem) return stop(problem.reason, problem.what);
	const contract = contractOriginId(settings.system, order.purchaseOrder, row.project_id);
	if (input.absent.has(contract)) return stop('contract_missing', `Purchase order ${order.purchaseOrder}.`);
	const allocations = part.lines.filter(isBilled).map((line) => allocation(part, line, input));
	const desired = desiredInvoice(part, contract, allocations, settings);
	desired.remarks = loose
		.filter(({ reason }) => reasons[reason].status === 'ignored')
		.map(({ text }) => `Left out: ${text}.`);
	const elsewhere = elsewhereOf(part, sorted, input);
	if (elsewhere.length > 0) desired.elsewhere = elsewhere;
	if (allocations.every((each) => input.recorded.has(lineKey(desired.originId, each))))
		return { outcome: unchanged(desired) };
	return { desired, allocations };
}

/** Where the invoice of a part, or the one that it reverses, was written, and nothing of it belongs any more. */
function elsewhereOf(
	{ invoice, order }: InvoicePart,
	{ parts }: SortedInvoice,
	{ projects, settings }: MapInvoicesInput,
) {
	const { system } = settings;
	const { purchaseOrder } = order;
	const id = reversedOf(invoice);
	const here = new Set(parts.filter((each) => each.order === order).map(({ row }) => row.project_id));
	return [...(projects.get(partKey(id, purchaseOrder)) ?? [])]
		.filter((projectId) => !here.has(projectId))
		.map((projectId) => ({
			originId: invoiceOriginId(system, id, projectId, purchaseOrder),
			projectId,
			contractOriginId: contractOriginId(system, purchaseOrder, projectId),
		}));
}

const isBilled = ({ amount }: InvoicedLine) => !isZero(amount);

/** Problems of orders that have no part here: nothing else would tell them. */
function partless({ ofOrder, parts }: SortedInvoice) {
	const told = new Set(parts.map(({ order }) => order.purchaseOrder));
	return [...ofOrder].flatMap(([purchaseOrder, problems]) => (told.has(purchaseOrder) ? [] : problems));
}

function desiredInvoice(
	{ invoice, order, row }: InvoicePart,
	contract: string,
	allocations: Allocation[],
	{ system, invoiceStatus }: InvoiceSettings,
): DesiredRequisition {
	const originIdOf = (id: string) => invoiceOriginId(system, id, row.project_id, order.purchaseOrder);
	const billed = Object.entries(groupBy(allocations, 'lineOriginId')).map(([line, onLine]) => ({
		lineOriginId: line,
		amount: sum(onLine.map(({ amount }) => amount)),
	}));
	return {
		originId: originIdOf(invoice.id),
		projectId: row.project_id,
		contractOriginId: contract,
		number: numberOf(invoice),
		billingDate: invoice.postingDate,
		comment: commentOf(invoice),
		status: invoiceStatus,
		currency: invoice.currency,
		allocations: billed,
		total: sum(['0', ...billed.map(({ amount }) => amount)]),
		...(invoice.reversal === 'none' ? {} : { requires: originIdOf(reversedOf(invoice)) }),
		source: { entity: 'supplier_invoice', sapKey: invoice.id, sapChangedAt: null },
		withdrawn: false,
		remarks: [],
	};
}

/** Of a reversed invoice and of the one that reverses it: the reversed one. */
const reversedOf = ({ id, reversal, reversalPartner }: SupplierInvoice) =>
	reversal === 'reversing' ? reversalPartner : id;

/** SAP's own number: a supplier may give the same one twice, and what reverses an invoice carries its reference, too. */
const numberOf = ({ supplierInvoice, fiscalYear }: SupplierInvoice) => `${supplierInvoice}/${fiscalYear}`;

function commentOf(invoice: SupplierInvoice): string {
	const { supplierInvoice, fiscalYear, reference, isCreditMemo, reversal, reversalPartner } = invoice;
	const kind = isCreditMemo ? 'credit memo' : 'supplier invoice';
	const text = `SAP ${kind} ${supplierInvoice} of ${fiscalYear}`;
	if (reversal === 'reversing') return `${text}, reverses ${reversalPartner}`;
	return reference === '' ? text : `${text}, reference ${reference}`;
}

function allocation(
	{ invoice, order, row }: InvoicePart,
	{ item, line, amount }: InvoicedLine,
	input: MapInvoicesInput,
) {
	const { system } = input.settings;
	const { glAccount, costCenter, wbsElement } = line.assignment;
	const { companyCode, purchaseOrder } = order;
	const found = input.costCodes.find({ companyCode, glAccount, costCenter, wbsElement });
	const key = { purchaseOrder, item: line.item.item, assignment: line.assignment.number };
	return {
		sapItem: item.item,
		assignment: line.assignment.number,
		lineOriginId: contractLineOriginId(system, key, row.project_id),
		...{ companyCode, glAccount, costCenter, wbsElement },
		amount,
		currency: invoice.currency,
		costCode: found.kind === 'found' ? found.costCode : '',
		costType: found.kind === 'found' ? found.costType : '',
		rule: [
			`line ${lineName(line)} of purchase order ${purchaseOrder}`,
			...(found.kind === 'found' ? [`cost code by ${found.rule}`] : []),
		].join('; '),
	};
}

const unchanged = ({ originId, projectId, source }: DesiredRequisition): Outcome =>
	outcome({
		entity: 'supplier_invoice',
		sapKey: source.sapKey,
		originId,
		projectId,
		action: 'none',
		status: 'unchanged',
	});

function stopped(
	invoice: SupplierInvoice,
	{ system }: InvoiceSettings,
	reason: ReasonCode,
	what: string,
	amounts: readonly Money[],
	part?: { row: RosterRow; purchaseOrder: string },
): Outcome {
	const subject = `supplier invoice ${invoice.supplierInvoice} of ${invoice.fiscalYear}`;
	return reasoned(
		{
			entity: 'supplier_invoice',
			sapKey: invoice.id,
			originId: part ? invoiceOriginId(system, invoice.id, part.row.project_id, part.purchaseOrder) : '',
			projectId: part?.row.project_id ?? '',
			subject: part ? `${subject}, project ${part.row.project_id} ${part.row.project_name}`.trim() : subject,
		},
		reason,
		what,
		stakeOf(amounts),
	);
}
