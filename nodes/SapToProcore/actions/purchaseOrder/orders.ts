import type { INodeProperties } from 'n8n-workflow';
import { purchaseOrderSchema } from '../../../shared/model';

export const orderDocuments = {
	schema: purchaseOrderSchema,
	entity: 'purchase_order',
	key: 'purchaseOrder',
	what: 'purchase order',
	cameFrom: 'SAP S/4HANA > Purchase Order > Get Many',
} as const;

export const releaseGate: INodeProperties = {
	displayName: 'Release Gate',
	name: 'releaseGate',
	type: 'options',
	default: 'released',
	options: [
		{ name: 'All', value: 'all', description: 'Send orders in release too, as contracts with the status Draft' },
		{ name: 'Released', value: 'released', description: 'Send orders once their release in SAP is completed' },
	],
	description: 'Which purchase orders go to Procore',
};
