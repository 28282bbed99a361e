import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import * as costCode from './costCode';
import * as outcome from './outcome';
import * as project from './project';
import * as projectCost from './projectCost';
import * as purchaseOrder from './purchaseOrder';
import * as report from './report';
import * as requisition from './requisition';
import * as run from './run';
import * as vendor from './vendor';

type Operation = { execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> };

const resources: Record<string, Record<string, Operation>> = {
	costCode: costCode.operations,
	outcome: outcome.operations,
	project: project.operations,
	projectCost: projectCost.operations,
	purchaseOrder: purchaseOrder.operations,
	report: report.operations,
	requisition: requisition.operations,
	run: run.operations,
	vendor: vendor.operations,
};

export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = this.getNodeParameter('resource', 0);
	const operation = this.getNodeParameter('operation', 0);
	const chosen = resources[resource]?.[operation];
	if (chosen) return await chosen.execute.call(this);
	throw new NodeOperationError(this.getNode(), 'This version of the node does not know the operation', {
		description: 'Choose Resource and Operation again.',
		failure: { cause: 'configuration-invalid' },
	});
}
