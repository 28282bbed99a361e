import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import * as companyCode from './actions/companyCode';
import * as costCenter from './actions/costCenter';
import * as glAccount from './actions/glAccount';
import * as odata from './actions/odata';
import { router } from './actions/router';
import { guarded } from '../shared/guarded';
import { subtitleOf } from '../shared/subtitle';
import * as plannedCost from './actions/plannedCost';
import * as project from './actions/project';
import * as projectCost from './actions/projectCost';
import * as purchaseOrder from './actions/purchaseOrder';
import * as purchaseRequisition from './actions/purchaseRequisition';
import * as supplier from './actions/supplier';
import * as supplierInvoice from './actions/supplierInvoice';
import * as system from './actions/system';
import * as wbsElement from './actions/wbsElement';
import {
	searchPlanCategories,
	searchPurchaseOrders,
	searchPurchaseRequisitions,
	searchSuppliers,
} from './methods/listSearch';

const operations: INodeProperties[] = [
	...companyCode.description,
	...costCenter.description,
	...glAccount.description,
	...odata.description,
	...plannedCost.description,
	...project.description,
	...projectCost.description,
	...purchaseOrder.description,
	...purchaseRequisition.description,
	...supplier.description,
	...supplierInvoice.description,
	...system.description,
	...wbsElement.description,
];

export class SapS4Hana implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SAP S/4HANA',
		name: 'sapS4Hana',
		icon: { light: 'file:sapS4Hana.svg', dark: 'file:sapS4Hana.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: subtitleOf(operations),
		description: 'Read suppliers, purchase orders and other data from SAP S/4HANA',
		defaults: { name: 'SAP S/4HANA' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'sapS4HanaOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
			{
				name: 'sapS4HanaBasicApi',
				required: true,
				displayOptions: { show: { authentication: ['basicAuth'] } },
			},
			{
				name: 'sapS4HanaCertificateApi',
				required: true,
				displayOptions: { show: { authentication: ['certificate'] } },
			},
		],
		properties: [
			{
				displayName: 'Authentication',
				name: 'authentication',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Basic Auth', value: 'basicAuth' },
					{ name: 'Client Certificate', value: 'certificate' },
					{ name: 'OAuth2', value: 'oAuth2' },
				],
				default: 'oAuth2',
			},
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Company Code', value: 'companyCode' },
					{ name: 'Cost Center', value: 'costCenter' },
					{ name: 'G/L Account', value: 'glAccount' },
					{ name: 'OData', value: 'odata' },
					{ name: 'Planned Cost', value: 'plannedCost' },
					{ name: 'Project', value: 'project' },
					{ name: 'Project Cost', value: 'projectCost' },
					{ name: 'Purchase Order', value: 'purchaseOrder' },
					{ name: 'Purchase Requisition', value: 'purchaseRequisition' },
					{ name: 'Supplier', value: 'supplier' },
					{ name: 'Supplier Invoice', value: 'supplierInvoice' },
					{ name: 'System', value: 'system' },
					{ name: 'WBS Element', value: 'wbsElement' },
				],
				default: 'supplier',
			},
			...operations,
		],
	};

	methods = { listSearch: { searchPlanCategories, searchPurchaseOrders, searchPurchaseRequisitions, searchSuppliers } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await guarded(this, async () => await router(this));
	}
}
