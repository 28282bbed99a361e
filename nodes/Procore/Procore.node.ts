import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import * as billingPeriod from './actions/billingPeriod';
import * as budgetChange from './actions/budgetChange';
import * as budgetLineItem from './actions/budgetLineItem';
import * as company from './actions/company';
import * as costCode from './actions/costCode';
import * as costType from './actions/costType';
import * as directCost from './actions/directCost';
import * as project from './actions/project';
import * as projectCost from './actions/projectCost';
import * as purchaseOrderContract from './actions/purchaseOrderContract';
import * as requisition from './actions/requisition';
import { router } from './actions/router';
import { guarded } from '../shared/guarded';
import * as vendor from './actions/vendor';
import * as wbsCode from './actions/wbsCode';
import { searchContracts, searchProjects, searchRequisitions, searchVendors } from './methods/listSearch';

/** Reads and writes Procore. */
export class Procore implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Procore',
		name: 'procore',
		icon: { light: 'file:procore.svg', dark: 'file:procore.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read and write vendors, contracts, requisitions, budgets and costs of Procore',
		defaults: { name: 'Procore' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'procoreOAuth2Api', required: true }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Billing Period', value: 'billingPeriod' },
					{ name: 'Budget Change', value: 'budgetChange' },
					{ name: 'Budget Line Item', value: 'budgetLineItem' },
					{ name: 'Company', value: 'company' },
					{ name: 'Cost Code', value: 'costCode' },
					{ name: 'Cost Type', value: 'costType' },
					{ name: 'Direct Cost', value: 'directCost' },
					{ name: 'Project', value: 'project' },
					{ name: 'Project Cost', value: 'projectCost' },
					{ name: 'Purchase Order Contract', value: 'purchaseOrderContract' },
					{ name: 'Requisition', value: 'requisition' },
					{ name: 'Vendor', value: 'vendor' },
					{ name: 'WBS Code', value: 'wbsCode' },
				],
				default: 'vendor',
			},
			...billingPeriod.description,
			...budgetChange.description,
			...budgetLineItem.description,
			...company.description,
			...costCode.description,
			...costType.description,
			...directCost.description,
			...project.description,
			...projectCost.description,
			...purchaseOrderContract.description,
			...requisition.description,
			...vendor.description,
			...wbsCode.description,
		],
	};

	methods = { listSearch: { searchContracts, searchProjects, searchRequisitions, searchVendors } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await guarded(this, async () => await router(this));
	}
}
