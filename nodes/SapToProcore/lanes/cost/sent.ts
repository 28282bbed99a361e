import { z } from 'zod/v3';
import { fingerprint } from '../../../shared/fingerprint';
import { parsedJson } from '../../../shared/json';
import type { DesiredBudgetAmount, Lane, Outcome, RunMode } from '../../../shared/model';
import { withoutBudgetLine } from './keys';

/** By project the hash of all the amounts that Procore took from us last, and of nothing else since. */
export const costsSentSchema = z.record(z.string());
export type CostsSent = z.infer<typeof costsSentSchema>;

/** The cell `costs_sent` of `sap_procore_state`. One that cannot be read says nothing, so that everything is sent. */
export function readCostsSent(text: string): CostsSent {
	return costsSentSchema.catch({}).parse(parsedJson(text));
}

export function writeCostsSent(sent: CostsSent): string {
	return Object.keys(sent).length === 0 ? '' : JSON.stringify(sent);
}

/** Hash of the amounts of one project, whatever their order. */
export function amountsHash(amounts: DesiredBudgetAmount[]): string {
	const lines = amounts.map(({ originId, costCode, costType, amount, currency }) =>
		[originId, costCode, costType, amount, currency].join('\n'),
	);
	// The cell holds one for each project: short, and still never the same by chance.
	return fingerprint({ lines: lines.sort() }).slice(0, 16);
}

/**
 * What a run may leave out, because Procore has it. A person who has everything read again wants it compared with Procore
 * again; the first load, and the rest of what a backfill began, are such a reading too.
 */
export function takenBefore(mode: RunMode, lane: Pick<Lane, 'window' | 'unfinished' | 'sent'>): CostsSent {
	const comparesAll = mode === 'backfill' || mode === 'replay' || lane.window.from === null || lane.unfinished !== null;
	return comparesAll ? {} : lane.sent;
}

/**
 * What Procore has after a batch. A project counts when each of its amounts was taken; one with an exception does not, so
 * that it is sent again with every reading. Projects that were not looked at stay as they were, unless the lane did not come
 * through: then nobody knows what was written.
 *
 * @param outcomes those of budgets
 */
export function sentAfter(before: CostsSent, outcomes: Outcome[], through: boolean): CostsSent {
	const sent = new Map(through ? Object.entries(before) : []);
	const taken = takenKeys(outcomes);
	for (const { sapKey, projectId, fingerprint: hash, detail } of outcomes) {
		if (sapKey !== withoutBudgetLine || projectId === '') continue;
		if (hash !== '' && (taken.get(projectId)?.size ?? 0) === detail.amounts) sent.set(projectId, hash);
		else sent.delete(projectId);
	}
	return Object.fromEntries(sent);
}

/** By project the budget lines that hold what they should. */
function takenKeys(outcomes: Outcome[]): Map<string, Set<string>> {
	const taken = new Map<string, Set<string>>();
	for (const { sapKey, projectId, status } of outcomes) {
		if (sapKey === withoutBudgetLine || (status !== 'synced' && status !== 'unchanged')) continue;
		const keys = taken.get(projectId) ?? new Set();
		taken.set(projectId, keys.add(sapKey));
	}
	return taken;
}
