import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { auditTrail } from './auditTrail';
import { costCode } from './costCode';
import { document } from './document';
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
	auditTrail,
	costCode,
	document,
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

const propertiesOf = (offered: readonly Resource[]): INodeProperties[] => [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: offered.map(({ name, value }) => ({ name, value })),
		// The editor leaves out what is at its default, so that it has to be the same in a node and in a tool.
		default: 'document',
	},
	...offered.flatMap(resourceProperties),
];

export const properties = propertiesOf(resources);

/**
 * What an agent may use: what needs no second input and changes nothing. Without the others an agent would decide on what
 * nobody has read.
 */
const forAgents: readonly Resource[] = [document];

/** The node as a tool: shown with less, and held to it when it runs. */
export const toolReplacements = {
	description: 'Explain why a document of SAP S/4HANA is, or is not, in Procore. Reads the records of the sync only.',
	properties: propertiesOf(forAgents),
};

/** n8n gives the tool of a node its own type. */
const isTool = (context: IExecuteFunctions) => context.getNode().type.endsWith('Tool');

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
	const offered = isTool(context) ? forAgents : resources;
	const resource = offered.find(({ value }) => value === context.getNodeParameter('resource', 0));
	const operation = resource?.operations.find(({ value }) => value === context.getNodeParameter('operation', 0));
	if (operation) return operation;
	if (isTool(context))
		throw new NodeOperationError(context.getNode(), 'An agent can only have documents explained', {
			description: 'Choose Document and Explain in the panel of the tool.',
			failure: { cause: 'configuration-invalid' },
		});
	throw new NodeOperationError(context.getNode(), 'This version of the node does not know the operation', {
		description:
			'Either the workflow was made for an early version of this package: import the template again, and unpublish and archive this workflow. Or choose Resource and Operation again.',
		failure: { cause: 'configuration-invalid' },
	});
}
