import { createPrivateKey, X509Certificate, type KeyObject } from 'crypto';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import type { ApiErrorFields } from '../http/error';
import type { RemoteSystem } from '../remoteSystem';
import { pemOf } from './pem';

/** What a connection is made with where a credential says so: certificates to trust, and one to show. */
export function agentOptionsOf(
	credentials: ICredentialDataDecryptedObject,
): NonNullable<IHttpRequestOptions['agentOptions']> | undefined {
	const [ca, cert, key] = [credentials.ca, credentials.certificate, credentials.privateKey].map(pemOf);
	const options = {
		...(ca ? { ca } : {}),
		...(cert ? { cert } : {}),
		...(key ? { key } : {}),
		...(key && credentials.passphrase ? { passphrase: String(credentials.passphrase) } : {}),
	};
	return Object.keys(options).length > 0 ? options : undefined;
}

/**
 * What is wrong with the certificates and the key of a credential, before anything is sent.
 * @param needed whether it logs on by a certificate
 */
export function certificateTrouble(
	system: RemoteSystem,
	credentials: ICredentialDataDecryptedObject,
	needed: boolean,
): ApiErrorFields | undefined {
	const said = saidOfAuthority(credentials.ca) ?? (needed ? saidOfPair(credentials) : undefined);
	if (!said) return undefined;
	const [what, todo] = said;
	return {
		message: `${what} in the ${system.name} credential`,
		description: todo,
		failure: { cause: 'configuration-invalid' },
		reason: 'configuration_invalid',
	};
}

type Said = [what: string, todo: string];

const pemAdvice = (label: string) =>
	`Paste it in PEM format: the whole text from -----BEGIN ${label}----- to -----END ${label}-----. A .p12 or .pfx file has to be converted first, for example with openssl pkcs12.`;

function saidOfAuthority(given: unknown): Said | undefined {
	if (!String(given ?? '').trim()) return undefined;
	if (certificateOf(given)) return undefined;
	return ['The CA certificate cannot be read', pemAdvice('CERTIFICATE')];
}

function saidOfPair(credentials: ICredentialDataDecryptedObject): Said | undefined {
	const certificate = certificateOf(credentials.certificate);
	if (!certificate) return ['The client certificate cannot be read', pemAdvice('CERTIFICATE')];
	const read = keyOf(credentials.privateKey, credentials.passphrase);
	if (Array.isArray(read)) return read;
	if (!certificate.checkPrivateKey(read))
		return [
			'The private key does not belong to the client certificate',
			'Enter the key that the certificate was requested with. Where several certificates were pasted, the one of the client comes first.',
		];
	const end = Date.parse(certificate.validTo);
	if (end < Date.now())
		return [
			`The client certificate expired on ${new Date(end).toISOString().slice(0, 10)}`,
			'Have it renewed, have the new one assigned to the user in SAP, and enter it with its private key.',
		];
	return undefined;
}

function certificateOf(given: unknown): X509Certificate | undefined {
	try {
		return new X509Certificate(pemOf(given));
	} catch {
		return undefined;
	}
}

function keyOf(given: unknown, passphrase: unknown): KeyObject | Said {
	const pem = pemOf(given);
	const secret = String(passphrase ?? '');
	try {
		return createPrivateKey({ key: pem, ...(secret ? { passphrase: secret } : {}) });
	} catch {
		if (!/ENCRYPTED/.test(pem)) return ['The private key cannot be read', pemAdvice('PRIVATE KEY')];
		return secret
			? ['The passphrase does not open the private key', 'Enter the passphrase that the key was encrypted with.']
			: ['The private key is encrypted and there is no passphrase', 'Enter its passphrase.'];
	}
}
