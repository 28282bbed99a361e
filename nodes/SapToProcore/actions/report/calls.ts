import { callsOf, executionIdOf } from '../../../shared/callCounter';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Ledger } from '../../ledger';
import { callsWithin } from '../../reports/status/calls';
import type { CallsOnRecord } from '../../reports/status/model';

const hourMs = 3_600_000;
const keptMs = 31 * 24 * hourMs;

/** What runs and reports of the last day have asked Procore for. A run that is still on its way counts as it last said. */
export async function callsOnRecord(ledger: Ledger, now: number): Promise<CallsOnRecord> {
	const value = new Date(now - 24 * hourMs).toISOString();
	const runs = await ledger.rows('runs', [{ column: 'started_at', is: 'gte', value }]);
	const reports = await ledger.rows('requests', [{ column: 'at', is: 'gte', value }]);
	return {
		runs: runs.map((row) => ({
			startedAt: row.started_at,
			finishedAt: row.finished_at || row.heartbeat_at,
			procoreCalls: Number(row.procore_calls),
		})),
		reports: reports.map(({ at, procore_calls: calls }) => ({
			startedAt: at,
			finishedAt: at,
			procoreCalls: Number(calls),
		})),
	};
}

export const callsOfLastHour = ({ runs, reports }: CallsOnRecord, now: number): number =>
	callsWithin([...runs, ...reports], now - hourMs, now);

/** Puts on record what this execution has asked the systems for, and drops what is older than a month. */
export async function recordCalls(
	context: IExecuteFunctions,
	ledger: Ledger,
	reports: readonly string[],
	now: number,
): Promise<void> {
	const { sap, procore } = callsOf(executionIdOf(context));
	if (sap + procore === 0) return;
	const at = new Date(now).toISOString();
	const source = `report: ${reports.join(', ')}`;
	await ledger.insert('requests', [{ at, source, sap_calls: sap, procore_calls: procore }]);
	await ledger.delete('requests', [{ column: 'at', is: 'lt', value: new Date(now - keptMs).toISOString() }]);
}
