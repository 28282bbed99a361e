import { demoCredentials } from '../../../simulators/index.ts';
import type { logOnMessages } from '../../../tools/docs/logOnMessages.ts';
import type { Credential } from '../../../tools/n8n/import.ts';
import { Authority } from '../../support/certificates.ts';

export type Data = Record<string, unknown>;

/** What is entered, and what SAP or Procore answers then. */
export interface Wrong {
	credential: Credential;
	data?: Data;
	/** Answers of one path. */
	answers?: object;
	/** What an administrator has changed. */
	changed?: object;
	/** Log-ons that the system sees; one where nothing is said. */
	logOns?: number;
	/** Of other ways to log on, for which the same is said. */
	also?: Credential[];
	/** The same, where the request goes to another host. */
	alsoElsewhere?: Credential[];
}

const { clientId } = demoCredentials.sap;
/** Whom SAP trusts, and who issued the certificates of its hosts. */
export const authority = new Authority('Company CA');
const other = new Authority('Somebody else');

const page = { headers: { 'content-type': 'text/html' }, body: '<!DOCTYPE html><title>Log on</title>' };
const elsewhere = { status: 302, headers: { location: 'https://login.example/saml2' } };
const json = { headers: { 'content-type': 'application/json' }, body: { hello: 'world' } };

export function sapCases(
	{ sap, basic, certificate }: Record<'sap' | 'basic' | 'certificate', Credential>,
	hosts: Record<'sap' | 'procore' | 'expired' | 'other', string>,
): Record<keyof typeof logOnMessages.sap, Wrong> {
	const token = { tokenUrl: `${hosts.sap}/sap/bc/sec/oauth2/token` };
	const service = '/API_BUSINESS_PARTNER/';
	const port = (url: string) => new URL(url).port;
	const encrypted = authority.issue({ name: clientId, passphrase: 'open sesame' });
	const expired = authority.issue({ name: clientId, days: -1 });
	const stranger = authority.issue({ name: 'STRANGER' });
	const also = [basic, certificate];
	return {
		'*API URL* is empty': { credential: sap, data: { apiUrl: '' }, logOns: 0, also },
		'*API URL* is not a web address, such as `my-sap`': {
			credential: sap,
			data: { apiUrl: 'my-sap' },
			logOns: 0,
			also,
		},
		'*API URL* or *Token URL* begins with `http://`': {
			credential: sap,
			data: { apiUrl: 'http://sap.example' },
			logOns: 0,
			also,
		},
		'*API URL* names a host that does not exist': {
			credential: sap,
			data: { apiUrl: 'https://no-such-host.invalid' },
			logOns: 0,
			also,
		},
		'the port of *API URL* does not speak https': {
			credential: sap,
			data: { apiUrl: `https://127.0.0.1:${port(hosts.sap)}` },
			logOns: 0,
			also,
		},
		'*API URL* is another host': {
			credential: sap,
			data: { ...token, apiUrl: hosts.procore },
			alsoElsewhere: also,
		},
		'*Client ID* or *Client Secret* is wrong': { credential: sap, data: { clientSecret: 'mistyped-secret' } },
		'OAuth2: the user is locked': { credential: sap, changed: { do: 'lock' } },
		'*SAP Client* is another one': {
			credential: sap,
			data: { sapClient: '200' },
			changed: { do: 'set-client', client: '100' },
		},
		'*Token URL* leads nowhere': { credential: sap, data: { tokenUrl: `${hosts.procore}/nowhere` }, logOns: 0 },
		'*Token URL* leads to an identity provider': {
			credential: sap,
			answers: { path: '/oauth2/token', ...elsewhere },
		},
		'the grant type is not allowed for the OAuth client': {
			credential: sap,
			answers: { path: '/oauth2/token', status: 400, body: { error: 'unauthorized_client' } },
		},
		'a log-on page answers': { credential: sap, answers: { path: service, status: 200, ...page }, also },
		'SAP sends the request to an identity provider': {
			credential: sap,
			answers: { path: service, ...elsewhere },
			also,
		},
		'something else than SAP answers': { credential: sap, answers: { path: service, status: 200, ...json }, also },
		'the user may not use the service': {
			credential: sap,
			changed: { do: 'set-service', service: 'API_BUSINESS_PARTNER', active: false },
			also,
		},
		'the service does not take OAuth': { credential: sap, answers: { path: service, status: 401, ...page } },
		'*User Name* or *Password* is wrong': { credential: basic, data: { password: 'mistyped-password' } },
		'Basic Auth: the user is locked': { credential: basic, changed: { do: 'lock' } },
		'Basic Auth: *SAP Client* is another one': {
			credential: basic,
			data: { sapClient: '200' },
			changed: { do: 'set-client', client: '100' },
		},
		'Certificate: the user is locked': { credential: certificate, changed: { do: 'lock' } },
		'no user has the client certificate': {
			credential: certificate,
			data: { certificate: stranger.cert, privateKey: stranger.key },
		},
		'*Client Certificate* is not in PEM format': {
			credential: certificate,
			data: { certificate: 'MIIB' },
			logOns: 0,
		},
		'*Client Certificate* has expired': {
			credential: certificate,
			data: { certificate: expired.cert, privateKey: expired.key },
			logOns: 0,
		},
		'*Private Key* is not in PEM format': { credential: certificate, data: { privateKey: 'MIIB' }, logOns: 0 },
		'*Private Key* is that of another certificate': {
			credential: certificate,
			data: { privateKey: other.issue({ name: clientId }).key },
			logOns: 0,
		},
		'*Passphrase* is missing': {
			credential: certificate,
			data: { certificate: encrypted.cert, privateKey: encrypted.key },
			logOns: 0,
		},
		'*Passphrase* is wrong': {
			credential: certificate,
			data: { certificate: encrypted.cert, privateKey: encrypted.key, passphrase: 'not-that-one' },
			logOns: 0,
		},
		'*CA Certificate* is not in PEM format': { credential: certificate, data: { ca: 'Company CA' }, logOns: 0 },
		'the certificate of the host is of an authority that n8n does not know': {
			credential: certificate,
			data: { ca: '' },
			logOns: 0,
		},
		'the certificate of the host has expired': { credential: certificate, data: { apiUrl: hosts.expired }, logOns: 0 },
		'the certificate of the host is for another name': {
			credential: certificate,
			data: { apiUrl: hosts.other },
			logOns: 0,
		},
	};
}

export function procoreCases(procore: Credential, url: string): Record<keyof typeof logOnMessages.procore, Wrong> {
	const projects = '^/rest/v1.1/projects';
	return {
		'*Client ID* or *Client Secret* is wrong, or of another environment': {
			credential: procore,
			data: { clientSecret: 'mistyped-secret' },
		},
		'*Company ID* is empty': { credential: procore, data: { companyId: '' }, logOns: 0 },
		'*Company ID* is not a number': { credential: procore, data: { companyId: 'Westridge' }, logOns: 0 },
		'*Company ID* is another company': { credential: procore, data: { companyId: '1' } },
		'the app may not see projects': {
			credential: procore,
			answers: { path: projects, status: 403, body: { errors: 'Forbidden' } },
		},
		'*API URL* is empty': { credential: procore, data: { apiUrl: '' }, logOns: 0 },
		'*Login URL* is empty': { credential: procore, data: { loginUrl: '' }, logOns: 0 },
		'*Login URL* is not a web address, such as `procore`': {
			credential: procore,
			data: { loginUrl: 'procore' },
			logOns: 0,
		},
		'*Login URL* begins with `http://`': {
			credential: procore,
			data: { loginUrl: 'http://procore.example' },
			logOns: 0,
		},
		'*Login URL* names a host that does not exist': {
			credential: procore,
			data: { loginUrl: 'https://no-such-host.invalid' },
			logOns: 0,
		},
		'*Login URL* leads to a log-on page': {
			credential: procore,
			answers: { path: '/oauth/token', status: 200, ...page },
		},
		'*API URL* does not lead to the API': { credential: procore, data: { apiUrl: `${url}/x` } },
		'the port of *API URL* does not speak https': {
			credential: procore,
			data: { apiUrl: new URL(url).host },
		},
		'something else than Procore answers': {
			credential: procore,
			answers: { path: projects, status: 200, body: { hello: 'world' } },
		},
		'the quota is used up': { credential: procore, answers: { path: projects, status: 429, body: {} } },
	};
}
