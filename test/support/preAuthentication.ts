import type { ICredentialDataDecryptedObject, ICredentialType, IHttpRequestHelper } from 'n8n-workflow';

/**
 * What n8n does before it sends a request with a credential that has a hidden property which expires: it has the
 * credential log on where that is empty, or where the system refused what it holds.
 *
 * @param store keeps what the credential gives
 * @returns the credential with it; undefined where there was nothing to do
 */
export async function preAuthentication(
	type: ICredentialType,
	helpers: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
	isExpired: boolean,
	store: (output: ICredentialDataDecryptedObject) => void,
): Promise<ICredentialDataDecryptedObject | undefined> {
	const expirable = type.properties.find(({ typeOptions }) => typeOptions?.expirable === true)?.name;
	if (expirable === undefined || !type.preAuthentication) return undefined;
	if (credentials[expirable] !== '' && !isExpired) return undefined;
	const output = (await type.preAuthentication.call(helpers, credentials)) as ICredentialDataDecryptedObject;
	store(structuredClone(output));
	return Object.assign(credentials, output);
}
