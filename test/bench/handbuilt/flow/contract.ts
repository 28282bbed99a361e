import { branch } from '../../../../templates/nodes.ts';
import { WorkflowBuilder } from '../../../../templates/builder.ts';
import { type Addresses, procoreHeaders, settings, tables, type Variant, workflows } from './addresses.ts';
import { lineRequests } from './code.ts';
import { called, code, findRow, http, loop, saveRow, stop } from './nodes.ts';

/** One contract: found or created as Draft, its lines one after the other, then approved. */
export function contractWorkflow(addresses: Addresses, variant: Variant): object {
	const flow = new WorkflowBuilder();
	const headers = procoreHeaders(addresses);
	const contracts = `${addresses.procore}/rest/v1.0/purchase_order_contracts`;
	const wanted = "$('Contract').first().json";
	const contractId = "$('Line requests').first().json.contract_id";
	const ofHeader = 'title, vendor_id, contract_date, payment_terms, origin_id';
	const header = (more: string) =>
		`={{ (({ project_id, number, ${ofHeader} }) => JSON.stringify({ project_id, purchase_order_contract: { ${ofHeader}, status: 'Draft'${more} } }))(${wanted}) }}`;
	const nodes = [
		called('Contract', [0, 0]),
		findRow('Known contract', [200, 0], tables.contracts, 'origin_id', '={{ $json.origin_id }}'),
		branch('Known?', [400, 0], {
			left: '={{ $json.contract_id }}',
			type: 'string',
			operation: 'notEmpty',
			singleValue: true,
		}),
		http(
			'Search contract',
			[600, 160],
			{
				system: 'procore',
				url: contracts,
				headers,
				query: { project_id: `={{ ${wanted}.project_id }}`, 'filters[origin_id]': `={{ ${wanted}.origin_id }}` },
			},
			{ alwaysOutputData: true },
		),
		branch('Found?', [800, 160], { left: '={{ $json.id }}', type: 'string', operation: 'notEmpty', singleValue: true }),
		http('Set to Draft', [1000, 0], {
			system: 'procore',
			method: 'PATCH',
			url: `=${contracts}/{{ $json.contract_id ?? $json.id }}`,
			headers,
			body: header(''),
		}),
		http('Create contract', [1000, 160], {
			system: 'procore',
			method: 'POST',
			url: contracts,
			headers,
			body: header(", number, accounting_method: 'amount'"),
		}),
		code(
			'Line requests',
			[1200, 0],
			[lineRequests],
			`lineRequests(${wanted}, $json.line_items ?? [], ${String(variant === 'sync')}).map((each) => ({ contract_id: $json.id, ...each }))`,
		),
		loop('Loop over lines', [1400, 0]),
		http('Write line', [1600, 160], {
			system: 'procore',
			method: '={{ $json.method }}',
			url: `=${contracts}/{{ $json.contract_id }}/line_items{{ $json.path }}`,
			headers,
			query: { project_id: `={{ ${wanted}.project_id }}` },
			body: '={{ JSON.stringify($json.body) }}',
		}),
		http(
			'Approve contract',
			[1600, 0],
			{
				system: 'procore',
				method: 'PATCH',
				url: `=${contracts}/{{ ${contractId} }}`,
				headers,
				body: `={{ JSON.stringify({ project_id: ${wanted}.project_id, purchase_order_contract: { status: 'Approved' } }) }}`,
			},
			{ executeOnce: true },
		),
		saveRow('Remember contract', [1800, 0], tables.contracts, 'origin_id', {
			origin_id: `={{ ${wanted}.origin_id }}`,
			contract_id: `={{ String(${contractId}) }}`,
		}),
	];
	for (const node of nodes) flow.add(node);
	flow.chain('Contract', 'Known contract', 'Known?', 'Set to Draft', 'Line requests', 'Loop over lines');
	flow.connect('Known?', 'Search contract', { output: 1 });
	flow.chain('Search contract', 'Found?', 'Set to Draft');
	flow.connect('Found?', 'Create contract', { output: 1 });
	flow.connect('Create contract', 'Line requests');
	flow.chain('Loop over lines', 'Approve contract', 'Remember contract');
	flow.connect('Loop over lines', 'Write line', { output: 1 });
	if (variant === 'plain') flow.connect('Write line', 'Loop over lines');
	else stopOnRefusedRows(flow);
	return flow.build({
		id: workflows.contract,
		name: 'Hand-built: one contract',
		description: 'Searches, then creates or updates; lines; status.',
		settings: { ...settings, saveDataSuccessExecution: 'none' },
	});
}

/** A sync answers 200 with what it refused. */
function stopOnRefusedRows(flow: WorkflowBuilder): void {
	flow.add(
		branch('Refused rows?', [1800, 160], {
			left: '={{ ($json.errors ?? []).length }}',
			right: 0,
			type: 'number',
			operation: 'gt',
		}),
	);
	flow.add(stop('Refused', [2000, 160], '={{ JSON.stringify($json.errors).slice(0, 500) }}'));
	flow.chain('Write line', 'Refused rows?', 'Refused');
	flow.connect('Refused rows?', 'Loop over lines', { output: 1 });
}
