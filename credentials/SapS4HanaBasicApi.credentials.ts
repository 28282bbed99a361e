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
 * User name and password of a communication user, or of a system user on premise.
 */
export class SapS4HanaBasicApi implements ICredentialType {
	name = 'sapS4HanaBasicApi';

	displayName = 'SAP S/4HANA Basic Auth API';

	icon = {
		light: 'file:../nodes/SapS4Hana/sapS4Hana.svg',
		dark: 'file:../nodes/SapS4Hana/sapS4Hana.dark.svg',
	} as const;

	documentationUrl = 'https://github.com/sap-procore/n8n-nodes-sap-procore/blob/main/docs/sap-setup.md';

	properties: INodeProperties[] = [
		apiUrl,
		lockNotice,
		{
			displayName: 'User Name',
			name: 'user',
			type: 'string',
			default: '',
			required: true,
			description: 'Name of the communication user; on premise, of a system user',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		caCertificate,
		...systemProperties,
		sessionProperty,
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) =>
		await Promise.resolve(signed('basicAuth', credentials, requestOptions));

	test: ICredentialTestRequest = sapTest;

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		return await logOnToSap(this.helpers.httpRequest, 'basicAuth', credentials);
	}
}
