import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import {
	billingDateWords,
	requisitionWords,
	type RequisitionSettings,
	type UnorderedSettings,
} from '../../lanes/requisition/settings';
import { accountingMethods } from '../../../shared/model';
import { choice } from '../choice';
import { lineMethod } from '../purchaseOrder/settings';

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
			{
				name: 'Pending Contract',
				value: 'pendingContract',
				description:
					'What is not ordered yet stands as a purchase order contract in Processing, until the contract of its order takes its place',
			},
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
		displayOptions: { show: { requisitions: ['draftInvoice'] } },
	},
	{
		...lineMethod,
		description: 'Accounting method of the contracts. The same as in Map orders: an order can no longer change it.',
		displayOptions: { show: { requisitions: ['pendingContract'] } },
	},
];

/** How what is not ordered is mapped. */
export function unorderedSettings(
	context: IExecuteFunctions,
	{ system, projectCurrency }: Pick<UnorderedSettings, 'system' | 'projectCurrency'>,
): UnorderedSettings {
	return {
		system,
		projectCurrency,
		lineMethod: choice(context, 'lineMethod', 'Line Method', accountingMethods),
	};
}

/** How requisitions are mapped, by the parameters {@link requisitionProperties}. */
export function requisitionSettings(context: IExecuteFunctions, system: string): RequisitionSettings {
	const requisitions = choice(context, 'requisitions', 'Requisitions', requisitionWords);
	// n8n does not tell what a panel does not show.
	const isBilled = requisitions === 'draftInvoice';
	return {
		system,
		requisitions,
		billingDate: isBilled ? choice(context, 'billingDate', 'Billing Date', billingDateWords) : 'change',
	};
}
