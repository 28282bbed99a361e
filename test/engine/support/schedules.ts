import assert from 'node:assert/strict';
import { writeSync } from 'node:fs';
import fc from 'fast-check';
import { divergence, losses } from '../checks/convergence.ts';
import { duplicates, needlessWrites } from '../checks/run.ts';
import type { EngineRun, RunOptions } from './engine.ts';
import { type Event, faults, happen, noMarks, procoreEvents, sapEvents, tableEvents } from './events.ts';
import { SyncWorld } from './syncWorld.ts';

/** The schedules of `npm test` are the same every time; SCHEDULE_SEED asks for others. */
export const firstSeed = Number(process.env.SCHEDULE_SEED ?? 20261128);

/** Runs after which Procore has to be as SAP is, once nothing is in the way any more. */
const runsToConverge = 5;

const lanes = ['project', 'supplier', 'cost_code', 'actual_cost', 'purchase_order', 'requisition'];

/** What happens before a run, and how the run goes. */
export const rounds = fc.array(
	fc.record({
		events: fc.tuple(sapEvents, procoreEvents, tableEvents).map((groups): Event[] => groups.flat()),
		minutes: fc.constantFrom(1, 6, 61, 1500),
		faults,
		kill: fc.option(
			fc.record({
				at: fc.constantFrom('any' as const, 'procore' as const, 'tables' as const),
				nth: fc.integer({ min: 1, max: 90 }),
				when: fc.constantFrom('before' as const, 'after' as const),
			}),
			{ freq: 2 },
		),
		trigger: fc.constantFrom('Run now', 'Every hour'),
		batchSize: fc.constantFrom(0, 2, 5, 2000),
		off: fc.option(fc.constantFrom(...lanes.slice(1)), { freq: 4 }),
	}),
	{ minLength: 1, maxLength: 4 },
);

export type Round = (typeof rounds extends fc.Arbitrary<infer T> ? T : never)[number];

const optionsOf = ({ kill, trigger, batchSize, off }: Round): RunOptions => ({
	trigger,
	...(kill ? { kill } : {}),
	parameters: {
		Start: { options: { batchSize, firstBatchSize: batchSize }, lanes: lanes.filter((lane) => lane !== off) },
	},
});

const told = (run: EngineRun) => `${run.status} ${run.error?.message ?? ''}`;

/** Goes through a schedule; answers everything that must hold and does not. */
export async function problemsOfSchedule(schedule: Round[], world = new SyncWorld()): Promise<string[]> {
	const marks = noMarks();
	const problems: string[] = [];
	const { sap, procore } = world.engine.simulators;
	for (const [index, round] of schedule.entries()) {
		for (const event of round.events) happen(world, event, marks);
		for (const { system, fault } of round.faults) world.engine.simulators[system].faults.add(fault);
		world.engine.later(round.minutes);
		const run = await world.run(optionsOf(round));
		const apart = { ...marks, orders: new Set([...marks.orders, ...marks.late]) };
		sap.faults.remove();
		procore.faults.remove();
		problems.push(
			...[...run.problems, ...losses(world.engine, apart)].map(
				(each) => `run ${String(index + 1)} (${told(run)}): ${each}`,
			),
		);
		if (problems.length > 0) return problems;
	}
	for (const repair of marks.repairs.values()) repair();
	return await problemsOfTheEnd(world, marks);
}

/** Whether somebody has saved an order while a run was reading. */
const hasChangedSince = (world: SyncWorld, moment: number): boolean =>
	world.sapData.orders.some(({ header }) => Date.parse(header.LastChangeDateTime ?? '') >= moment);

/** Nothing is in the way any more: a few runs later Procore is as SAP is, and another run writes nothing. */
async function problemsOfTheEnd(world: SyncWorld, apart: ReturnType<typeof noMarks>): Promise<string[]> {
	let last = '';
	for (let left = runsToConverge; left > 0; left--) {
		world.engine.later(25 * 60);
		const begun = Date.now();
		const run = await world.run();
		last = told(run);
		const problems = [...run.problems, ...losses(world.engine, apart)];
		if (problems.length > 0) return problems.map((each) => `a run after the last fault (${last}): ${each}`);
		if (run.writes().length === 0 && run.status === 'success' && !hasChangedSince(world, begun)) break;
	}
	world.engine.later(61);
	const quiet = await world.run();
	return [...duplicates(world.engine), ...needlessWrites(quiet), ...divergence(world.engine, apart)].map(
		(each) => `at the end (${last}, ${told(quiet)}): ${each}. Exceptions: ${world.exceptions().join('; ')}`,
	);
}

/**
 * Goes through random schedules. What fails is made smaller until nothing can be left out.
 * @param seed the same seed gives the same schedules
 */
export async function checkSchedules(seed: number, runs: number): Promise<void> {
	writeSync(2, `${String(runs)} schedules from seed ${String(seed)}\n`);
	await fc.assert(
		fc.asyncProperty(rounds, async (schedule) => {
			assert.deepEqual((await problemsOfSchedule(schedule)).slice(0, 5), []);
		}),
		{ seed, numRuns: runs, verbose: 1, interruptAfterTimeLimit: 600_000 },
	);
}
