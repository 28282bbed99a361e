import { branch } from '../../../../templates/nodes.ts';
import { WorkflowBuilder } from '../../../../templates/builder.ts';
import { type Addresses, procoreHeaders, settings, tables, workflows } from './addresses.ts';
import { foundVendor } from './code.ts';
import { called, code, findRow, http, saveRow } from './nodes.ts';

/** One supplier: the vendor of the mapping table, else one that a search by name finds, else a new one. */
export function vendorWorkflow(addresses: Addresses): object {
	const flow = new WorkflowBuilder();
	const headers = procoreHeaders(addresses);
	const vendors = `${addresses.procore}/rest/v1.0/vendors`;
	const company = addresses.companyId;
	const supplier = "$('Supplier').first().json";
	const body = `={{ JSON.stringify({ company_id: ${company}, vendor: ${supplier}.vendor }) }}`;
	const nodes = [
		called('Supplier', [0, 0]),
		findRow('Known vendor', [200, 0], tables.vendors, 'supplier', '={{ $json.supplier }}'),
		branch('Known?', [400, 0], {
			left: '={{ $json.vendor_id }}',
			type: 'string',
			operation: 'notEmpty',
			singleValue: true,
		}),
		http(
			'Search vendor',
			[600, 160],
			{
				system: 'procore',
				url: vendors,
				headers,
				query: { company_id: company, 'filters[search]': `={{ ${supplier}.name }}`, view: 'extended' },
			},
			{ alwaysOutputData: true },
		),
		code('Found vendor', [800, 160], [foundVendor], `foundVendor(${supplier}, $input.all().map(({ json }) => json))`),
		branch('Found?', [1000, 160], {
			left: '={{ $json.vendor_id }}',
			type: 'string',
			operation: 'notEmpty',
			singleValue: true,
		}),
		http('Update vendor', [1200, 0], {
			system: 'procore',
			method: 'PATCH',
			url: `=${vendors}/{{ $json.vendor_id }}`,
			headers,
			body,
		}),
		http('Create vendor', [1200, 160], { system: 'procore', method: 'POST', url: vendors, headers, body }),
		saveRow('Remember vendor', [1400, 0], tables.vendors, 'supplier', {
			supplier: `={{ ${supplier}.supplier }}`,
			vendor_id: '={{ String($json.id) }}',
		}),
	];
	for (const node of nodes) flow.add(node);
	flow.chain('Supplier', 'Known vendor', 'Known?', 'Update vendor', 'Remember vendor');
	flow.connect('Known?', 'Search vendor', { output: 1 });
	flow.chain('Search vendor', 'Found vendor', 'Found?', 'Update vendor');
	flow.connect('Found?', 'Create vendor', { output: 1 });
	flow.connect('Create vendor', 'Remember vendor');
	return flow.build({
		id: workflows.vendor,
		name: 'Hand-built: one vendor',
		description: 'Searches, then creates or updates.',
		settings: { ...settings, saveDataSuccessExecution: 'none' },
	});
}
