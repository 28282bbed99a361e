import type { INodeProperties } from 'n8n-workflow';
import { returnAllOrLimit } from '../../../shared/parameters';
import { pageSize } from '../parameters';

export const properties: INodeProperties[] = [
	{
		displayName: 'Service Path',
		name: 'servicePath',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. /sap/opu/odata/sap/API_BUSINESS_PARTNER',
		description: 'Path of the OData service on the host of the credential',
	},
	{
		displayName: 'Entity Set',
		name: 'entitySet',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. A_BusinessPartner',
		description: 'Name of the entity set, as the service metadata shows it',
	},
	{
		displayName: 'OData Version',
		name: 'odataVersion',
		type: 'options',
		options: [
			{ name: 'V2', value: 'V2' },
			{ name: 'V4', value: 'V4' },
		],
		default: 'V2',
		description: 'Paths with /odata/ are V2, paths with /odata4/ are V4',
	},
	...returnAllOrLimit,
	{
		displayName: 'Filter',
		name: 'filter',
		type: 'string',
		default: '',
		placeholder: "e.g. CompanyCode eq '1710'",
		description: 'Condition in the syntax of OData. An apostrophe inside a text is doubled.',
	},
	{
		displayName: 'Select',
		name: 'select',
		type: 'string',
		default: '',
		placeholder: 'e.g. BusinessPartner, BusinessPartnerFullName',
		description: 'Fields to read, separated by commas. Empty reads all fields, which is slower.',
	},
	{
		displayName: 'Expand',
		name: 'expand',
		type: 'string',
		default: '',
		placeholder: 'e.g. to_Supplier',
		description: 'Navigation properties to read along, separated by commas',
	},
	{
		displayName: 'Order By',
		name: 'orderBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. BusinessPartner desc',
		description: 'Fields to sort by, separated by commas',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Key Property',
				name: 'keyProperty',
				type: 'string',
				default: '',
				placeholder: 'e.g. BusinessPartner',
				description:
					'Text property that identifies an entity. With it, pages are read by key, so that nothing is lost or repeated while SAP changes. It replaces Order By.',
			},
			pageSize,
		],
	},
];
