import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { procoreVendorSchema, purchaseOrderSchema, supplierSchema } from '../../../shared/model';
import { wholeNumber } from '../../../shared/parameters';
import { releaseGateWords } from '../../lanes/purchaseOrder/settings';
import { renderReadiness } from '../../reports/readiness';
import { costCodeRowSchema, decisionRowSchema, rosterRowSchema } from '../../ledger/rows';
import { choice } from '../choice';
import { requireInput, rowsOf } from '../inputs';
import { releaseGate } from '../purchaseOrder/orders';
import { matchProperties, matchSettings } from '../vendor/settings';
import { findingsOf, optional } from './findings';
import { customerParameter, customerProperty, dayParameter, reportItems } from './shared';

const properties: INodeProperties[] = [
	customerProperty,
	{
		displayName: 'System ID',
		name: 'system',
		type: 'string',
		default: '',
		placeholder: 'e.g. S4P',
		description:
			'System ID of SAP, as the operation Get of the resource System answers it. Empty: suppliers are not looked at.',
	},
	{
		displayName: 'Look Back (Days)',
		name: 'days',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3650 },
		default: 90,
		description: 'How old an order may be, by its date, to count for the share that has a cost code',
	},
	{
		displayName: 'As Of',
		name: 'asOf',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-10-01',
		description:
			'Day or time from which the days are counted back, such as the clock of SAP that System > Get answers. Empty: today.',
	},
	{
		displayName: 'Tolerance (%)',
		name: 'tolerance',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 10,
		description:
			'How much of the order value may be without cost code or project, and how many of the suppliers may be held, before that asks for attention',
	},
	releaseGate,
	...matchProperties,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['report'], operation: ['readiness'] } },
	properties,
);

const dayMs = 86_400_000;

/**
 * Inputs: SAP Findings (System > Check), Procore Findings (Company > Check Access, without Project IDs where the
 * roster is to be held against what the app may see), Projects and Cost Codes (rows of the mapping tables); and as far as
 * they are read: Orders, Suppliers, Vendors (Procore's own records), Decisions (rows of `sap_procore_vendors`).
 * Outputs: the report, and its rows for a file. Without orders, suppliers or vendors it says what was not looked at.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	requireInput(this, 0, 'SAP Findings', 'SAP S/4HANA > System > Check');
	requireInput(this, 1, 'Procore Findings', 'Procore > Company > Check Access');
	requireInput(this, 2, 'Projects', 'the rows of sap_procore_projects');
	requireInput(this, 3, 'Cost Codes', 'the rows of sap_procore_cost_codes');
	const now = new Date().toISOString();
	const system = String(this.getNodeParameter('system', 0, '')).trim();
	const days = wholeNumber(this, 'Look Back (Days)', this.getNodeParameter('days', 0), 0, 1, 3650);
	const from = new Date(Date.parse(dayParameter(this, 'asOf', 'As Of', now)) - days * dayMs);
	const checks = [findingsOf(this, 0, 'SAP Findings', 'sap'), findingsOf(this, 1, 'Procore Findings', 'procore')];
	const orders = optional(this, 4, purchaseOrderSchema, 'Orders');
	const suppliers = optional(this, 5, supplierSchema, 'Suppliers');
	const vendors = optional(this, 6, procoreVendorSchema, 'Vendors');
	const canMatch = suppliers.rows && vendors.rows && system !== '';
	return reportItems(
		renderReadiness({
			customer: customerParameter(this),
			now,
			ordersFrom: from.toISOString().slice(0, 10),
			tolerance: wholeNumber(this, 'Tolerance (%)', this.getNodeParameter('tolerance', 0), 0, 0, 100),
			order: { releaseGate: choice(this, 'releaseGate', 'Release Gate', releaseGateWords) },
			vendor: matchSettings(this, system),
			findings: checks.flatMap(({ findings }) => findings),
			projects: rowsOf(this, 2, rosterRowSchema, 'Projects'),
			costCodes: rowsOf(this, 3, costCodeRowSchema, 'Cost Codes'),
			orders: orders.rows,
			matching: canMatch
				? {
						suppliers: suppliers.rows ?? [],
						vendors: vendors.rows ?? [],
						decisions: rowsOf(this, 7, decisionRowSchema, 'Decisions'),
					}
				: undefined,
			gaps: [...checks, orders, suppliers, vendors].flatMap(({ gaps }) => gaps),
		}),
	);
}
