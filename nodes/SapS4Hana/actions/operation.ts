import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { ODataClient } from '../odata/client';

/** What an operation needs to work off one input item. */
export interface Call {
	context: IExecuteFunctions;
	client: ODataClient;
	itemIndex: number;
}

/** An output row; with an `error` it is one that could not be read, and `json` says more about that. */
export type Row = Pick<INodeExecutionData, 'json' | 'error'>;

export interface Operation {
	description: INodeProperties[];
	/** Works once an execution of the node, whatever items come in and how many. */
	once?: boolean;
	/** Gives the output rows of one input item as they arrive; throws when the read as a whole fails. */
	execute(call: Call): AsyncIterable<Row>;
}

export interface Resource {
	operations: Record<string, Operation>;
	/** More about a read that failed as a whole, for the output item that stands for it when the workflow is to go on. */
	failed(error: Error): IDataObject;
}
