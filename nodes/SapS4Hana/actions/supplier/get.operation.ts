import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { supplierPages, supplierType } from '../../documents/supplier/query';
import { chosenKey, documentChoice, type Choice } from '../documentChoice';
import { documentRow } from '../documents';
import type { Call, Row } from '../operation';
import { simplify } from '../../../shared/parameters';

const choice: Choice = {
	displayName: 'Supplier',
	name: 'supplier',
	searchListMethod: 'searchSuppliers',
	example: '10300001',
};

const properties: INodeProperties[] = [documentChoice(choice), simplify];

export const description = updateDisplayOptions({ show: { resource: ['supplier'], operation: ['get'] } }, properties);

export async function* execute(call: Call): AsyncGenerator<Row> {
	const { context, client, itemIndex } = call;
	const supplier = chosenKey(call, choice);
	const simple = context.getNodeParameter('simplify', itemIndex, true) as boolean;
	const query = { changedFrom: '', changedTo: '', dayOverlap: 0, supplierKeys: [supplier], pageSize: 1, limit: 1 };
	yield* documentRow(client, { type: supplierType, simple, pages: supplierPages(client, query) }, supplier);
}
