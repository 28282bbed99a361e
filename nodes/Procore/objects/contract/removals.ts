import { exchange, type Client } from '../../api/client';
import { answerError, isSuccess } from '../../api/errors';
import { resultOfAnswer, resultOfThrown } from '../../api/sync';
import type { RowResult } from '../../api/syncBatch';
import type { Id } from '../wbs/projectCodes';
import { linesPath, type ProcoreLine } from './lines';

async function removeLine(
	client: Client,
	projectId: string,
	contractId: Id,
	line: ProcoreLine,
): Promise<RowResult | undefined> {
	const task = 'contract.write';
	try {
		const answer = await exchange(client, {
			task,
			method: 'DELETE',
			path: `${linesPath(contractId)}/${encodeURIComponent(line.id)}`,
			query: { project_id: projectId },
			repeatable: true,
		});
		// Gone already: a first attempt whose answer did not arrive.
		if (isSuccess(answer) || answer.status === 404) return undefined;
		return resultOfAnswer(answer.status, answerError(client.context.getNode(), answer, task));
	} catch (thrown) {
		return resultOfThrown(client, thrown);
	}
}

/** Removes lines one by one, up to the first that cannot be removed. @returns what stopped it */
export async function removeLines(
	client: Client,
	projectId: string,
	contractId: Id,
	lines: ProcoreLine[],
): Promise<RowResult | undefined> {
	for (const line of lines) {
		const stopped = await removeLine(client, projectId, contractId, line);
		if (stopped) return stopped;
	}
	return undefined;
}
