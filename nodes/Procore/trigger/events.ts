import type { INodePropertyOptions } from 'n8n-workflow';
import type { HookEvent } from '../objects/webhook';

const types = ['create', 'update', 'delete'] as const;
const done = { create: 'Created', update: 'Updated', delete: 'Deleted' };

interface Resource {
	/** What a record is called. */
	name: string;
	/** Without what Procore does not offer of it. */
	types: ReadonlyArray<HookEvent['type']>;
	description?: string;
}

/** What Procore offers of a company and concerns the sync, by the name that its triggers take. */
const companyResources: Record<string, Resource> = {
	'Company Vendors': {
		name: 'Company Vendor',
		types: ['create', 'update'],
		description: 'Merging vendors updates the one that stays',
	},
	'Line Item Types': { name: 'Cost Type', types },
	Projects: { name: 'Project', types: ['create', 'update'] },
	'Standard Cost Codes': { name: 'Standard Cost Code', types },
};

/** The same of a project. Of vendors of a project Procore no longer delivers updates. */
const projectResources: Record<string, Resource> = {
	'Budget Changes': { name: 'Budget Change', types },
	'Budget Line Items': { name: 'Budget Line Item', types },
	'Cost Codes': { name: 'Cost Code', types },
	'Direct Cost Line Items': { name: 'Direct Cost Line Item', types },
	'Direct Costs': { name: 'Direct Cost', types },
	'Project Vendors': { name: 'Project Vendor', types: ['create', 'delete'] },
	'Purchase Order Contract Line Items': { name: 'Purchase Order Contract Line', types },
	'Purchase Order Contracts': {
		name: 'Purchase Order Contract',
		types,
		description: 'Approving a contract updates it',
	},
};

/** An event as the panel holds it: `Purchase Order Contracts: update`. */
export const written = ({ resource, type }: HookEvent) => `${resource}: ${type}`;

const optionsOf = (resources: Record<string, Resource>): INodePropertyOptions[] =>
	Object.entries(resources)
		.flatMap(([resource, { name, types: offered, description }]) =>
			offered.map((type) => ({
				...{ name: `${name} ${done[type]}`, value: written({ resource, type }) },
				...(description && type === 'update' ? { description } : {}),
			})),
		)
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));

export const companyEvents = optionsOf(companyResources);
export const projectEvents = optionsOf(projectResources);

/** Reads what {@link written} writes; undefined for anything else. */
export function readEvent(text: string): HookEvent | undefined {
	const [, resource = '', word = ''] = /^\s*(\S.*?)\s*:\s*(\w+)\s*$/.exec(text) ?? [];
	const type = types.find((each) => each === word.toLowerCase());
	return type && resource.length <= 100 ? { resource, type } : undefined;
}
