import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

/** An operation: how it is offered, the named inputs and outputs of the node, its fields, and what it does. */
export interface Operation {
	name: string;
	value: string;
	action: string;
	description: string;
	/** The first is the one that is worked on. */
	inputs: string[];
	outputs: string[];
	/** The module of the operation. */
	implementation: {
		description?: INodeProperties[];
		execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]>;
	};
}

export interface Resource {
	name: string;
	value: string;
	/** The operation that is chosen at first. */
	default: string;
	operations: Operation[];
}

/** The choice of an operation of the resource, and the fields of all of them. */
export function resourceProperties({ value: resource, default: first, operations }: Resource): INodeProperties[] {
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resource] } },
			options: operations.map(({ name, value, action, description }) => ({
				name,
				value,
				action,
				description,
			})),
			default: first,
		},
		...operations.flatMap(({ implementation }) => implementation.description ?? []),
	];
}
