import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { billingDateWords, requisitionWords, type RequisitionSettings } from '../../lanes/requisition/settings';
import { choice } from '../choice';

export const requisitionProperties: INodeProperties[] = [
	{
		displayName: 'Requisitions',
		name: 'requisitions',
		type: 'options',
		default: 'draft',
		options: [
			{ name: 'Draft', value: 'draft', description: 'Somebody in Procore looks at them and submits them' },
			{ name: 'Off', value: 'off', description: 'Send none' },
			{ name: 'Under Review', value: 'under_review', description: 'They wait for approval in Procore' },
		],
		description: 'With which status requisitions go to Procore. None is ever approved by the sync.',
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
