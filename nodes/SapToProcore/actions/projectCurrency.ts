import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { invalidParameter } from '../../shared/parameters';

export const projectCurrency: INodeProperties = {
	displayName: 'Project Currency',
	name: 'projectCurrency',
	type: 'string',
	default: '',
	placeholder: 'e.g. USD',
	description:
		'Currency of the projects whose row in sap_procore_projects names none. Empty: amounts of such a project are not checked for their currency.',
};

/** @throws NodeOperationError when it is not a currency code: every project would differ from it */
export function projectCurrencyOf(context: IExecuteFunctions): string {
	const given = String(context.getNodeParameter('projectCurrency', 0, '') ?? '').trim();
	if (given === '' || /^[A-Z]{3}$/.test(given)) return given;
	throw invalidParameter(
		context,
		0,
		'Project Currency',
		`"${given}" is not a currency code such as USD. Leave it empty if projects have different ones.`,
	);
}
