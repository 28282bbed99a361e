import { entities, entityTable, isEntity, type Entity } from '../../../shared/entities';
import { parsedJson } from '../../../shared/json';
import type { Run } from '../../../shared/model';
import { ofWindow, unrecordedRow, withUnrecorded, type Unrecorded } from '../../../shared/tables/unrecorded';
import type { Ledger, LedgerRow } from '../../ledger';
import { pendingAnnouncement } from '../../sync/record';
import { isIgnoredNoMore, openAgain } from '../../sync/record/exceptionRows';

/** Projects in the roster where costs have never been read; any number where this run is the first to fill it. */
export async function projectsOfFirstReading(ledger: Ledger, state: Array<LedgerRow<'state'>>): Promise<number> {
	if (state.some(({ entity, watermark }) => entity === 'actual_cost' && watermark !== '')) return 0;
	return (await ledger.rows('projects')).length || Infinity;
}

/**
 * The state for a run with these settings. What a backfill with other settings has begun is nobody's: what it has read
 * already is not as this run would have it. Nor is what costs were read of some projects, and those are read again.
 */
export async function withSettings(
	ledger: Ledger,
	state: Array<LedgerRow<'state'>>,
	settings: object,
): Promise<Array<LedgerRow<'state'>>> {
	const same = new Set<string>();
	for (const value of new Set(state.flatMap((row) => [row.backfill_run ?? '', rangesOf(row)]).filter(Boolean))) {
		const [run] = await ledger.rows('runs', [{ column: 'run_id', value }]);
		if (run?.settings === JSON.stringify(settings)) same.add(value);
	}
	return state.map((row) => ({
		...row,
		backfill_run: same.has(row.backfill_run ?? '') ? row.backfill_run : '',
		cursor: rangesOf(row) === '' || same.has(rangesOf(row)) ? row.cursor : '',
	}));
}

/** The run that has read costs of some projects, and not of all; `""` = there is none. */
const rangesOf = ({ entity, cursor, run_id }: LedgerRow<'state'>): string =>
	entity === 'actual_cost' && cursor !== '' ? (run_id ?? '') : '';

/** Exceptions that are not resolved; those whose time to be ignored is over are open again. */
export async function awakeExceptions(
	ledger: Ledger,
	{ startedAt, writes }: { startedAt: string; writes: boolean },
): Promise<Array<LedgerRow<'exceptions'>>> {
	const rows = await ledger.rows('exceptions', [{ column: 'status', is: 'neq', value: 'resolved' }]);
	const over = rows.filter((row) => isIgnoredNoMore(row, startedAt));
	if (over.length === 0 || !writes) return rows;
	const awake = { ...openAgain, announced_run: pendingAnnouncement };
	const woken = await ledger.updateEach(
		'exceptions',
		over.map(({ id, status }) => ({
			where: [
				{ column: 'id', value: Number(id) },
				{ column: 'status', value: status },
			],
			cells: awake,
		})),
	);
	return rows.map((row) => (woken.has(row.id) ? { ...row, ...awake } : row));
}

/**
 * Whoever holds the lease is the only one that runs: what still says so was broken off, and has not given its lease back. What
 * it may have written stays to be recorded until a run has read it again, whatever becomes of the next ones. A replay has said
 * itself what it was about.
 */
export async function closeBrokenOffRuns(
	ledger: Ledger,
	known: Unrecorded,
): Promise<{ broken: Array<LedgerRow<'runs'>>; unrecorded: Unrecorded }> {
	const running = [{ column: 'status', value: 'running' }] as const;
	const broken = await ledger.rows('runs', running);
	if (broken.length === 0) return { broken, unrecorded: known };
	const unrecorded = broken
		.filter(({ mode }) => mode !== 'preview' && mode !== 'replay')
		.flatMap(lanesOf)
		.reduce((all, lane) => withUnrecorded(all, lane, [ofWindow]), known);
	if (unrecorded !== known) await ledger.upsert('state', [unrecordedRow(unrecorded)]);
	await ledger.update('runs', running, { status: 'broken off' });
	return { broken, unrecorded };
}

function lanesOf({ settings }: LedgerRow<'runs'>): Entity[] {
	const { lanes } = { ...(parsedJson(settings) as { lanes?: unknown } | undefined) };
	return typeof lanes === 'string' ? lanes.split(', ').filter(isEntity) : [...entities];
}

/** What a replay is about stays to be recorded, too: the next runs may have no reason to read it. */
export const withReplayed = (known: Unrecorded, { lanes }: Run): Unrecorded =>
	lanes
		.filter(({ reads, keys }) => reads && keys.length > 0)
		.reduce((all, { entity, keys }) => withUnrecorded(all, entity, entityTable[entity].key ? keys : [ofWindow]), known);
