import { writeSync } from 'node:fs';
import fc from 'fast-check';
import { divergence, losses } from '../checks/convergence.ts';
import { duplicates, needlessWrites } from '../checks/run.ts';
import { type Marks, noMarks } from '../model/event.ts';
import { faults } from '../model/faults.ts';
import { eventsBetween, happen } from '../model/index.ts';
import { setStatuses } from '../model/procore.ts';
import { apply, Panels, settings } from '../model/settings.ts';
import type { EngineRun, RunOptions } from './engine.ts';
import { SyncWorld } from './syncWorld.ts';
import { count } from './tally.ts';

/** The schedules of `npm test` are the same every time; SCHEDULE_SEED asks for others. */
export const firstSeed = Number(process.env.SCHEDULE_SEED ?? 20261128);

/** Runs after which Procore has to be as SAP is, once nothing is in the way any more. */
const runsToConverge = 5;

const lanes = ['supplier', 'cost_code', 'actual_cost', 'purchase_order', 'requisition', 'supplier_invoice', 'budget'];

/** Once in so many times, else nothing. */
const rarely = <T>(times: number, arbitrary: fc.Arbitrary<T>) =>
	fc.oneof({ weight: times - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

/** What happens before a run, and how the run goes. */
const round = fc.record({
	events: eventsBetween,
	settings,
	minutes: fc.constantFrom(1, 6, 61, 1500),
	faults,
	kill: rarely(
		2,
		fc.record({
			at: fc.constantFrom('any' as const, 'procore' as const, 'tables' as const),
			nth: fc.integer({ min: 1, max: 90 }),
			when: fc.constantFrom('before' as const, 'after' as const),
		}),
	),
	trigger: fc.constantFrom('Run now', 'Every hour'),
	batchSize: fc.oneof(fc.constantFrom(0, 2000), fc.integer({ min: 1, max: 9 })),
	off: rarely(3, fc.constantFrom(...lanes)),
	mode: rarely(8, fc.constantFrom('backfill', 'preview')),
	/** Another run that begins when this one has come to its n-th request, of the same worker or of another. */
	beside: rarely(6, fc.record({ nth: fc.integer({ min: 1, max: 90 }), worker: fc.boolean() })),
	projectsPerBatch: fc.constantFrom(20, 1, 20, 2),
});

/** How far the clocks of the systems are from n8n's, in minutes. */
const skew = fc.constantFrom(0, 0, -1, 2, -75, 180);

export const schedules = fc.record({
	sapClock: skew,
	procoreClock: skew,
	rounds: fc.array(round, { minLength: 1, maxLength: 4 }),
});

export type Schedule = typeof schedules extends fc.Arbitrary<infer T> ? T : never;
type Round = Schedule['rounds'][number];

const told = (run: EngineRun) => `${run.status} ${run.error?.message ?? ''}`;

function setClocks(world: SyncWorld, { sapClock, procoreClock }: Schedule): void {
	const { sap, procore } = world.engine.simulators;
	for (const [{ simulator }, minutes] of [[sap, sapClock] as const, [procore, procoreClock] as const]) {
		simulator.clock.set(new Date(simulator.clock.now() + minutes * 60_000).toISOString());
		if (minutes !== 0) count('clock skew');
	}
}

async function runOf(world: SyncWorld, panels: Panels, each: Round) {
	const { kill, trigger, batchSize, projectsPerBatch, off, mode, beside } = each;
	const parameters = panels.parameters({ batchSize, projectsPerBatch, off, ...(mode === null ? {} : { mode }) });
	const options: RunOptions = { trigger, parameters, ...(kill ? { kill } : {}) };
	if (off !== null) count('lane off');
	if (mode !== null) count(mode);
	const run = beside
		? await world.runBeside(options, { ...beside, trigger: 'Every hour', parameters })
		: await world.run(options);
	if (run.status === 'killed') count('killed');
	if (run.children > 0) count('several batches');
	if ('other' in run && run.other) count(beside?.worker ? 'two runs at once, two workers' : 'two runs at once');
	return run;
}

function countFaults(world: SyncWorld): void {
	for (const { faults: list } of [world.engine.simulators.sap, world.engine.simulators.procore])
		for (const fault of list.list())
			if (fault.hits > 0)
				count(`fault ${fault.kind}${fault.kind === 'status' ? ` ${String(fault.status)}` : ''}`, fault.hits);
}

/** Goes through a schedule; answers everything that must hold and does not. */
export async function problemsOfSchedule(schedule: Schedule, world = new SyncWorld()): Promise<string[]> {
	const marks = noMarks();
	const panels = new Panels();
	const { sap, procore } = world.engine.simulators;
	setClocks(world, schedule);
	for (const [index, each] of schedule.rounds.entries()) {
		for (const event of each.events) happen(world, event, marks);
		apply(world, panels, each.settings, marks);
		for (const { system, fault } of each.faults) world.engine.simulators[system].faults.add(fault);
		world.engine.later(each.minutes);
		const run = await runOf(world, panels, each);
		countFaults(world);
		sap.faults.remove();
		procore.faults.remove();
		const problems = [...run.problems, ...losses(world.engine, withLate(marks))];
		if (problems.length > 0) return problems.map((problem) => `run ${String(index + 1)} (${told(run)}): ${problem}`);
	}
	const problems = await tablesBack(world, panels);
	if (problems.length > 0) return problems;
	for (const repair of marks.repairs.values()) repair();
	return await problemsOfTheEnd(world, panels, marks);
}

/** What was stamped before it was saved is found by the next run that reads what has changed. */
const withLate = <M extends Marks>(marks: M): M => ({
	...marks,
	orders: new Set([...marks.orders, ...marks.late]),
	suppliers: new Set([...marks.suppliers, ...marks.lateSuppliers]),
});

/**
 * A run that was killed while it made a table anew has left it under another name. The next one gives it its own, before
 * people can put right what is in it.
 */
async function tablesBack(world: SyncWorld, panels: Panels): Promise<string[]> {
	const { tables, simulators } = world.engine;
	if (Object.keys(simulators.dataset.tables).every((name) => tables.names().includes(name))) return [];
	world.engine.later(61);
	const run = await world.run({ parameters: panels.parameters({ batchSize: 2000 }) });
	return run.problems.map((each) => `a run that brings tables back (${told(run)}): ${each}`);
}

/** Whether somebody has saved an order while a run was reading. */
const hasChangedSince = (world: SyncWorld, moment: number): boolean =>
	world.sapData.orders.some(({ header }) => Date.parse(header.LastChangeDateTime ?? '') >= moment);

/** Somebody sees to it that the next backfill reads everything. */
function beginAnew({ engine: { tables } }: SyncWorld): void {
	const name = 'sap_procore_state';
	const isBegun = ({ backfill_run }: object & { backfill_run?: unknown }) => Boolean(backfill_run);
	if (tables.names().includes(name)) tables.edit(name, isBegun, { backfill_run: '' });
}

/** Nothing is in the way any more: a few runs later Procore is as SAP is, and a run writes nothing. */
async function problemsOfTheEnd(world: SyncWorld, panels: Panels, marks: Marks): Promise<string[]> {
	const apart = {
		...marks,
		...panels.costs,
		requisitionsAs: marks.requisitionsChanged ? 'mixed' : panels.requisitions,
	};
	const clock = world.engine.simulators.sap.simulator.clock;
	let isQuiet = false;
	const writes: string[] = [];
	const first = panels.changed || marks.leftOut || marks.mapped ? 1 : 0;
	// What a backfill has read before a table was changed does not follow by its rest.
	if (marks.leftOut || marks.mapped) beginAnew(world);
	for (let nth = 1; nth <= first + runsToConverge; nth++) {
		setStatuses(world);
		world.engine.later(25 * 60);
		const begun = clock.now();
		// After a change of a setting people run a backfill, when a project is switched on again, or when the map was changed.
		const mode = nth <= first ? 'backfill' : 'delta';
		const run = await world.run({ parameters: panels.parameters({ batchSize: 2000, mode }) });
		// A backfill may read the rest of an earlier one only.
		const known = mode === 'backfill' ? withLate(apart) : apart;
		const problems = [...run.problems, ...losses(world.engine, { ...known, mapped: marks.mapped && nth <= first })];
		if (problems.length > 0) return problems.map((each) => `a run after the last fault (${told(run)}): ${each}`);
		isQuiet = nth > first && run.writes().length === 0 && run.status === 'success' && !hasChangedSince(world, begun);
		if (isQuiet) break;
	}
	// A document that cannot be written is tried again, but not so soon.
	if (!isQuiet) {
		world.engine.later(61);
		const run = await world.run({ parameters: panels.parameters({ batchSize: 2000 }) });
		writes.push(...run.problems, ...needlessWrites(run));
	}
	return [...duplicates(world.engine), ...writes, ...divergence(world.engine, apart)].map(
		(each) => `at the end: ${each}. Exceptions: ${world.exceptions().join('; ')}`,
	);
}

/** What became of random schedules. */
export interface Checked {
	runs: number;
	/** The smallest schedule that fails, and what does not hold in it. */
	violation?: { schedule: Schedule; problems: string[]; seed: number; path: string };
}

/**
 * Goes through random schedules. What fails is made smaller until nothing can be left out.
 * @param seed the same seed gives the same schedules
 * @param path of a failure, to see it again
 */
export async function tryOut(
	seed: number,
	numRuns: number,
	{ path = '', shrink = true }: { path?: string; shrink?: boolean } = {},
): Promise<Checked> {
	let problems: string[] = [];
	const property = fc.asyncProperty(schedules, async (schedule) => {
		const found = await problemsOfSchedule(schedule);
		// Making it smaller takes minutes: nobody has to wait for what is wrong.
		if (found.length > 0 && problems.length === 0 && shrink)
			writeSync(2, `A schedule of seed ${String(seed)} fails, and is made smaller: ${String(found[0])}\n`);
		if (found.length > 0) problems = found.slice(0, 5);
		return found.length === 0;
	});
	const {
		failed,
		counterexample,
		counterexamplePath,
		errorInstance,
		numRuns: runs,
	} = await fc.check(property, {
		...{ seed, numRuns, endOnFailure: !shrink },
		...(path === '' ? {} : { path }),
	});
	const [schedule] = counterexample ?? [];
	if (!failed || !schedule) return { runs };
	const found = problems.length > 0 ? problems : [errorInstance instanceof Error ? String(errorInstance.stack) : ''];
	return { runs, violation: { schedule, problems: found, seed, path: counterexamplePath ?? '' } };
}

/** Goes through random schedules, and throws when something does not hold. */
export async function checkSchedules(seed: number, runs: number): Promise<void> {
	writeSync(2, `${String(runs)} schedules from seed ${String(seed)}\n`);
	const { violation } = await tryOut(seed, runs);
	if (violation) throw new Error(JSON.stringify(violation, null, 1));
}
