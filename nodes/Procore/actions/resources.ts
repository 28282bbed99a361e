import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { Client } from '../api/client';
import * as billingPeriod from './billingPeriod';
import * as budgetChange from './budgetChange';
import * as budgetLineItem from './budgetLineItem';
import * as company from './company';
import * as costCode from './costCode';
import * as costType from './costType';
import * as directCost from './directCost';
import * as project from './project';
import * as purchaseOrderContract from './purchaseOrderContract';
import * as requisition from './requisition';
import * as vendor from './vendor';
import * as wbsCode from './wbsCode';

/** Works on one input item. */
export interface ItemOperation {
	execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]>;
}
/** Works on all input items at once. */
export interface BulkOperation {
	executeAll(context: IExecuteFunctions): Promise<INodeExecutionData[]>;
}

interface Resource {
	/** As people read it in the list of resources. */
	label: string;
	/** Fields of all its operations, that of the operation itself first. */
	description: INodeProperties[];
	operations: Record<string, ItemOperation | BulkOperation>;
}

/** All that the node works on, by the value of its parameter `resource`; the one list of resources. */
const resources: Record<string, Resource> = {
	billingPeriod: { label: 'Billing Period', ...billingPeriod },
	budgetChange: { label: 'Budget Change', ...budgetChange },
	budgetLineItem: { label: 'Budget Line Item', ...budgetLineItem },
	company: { label: 'Company', ...company },
	costCode: { label: 'Cost Code', ...costCode },
	costType: { label: 'Cost Type', ...costType },
	directCost: { label: 'Direct Cost', ...directCost },
	project: { label: 'Project', ...project },
	purchaseOrderContract: { label: 'Purchase Order Contract', ...purchaseOrderContract },
	requisition: { label: 'Requisition', ...requisition },
	vendor: { label: 'Vendor', ...vendor },
	wbsCode: { label: 'WBS Code', ...wbsCode },
};

export const resourceProperties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: Object.entries(resources).map(([value, { label }]) => ({ name: label, value })),
		default: 'vendor',
	},
	...Object.values(resources).flatMap(({ description }) => description),
];

/** The operation of a resource; undefined when there is not one of these names. */
export const operationOf = (resource: string, name: string): ItemOperation | BulkOperation | undefined =>
	resources[resource]?.operations[name];
