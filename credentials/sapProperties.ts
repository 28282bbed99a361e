import type { INodeProperties } from 'n8n-workflow';

/** Where people type what SAP counts. */
export const lockNotice: INodeProperties = {
	displayName:
		'SAP locks the user after three refused log-ons. n8n logs on once each time this credential is saved or tested: after a refusal check the entries before you try again.',
	name: 'lockNotice',
	type: 'notice',
	default: '',
};

export const apiUrl: INodeProperties = {
	displayName: 'API URL',
	name: 'apiUrl',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. https://my123456-api.s4hana.cloud.sap',
	description: 'Address of the SAP S/4HANA API host. In the public cloud its name ends in -api.',
};

/** Certificates are no secret, but n8n shows fields for them in one line: the names are those of n8n's own credentials. */
export const caCertificate: INodeProperties = {
	displayName: 'CA Certificate',
	name: 'ca',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	placeholder: '-----BEGIN CERTIFICATE-----',
	description:
		'Only where the certificate of the host was issued by an authority of your own: its certificate in PEM format, with all that are between. No other authority is trusted then.',
};

/** What the nodes need to know of the system, however they log on. */
export const systemProperties: INodeProperties[] = [
	{
		displayName: 'System ID',
		name: 'systemId',
		type: 'string',
		default: '',
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
];
