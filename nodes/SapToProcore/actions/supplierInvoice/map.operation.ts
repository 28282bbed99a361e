import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { laneOf, supplierInvoiceSchema, type Run, type SupplierInvoice } from '../../../shared/model';
import { keyInOriginId } from '../../../shared/originId';
import { runProperty } from '../../../shared/runParameter';
import { lineKey, mapInvoices, partKey, type MapInvoicesInput } from '../../lanes/supplierInvoice/map';
import { invoiceStatusWords } from '../../lanes/supplierInvoice/settings';
import type { Ledger } from '../../ledger';
import { previewRuns } from '../../ledger/previews';
import { choice } from '../choice';
import { billed, billingLookups } from '../billing';
import { ledgerOf } from '../lookupTables';
import { policies } from '../policies';
import { decideDocuments } from '../stream';

const properties: INodeProperties[] = [
	runProperty,
	...policies([
		{
			displayName: 'Invoice Status',
			name: 'invoiceStatus',
			type: 'options',
			default: 'approved',
			options: [
				{ name: 'Approved', value: 'approved', description: 'They count as Job to Date Costs' },
				{ name: 'Under Review', value: 'under_review', description: 'They wait for approval in Procore' },
			],
			description:
				'With which status invoices are submitted in Procore. What SAP has posted is approved already. Without Submit in the node that upserts them they are drafts.',
		},
	]),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['supplierInvoice'], operation: ['map'] } },
	properties,
);

const invoices = {
	// Without its orders nothing can be said about what is invoiced.
	schema: supplierInvoiceSchema.required({ orders: true }),
	entity: 'supplier_invoice',
	source: 'SAP S/4HANA > Supplier Invoice > Fetch',
} as const;

/**
 * Input: Invoices, each with the orders that it is on.
 * Output: desired requisitions (Procore calls them subcontractor invoices) with where each amount went, and outcomes of
 * what is not sent.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await decideDocuments(this, invoices, async (documents, run) => {
		const ledger = ledgerOf(this, run.customer);
		const given = documents.map(({ document }) => document);
		const mapped = mapInvoices({
			invoices: given,
			...(await billingLookups(this, run, ledger, given)),
			...(await onRecord(ledger, run, given)),
			settings: {
				system: run.system,
				invoiceStatus: choice(this, 'invoiceStatus', 'Invoice Status', invoiceStatusWords),
			},
		});
		return billed(mapped, documents);
	});
}

/**
 * What of the invoices, and of those that they reverse, is on record as written.
 *
 * SAP tells only on which day an invoice was recorded, so that each run reads those of the last days again. What of them is
 * on record costs no request, unless something is wrong with it since. A backfill and a replay compare everything with what
 * Procore holds.
 */
async function onRecord(
	ledger: Ledger,
	run: Run,
	invoices: readonly SupplierInvoice[],
): Promise<Pick<MapInvoicesInput, 'recorded' | 'projects'>> {
	const keys = invoices.flatMap(({ id, reversalPartner }) => [id, reversalPartner || id]).sort();
	const rows = await ledger.rows('allocations', [
		{ column: 'entity', value: 'supplier_invoice' },
		{ column: 'sap_key', is: 'gte', value: keys[0] ?? '' },
		{ column: 'sap_key', is: 'lte', value: keys.at(-1) ?? '' },
	]);
	const planned = rows.length > 0 ? await previewRuns(ledger) : new Set<string>();
	const written = rows.filter(({ run_id }) => !planned.has(run_id));
	const projects = new Map<string, Set<string>>();
	for (const { origin_id } of written) {
		const [invoice = '', project = '', order = ''] = keyInOriginId(origin_id, run.system, 'invoice') ?? [];
		const key = partKey(invoice, order);
		projects.set(key, (projects.get(key) ?? new Set()).add(project));
	}
	const isCompared =
		run.mode === 'backfill' || run.mode === 'replay' || laneOf(run, 'supplier_invoice').window.from === null;
	if (isCompared) return { recorded: new Set(), projects };
	const exceptions = await ledger.rows('exceptions', [{ column: 'entity', value: 'supplier_invoice' }]);
	const wrong = new Set(exceptions.flatMap(({ status, sap_key }) => (status === 'resolved' ? [] : [sap_key])));
	const right = written.filter(({ sap_key }) => !wrong.has(sap_key));
	const recorded = right.map(({ origin_id, line_origin_id, amount }) =>
		lineKey(origin_id, { lineOriginId: line_origin_id, amount }),
	);
	return { recorded: new Set(recorded), projects };
}
