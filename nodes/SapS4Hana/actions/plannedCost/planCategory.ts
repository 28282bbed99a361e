import type { INodeProperties } from 'n8n-workflow';
import { invalidParameter } from '../../../shared/parameters';
import { costAccountsProperty } from '../ledger';
import type { Call } from '../operation';

export const planCategoryProperty: INodeProperties = {
	displayName: 'Plan Category',
	name: 'planCategory',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The plan that counts. SAP keeps plan categories side by side; they are never added up.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchPlanCategories', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. PLN' },
	],
};

export const planAccountsProperty: INodeProperties = {
	...costAccountsProperty,
	description:
		'G/L accounts whose plan counts: ranges and single accounts, separated by commas. What is planned on other accounts, revenue above all, is not read.',
};

/** The plan category that was chosen. @throws NodeOperationError when there is none */
export function chosenPlanCategory({ context, itemIndex }: Call): string {
	const value: unknown = context.getNodeParameter('planCategory', itemIndex, '', { extractValue: true });
	const category = String(value ?? '').trim();
	if (category !== '') return category;
	throw invalidParameter(context, itemIndex, 'Plan Category', 'Choose a plan category or enter its ID.');
}
