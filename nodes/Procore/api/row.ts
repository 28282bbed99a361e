import type { IDataObject } from 'n8n-workflow';
import { exchange, isRepeatable, type ApiRequest, type Client } from './client';
import { readErrorBody } from './errorBody';
import { answerError, isOutage, isSuccess, uncertainError } from './errors';
import { resultOfAnswer, resultOfThrown, troubleOfStatus } from './sync';
import type { RowResult } from './syncBatch';

/**
 * Sends a request that is about one object, and returns its result, as a sync action does for a row: `accepted` with
 * what Procore answered, `rejected` in its words, `failed` or `waiting`. Never throws for what Procore or the network do.
 */
export async function writeRow(client: Client, request: ApiRequest): Promise<RowResult> {
	const node = client.context.getNode();
	try {
		const answer = await exchange(client, request);
		if (isSuccess(answer)) return { kind: 'accepted', entity: (answer.body ?? {}) as IDataObject };
		if (troubleOfStatus(answer.status) === 'rows') return { kind: 'rejected', error: readErrorBody(answer.body) };
		if (!isRepeatable(request) && isOutage(answer.status))
			return { kind: 'failed', error: uncertainError(node, answer) };
		return resultOfAnswer(answer.status, answerError(node, answer, request.task));
	} catch (thrown) {
		return resultOfThrown(client, thrown);
	}
}
