import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { z } from 'zod/v3';
import { attempt } from '../../../shared/failure';
import { readRequest } from '../../sync/request';
import { inputOf, replayOutput, takeReplay, type ReplayAnswer } from './replay';

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
	const { customer, by, given } = inputOf(
		this,
		givenSchema,
		'a request for a replay',
		'the output Replay of Report > Read Request',
	);
	const told = ({ statusCode, message, fields, replay }: ReplayAnswer) => {
		const response = by === 'form' ? { formSubmittedText: message } : { ...fields, message };
		return replayOutput(customer, { ...replay, statusCode, response });
	};
	const request = readRequest(given);
	if ('message' in request)
		return told({ statusCode: 400, message: request.message, fields: { status: 'refused', field: request.field } });
	const taken = await attempt(this, async () => await takeReplay(this, customer, request.selection));
	if ('error' in taken) return told({ statusCode: 503, message: taken.error.message, fields: { status: 'failed' } });
	return told(taken.value);
}
