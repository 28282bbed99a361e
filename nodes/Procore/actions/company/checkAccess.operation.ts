import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { attempt } from '../../../shared/failure';
import type { Client } from '../../api/client';
import { accessFindings } from '../../objects/access/findings';
import { projectTools, toolNames, type ProjectTool } from '../../objects/access/looks';
import { projectIdsHint } from '../../objects/locators';
import { idsOf } from '../parameters';

const properties: INodeProperties[] = [
	{
		displayName: 'Tools',
		name: 'tools',
		type: 'multiOptions',
		options: [...projectTools]
			.sort((a, b) => toolNames[a].localeCompare(toolNames[b], 'en'))
			.map((value) => ({ name: toolNames[value], value })),
		default: [...projectTools],
		description: 'Tools of each project that the sync is going to work with',
	},
	{
		displayName: 'Project IDs',
		name: 'projectIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2201,2202',
		hint: projectIdsHint,
		description:
			'Comma-separated list of the projects that are to be synced, for example those of sap_procore_projects. Empty: all active projects that the app can see.',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['company'], operation: ['checkAccess'] } },
	properties,
);

/** One finding for each thing that the service account may or may not see. */
export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const tools = context.getNodeParameter('tools', itemIndex) as ProjectTool[];
	const projectIds = idsOf(context, context.getNodeParameter('projectIds', itemIndex), 'Project IDs', itemIndex);
	const query = { tools: projectTools.filter((tool) => tools.includes(tool)), projectIds };
	const findings = await accessFindings(client, query, async (look) => await attempt(context, look));
	return findings.map((found) => ({ ...found }));
}
