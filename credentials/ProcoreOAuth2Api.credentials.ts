import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';
import { apiAddresses } from '../nodes/Procore/api/environment';
import { logOnToProcore } from '../nodes/Procore/logOn';
import { sessionProperty } from '../nodes/shared/logOn/session';
import { signed } from '../nodes/shared/logOn/sign';
import { addressExpression } from './addressExpression';

const testedAddress = `={{ (${JSON.stringify(apiAddresses)}[$credentials["environment"]] || ${addressExpression('$credentials["apiUrl"]')}) }}`;

/**
 * Client credentials of a Developer Managed Service Account (DMSA) in Procore.
 * The token is kept with the credential; the node replaces it before it ends. Why it does not extend oAuth2Api stands with
 * the one of SAP.
 */
export class ProcoreOAuth2Api implements ICredentialType {
	name = 'procoreOAuth2Api';

	displayName = 'Procore OAuth2 API';

	icon = { light: 'file:../nodes/Procore/procore.svg', dark: 'file:../nodes/Procore/procore.dark.svg' } as const;

	documentationUrl = 'https://github.com/sap-procore/n8n-nodes-sap-procore/blob/main/docs/procore-setup.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			default: 'production',
			options: [
				{
					name: 'Custom URLs',
					value: 'custom',
					description: 'For example a proxy, or the demo of this package',
				},
				{
					name: 'Developer Sandbox',
					value: 'developerSandbox',
					description: 'Has a client ID and secret of its own',
				},
				{
					name: 'Federal Zone',
					value: 'federal',
					description:
						'Procore for Government, with a client ID and secret of its own, and no sandbox. It answers addresses in the United States only.',
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
				{
					name: 'Production, Zone UK01',
					value: 'productionUk01',
					description: 'If Procore opens at uk01.procore.com in the browser. Pages of the reports link there.',
				},
				{
					name: 'Production, Zone US02',
					value: 'productionUs02',
					description: 'If Procore opens at us02.procore.com in the browser. Pages of the reports link there.',
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
				'Address of Procore in the browser, up to .com. Pages of the reports link there. Empty: that of the environment. With a company ID of 15 digits they link only if the environment names the zone, and in the Federal Zone only if an address is entered.',
		},
		sessionProperty,
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) =>
		await Promise.resolve(signed('oAuth2', credentials, requestOptions));

	/** Sent once the credential has logged on, which has looked at the same answer and said what was wrong with it. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: testedAddress,
			disableFollowRedirect: true,
			url: '/rest/v1.1/projects',
			qs: { company_id: '={{ $credentials.companyId }}', per_page: 1, view: 'ids' },
			headers: { 'Procore-Company-Id': '={{ $credentials.companyId }}' },
		},
	};

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		return await logOnToProcore(this.helpers.httpRequest, credentials);
	}
}
