import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { limitOf, returnAllOrLimit, simplify } from '../../../shared/parameters';
import { glAccountPages, glAccountType, type GlAccountQuery } from '../../documents/finance/glAccounts';
import { documentRows } from '../documents';
import { changedFrom, changedTo } from '../filters';
import type { Call, Row } from '../operation';
import { keysOf, listOf, timestampOf } from '../parameters';

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
				...changedFrom,
				description:
					"Only accounts of which the account or its text was changed at that time or later. Without an offset the time is in the workflow's time zone.",
			},
			{
				...changedTo,
				description:
					"Only accounts of which the account or its text was changed at that time or earlier. Without an offset the time is in the workflow's time zone.",
			},
			{
				displayName: 'Charts of Accounts',
				name: 'chartsOfAccounts',
				type: 'string',
				default: '',
				placeholder: 'e.g. YCOA',
				description: 'Only accounts of these charts, separated by commas',
			},
			{
				displayName: 'G/L Accounts',
				name: 'glAccounts',
				type: 'string',
				default: '',
				placeholder: 'e.g. 63000000, 65100000',
				description:
					'Only these accounts, separated by commas. Without other filters, one that SAP does not have counts as an account that could not be read.',
			},
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['glAccount'], operation: ['getAll'] } },
	properties,
);

/** G/L accounts by chart of accounts and number. */
export async function* execute({ context, client, itemIndex }: Call): AsyncGenerator<Row> {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const query: GlAccountQuery = {
		changedFrom: timestampOf(context, 'Changed From', filters.changedFrom, itemIndex),
		changedTo: timestampOf(context, 'Changed To', filters.changedTo, itemIndex),
		chartsOfAccounts: listOf(filters.chartsOfAccounts),
		glAccounts: keysOf(filters.glAccounts),
	};
	const isNarrowed = query.changedFrom || query.changedTo || query.chartsOfAccounts.length > 0;
	yield* documentRows(client, {
		type: glAccountType,
		simple: context.getNodeParameter('simplify', itemIndex, true) as boolean,
		pages: glAccountPages(client, query),
		limit: limitOf(context, itemIndex),
		expected: isNarrowed ? [] : query.glAccounts,
	});
}
