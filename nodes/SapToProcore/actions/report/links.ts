import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { procoreAddressesSchema, sapAddressesSchema } from '../../../shared/model';
import { addressPatterns, linksTo, noLinks, usualPatterns, type Links, type Patterns } from '../../reports/links';
import { executionsOf } from './executions';
import type { Source } from './source';

const about = (pattern: string) =>
	pattern === ''
		? 'Empty: no link. Copy the address of one in the browser, and put {id} (Procore) or {key} (SAP) in place of its number.'
		: 'Follow one of the links to see whether it fits your system. Empty: no link.';

export const addressesProperty: INodeProperties = {
	displayName: 'Addresses of Web Pages',
	name: 'pageAddresses',
	type: 'collection',
	placeholder: 'Add Address',
	default: {},
	description:
		'Where links of the pages lead, if not where most systems have it. The hosts are in the credentials, as Fiori Launchpad URL and Web URL.',
	options: Object.entries(addressPatterns).map(([name, { label, pattern }]) => ({
		displayName: label,
		name,
		type: 'string',
		default: pattern,
		description: about(pattern),
	})),
};

/** Where things are in the browser of whoever has opened the page; nowhere in a mail or a file. */
export async function linksOf(source: Source): Promise<Links> {
	const { context, request, sap, procore } = source;
	if (!request.asked || request.format !== 'html') return noLinks;
	const launchpads = sap.gathered('addresses', sapAddressesSchema, 'Addresses').rows;
	const webs = procore.gathered('addresses', procoreAddressesSchema, 'Addresses').rows;
	return linksTo({
		launchpad: launchpads[0]?.launchpad ?? '',
		...(webs[0] ?? { web: '', companyId: '' }),
		executions: await executionsOf(source),
		patterns: patternsIn(context),
	});
}

function patternsIn(context: IExecuteFunctions): Patterns {
	const given = context.getNodeParameter('pageAddresses', 0, {}) as Record<string, unknown>;
	const known = Object.entries(given).filter(([name]) => name in usualPatterns);
	return { ...usualPatterns, ...Object.fromEntries(known.map(([name, value]) => [name, String(value ?? '').trim()])) };
}
