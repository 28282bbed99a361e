import { z } from 'zod/v3';
import { parsedJson } from '../../../shared/json';
import { statuses, type OutcomeStatus } from '../../../shared/model';
import { cell } from '../../ledger/rows';

const calls = z.coerce.number().catch(0);

/** Row of `sap_procore_runs`. */
export const runRowSchema = z.object({
	run_id: cell,
	mode: cell,
	started_at: cell,
	finished_at: cell,
	status: cell,
	started_by: cell,
	summary: cell,
	/** Why it stopped before its end, and what failed as a whole. */
	message: cell,
	/** While it runs: what it is doing, and when it last said so. */
	progress: cell,
	heartbeat_at: cell,
	counts: cell,
	sap_calls: calls,
	procore_calls: calls,
});
export type ReportedRun = z.infer<typeof runRowSchema>;

export type OutcomeCounts = Partial<Record<OutcomeStatus, number>>;

const countsSchema = z.record(z.record(z.unknown())).catch({});

/** Outcomes of all lanes by status, from the JSON of a run row; what cannot be read counts nothing. */
export function outcomeCounts(counts: string): OutcomeCounts {
	const found: OutcomeCounts = {};
	for (const lane of Object.values(countsSchema.parse(parsedJson(counts))))
		for (const status of statuses) {
			const count = lane[status];
			if (typeof count === 'number' && count > 0) found[status] = (found[status] ?? 0) + count;
		}
	return found;
}

/** Lanes that a run has read to their end, from the same JSON. */
export const completeLanes = (counts: string): ReadonlySet<string> =>
	new Set(
		Object.entries(countsSchema.parse(parsedJson(counts))).flatMap(([lane, { complete }]) =>
			complete === true ? [lane] : [],
		),
	);
