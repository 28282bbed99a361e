import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { asNodeFailure, located, type NodeFailure } from '../../shared/failure';
import { failedItem, toItem } from '../../shared/items';
import { connect, type ODataClient } from '../odata/client';
import * as companyCode from './companyCode';
import * as costCenter from './costCenter';
import * as glAccount from './glAccount';
import * as odata from './odata';
import type { Operation, Resource, Row } from './operation';
import * as plannedCost from './plannedCost';
import * as project from './project';
import * as projectCost from './projectCost';
import * as purchaseOrder from './purchaseOrder';
import * as purchaseRequisition from './purchaseRequisition';
import * as supplier from './supplier';
import * as supplierInvoice from './supplierInvoice';
import * as system from './system';
import * as wbsElement from './wbsElement';

const resources: Record<string, Resource> = {
	companyCode,
	costCenter,
	glAccount,
	odata,
	plannedCost,
	project,
	projectCost,
	purchaseOrder,
	purchaseRequisition,
	supplier,
	supplierInvoice,
	system,
	wbsElement,
};

/**
 * Works off the input items one by one: an input item is a read, even an empty one. An operation that works once reads
 * once, and its errors name no item.
 */
export async function router(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const clientOf = once(async () => await connect(context));
	const output: INodeExecutionData[] = [];
	const { once: worksOnce = false } = chosen(context, 0).operation;
	const count = worksOnce ? 1 : context.getInputData().length;
	for (let itemIndex = 0; itemIndex < count; itemIndex++) {
		const { resource, operation } = chosen(context, itemIndex);
		const failure = await collect(output, context, operation, clientOf, itemIndex);
		if (failure === undefined) continue;
		if (!context.continueOnFail()) throw worksOnce ? failure : located(failure, itemIndex);
		output.push(failedItem(failure, resource.failed(failure), itemIndex));
	}
	return [output];
}

/** Reads one input item; the rows that came before a failure stay in the output. */
async function collect(
	output: INodeExecutionData[],
	context: IExecuteFunctions,
	operation: Operation,
	clientOf: () => Promise<ODataClient>,
	itemIndex: number,
): Promise<NodeFailure | undefined> {
	try {
		for await (const row of operation.execute({ context, client: await clientOf(), itemIndex })) {
			if (row.error && !context.continueOnFail()) return asNodeFailure(context, row.error);
			output.push(asItem(row, itemIndex));
		}
		return undefined;
	} catch (error) {
		return asNodeFailure(context, error);
	}
}

function asItem({ json, error }: Row, itemIndex: number): INodeExecutionData {
	return error ? failedItem(error, json, itemIndex) : toItem(json, itemIndex);
}

function chosen(context: IExecuteFunctions, itemIndex: number): { resource: Resource; operation: Operation } {
	const resource = resources[context.getNodeParameter('resource', itemIndex) as string];
	const operation = resource?.operations[context.getNodeParameter('operation', itemIndex) as string];
	if (resource && operation) return { resource, operation };
	throw new NodeOperationError(context.getNode(), 'This version of the node does not know the operation', {
		itemIndex,
		description: 'Choose Resource and Operation again.',
	});
}

/** A value that is made when it is first needed; a failure is not kept. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
	let made: T | undefined;
	return async () => (made ??= await make());
}
