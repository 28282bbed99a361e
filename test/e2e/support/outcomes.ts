import type { Row } from '../../../tools/n8n/tables.ts';
import { sapState } from './contracts.ts';
import type { RunningSimulators } from '../../../simulators/index.ts';

/** What a check of a run's records looks at: a real n8n, or the engine. */
export interface Checked {
	simulators: RunningSimulators;
	/** All rows of a table, oldest first. */
	rows(table: string): Promise<Row[]>;
	auditOf(runId: string): Promise<Row[]>;
}

interface LaneCounts {
	complete: boolean;
	from: string;
	to: string;
	[status: string]: number | boolean | string;
}

const textOf = (value: Row[string] | undefined) => String(value ?? '');

/** What stands for one document: a requisition has one for each contract, everything else one for each project. */
const keyOf = ({ entity, sap_key, project_id, origin_id }: Row) =>
	[entity, sap_key, project_id, entity === 'requisition' ? origin_id : ''].map(textOf).join(' ');

/**
 * What is wrong with the records of the last run: a document with two outcomes, counts in the run row that the audit trail
 * does not bear out, documents of a lane's window without an outcome. Documents without a change have no audit row unless
 * `recordUnchanged` is on: then they are only counted.
 */
export async function outcomeProblems(world: Checked, whole: boolean): Promise<string[]> {
	const run = (await world.rows('sap_procore_runs')).at(-1);
	if (!run) return ['there is no run row'];
	const audit = await world.auditOf(textOf(run.run_id));
	const counts = JSON.parse(textOf(run.counts) || '{}') as Record<string, LaneCounts>;
	return [...doubles(audit), ...countProblems(audit, counts), ...(whole ? missing(world, audit, counts) : [])];
}

function doubles(audit: Row[]): string[] {
	const seen = new Map<string, Row[]>();
	for (const row of audit) seen.set(keyOf(row), [...(seen.get(keyOf(row)) ?? []), row]);
	return [...seen].flatMap(([key, rows]) =>
		rows.length > 1 && textOf(rows[0]?.sap_key) !== ''
			? [`${key}: ${rows.map(({ status, reason }) => `${textOf(status)} ${textOf(reason)}`).join(' and ')}`]
			: [],
	);
}

/** Whether the run has written unchanged documents on record. */
const hasUnchanged = (audit: Row[]) => audit.some(({ status }) => status === 'unchanged');

function countProblems(audit: Row[], counts: Record<string, LaneCounts>): string[] {
	const recorded: Record<string, number> = {};
	for (const { entity, status } of audit) {
		// Trouble of which no node said in which lane it was belongs to none.
		if (entity === 'run') continue;
		const key = `${textOf(entity)} ${textOf(status)}`;
		recorded[key] = (recorded[key] ?? 0) + 1;
	}
	const counted: Record<string, number> = {};
	for (const [entity, lane] of Object.entries(counts))
		for (const [status, count] of Object.entries(lane))
			if (typeof count === 'number' && (status !== 'unchanged' || hasUnchanged(audit)))
				counted[`${entity} ${status}`] = count;
	return [...new Set([...Object.keys(recorded), ...Object.keys(counted)])].flatMap((key) =>
		(recorded[key] ?? 0) === (counted[key] ?? 0)
			? []
			: [`${key}: ${String(counted[key] ?? 0)} in the run row, ${String(recorded[key] ?? 0)} in the audit trail`],
	);
}

type Stamps = Map<string, Array<string | null>>;

/** Change stamps of every document that a lane reads by a window; a requisition has one for each item. */
function stampsOf(world: Checked): Record<string, Stamps> {
	const { orders, requisitions } = sapState(world.simulators);
	return {
		purchase_order: new Map(orders.map(({ header }) => [header.PurchaseOrder, [header.LastChangeDateTime]])),
		requisition: new Map(
			requisitions.map(({ header, items }) => [
				header.PurchaseRequisition,
				items.map((item) => item.LastChangeDateTime),
			]),
		),
	};
}

/** Documents that a lane says it has read, without an outcome. */
function missing(world: Checked, audit: Row[], counts: Record<string, LaneCounts>): string[] {
	return Object.entries(stampsOf(world)).flatMap(([entity, stamps]) => {
		const lane = counts[entity];
		if (!lane?.complete || lane.to === '') return [];
		const read = [...stamps].flatMap(([key, all]) => (all.some((stamp) => within(stamp, lane)) ? [key] : []));
		const seen = new Set(audit.filter((row) => row.entity === entity).map(({ sap_key }) => sap_key));
		const without = read.filter((key) => !seen.has(key));
		if (hasUnchanged(audit)) return without.map((key) => `${entity} ${key} was read and has no outcome`);
		const unchanged = Number(lane.unchanged ?? 0);
		return without.length <= unchanged
			? []
			: [`${String(without.length)} of ${entity} have no outcome, of which only ${String(unchanged)} are unchanged`];
	});
}

function within(stamp: string | null, { from, to }: LaneCounts): boolean {
	if (from === '') return stamp === null || Date.parse(stamp) <= Date.parse(to);
	return stamp !== null && Date.parse(stamp) >= Date.parse(from) && Date.parse(stamp) <= Date.parse(to);
}
