import type { IDataObject, INode, NodeApiError } from 'n8n-workflow';
import type { NodeFailure } from '../../../shared/failure';
import { apiError, reasonOf } from '../../../shared/http';
import { outcome, type Outcome } from '../../../shared/model';
import type { ErrorText } from '../../api/errorBody';
import { statusOf, type RowResult } from '../../api/syncBatch';

/** The end of an item; `error` is there for failed ones, so that n8n sends them to the error output. */
export interface Ending {
	outcome: Outcome;
	error?: NodeApiError;
}

/** Endings of items by their index. */
export type Endings = Map<number, Ending>;

/** Why something failed, is held or has to wait, in words. */
export interface Why {
	reason: string;
	message: string;
	advice: string;
}

/** Completes the outcome of one item by what became of it. */
export type Describe = (more: Partial<Outcome> & Pick<Outcome, 'status'>) => Outcome;

/** What an upsert says about its kind of object. */
export interface Words {
	/** What Procore's refusal of a row means. `held` is for what a person has to decide. */
	rejected(error: ErrorText): Why & { held?: boolean };
	unanswered: Why;
}

/** Who an outcome is about, from an item that may not even be what it should be. */
export function identityOf(json: IDataObject, entity: string) {
	const source = (json.source ?? {}) as IDataObject;
	const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
	return {
		entity: text(source.entity) || entity,
		sapKey: text(source.sapKey) || text(json.code) || text(json.number),
		sapChangedAt: text(source.sapChangedAt),
		originId: text(json.originId),
		projectId: text(json.projectId),
	};
}

/** A failed item, with an error for n8n. */
export function failedEnding(node: INode, itemIndex: number, describe: Describe, why: Why, status?: string): Ending {
	const { reason, message, advice } = why;
	return {
		outcome: describe({ status: 'failed', reason, message, detail: { advice } }),
		error: apiError(node, {
			message: `${message} [item ${itemIndex}]`,
			description: advice,
			itemIndex,
			reason,
			...(status ? { status: Number(status) } : {}),
		}),
	};
}

/** An item that a person has to decide on, or that has to wait: no error. */
export function openEnding(describe: Describe, status: 'held' | 'waiting', why: Why): Ending {
	const { reason, message, advice } = why;
	return { outcome: describe({ status, reason, message, ...(advice ? { detail: { advice } } : {}) }) };
}

/** An item that goes no further: it is not what the operation works on, or the second one for the same object. */
export function refusedEnding(node: INode, json: IDataObject, itemIndex: number, entity: string, why: Why): Ending {
	const describe: Describe = (more) =>
		outcome({
			...identityOf(json, entity),
			at: new Date().toISOString(),
			action: 'none',
			...more,
			detail: { remarks: [], fields: [], ...more.detail },
		});
	return failedEnding(node, itemIndex, describe, why);
}

/** An error in words. */
export function whyOf(error: NodeFailure): Why {
	const retryAt = error.context.retryAt as string | undefined;
	const said =
		retryAt && !error.message.includes(retryAt) ? `${error.message}; it may go on at ${retryAt}` : error.message;
	return { reason: reasonOf(error) ?? 'unexpected_error', message: said, advice: error.description ?? '' };
}

/** The end of an item that Procore did not take, by what became of its row. */
export function endingOf(
	node: INode,
	itemIndex: number,
	describe: Describe,
	result: Exclude<RowResult, { kind: 'accepted' }>,
	words: Words,
): Ending {
	if (result.kind === 'waiting') {
		const { advice, ...why } = whyOf(result.error);
		const retryAt = result.error.context.retryAt;
		return { outcome: describe({ status: 'waiting', ...why, detail: { advice, ...(retryAt ? { retryAt } : {}) } }) };
	}
	if (result.kind === 'failed')
		return failedEnding(node, itemIndex, describe, whyOf(result.error), statusOf(result.error) ?? undefined);
	if (result.kind === 'unanswered') return failedEnding(node, itemIndex, describe, words.unanswered);
	const { held, ...why } = words.rejected(result.error);
	return held ? openEnding(describe, 'held', why) : failedEnding(node, itemIndex, describe, why);
}
