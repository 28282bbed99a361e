import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { z } from 'zod';
import { attempt } from '../../../shared/failure';
import { toItem } from '../../../shared/items';
import { issuesText } from '../../../shared/model';
import { readRequest } from '../../sync/request';
import { noReplay, takeReplay, type ReplayAnswer } from './replay';

export const description: INodeProperties[] = [];

const givenSchema = z.object({
	customer: z.string().min(1),
	by: z.enum(['webhook', 'form']),
	given: z.unknown(),
});

/**
 * Finds out whether a replay can start, and keeps other runs out until it does. Input: the item of Report > Read Request, by
 * its output *Replay*. One item, a {@link replaySchema Replay}: 202 started, 400 the request cannot be used, 409 another run is under way
 * or the sync has never run, 503 the tables cannot be read.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const input = givenSchema.safeParse(this.getInputData()[0]?.json);
	if (!input.success)
		throw new NodeOperationError(this.getNode(), 'The input is not a request for a replay', {
			description: `${issuesText(input.error)}. Connect the output Replay of Report > Read Request.`,
			failure: { cause: 'configuration-invalid' },
		});
	const { customer, by, given } = input.data;
	const told = ({ statusCode, message, fields, replay }: ReplayAnswer) => {
		const response = by === 'form' ? { formSubmittedText: message } : { ...fields, message };
		return [[toItem({ ...noReplay(customer), ...replay, statusCode, response }, 0)]];
	};
	const request = readRequest(given);
	if ('message' in request)
		return told({ statusCode: 400, message: request.message, fields: { status: 'refused', field: request.field } });
	const taken = await attempt(this, async () => await takeReplay(this, customer, request.selection));
	if ('error' in taken) return told({ statusCode: 503, message: taken.error.message, fields: { status: 'failed' } });
	return told(taken.value);
}
