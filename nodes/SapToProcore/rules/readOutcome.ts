import type { INodeExecutionData } from 'n8n-workflow';
import { outcome, outcomeSchema, type Entity, type Outcome } from '../../shared/model';

/**
 * The outcome an item carries. An item that carries none came from a node that failed as a whole: it becomes one that
 * stands for the lane, so that the watermark does not move past what was not read.
 */
export function readOutcome(item: INodeExecutionData, entity: Entity, now: string): Outcome {
	const result = outcomeSchema.safeParse(item.json);
	if (result.success) return { ...result.data, at: result.data.at || now };
	return outcome({
		entity,
		sapKey: '',
		at: now,
		action: 'none',
		status: 'failed',
		reason: 'unexpected_error',
		message: messageOf(item),
	});
}

function messageOf(item: INodeExecutionData): string {
	const { error, message } = item.json;
	if (item.error) return item.error.message;
	if (typeof error === 'string') return error;
	if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
	return typeof message === 'string' ? message : 'A node of the lane stopped without a message.';
}
