import type { INodeExecutionData } from 'n8n-workflow';
import { failureOf, reasonIn } from '../../shared/items';
import { entityInDetails } from '../../shared/entities';
import { outcome, outcomeSchema, type Entity, type Outcome } from '../../shared/model';
import { noLane } from './record';

/**
 * The outcome an item carries, as it is or as the details of a failure. An item that carries none came from a node that
 * failed as a whole: it becomes one that stands for the lane, so that the watermark does not move past what was not read.
 * `entity`: the lane of all items; without it an item names its own, or it may stand for any.
 */
export function readOutcome(item: INodeExecutionData, entity: Entity | undefined, now: string): Outcome {
	const failure = failureOf(item);
	const result = outcomeSchema.safeParse(failure ? failure.details : item.json);
	if (result.success) return { ...result.data, at: result.data.at || now };
	return outcome({
		entity: entity ?? entityInDetails(failure?.details) ?? noLane,
		sapKey: '',
		at: now,
		action: 'none',
		status: 'failed',
		reason: reasonIn(failure?.details) ?? 'unexpected_error',
		message: failure?.message || 'A node of the lane stopped without a message.',
		detail: adviceIn(failure?.details),
	});
}

function adviceIn(details: unknown): Record<string, unknown> {
	const advice = typeof details === 'object' && details !== null && 'advice' in details ? details.advice : undefined;
	return typeof advice === 'string' && advice !== '' ? { advice } : {};
}
