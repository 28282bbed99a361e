import type { INodeProperties } from 'n8n-workflow';

const idRegex = '^\\s*\\d+\\s*$';

export const vendorLocator: INodeProperties = {
	displayName: 'Vendor',
	name: 'vendorId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The company in the Company Directory',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchVendors', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 598134325779301',
			validation: [
				{ type: 'regex', properties: { regex: idRegex, errorMessage: 'The ID of a vendor has digits only' } },
			],
		},
	],
};

export const projectLocator: INodeProperties = {
	displayName: 'Project',
	name: 'projectId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The project in the Portfolio',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchProjects', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 598134325779302',
			validation: [
				{ type: 'regex', properties: { regex: idRegex, errorMessage: 'The ID of a project has digits only' } },
			],
		},
	],
};
