import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { limitOf, returnAllOrLimit, simplify } from '../../../shared/parameters';
import type { Client } from '../../api/client';
import { listBudgetChanges, simplifyBudgetChange } from '../../objects/budget/changes';
import { projectLocator } from '../../objects/locators';
import { idOf } from '../parameters';

const properties: INodeProperties[] = [projectLocator, ...returnAllOrLimit, simplify];

export const description = updateDisplayOptions(
	{ show: { resource: ['budgetChange'], operation: ['getAll'] } },
	properties,
);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const projectId = idOf(context, 'projectId', 'Project', itemIndex);
	const changes = (await listBudgetChanges(client, projectId)).slice(0, limitOf(context, itemIndex));
	return context.getNodeParameter('simplify', itemIndex) ? changes.map(simplifyBudgetChange) : changes;
}
