import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { limitOf, returnAllOrLimit, simplify, wholeNumber } from '../../../shared/parameters';
import { projectPages, sapProjectType, type ProjectQuery } from '../../documents/project/projects';
import { documentRows } from '../documents';
import { isNotWanted, runOption } from '../fetch';
import { changedFrom, changedTo, companyCodes } from '../filters';
import type { Call, Row } from '../operation';
import { idsOf, listOf, pageSize, timestampOf } from '../parameters';

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
			changedFrom,
			changedTo,
			companyCodes,
			{
				displayName: 'Projects',
				name: 'projects',
				type: 'string',
				default: '',
				placeholder: 'e.g. P-1001, P-1002',
				description:
					'Only these projects, separated by commas. Without other filters, one that SAP does not have counts as a project that could not be read.',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [{ ...pageSize, default: 1000 }, runOption],
	},
];

export const description = updateDisplayOptions({ show: { resource: ['project'], operation: ['getAll'] } }, properties);

/** Projects in the order of their IDs. */
export async function* execute({ context, client, itemIndex }: Call): AsyncGenerator<Row> {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	if (isNotWanted(context, options.run, 'project')) return;
	const limit = limitOf(context, itemIndex);
	const query: ProjectQuery = {
		changedFrom: timestampOf(context, 'Changed From', filters.changedFrom, itemIndex),
		changedTo: timestampOf(context, 'Changed To', filters.changedTo, itemIndex),
		projects: idsOf(filters.projects),
		companyCodes: listOf(filters.companyCodes),
		pageSize: wholeNumber(context, 'Page Size', options.pageSize ?? 1000, itemIndex, 1, 5000),
		limit,
	};
	const isNarrowed = query.changedFrom || query.changedTo || query.companyCodes.length > 0;
	yield* documentRows(client, {
		type: sapProjectType,
		simple: context.getNodeParameter('simplify', itemIndex, true) as boolean,
		pages: projectPages(client, query),
		limit,
		expected: isNarrowed ? [] : query.projects,
	});
}
