import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { laneOf, supplierInvoiceSchema, type Run } from '../../../shared/model';
import { runProperty } from '../../../shared/runParameter';
import { lineKey, mapInvoices } from '../../lanes/supplierInvoice/map';
import { invoiceStatusWords } from '../../lanes/supplierInvoice/settings';
import type { Ledger } from '../../ledger';
import { previewRuns } from '../../ledger/previews';
import { runStamp } from '../../sync/retention';
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
			recorded: await recordedLines(ledger, run),
			settings: {
				system: run.system,
				invoiceStatus: choice(this, 'invoiceStatus', 'Invoice Status', invoiceStatusWords),
			},
		});
		return billed(mapped, documents);
	});
}

const dayMs = 24 * 3600_000;

/**
 * SAP tells only on which day an invoice was recorded, so that each run reads those of the last days again. What of them is
 * on record as written costs no request. A backfill and a replay compare everything with what Procore holds.
 */
async function recordedLines(ledger: Ledger, run: Run): Promise<ReadonlySet<string>> {
	const { from } = laneOf(run, 'supplier_invoice').window;
	if (run.mode === 'backfill' || run.mode === 'replay' || from === null) return new Set();
	const since = runStamp(new Date(Date.parse(from) - 2 * dayMs).toISOString());
	const rows = await ledger.rows('allocations', [
		{ column: 'entity', value: 'supplier_invoice' },
		{ column: 'run_id', is: 'gte', value: since },
	]);
	const planned = await previewRuns(ledger, [{ column: 'run_id', is: 'gte', value: since }]);
	const exceptions = await ledger.rows('exceptions', [{ column: 'entity', value: 'supplier_invoice' }]);
	const wrong = new Set(exceptions.flatMap(({ status, sap_key }) => (status === 'resolved' ? [] : [sap_key])));
	const written = rows.filter(({ run_id, sap_key }) => !planned.has(run_id) && !wrong.has(sap_key));
	return new Set(
		written.map(({ origin_id, line_origin_id, amount }) =>
			lineKey(origin_id, { lineOriginId: line_origin_id, amount }),
		),
	);
}
