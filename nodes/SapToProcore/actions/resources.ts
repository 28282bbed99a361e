import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { costCode } from './costCode';
import { outcome } from './outcome';
import { plannedCost } from './plannedCost';
import { project } from './project';
import { projectCost } from './projectCost';
import { purchaseOrder } from './purchaseOrder';
import { report } from './report';
import { requisition } from './requisition';
import { run } from './run';
import { supplierInvoice } from './supplierInvoice';
import { vendor } from './vendor';
import { resourceProperties, type Operation, type Resource } from './resource';

/** Everything that the node can do. */
const resources: Resource[] = [
	costCode,
	outcome,
	plannedCost,
	project,
	projectCost,
	purchaseOrder,
	report,
	requisition,
	run,
	supplierInvoice,
	vendor,
];

export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value }) => ({ name, value })),
		default: 'vendor',
	},
	...resources.flatMap(resourceProperties),
];

/** Named inputs or outputs, by the operation that is chosen. */
function portsExpression(side: 'inputs' | 'outputs') {
	const table = Object.fromEntries(
		resources.flatMap((resource) =>
			resource.operations.map((operation) => [
				`${resource.value}.${operation.value}`,
				operation[side].map((displayName) => ({ type: 'main', displayName })),
			]),
		),
	);
	return `={{ (${JSON.stringify(table)})[$parameter["resource"] + "." + $parameter["operation"]] ?? ["main"] }}` as const;
}

export const inputs = portsExpression('inputs');
export const outputs = portsExpression('outputs');

/** Runs the operation that is chosen in the node. */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await chosenOperation(this).implementation.execute.call(this);
}

function chosenOperation(context: IExecuteFunctions): Operation {
	const resource = resources.find(({ value }) => value === context.getNodeParameter('resource', 0));
	const operation = resource?.operations.find(({ value }) => value === context.getNodeParameter('operation', 0));
	if (operation) return operation;
	throw new NodeOperationError(context.getNode(), 'This version of the node does not know the operation', {
		description:
			'Either the workflow was made for version 0.1 of this package: import the template again, and unpublish and archive this workflow. Or choose Resource and Operation again.',
		failure: { cause: 'configuration-invalid' },
	});
}
