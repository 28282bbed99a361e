import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import * as outcome from './outcome';
import * as run from './run';
import * as vendor from './vendor';

type Operation = { execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> };

const resources: Record<string, Record<string, Operation>> = {
	outcome: outcome.operations,
	run: run.operations,
	vendor: vendor.operations,
};

export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = this.getNodeParameter('resource', 0);
	const operation = this.getNodeParameter('operation', 0);
	return await (resources[resource]?.[operation] as Operation).execute.call(this);
}
