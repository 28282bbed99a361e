import { z } from 'zod/v3';
import { parsedJson } from '../../shared/json';
import { reasonFor } from '../../shared/reasons';
import type { LedgerRow } from '../ledger';
import type { ReportedException } from './exceptions/model';
import { timeText } from './kit/format';
import type { Html } from './kit/html';
import { notice } from './kit/page';

/** Who has looked at the documents so far: a run that writes, only a preview, or nobody. */
export type Seen = { by: 'runs' } | { by: 'preview'; runId: string; at: string } | { by: 'nobody' };

/** What a page says before a run has written anything. */
export function seenNotice(seen: Seen): Html[] {
	if (seen.by === 'runs') return [];
	return [
		notice(
			seen.by === 'preview'
				? `As the preview of ${timeText(seen.at)} UTC found it: a preview writes nothing to Procore. What you decide here counts from the next run on.`
				: 'No run has looked at SAP yet. Press Execute workflow in the sync: its preview writes nothing to Procore, and fills this page.',
		),
	];
}

type Outcome = Pick<
	LedgerRow<'audit'>,
	'run_id' | 'at' | 'entity' | 'sap_key' | 'project_id' | 'reason' | 'message' | 'detail'
>;

const word = z.string().catch('');
const detailSchema = z.object({ advice: word, total: word, currency: word });

/**
 * What a run that writes would have kept as exceptions, of outcomes that went wrong: a preview leaves nothing else. No row of
 * the table is behind them.
 */
export function previewedExceptions(outcomes: readonly Outcome[]): ReportedException[] {
	const first = new Map<string, Outcome>();
	for (const row of outcomes) {
		const key = JSON.stringify([row.entity, row.sap_key, row.project_id]);
		if (!first.has(key)) first.set(key, row);
	}
	return [...first.values()].map((row) => {
		const { title, advice } = reasonFor(row.reason);
		const own = detailSchema.parse(parsedJson(row.detail) ?? {});
		return {
			...{ id: '', entity: row.entity, sap_key: row.sap_key, project_id: row.project_id, status: 'open' },
			...{ reason: row.reason, title, advice: own.advice || advice, message: row.message },
			...{ amount: own.total, currency: own.currency, attempts: 0, run_id: row.run_id },
			...{ first_seen: row.at, last_seen: row.at, next_attempt_at: '' },
			...{ ignored_until: '', ignored_reason: '', changed_by: '' },
		};
	});
}
