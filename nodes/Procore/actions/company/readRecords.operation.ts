import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { attempt, failureDetails, type NodeFailure } from '../../../shared/failure';
import { addressesRead, procoreReads, type ProcoreRead } from '../../../shared/model';
import { wholeNumber } from '../../../shared/parameters';
import { withAllowance } from '../../api/allowance';
import type { Client } from '../../api/client';
import { accessFindings } from '../../objects/access/findings';
import { projectTools } from '../../objects/access/looks';
import { listBudgetColumns } from '../../objects/budget/read';
import { listContracts } from '../../objects/contract/list';
import { listVendors } from '../../objects/vendor/list';
import { namedCodes } from '../../objects/wbs/namedCodes';
import { projectIdsHint } from '../../objects/locators';
import { idsOf } from '../parameters';

const properties: INodeProperties[] = [
	{
		displayName: 'Reads',
		name: 'reads',
		type: 'multiOptions',
		options: [
			{ name: 'Access of the App', value: 'access' },
			{ name: 'Budgets', value: 'budgets' },
			{ name: 'Cost Codes of Projects', value: 'codes' },
			{ name: 'Purchase Order Contracts', value: 'contracts' },
			{ name: 'Vendors', value: 'vendors' },
		],
		default: ['contracts'],
		description: 'What to read. Nothing chosen: Procore is not asked.',
	},
	{
		displayName: 'Project IDs',
		name: 'projectIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2201,2202',
		hint: projectIdsHint,
		description: 'Comma-separated list of the projects whose contracts, budgets and cost codes are read',
	},
	{
		displayName: 'Maximum Requests',
		name: 'maximumRequests',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description:
			'How many requests to make at the most, and none once the hourly quota is about to end, so that the sync keeps its share. 0: as many as it takes.',
	},
	{
		displayName: 'Web Addresses',
		name: 'addresses',
		type: 'boolean',
		default: false,
		description:
			'Whether to put out the address of Procore in the browser first, as the credential has it, so that pages of reports can link there',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['company'], operation: ['readRecords'] } },
	properties,
);

/**
 * Records of several kinds in one stream: items `{read, record}`. Vendors and contracts are Procore's own records, inactive
 * and deleted ones included; budgets are what their columns show, by project, cost code and cost type; codes are one record
 * a project. A read that fails, of one project, is a failed item whose details name both, and does not keep the others away.
 */
export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const given = context.getNodeParameter('reads', itemIndex, []) as string[];
	const projectIds = idsOf(context, context.getNodeParameter('projectIds', itemIndex, ''), 'Project IDs', itemIndex);
	const most = wholeNumber(
		context,
		'Maximum Requests',
		context.getNodeParameter('maximumRequests', itemIndex, 0),
		itemIndex,
		0,
		Infinity,
	);
	const reader = most === 0 ? client : withAllowance(client, most);
	const items: IDataObject[] = [];
	if (context.getNodeParameter('addresses', itemIndex, false) === true)
		items.push({ read: addressesRead, record: { web: client.web, companyId: client.companyId } });
	let down: NodeFailure | undefined;
	for (const read of procoreReads.filter((each) => given.includes(each)))
		for (const projectId of readers[read].byProject ? projectIds : ['']) {
			const result = await attempt(context, async () => {
				if (down) throw down;
				return await readers[read].list(reader, projectId, context);
			});
			if ('value' in result) {
				items.push(...result.value.map((record) => ({ read, record: record as IDataObject })));
				continue;
			}
			if (!context.continueOnFail()) throw result.error;
			const details = failureDetails(result.error);
			if (ofTheSystem.has(details.reason)) down = result.error;
			const named = projectId === '' ? { read } : { read, projectId };
			items.push({ error: result.error.message, details: { ...details, ...named } });
		}
	return items;
}

/** What every other read would fail on as well. */
const ofTheSystem = new Set(['credential_rejected', 'configuration_invalid', 'system_unavailable', 'rate_limited']);

interface ProjectReader {
	byProject: boolean;
	list(client: Client, projectId: string, context: IExecuteFunctions): Promise<object[]>;
}

const readers: Record<ProcoreRead, ProjectReader> = {
	access: {
		byProject: false,
		// Without project IDs the app is asked what it can see, and the roster is held against that.
		list: async (client, _projectId, context) =>
			await accessFindings(
				client,
				{ tools: projectTools, projectIds: [] },
				async (look) => await attempt(context, look),
			),
	},
	vendors: { byProject: false, list: async (client) => await listVendors(client, { status: 'All' }) },
	codes: { byProject: true, list: async (client, projectId) => [await namedCodes(client, projectId)] },
	contracts: {
		byProject: true,
		list: async (client, projectId) => await listContracts(client, projectId, { includeDeleted: true }),
	},
	budgets: {
		byProject: true,
		list: async (client, projectId) => await listBudgetColumns(client, projectId),
	},
};
