import { decide, procore, sap } from '../nodes.ts';
import { type LaneTemplate, run } from './lane.ts';

const fetch = (resource: string) => ({ resource, operation: 'fetch', run });
const map = (resource: string, operation = 'map') => ({ resource, operation, run });
const upsert = (resource: string, more: Record<string, unknown> = {}) => ({
	resource,
	operation: 'upsertMany',
	run,
	...more,
});
const all = { operation: 'getAll', returnAll: true };

/** The lanes in the order in which they run. */
export const lanes: LaneTemplate[] = [
	{
		entity: 'project',
		title: 'Projects',
		text: 'Reads the projects of Procore and finds out which project of SAP each one is.',
		column: 0,
		y: 0,
		noteAbove: true,
		fetch: (at) =>
			procore('Get projects', at, { resource: 'project', ...all, run, filters: { status: 'All' }, simplify: false }),
		beside: (at) => sap('Get SAP projects', at, { resource: 'project', ...all, options: { run } }),
		map: (at) => decide('Match projects', at, map('project', 'match')),
		record: 'Record projects',
	},
	{
		entity: 'supplier',
		title: 'Suppliers → vendors',
		text: "A person's decision, then the origin ID, then exactly the same name decides which vendor a supplier is. Otherwise it is new.",
		column: 0,
		y: 432,
		fetch: (at) => sap('Fetch suppliers', at, fetch('supplier')),
		beside: (at) =>
			procore('Get vendors', at, { resource: 'vendor', ...all, run, filters: { status: 'All' }, simplify: false }),
		map: (at) => decide('Match suppliers', at, map('vendor', 'match')),
		upsert: (at) => procore('Upsert vendors', at, upsert('vendor')),
		record: 'Record suppliers',
	},
	{
		entity: 'cost_code',
		title: 'Cost codes',
		text: 'Creates the cost codes of the cost code map in each active project. Off unless chosen under Lanes in Start.',
		column: 0,
		y: 864,
		fetch: (at) => sap('Fetch G/L accounts', at, fetch('glAccount')),
		beside: (at) => sap('Get cost centers', at, { resource: 'costCenter', ...all, options: { run } }),
		map: (at) => decide('Map cost codes', at, map('costCode')),
		upsert: (at) => procore('Upsert cost codes', at, upsert('costCode')),
		record: 'Record cost codes',
	},
	{
		entity: 'budget',
		title: 'Budget',
		text: "SAP's plan becomes the original budget; a draft budget change where it is locked. Off unless chosen in Start. Plan Category: see Fetch plan.",
		column: 0,
		y: 1296,
		fetch: (at) => sap('Fetch plan', at, fetch('plannedCost')),
		map: (at) => decide('Map plan', at, map('plannedCost')),
		upsert: (at) => procore('Upsert budgets', at, upsert('budgetLineItem')),
		record: 'Record plan',
	},
	{
		entity: 'purchase_order',
		title: 'Purchase orders → contracts',
		text: 'One contract for each project of an order, one line for each account assignment, on the cost codes of the cost code map.',
		column: 1,
		y: 0,
		noteAbove: true,
		fetch: (at) => sap('Fetch orders', at, fetch('purchaseOrder')),
		map: (at) => decide('Map orders', at, map('purchaseOrder')),
		upsert: (at) => procore('Upsert contracts', at, upsert('purchaseOrderContract')),
		record: 'Record orders',
	},
	{
		entity: 'requisition',
		title: 'Requisitions',
		text: 'What of a purchase requisition has been ordered becomes a draft requisition against the contract of its order.',
		column: 1,
		y: 352,
		fetch: (at) => sap('Fetch requisitions', at, fetch('purchaseRequisition')),
		map: (at) => decide('Map requisitions', at, map('requisition')),
		upsert: (at) => procore('Upsert requisitions', at, upsert('requisition')),
		record: 'Record requisitions',
	},
	{
		entity: 'supplier_invoice',
		title: 'Supplier invoices',
		text: 'What SAP has posted against orders becomes approved subcontractor invoices, credit memos negative ones. Off unless chosen under Lanes in Start.',
		column: 1,
		y: 704,
		fetch: (at) => sap('Fetch invoices', at, fetch('supplierInvoice')),
		map: (at) => decide('Map invoices', at, map('supplierInvoice')),
		upsert: (at) => procore('Upsert invoices', at, upsert('requisition', { options: { submit: true } })),
		record: 'Record invoices',
	},
	{
		entity: 'actual_cost',
		title: 'Actual costs',
		text: 'What was posted to a project and no contract covers becomes direct costs. Say in Fetch costs which accounts are costs.',
		column: 1,
		y: 1056,
		fetch: (at) => sap('Fetch costs', at, fetch('projectCost')),
		map: (at) => decide('Map costs', at, map('projectCost')),
		upsert: (at) => procore('Upsert costs', at, upsert('directCost')),
		record: 'Record costs',
	},
];
