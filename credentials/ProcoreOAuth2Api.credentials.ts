import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { addressExpression as address } from './addressExpression';
import { answered } from './testRules';

/** @param custom expression of the address where it is none of the environments' */
const byEnvironment = (
	path: string,
	hosts: Record<'developerSandbox' | 'monthlySandbox' | 'production', string>,
	custom: string,
	self: string,
) =>
	`={{ ({ production: "${hosts.production}", developerSandbox: "${hosts.developerSandbox}", monthlySandbox: "${hosts.monthlySandbox}" }[${self}["environment"]] || ${custom}) }}${path}`;

/**
 * The custom API address for the test. Where there is none, an address of the log-on host that does not exist is answered
 * with 404, for which there are words.
 */
const testedAddress = `($credentials["apiUrl"] ? ${address('$credentials["apiUrl"]')} : ${address('$credentials["loginUrl"]')} + "/api-url-missing")`;

/**
 * Client credentials of a Developer Managed Service Account (DMSA) in Procore.
 * n8n stores the token with the credential; the node replaces it before it ends.
 */
export class ProcoreOAuth2Api implements ICredentialType {
	name = 'procoreOAuth2Api';

	displayName = 'Procore OAuth2 API';

	extends = ['oAuth2Api'];

	icon = { light: 'file:../nodes/Procore/procore.svg', dark: 'file:../nodes/Procore/procore.dark.svg' } as const;

	documentationUrl = 'https://github.com/sap-procore/n8n-nodes-sap-procore/blob/main/docs/procore-setup.md';

	properties: INodeProperties[] = [
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'clientCredentials' },
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			default: 'production',
			options: [
				{
					name: 'Custom URLs',
					value: 'custom',
					description: 'For example a proxy, or the playground of this package',
				},
				{
					name: 'Developer Sandbox',
					value: 'developerSandbox',
					description: 'Has a client ID and secret of its own',
				},
				{
					name: 'Monthly Sandbox',
					value: 'monthlySandbox',
					description: 'Takes the production client ID and secret; refreshed every month',
				},
				{
					name: 'Production',
					value: 'production',
				},
			],
		},
		{
			displayName: 'Login URL',
			name: 'loginUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://login.procore.com',
			displayOptions: { show: { environment: ['custom'] } },
		},
		{
			displayName: 'API URL',
			name: 'apiUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://api.procore.com',
			displayOptions: { show: { environment: ['custom'] } },
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description: 'Client ID of the app with the Developer Managed Service Account',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'Company ID',
			name: 'companyId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 598134325779301',
			description:
				'Number of your Procore company: the digits after /companies/ in the browser address of the company home page',
		},
		{
			displayName: 'Web URL',
			name: 'webUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://us02.procore.com',
			description:
				'Address of Procore in the browser, up to .com. Pages of the reports link there. Empty: that of the environment; with a company ID of 15 digits they do not link then, because each zone of Procore has its own.',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: byEnvironment(
				'/oauth/token',
				{
					production: 'https://login.procore.com',
					developerSandbox: 'https://login-sandbox.procore.com',
					monthlySandbox: 'https://login-sandbox-monthly.procore.com',
				},
				address('$self["loginUrl"]'),
				'$self',
			),
		},
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: '' },
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: byEnvironment(
				'',
				{
					production: 'https://api.procore.com',
					developerSandbox: 'https://sandbox.procore.com',
					monthlySandbox: 'https://api-monthly.procore.com',
				},
				testedAddress,
				'$credentials',
			),
			url: '/rest/v1.1/projects',
			qs: { company_id: '={{ $credentials.companyId }}', per_page: 1, view: 'ids' },
			headers: { 'Procore-Company-Id': '={{ $credentials.companyId }}' },
		},
		// Where none of them applies, n8n shows no more than the name of the status.
		rules: [
			answered(
				400,
				'Procore does not take this Company ID. It is the number after /companies/ in the address of the company home page.',
			),
			answered(401, 'Procore refused the access token. Check Environment, Client ID and Client Secret.'),
			answered(
				403,
				'Procore does not let this app into the company. Check the Company ID, and that the app is installed in that company (Company Admin > App Management).',
			),
			answered(
				404,
				"The API URL does not lead to Procore's API. It has to be a whole address, such as https://api.procore.com.",
			),
			answered(429, 'Procore accepted the log-on, but its request quota is used up. Test it again later.'),
		],
	};
}
