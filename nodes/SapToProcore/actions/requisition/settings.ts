import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { billingDateWords, requisitionWords, type RequisitionSettings } from '../../lanes/requisition/settings';
import { choice } from '../choice';

export const requisitionProperties: INodeProperties[] = [
	{
		displayName: 'Requisitions',
		name: 'requisitions',
		type: 'options',
		default: 'draftInvoice',
		options: [
			{
				name: 'Draft Invoice',
				value: 'draftInvoice',
				description: 'What was ordered is billed on the contract of its order, as a draft that people submit or delete',
			},
			{ name: 'Off', value: 'off', description: 'Send none' },
		],
		description: 'What a purchase requisition becomes in Procore, which has no purchase requisitions of its own',
	},
	{
		displayName: 'Billing Date',
		name: 'billingDate',
		type: 'options',
		default: 'change',
		options: [
			{ name: 'Day of the Last Change', value: 'change', description: 'When the requisition was last changed in SAP' },
			{ name: 'Day of the Order', value: 'order', description: 'The date of the purchase order made of it' },
			{ name: 'From the Billing Period', value: 'period', description: 'Leave it to the billing period in Procore' },
		],
		description: 'Which day a requisition carries as its billing date',
	},
];

/** How requisitions are mapped, by the parameters {@link requisitionProperties}. */
export function requisitionSettings(context: IExecuteFunctions, system: string): RequisitionSettings {
	return {
		system,
		requisitions: choice(context, 'requisitions', 'Requisitions', requisitionWords),
		billingDate: choice(context, 'billingDate', 'Billing Date', billingDateWords),
	};
}
