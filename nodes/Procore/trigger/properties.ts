import type { INodeProperties } from 'n8n-workflow';
import { projectIdsHint } from '../objects/locators';
import { companyEvents, projectEvents } from './events';

export const properties: INodeProperties[] = [
	{
		displayName:
			'Procore reaches n8n by https only, and its app needs the permission Webhooks API. Events are hints: a lost one is caught up by the next run.',
		name: 'reachNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Company', value: 'company', description: 'Events of what belongs to the company, such as vendors' },
			{ name: 'Projects', value: 'projects', description: 'Events of what belongs to projects, such as contracts' },
		],
		default: 'projects',
	},
	{
		displayName: 'Project IDs',
		name: 'projectIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 2201,2202',
		hint: projectIdsHint,
		description:
			'Comma-separated list of the projects whose events start the workflow. Each gets a hook of its own, in one request and one more for each event.',
		displayOptions: { show: { scope: ['projects'] } },
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: companyEvents,
		default: ['Company Vendors: update'],
		description: 'What starts the workflow',
		displayOptions: { show: { scope: ['company'] } },
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: projectEvents,
		default: ['Purchase Order Contracts: update'],
		description: 'What starts the workflow',
		displayOptions: { show: { scope: ['projects'] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Ignore Own Changes',
				name: 'ignoreOwn',
				type: 'boolean',
				default: true,
				description:
					'Whether changes by the service account of the credential start nothing: the sync would otherwise start itself',
			},
			{
				displayName: 'Maximum Age (Hours)',
				name: 'maximumAge',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 168 },
				default: 24,
				description: 'Older events start nothing. Procore tries to deliver an event for 12 hours.',
			},
			{
				displayName: 'Other Events',
				name: 'otherEvents',
				type: 'string',
				default: '',
				placeholder: 'e.g. Sub Jobs: create, Change Order Packages: update',
				description:
					'Events that the list does not have, separated by commas: the name of the resource as Procore writes it, a colon, and create, update or delete',
			},
			{
				displayName: 'Payload Version',
				name: 'payloadVersion',
				type: 'options',
				options: [
					{ name: '2.0', value: 'v2', description: 'As in the examples of Procore for this API' },
					{ name: '4.0', value: 'v4.0', description: 'The newest format; not tried on a live company' },
				],
				default: 'v2',
				description: 'How Procore writes an event. What the node puts out is the same.',
			},
		],
	},
];
