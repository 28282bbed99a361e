import type { INodeProperties } from 'n8n-workflow';

/** Members of a filter collection, for all lists of which Procore answers them. */
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

export const idsFilter = (noun: string): INodeProperties => ({
	displayName: 'IDs',
	name: 'ids',
	type: 'string',
	default: '',
	placeholder: 'e.g. 120045,120046',
	description: `Comma-separated list of ${noun} IDs`,
});

export const originIdFilter = (example?: string): INodeProperties => ({
	displayName: 'Origin ID',
	name: 'originId',
	type: 'string',
	default: '',
	...(example ? { placeholder: `e.g. ${example}` } : {}),
	description: 'Identity in the ERP system',
});
