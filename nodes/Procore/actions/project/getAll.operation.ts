import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import type { Client } from '../../api/client';
import { listProjects, simplifyProject } from '../../objects/project';
import { laneOf } from '../../../shared/model';
import { limitOf, returnAllOrLimit, simplify } from '../../../shared/parameters';
import { optionalRun, optionalRunProperty } from '../../../shared/runParameter';
import { statusFilter, updatedFilters } from '../filters';
import { keepingLease } from '../keepingLease';
import { updatedOf } from '../parameters';

const properties: INodeProperties[] = [
	...returnAllOrLimit,
	simplify,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. Harbor Bridge',
			},
			{
				displayName: 'Project Number',
				name: 'projectNumber',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2026-017',
			},
			statusFilter('projects'),
			...updatedFilters,
		],
	},
	optionalRunProperty(
		'The run that this node reads for, as Run > Start puts it out. Nothing is read when its lane of projects reads nothing.',
	),
];

export const description = updateDisplayOptions({ show: { resource: ['project'], operation: ['getAll'] } }, properties);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const run = optionalRun(context, context.getNodeParameter('run', itemIndex, ''));
	if (run && !laneOf(run, 'project').reads) return [];
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const range = updatedOf(context, filters, itemIndex);
	const limit = limitOf(context, itemIndex);
	const read = async () => await listProjects(client, { ...filters, ...range }, limit);
	const projects = await keepingLease(context, run, read);
	return context.getNodeParameter('simplify', itemIndex) ? projects.map(simplifyProject) : projects;
}
