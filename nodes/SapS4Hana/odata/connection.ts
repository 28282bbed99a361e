import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { webAddress, type RequestContext } from '../../shared/http';
import type { Authentication, RemoteSystem } from '../../shared/remoteSystem';
import type { ODataVersion } from './service';

function typeOf(authentication: Authentication): string {
	if (authentication === 'oAuth2') return 'sapS4HanaOAuth2Api';
	return authentication === 'basicAuth' ? 'sapS4HanaBasicApi' : 'sapS4HanaCertificateApi';
}

const lockAdvice =
	'SAP locks a communication user after three refused log-ons, and answers the same then: if it was locked, unlock it in Maintain Communication Users first.';
const clientAdvice = 'Check SAP Client as well where it is filled in: another client has other users.';

export const sapSystem: RemoteSystem = {
	id: 'sap',
	name: 'SAP S/4HANA',
	addressExample: 'https://my123456-api.s4hana.cloud.sap',
	addressAdvice: () =>
		'Open the credential and enter the address of the API host, for example https://my123456-api.s4hana.cloud.sap.',
	rejectedAdvice: {
		oAuth2: `${lockAdvice} ${clientAdvice}`,
		basicAuth: `${lockAdvice} ${clientAdvice}`,
		certificate: `The user may be locked, or the certificate is not assigned to one: in the public cloud upload it to the communication user (Maintain Communication Users), on premise map it to the user (transaction CERTRULE or EXTID_DN). ${clientAdvice}`,
	},
	refusedTokenAdvice:
		'Check that the communication user is not locked and that its communication arrangement allows OAuth 2.0.',
	tokenAdvice: {
		grant:
			'On premise, have the SAP administrator allow the grant type Client Credentials for the OAuth 2.0 client (transaction SOAUTH2). In the public cloud, check that the communication arrangement has an inbound user with OAuth 2.0.',
		scope:
			'On premise, have the SAP administrator assign the scopes of the services to the OAuth 2.0 client (transaction SOAUTH2), and enable OAuth for each service (/IWFND/MAINT_SERVICE), which makes its scope.',
		address: 'Check the token URL in the SAP S/4HANA credential, or the API URL where that is empty',
		endpoint:
			'In the public cloud the name of the API host ends in -api. On premise, have the SAP administrator activate the service /sap/bc/sec/oauth2/token (transaction SICF), also in a web dispatcher or proxy before the system.',
	},
};

/** What the credential says of the SAP system; texts are empty where it says nothing. */
export interface Connection {
	credentialType: string;
	authentication: Authentication;
	baseUrl: string;
	systemId: string;
	/** `sap-client` and `sap-language`, where the credential has them. */
	headers: Record<string, string>;
	/** Language of texts as OData writes it, in capitals. */
	language: string;
	/** Which version of its service a kind of document is read with. */
	versions: { purchaseOrder: ODataVersion; purchaseRequisition: ODataVersion };
	/** Address of the Fiori launchpad, up to the `#`. */
	launchpad: string;
}

/** Languages that SAP tells apart by script or country and gives a code of their own. */
const ownCodes: Record<string, string> = { 'zh-tw': 'ZF', 'zh-hk': 'ZF', 'zh-hant': 'ZF', 'sr-latn': 'SH' };

/** A language as SAP writes it: `en-US`, as browsers have it, is `en`. */
function languageOf(given: string): string {
	const tag = given.replace(/_/g, '-');
	return ownCodes[tag.toLowerCase()] ?? tag.split('-')[0] ?? '';
}

/** Reads the credential of the type that the node's parameter *Authentication* names; once an execution is enough. */
export async function readConnection(context: RequestContext): Promise<Connection> {
	const { authentication: chosen } = context.getNode().parameters;
	const authentication = chosen === 'basicAuth' || chosen === 'certificate' ? chosen : 'oAuth2';
	return connectionOf(await context.getCredentials(typeOf(authentication)), authentication);
}

/** What a credential says of the SAP system. */
export function connectionOf(credentials: ICredentialDataDecryptedObject, authentication: Authentication): Connection {
	const text = (name: string) => String(credentials[name] ?? '').trim();
	const given = [
		['sap-client', text('sapClient')],
		['sap-language', languageOf(text('language'))],
	].filter(([, value]) => value);
	const version = (name: string): ODataVersion => (text(name) === 'V2' ? 'V2' : 'V4');
	return {
		credentialType: typeOf(authentication),
		authentication,
		baseUrl: webAddress(text('apiUrl')),
		systemId: text('systemId'),
		headers: Object.fromEntries(given) as Record<string, string>,
		language: languageOf(text('language')).toUpperCase() || 'EN',
		versions: {
			purchaseOrder: version('purchaseOrderApi'),
			purchaseRequisition: version('purchaseRequisitionApi'),
		},
		launchpad: webAddress(text('launchpadUrl').replace(/#.*$/, '')),
	};
}
