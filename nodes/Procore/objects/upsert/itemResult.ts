import type { INode, NodeApiError } from 'n8n-workflow';
import type { NodeFailure } from '../../../shared/failure';
import { apiError, reasonOf } from '../../../shared/http';
import { outcome, type Outcome } from '../../../shared/model';
import { adviceOf, type CaseOf, type ReasonCode } from '../../../shared/reasons';
import { dueText } from '../../../shared/texts';
import type { Client } from '../../api/client';
import type { ErrorText } from '../../api/errorBody';
import { statusOf, type RowResult } from '../../api/syncBatch';

/** The result of an item; `error` is there for failed ones, so that n8n sends them to the error output. */
export interface ItemResult {
	outcome: Outcome;
	error?: NodeApiError;
}

/** Results of items by their index. */
export type ItemResults = Map<number, ItemResult>;

/** Why something failed, is held or has to wait. */
export interface Explanation {
	reason: string;
	message: string;
	advice: string;
}

/** @param inCase only where what the reason advises in general does not fit */
export const because = <R extends ReasonCode>(reason: R, message: string, inCase?: CaseOf<R>): Explanation => ({
	reason,
	message,
	advice: adviceOf(reason, inCase),
});

/** Completes the outcome of one object. */
export type DescribeOutcome = (more: Partial<Outcome> & Pick<Outcome, 'status'>) => Outcome;

/** What errors of Procore mean for one kind of object. */
export interface ErrorTexts {
	/** Procore's refusal of a row. `held` is for what a person has to decide. */
	rejected(error: ErrorText): Explanation & { held?: boolean };
	/** An answer that does not mention the row. */
	unanswered: Explanation;
}

/** Who an outcome is about, from an item that may not even be what it should be. */
export function identityOf(item: object, entity: string) {
	const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
	const { source, sapKey, code, number, originId, projectId }: Record<string, unknown> = { ...item };
	const from: Record<string, unknown> = { ...(typeof source === 'object' ? source : {}) };
	return {
		entity: text(from.entity) || entity,
		sapKey: text(from.sapKey) || text(sapKey) || text(code) || text(number),
		sapChangedAt: text(from.sapChangedAt),
		originId: text(originId),
		projectId: text(projectId),
	};
}

function failedResult(
	node: INode,
	itemIndex: number,
	describe: DescribeOutcome,
	{ reason, message, advice }: Explanation,
	status?: string,
): ItemResult {
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

/** An item that a person has to decide on, or that has to wait: not an error. */
function openResult(
	describe: DescribeOutcome,
	status: 'held' | 'waiting',
	{ reason, message, advice }: Explanation,
): ItemResult {
	return { outcome: describe({ status, reason, message, ...(advice ? { detail: { advice } } : {}) }) };
}

/** An item that is not what the operation works on, or the second one for the same object. */
export function refusedResult(
	node: INode,
	item: object,
	itemIndex: number,
	entity: string,
	explanation: Explanation,
): ItemResult {
	const describe: DescribeOutcome = (more) =>
		outcome({
			...identityOf(item, entity),
			at: new Date().toISOString(),
			action: 'none',
			...more,
			detail: { remarks: [], fields: [], ...more.detail },
		});
	return failedResult(node, itemIndex, describe, explanation);
}

function explain(error: NodeFailure): Explanation {
	const retryAt = error.context.retryAt as string | undefined;
	const due = retryAt ? dueText(Date.parse(retryAt)) : '';
	const message = error.message.includes(due) ? error.message : `${error.message}; it may go on at ${due}`;
	return { reason: reasonOf(error) ?? 'unexpected_error', message, advice: error.description ?? '' };
}

/** @param what Procore kept otherwise */
export const notAsSent = (what: string): Explanation => because('not_as_sent', `Procore took it, but ${what}`);

/** The result of an item by that of its row. */
export function resultOfRow(
	node: INode,
	itemIndex: number,
	describe: DescribeOutcome,
	result: RowResult,
	errorTexts: ErrorTexts,
): ItemResult {
	if (result.kind === 'accepted') return { outcome: describe({ status: 'synced' }) };
	if (result.kind === 'waiting') {
		const { advice, ...explanation } = explain(result.error);
		const retryAt = result.error.context.retryAt;
		const detail = { advice, ...(retryAt ? { retryAt } : {}) };
		return { outcome: describe({ status: 'waiting', ...explanation, detail }) };
	}
	if (result.kind === 'failed')
		return failedResult(node, itemIndex, describe, explain(result.error), statusOf(result.error) ?? undefined);
	if (result.kind === 'unanswered') return failedResult(node, itemIndex, describe, errorTexts.unanswered);
	if (result.error.kept) return failedResult(node, itemIndex, describe, notAsSent(result.error.text));
	const { held, ...explanation } = errorTexts.rejected(result.error);
	return held ? openResult(describe, 'held', explanation) : failedResult(node, itemIndex, describe, explanation);
}

/** Where results go. */
export interface Settling {
	client: Client;
	results: ItemResults;
}

/** An object that was compared with Procore. */
export interface Compared<T, P> {
	index: number;
	desired: T;
	plan: P;
}

/** Gives objects of one kind their results. */
export interface Settlement<T, P> {
	describe(desired: T, plan: P): DescribeOutcome;
	settle(to: Settling, one: Compared<T, P>, fields: Parameters<DescribeOutcome>[0]): void;
	/** By the result of the object's row, or of a request that it needs: accepted is synced. */
	settleByRow(to: Settling, one: Compared<T, P>, result: RowResult): void;
	leaveOpen(to: Settling, one: Compared<T, P>, status: 'held' | 'waiting', explanation: Explanation): void;
	fail(to: Settling, one: Compared<T, P>, explanation: Explanation): void;
}

export function settlement<T, P>(
	describe: (desired: T, plan: P) => DescribeOutcome,
	errorTexts: ErrorTexts,
): Settlement<T, P> {
	return {
		describe,
		settle({ results }, { index, desired, plan }, fields) {
			results.set(index, { outcome: describe(desired, plan)(fields) });
		},
		settleByRow({ client, results }, { index, desired, plan }, result) {
			results.set(index, resultOfRow(client.context.getNode(), index, describe(desired, plan), result, errorTexts));
		},
		leaveOpen({ results }, { index, desired, plan }, status, explanation) {
			results.set(index, openResult(describe(desired, plan), status, explanation));
		},
		fail({ client, results }, { index, desired, plan }, explanation) {
			results.set(index, failedResult(client.context.getNode(), index, describe(desired, plan), explanation));
		},
	};
}
