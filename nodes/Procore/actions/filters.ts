import type { INodeProperties } from 'n8n-workflow';

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
