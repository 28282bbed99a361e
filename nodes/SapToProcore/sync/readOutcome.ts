import type { INodeExecutionData } from 'n8n-workflow';
import type { z } from 'zod/v3';
import { adviceIn, failureOf, reasonIn } from '../../shared/items';
import { isMeantAsOutcome, issuesText, outcome, outcomeSchema, type Entity, type Outcome } from '../../shared/model';

/** Entity of what is about the run as a whole. */
export const wholeRun = 'run';

/**
 * The outcome an item carries, as it is or as the details of a failure. An item that carries none stands for the lane as a
 * whole, so that the watermark does not move past what was not read: a node failed, or something came in that is not an
 * outcome. One that has lost a
 * field on its way is no outcome any more, and names the field.
 * @param entity the lane that the item came through
 */
export function readOutcome(item: INodeExecutionData, entity: Entity | typeof wholeRun, now: string): Outcome {
	const failure = failureOf(item);
	const given = failure ? failure.details : item.json;
	const result = outcomeSchema.safeParse(given);
	if (result.success) return { ...result.data, entity, at: result.data.at || now };
	const about = { entity, sapKey: '', at: now, action: 'none', status: 'failed' } as const;
	if (!failure)
		return outcome({
			...about,
			reason: 'invalid_item',
			message: `An item is not an outcome: it has the fields ${fieldsOf(item)}${lost(item, result.error)}. Is the Map or the Upsert node of the lane deactivated, or did a step change its items?`,
		});
	const advice = adviceIn(failure.details);
	return outcome({
		...about,
		reason: reasonIn(failure.details) ?? 'unexpected_error',
		message: failure.message || 'A node of the lane stopped without a message.',
		detail: advice ? { advice } : {},
	});
}

/** What is wrong with an item that is meant to be an outcome. */
function lost({ json }: INodeExecutionData, error: z.ZodError): string {
	return isMeantAsOutcome(json) ? `, and of ${String(json.sapKey ?? 'no document')} ${issuesText(error)}` : '';
}

const fieldsOf = ({ json }: INodeExecutionData): string => Object.keys(json).slice(0, 4).join(', ');
