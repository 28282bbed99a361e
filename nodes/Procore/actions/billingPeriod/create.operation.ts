import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import type { Client } from '../../api/client';
import { createBillingPeriod } from '../../objects/billingPeriod';
import { projectLocator } from '../../objects/locators';
import { dayOf, idOf } from '../parameters';

const day = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'dateTime',
	typeOptions: { dateOnly: true },
	default: '',
	required: true,
	description,
});

const properties: INodeProperties[] = [
	projectLocator,
	day('Start Date', 'startDate', 'First day of the period'),
	day('End Date', 'endDate', 'Last day of the period'),
	day('Due Date', 'dueDate', 'Last day on which subcontractors can send invoices'),
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		default: 'open',
		options: [
			{ name: 'Closed', value: 'closed' },
			{ name: 'Open', value: 'open' },
		],
		description: 'Whether subcontractors can bill in it. Only one period of a project can be open.',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['billingPeriod'], operation: ['create'] } },
	properties,
);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const projectId = idOf(context, 'projectId', 'Project', itemIndex);
	const period = {
		startDate: dayOf(context, 'startDate', 'Start Date', itemIndex),
		endDate: dayOf(context, 'endDate', 'End Date', itemIndex),
		dueDate: dayOf(context, 'dueDate', 'Due Date', itemIndex),
		status: context.getNodeParameter('status', itemIndex) === 'closed' ? ('closed' as const) : ('open' as const),
	};
	return [await createBillingPeriod(client, projectId, period)];
}
