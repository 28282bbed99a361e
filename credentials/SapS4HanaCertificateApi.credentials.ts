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
 * An X.509 client certificate that SAP knows the user by.
 */
export class SapS4HanaCertificateApi implements ICredentialType {
	name = 'sapS4HanaCertificateApi';

	displayName = 'SAP S/4HANA Certificate API';

	icon = {
		light: 'file:../nodes/SapS4Hana/sapS4Hana.svg',
		dark: 'file:../nodes/SapS4Hana/sapS4Hana.dark.svg',
	} as const;

	documentationUrl = 'https://github.com/sap-procore/n8n-nodes-sap-procore/blob/main/docs/sap-setup.md';

	properties: INodeProperties[] = [
		apiUrl,
		lockNotice,
		{
			displayName: 'Client Certificate',
			name: 'certificate',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: '-----BEGIN CERTIFICATE-----',
			description:
				'Certificate that SAP knows the user by, in PEM format; certificates between it and its authority after it',
		},
		{
			displayName: 'Private Key',
			name: 'privateKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: '-----BEGIN PRIVATE KEY-----',
			description: 'Private key of the certificate, in PEM format',
		},
		{
			displayName: 'Passphrase',
			name: 'passphrase',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Only if the private key is encrypted',
		},
		caCertificate,
		...systemProperties,
		sessionProperty,
	];

	authenticate: IAuthenticate = async (credentials, requestOptions) =>
		await Promise.resolve(signed('certificate', credentials, requestOptions));

	test: ICredentialTestRequest = sapTest;

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject): Promise<IDataObject> {
		return await logOnToSap(this.helpers.httpRequest, 'certificate', credentials);
	}
}
