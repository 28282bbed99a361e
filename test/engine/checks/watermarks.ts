import type { Engine, EngineRun } from '../support/engine.ts';
import { auditOf, cell, runRowOf, type Seen } from './seen.ts';

const troubles = new Set(['failed', 'held', 'waiting']);

/** P5. Watermarks that went back, and watermarks that moved although the lane as a whole was in trouble. */
export function watermarkProblems(engine: Engine, runs: readonly EngineRun[], before: Seen, after: Seen): string[] {
	const back = [...before.watermarks].flatMap(([entity, mark]) => {
		const now = after.watermarks.get(entity);
		return now === undefined || now >= mark
			? []
			: [`P5 the watermark of ${entity} went back from ${iso(mark)} to ${iso(now)}`];
	});
	const [run, ...others] = runs;
	// A further batch may read again what an earlier one could not.
	if (!run || others.length > 0 || run.children > 0) return back;
	const row = runRowOf(engine, run.executionId);
	const audit = row ? auditOf(engine, cell(row, 'run_id')) : [];
	const inTrouble = audit.filter((each) => cell(each, 'sap_key') === '' && troubles.has(cell(each, 'status')));
	const moved = [...new Set(inTrouble.map((each) => cell(each, 'entity')))].filter(
		(entity) => after.watermarks.get(entity) !== before.watermarks.get(entity),
	);
	return [...back, ...moved.map((entity) => `P5 the watermark of ${entity} moved although the lane was in trouble`)];
}

const iso = (ms: number) => new Date(ms).toISOString();
