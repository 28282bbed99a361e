import type { INodeProperties } from 'n8n-workflow';

/** The two fields of an operation that reads many records. */
export const returnAllOrLimit: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		default: 50,
		typeOptions: { minValue: 1 },
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Members of a filter collection that both lists have. */
export const updatedFilters: INodeProperties[] = [
	{
		displayName: 'Updated From',
		name: 'updatedFrom',
		type: 'dateTime',
		default: '',
		description: 'Earliest time of the last update',
	},
	{
		displayName: 'Updated To',
		name: 'updatedTo',
		type: 'dateTime',
		default: '',
		description: 'Latest time of the last update',
	},
];

export const statusFilter = (what: string): INodeProperties => ({
	displayName: 'Status',
	name: 'status',
	type: 'options',
	default: 'Active',
	options: [
		{ name: 'Active', value: 'Active' },
		{ name: 'All', value: 'All' },
		{ name: 'Inactive', value: 'Inactive' },
	],
	description: `Which ${what} to return. Active ones unless set otherwise.`,
});
