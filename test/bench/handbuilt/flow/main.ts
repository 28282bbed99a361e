import { branch } from '../../../../templates/nodes.ts';
import { type TemplateNode, WorkflowBuilder } from '../../../../templates/builder.ts';
import { type Addresses, procoreHeaders, settings, tables, type Variant, workflows } from './addresses.ts';
import * as functions from './code.ts';
import { addRow, call, code, currentDate, http, loop, rawItem, readTable, saveRow } from './nodes.ts';

/** The trigger that a person presses. */
export const trigger = 'Run now';

const all = (node: string) => `$('${node}').all().map(({ json }) => json)`;

/** Reads what changed in SAP and hands it on, one vendor and one contract at a time. */
export function mainWorkflow(addresses: Addresses, variant: Variant): object {
	const flow = new WorkflowBuilder();
	const put = (...nodes: TemplateNode[]) => {
		for (const node of nodes) flow.add(node);
		flow.chain(...nodes.map(({ name }) => name));
	};
	flow.add({
		name: 'Every hour',
		type: 'n8n-nodes-base.scheduleTrigger',
		typeVersion: 1.2,
		position: [0, 0],
		// As rarely as the bench lets the package's own schedule run: it presses the button.
		parameters: { rule: { interval: [{ field: 'cronExpression', expression: '0 0 29 2 *' }] } },
	});
	flow.add({
		name: trigger,
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 160],
		parameters: {},
	});
	put(
		readTable('Watermark', [200, 0], tables.state),
		// Not `$now`: expressions run apart from n8n's clock, which the bench sets forward.
		currentDate('Now', [300, 0]),
		rawItem(
			'Window',
			[400, 0],
			"{ since: $('Watermark').first().json.value ?? '', next: $json.now.toDateTime().toUTC().minus({ minutes: 5 }).toISO() }",
		),
	);
	flow.connect('Every hour', 'Watermark');
	flow.connect(trigger, 'Watermark');

	// Order v1: the upper branch is through before the one below it begins, and a read that fails ends the run.
	put(...readSuppliers(addresses));
	if (variant === 'plain') eachSupplier(flow, put);
	else syncVendors(flow, put, addresses);
	put(...readOrders(addresses, variant));
	eachContract(flow);
	flow.add(
		saveRow('Save watermark', [600, 1400], tables.state, 'key', {
			key: 'watermark',
			value: "={{ $('Window').first().json.next }}",
		}),
	);
	for (const branchStart of ['Read suppliers', 'Read orders', 'Save watermark']) flow.connect('Window', branchStart);
	return flow.build({
		id: workflows.main,
		name: 'Hand-built: SAP to Procore',
		description: 'Vendors and purchase orders, as a consultant builds it.',
		settings: { ...settings, saveDataSuccessExecution: 'all', saveManualExecutions: true },
	});
}

function readSuppliers({ sap }: Addresses): TemplateNode[] {
	return [
		http('Read suppliers', [600, 0], {
			system: 'sap',
			url: `${sap}/sap/opu/odata/sap/API_BUSINESS_PARTNER/A_BusinessPartner`,
			headers: { accept: 'application/json' },
			query: {
				// A supplier that was never changed has no date of its last change.
				$filter: `={{ "Supplier ne ''" + ($json.since ? ' and (' + ['LastChangeDate', 'CreationDate'].map((day) => day + " ge datetime'" + $json.since.slice(0, 10) + "T00:00:00'").join(' or ') + ')' : '') }}`,
				$expand: 'to_BusinessPartnerAddress/to_EmailAddress,to_BusinessPartnerAddress/to_PhoneNumber',
				$orderby: 'BusinessPartner',
			},
			pages: { nextUrl: '={{ $response.body.d.__next }}', last: '={{ !$response.body.d.__next }}' },
		}),
		code('Suppliers', [800, 0], [functions.suppliersOf], `suppliersOf(${all('Read suppliers')})`),
	];
}

function eachSupplier(flow: WorkflowBuilder, put: (...nodes: TemplateNode[]) => void): void {
	put(loop('Loop over suppliers', [1000, 0]));
	flow.connect('Suppliers', 'Loop over suppliers');
	flow.add(call('Vendor', [1200, 160], workflows.vendor));
	flow.add(logOf('Log vendor', [1400, 320], 'supplier', "$('Loop over suppliers').item.json.supplier"));
	flow.connect('Loop over suppliers', 'Vendor', { output: 1 });
	flow.connect('Vendor', 'Loop over suppliers');
	flow.connect('Vendor', 'Log vendor', { output: 1 });
	flow.connect('Log vendor', 'Loop over suppliers');
}

function syncVendors(flow: WorkflowBuilder, put: (...nodes: TemplateNode[]) => void, addresses: Addresses): void {
	const { procore, companyId } = addresses;
	put(
		readVendors('Read vendors', [1000, 0], addresses),
		code(
			'Vendor updates',
			[1200, 0],
			[functions.vendorUpdates],
			`vendorUpdates(${all('Suppliers')}, ${all('Read vendors')})`,
		),
		http('Sync vendors', [1400, 0], {
			system: 'procore',
			method: 'PATCH',
			url: `${procore}/rest/v1.0/vendors/sync`,
			headers: procoreHeaders(addresses),
			body: `={{ JSON.stringify({ company_id: ${companyId}, updates: $json.updates }) }}`,
		}),
		code('Refused vendors', [1600, 0], [], '$input.all().flatMap(({ json }) => json.errors ?? [])'),
		logOf('Log vendor', [1800, 0], 'supplier', '$json.origin_code', 'JSON.stringify($json.errors)'),
	);
	flow.connect('Suppliers', 'Read vendors');
}

const readVendors = (name: string, position: [number, number], addresses: Addresses) =>
	http(
		name,
		position,
		{
			system: 'procore',
			url: `${addresses.procore}/rest/v1.0/vendors`,
			headers: procoreHeaders(addresses),
			query: { company_id: addresses.companyId, view: 'extended' },
			pages: 1000,
		},
		{ executeOnce: true, alwaysOutputData: true },
	);

const itemFields = 'PurchaseOrderItem,PurchaseOrderItemText,PurchasingDocumentDeletionCode,NetAmount,IsReturnsItem';
const assignmentFields =
	'AccountAssignmentNumber,IsDeleted,PurgDocNetAmount,MultipleAcctAssgmtDistrPercent,GLAccount,CostCenter,OrderID,WBSElementExternalID';
const orderFields =
	'PurchaseOrder,CompanyCode,Supplier,PaymentTerms,PurchaseOrderDate,PurchaseOrderDeletionCode,ReleaseIsNotCompleted,PurchasingCompletenessStatus,PurchasingProcessingStatus';

function readOrders(addresses: Addresses, variant: Variant): TemplateNode[] {
	const { sap, procore, companyId } = addresses;
	const orders = `${sap}/sap/opu/odata4/sap/api_purchaseorder_2/srvd_a2x/sap/purchaseorder/0001`;
	const headers = procoreHeaders(addresses);
	const projects = `${procore}/rest/v1.1/projects`;
	const [released, roster] = [all('Released orders'), all('Projects table')];
	const projectOfCode = "$('Projects with orders').all()[pairedItem.item].json.project_id";
	const vendorIds =
		variant === 'plain'
			? `${all('Vendor numbers')}.map(({ supplier, vendor_id }) => [supplier, Number(vendor_id)])`
			: `${all('Vendor numbers')}.map(({ origin_id, id }) => [String(origin_id).split(':').pop(), id])`;
	return [
		http('Read orders', [600, 700], {
			system: 'sap',
			url: `${orders}/PurchaseOrder`,
			headers: { accept: 'application/json' },
			query: {
				$filter: "={{ $json.since ? 'LastChangeDateTime ge ' + $json.since : \"PurchaseOrder ne ''\" }}",
				$select: orderFields,
				$expand: `_PurchaseOrderItem($select=${itemFields};$expand=_PurOrdAccountAssignment($select=${assignmentFields}))`,
				$orderby: 'PurchaseOrder',
			},
			pages: {
				nextUrl: `={{ '${orders}/' + $response.body['@odata.nextLink'] }}`,
				last: "={{ !$response.body['@odata.nextLink'] }}",
			},
		}),
		code('Released orders', [800, 700], [functions.releasedOrders], `releasedOrders(${all('Read orders')})`),
		readTable('Projects table', [1000, 700], tables.roster),
		http(
			'Read projects',
			[1200, 700],
			{ system: 'procore', url: projects, headers, query: { company_id: companyId }, pages: 300 },
			{ executeOnce: true },
		),
		code(
			'Projects with orders',
			[1400, 700],
			[functions.projectOf, functions.projectsWithOrders],
			`projectsWithOrders(${released}, ${all('Read projects')}, ${roster})`,
		),
		http('Read WBS codes', [1600, 700], {
			system: 'procore',
			url: `=${procore}/rest/v1.0/projects/{{ $json.project_id }}/work_breakdown_structure/wbs_codes`,
			headers,
			pages: 1000,
		}),
		readTable('Cost code table', [1800, 700], tables.costCodes),
		variant === 'plain'
			? readTable('Vendor numbers', [2000, 700], tables.vendors)
			: readVendors('Vendor numbers', [2000, 700], addresses),
		code(
			'Contracts',
			[2200, 700],
			[functions.projectOf, functions.costCodeOf, functions.contractsOf],
			`contractsOf(${released}, ${all('Read projects')}, ${roster}, ${all('Cost code table')}, $('Read WBS codes').all().map(({ json, pairedItem }) => ({ ...json, project_id: ${projectOfCode} })), new Map(${vendorIds}))`,
		),
		branch('Complete?', [2400, 700], {
			left: '={{ $json.problem }}',
			type: 'string',
			operation: 'empty',
			singleValue: true,
		}),
	];
}

function eachContract(flow: WorkflowBuilder): void {
	flow.add(loop('Loop over contracts', [2600, 700]));
	flow.add(call('Contract', [2800, 860], workflows.contract));
	flow.add(logOf('Log contract', [3000, 1020], 'order', "$('Loop over contracts').item.json.number"));
	flow.add(logOf('Log problem', [2600, 1020], 'order', '$json.number', '$json.problem'));
	flow.connect('Complete?', 'Loop over contracts');
	flow.connect('Complete?', 'Log problem', { output: 1 });
	flow.connect('Loop over contracts', 'Contract', { output: 1 });
	flow.connect('Contract', 'Loop over contracts');
	flow.connect('Contract', 'Log contract', { output: 1 });
	flow.connect('Log contract', 'Loop over contracts');
}

const logOf = (name: string, position: [number, number], what: string, key: string, message = 'String($json.error)') =>
	addRow(name, position, tables.log, { what, key: `={{ ${key} }}`, message: `={{ ${message} }}` });
