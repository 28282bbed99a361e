import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';
import { logOnToSap } from '../nodes/SapS4Hana/logOn';
import { sessionProperty } from '../nodes/shared/logOn/session';
import { signed } from '../nodes/shared/logOn/sign';
import { apiUrl, caCertificate, lockNotice, systemProperties } from './sapProperties';
import { sapTest } from './sapTest';

/**
 * Client credentials of a communication arrangement in SAP S/4HANA. The token is kept with the credential; the node replaces it
 * before it ends.
 *
 * It does not extend oAuth2Api: n8n would ask for the token before any test of ours, answer in its own words and, in older
 * versions, try a refused secret up to four times, while SAP locks the user after three.
 */
export class SapS4HanaOAuth2Api implements ICredentialType {
	name = 'sapS4HanaOAuth2Api';

	displayName = 'SAP S/4HANA OAuth2 API';

	icon = {
		light: 'file:../nodes/SapS4Hana/sapS4Hana.svg',
		dark: 'file:../nodes/SapS4Hana/sapS4Hana.dark.svg',
	} as const;

	documentationUrl = 'https://github.com/sap-procore/n8n-nodes-sap-procore/blob/main/docs/sap-setup.md';

	properties: INodeProperties[] = [
		apiUrl,
		lockNotice,
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description: 'OAuth 2.0 client ID of the communication arrangement (usually the name of the communication user)',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Password of the communication user',
		},
		{
			displayName: 'Token URL',
			name: 'tokenUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://my123456-api.s4hana.cloud.sap/sap/bc/sec/oauth2/token',
			description:
				'Empty: the API URL with /sap/bc/sec/oauth2/token. Enter it only if your communication arrangement shows another one.',
		},
		caCertificate,
		...systemProperties,
		sessionProperty,
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) =>
		await Promise.resolve(signed('oAuth2', credentials, requestOptions));

	test: ICredentialTestRequest = sapTest;

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		return await logOnToSap(this.helpers.httpRequest, 'oAuth2', credentials);
	}
}
