import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { readDecimal } from '../../../shared/decimal';
import type { Client } from '../../api/client';
import { budgetChangeStatuses, createBudgetChange, type Adjustment } from '../../objects/budget/changes';
import { projectLocator } from '../../objects/locators';
import { idOf, invalid } from '../parameters';

const properties: INodeProperties[] = [
	projectLocator,
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Additional foundations',
		description: 'Title of the budget change',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		default: 'draft',
		options: [
			{ name: 'Approved', value: 'approved' },
			{ name: 'Draft', value: 'draft' },
			{ name: 'Under Review', value: 'under_review' },
			{ name: 'Void', value: 'void' },
		],
		description: 'Only an approved budget change counts',
	},
	{
		displayName: 'Adjustments',
		name: 'adjustments',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Adjustment',
		default: {},
		description: 'What is added to, or taken from, lines of the budget',
		options: [
			{
				displayName: 'Adjustment',
				name: 'adjustment',
				values: [
					{
						displayName: 'Amount',
						name: 'amount',
						type: 'string',
						default: '',
						placeholder: 'e.g. -1250.00',
						description: 'What is added; negative to take away',
					},
					{
						displayName: 'Comment',
						name: 'comment',
						type: 'string',
						default: '',
						description: 'Why the line changes',
					},
					{
						displayName: 'WBS Code ID',
						name: 'wbsCodeId',
						type: 'string',
						default: '',
						placeholder: 'e.g. 120045',
						description: 'ID of the budget code; WBS Code > Get Many returns it',
					},
				],
			},
		],
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [
			{
				displayName: 'Description',
				name: 'description',
				type: 'string',
				default: '',
				description: 'Description of the budget change, in HTML',
			},
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['budgetChange'], operation: ['create'] } },
	properties,
);

function adjustmentsOf(context: IExecuteFunctions, itemIndex: number): Adjustment[] {
	const rows = context.getNodeParameter('adjustments.adjustment', itemIndex, []) as IDataObject[];
	return rows.map(({ wbsCodeId, amount, comment }) => {
		const id = String(wbsCodeId ?? '').trim();
		const text = String(amount ?? '').trim();
		if (!/^\d+$/.test(id))
			throw invalid(context, itemIndex, `'WBS Code ID' holds "${id}"`, 'Enter a Procore ID, which has digits only.');
		if (!readDecimal(text))
			throw invalid(context, itemIndex, `'Amount' holds "${text}"`, 'Enter an amount as in -1250.00.');
		return { wbsCodeId: Number(id), amount: text, comment: String(comment ?? '') };
	});
}

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const projectId = idOf(context, 'projectId', 'Project', itemIndex);
	const given = context.getNodeParameter('status', itemIndex);
	const fields = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	return [
		await createBudgetChange(client, projectId, {
			title: context.getNodeParameter('title', itemIndex) as string,
			status: budgetChangeStatuses.find((status) => status === given) ?? 'draft',
			description: String(fields.description ?? ''),
			adjustments: adjustmentsOf(context, itemIndex),
		}),
	];
}
