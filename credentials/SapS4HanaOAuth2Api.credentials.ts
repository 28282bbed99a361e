import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { addressExpression as address } from './addressExpression';
import { answered, beginsWith } from './testRules';

/** Hidden, because n8n's editor tests no credential that shows a field with an expression. */
const derivedTokenUrl = `={{ $self["tokenUrl"] ? ${address('$self["tokenUrl"]')} : ${address('$self["apiUrl"]')} + "/sap/bc/sec/oauth2/token" + ($self["sapClient"] ? "?sap-client=" + $self["sapClient"] : "") }}`;

const logOnPage =
	'SAP answered with a log-on page instead of data. In the public cloud, the name of the API host ends in -api. On premise, enable OAuth for the service API_BUSINESS_PARTNER (/IWFND/MAINT_SERVICE, SICF).';
const notOpen =
	'SAP does not open the service API_BUSINESS_PARTNER to this user. In the public cloud, set up a communication arrangement for SAP_COM_0008. On premise, activate the service (/IWFND/MAINT_SERVICE) and give the user its authorizations.';

/**
 * Client credentials of a communication arrangement in SAP S/4HANA.
 * n8n stores the token with the credential; the node replaces it before it ends.
 */
export class SapS4HanaOAuth2Api implements ICredentialType {
	name = 'sapS4HanaOAuth2Api';

	displayName = 'SAP S/4HANA OAuth2 API';

	extends = ['oAuth2Api'];

	icon = {
		light: 'file:../nodes/SapS4Hana/sapS4Hana.svg',
		dark: 'file:../nodes/SapS4Hana/sapS4Hana.dark.svg',
	} as const;

	documentationUrl = 'https://github.com/sap-procore/n8n-nodes-sap-procore/blob/main/docs/sap-setup.md';

	properties: INodeProperties[] = [
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'clientCredentials' },
		{
			displayName: 'API URL',
			name: 'apiUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://my123456-api.s4hana.cloud.sap',
			description: 'Address of the SAP S/4HANA API host. In the public cloud its name ends in -api.',
		},
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
			description: 'Password of the communication user. SAP locks the user after three refused log-ons.',
		},
		{
			displayName: 'System ID',
			name: 'systemId',
			type: 'string',
			default: 'S4P',
			required: true,
			placeholder: 'e.g. S4P',
			description:
				'Short name of this SAP system. It becomes part of the origin ID of everything in Procore: never change it once the first run is through.',
		},
		{
			displayName: 'SAP Client',
			name: 'sapClient',
			type: 'string',
			default: '',
			placeholder: 'e.g. 100',
			description: 'Client number, on-premise and private cloud only. Leave empty in the public cloud.',
		},
		{
			displayName: 'Language',
			name: 'language',
			type: 'string',
			default: 'EN',
			placeholder: 'e.g. EN',
			description: 'Language of texts and messages, as SAP writes it',
		},
		{
			displayName: 'Purchase Order API',
			name: 'purchaseOrderApi',
			type: 'options',
			options: [
				{ name: 'API_PURCHASEORDER_2 (OData V4)', value: 'V4' },
				{ name: 'API_PURCHASEORDER_PROCESS_SRV (OData V2)', value: 'V2' },
			],
			default: 'V4',
			description:
				'Service that purchase orders are read with. V4 is the one SAP develops; V2 knows order types and item categories that V4 does not.',
		},
		{
			displayName: 'Purchase Requisition API',
			name: 'purchaseRequisitionApi',
			type: 'options',
			options: [
				{ name: 'API_PURCHASEREQ_PROCESS_SRV (OData V2)', value: 'V2' },
				{ name: 'API_PURCHASEREQUISITION_2 (OData V4)', value: 'V4' },
			],
			default: 'V4',
			description: 'Service that purchase requisitions are read with',
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
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: derivedTokenUrl,
		},
		{
			displayName: 'Fiori Launchpad URL',
			name: 'launchpadUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://my123456.s4hana.cloud.sap/ui',
			description:
				'Address of the launchpad in the browser, up to the #. Pages of the reports link there to documents of SAP. Empty: they do not.',
		},
		{
			displayName: 'Communication System (Note)',
			name: 'communicationSystem',
			type: 'string',
			default: '',
			placeholder: 'e.g. N8N_PROCORE',
			description: 'Name of the communication system in SAP, for your own records only',
		},
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: '' },
		{ displayName: 'Auth URI Query Parameters', name: 'authQueryParameters', type: 'hidden', default: '' },
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'header' },
	];

	/** The service document of the first service that the sync reads: small, and it needs log-on and authorisation. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ${address('$credentials.apiUrl')} }}`,
			// A log-on page is no success, wherever it is.
			disableFollowRedirect: true,
			url: '=/sap/opu/odata/sap/API_BUSINESS_PARTNER/?$format=json{{ $credentials.sapClient ? "&sap-client=" + $credentials.sapClient : "" }}',
		},
		// Where none of them applies, n8n shows no more than the name of the status.
		rules: [
			...[301, 302, 303, 307, 308].map((status) => answered(status, logOnPage)),
			...['<', '\n', '\r', ' '].map((first) => beginsWith(first, logOnPage)),
			answered(
				401,
				'SAP refused the access token. Check that the communication user is not locked, and that the service takes OAuth 2.0.',
			),
			answered(403, notOpen),
			answered(
				404,
				"The API URL does not lead to SAP's OData services, or a proxy leaves out part of the path. It is the address of the API host without a path, such as https://my123456-api.s4hana.cloud.sap.",
			),
			// n8n looks at each rule by itself; only its type wants all of one kind.
		] as ICredentialTestRequest['rules'],
	};
}
