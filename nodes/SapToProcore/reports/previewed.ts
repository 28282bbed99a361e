import { z } from 'zod/v3';
import { parsedJson } from '../../shared/json';
import type { LedgerRow } from '../ledger';
import { exceptionCells, firstTroubles } from '../ledger/exceptions';
import type { ReportedException } from './exceptions/model';
import type { RecordedException } from './exceptions/unmapped';

type Outcome = Pick<
	LedgerRow<'audit'>,
	'run_id' | 'at' | 'entity' | 'sap_key' | 'project_id' | 'reason' | 'message' | 'detail'
>;

const detailSchema = z.record(z.unknown()).catch({});

/**
 * What a run that writes would have kept as exceptions, of outcomes that went wrong: a preview leaves nothing else. No row of
 * the table is behind them.
 */
export function previewedExceptions(outcomes: readonly Outcome[]): Array<ReportedException & RecordedException> {
	const troubles = outcomes.map((row) => ({ row, entity: row.entity, sapKey: row.sap_key, projectId: row.project_id }));
	return [...firstTroubles(troubles).values()].map(({ row }) => {
		const detail = detailSchema.parse(parsedJson(row.detail));
		return {
			...{ id: '', entity: row.entity, sap_key: row.sap_key, project_id: row.project_id, status: 'open' },
			...exceptionCells({ reason: row.reason, message: row.message, detail }),
			...{ attempts: 0, run_id: row.run_id },
			...{ first_seen: row.at, last_seen: row.at, next_attempt_at: '' },
			...{ ignored_until: '', ignored_reason: '', changed_by: '' },
		};
	});
}
