import type { INodeProperties } from 'n8n-workflow';
import { servicePath } from '../service';

/** Options that choose the service, in the order of their names. */
export const apiOptions: INodeProperties[] = [
	{
		displayName: 'Purchase Requisition API',
		name: 'api',
		type: 'options',
		options: [
			{ name: 'API_PURCHASEREQ_PROCESS_SRV (OData V2)', value: 'V2' },
			{ name: 'API_PURCHASEREQUISITION_2 (OData V4)', value: 'V4' },
		],
		default: 'V4',
		description: 'Service to read with, instead of the one that the credential names',
	},
	{ ...servicePath, placeholder: 'e.g. /sap/opu/odata/sap/API_PURCHASEREQ_PROCESS_SRV' },
];
