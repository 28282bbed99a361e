import { trimUrl, type RequestContext } from '../../shared/http';
import type { RemoteSystem } from '../../shared/remoteSystem';
import type { ODataVersion } from './service';

export const credentialType = 'sapS4HanaOAuth2Api';

export const sapSystem: RemoteSystem = {
	id: 'sap',
	name: 'SAP S/4HANA',
	addressExample: 'https://my123456-api.s4hana.cloud.sap',
	rejectedAdvice:
		'SAP locks a communication user after three refused log-ons: if it was locked, unlock it in Maintain Communication Users first.',
	refusedTokenAdvice:
		'Check that the communication user is not locked and that its communication arrangement allows OAuth 2.0.',
};

/** What the credential says of the SAP system; texts are empty where it says nothing. */
export interface Connection {
	baseUrl: string;
	systemId: string;
	/** `sap-client` and `sap-language`, where the credential has them. */
	headers: Record<string, string>;
	/** Language of texts as OData writes it, in capitals. */
	language: string;
	/** Which version of its service a kind of document is read with. */
	versions: { purchaseOrder: ODataVersion; purchaseRequisition: ODataVersion };
}

/** Reads the credential; once an execution is enough. */
export async function readConnection(context: RequestContext): Promise<Connection> {
	const credentials = await context.getCredentials(credentialType);
	const text = (name: string) => String(credentials[name] ?? '').trim();
	const given = [
		['sap-client', text('sapClient')],
		['sap-language', text('language')],
	].filter(([, value]) => value);
	const version = (name: string): ODataVersion => (text(name) === 'V2' ? 'V2' : 'V4');
	return {
		baseUrl: trimUrl(text('apiUrl')),
		systemId: text('systemId'),
		headers: Object.fromEntries(given) as Record<string, string>,
		language: text('language').toUpperCase() || 'EN',
		versions: {
			purchaseOrder: version('purchaseOrderApi'),
			purchaseRequisition: version('purchaseRequisitionApi'),
		},
	};
}
