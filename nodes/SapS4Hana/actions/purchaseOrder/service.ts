import type { INodeProperties } from 'n8n-workflow';
import { servicePath } from '../service';

/** Options that choose the service, in the order of their names. */
export const apiOptions: INodeProperties[] = [
	{
		displayName: 'Purchase Order API',
		name: 'api',
		type: 'options',
		options: [
			{ name: 'API_PURCHASEORDER_2 (OData V4)', value: 'V4' },
			{ name: 'API_PURCHASEORDER_PROCESS_SRV (OData V2)', value: 'V2' },
		],
		default: 'V4',
		description: 'Service to read with, instead of the one that the credential names',
	},
	servicePath,
];
