import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { demoCredentials } from '../../simulators/index.ts';
import { divergence, losses } from './checks/convergence.ts';
import { duplicates } from './checks/run.ts';
import { noMarks } from './model/event.ts';
import { brokenAnswers, mistypedAnswers, spoilAnswers, type SpoiledAnswer } from './support/hostileAnswers.ts';
import { SyncWorld } from './support/syncWorld.ts';

/** Those of `npm test` are the same every time; HOSTILE_SEED asks for others. */
const seed = Number(process.env.HOSTILE_SEED ?? 20261129);
const answersOfRun = 10;
const openStatuses = ['waiting', 'held', 'failed'];

const described = (answers: SpoiledAnswer[]) =>
	answers.map(
		({ system, nth, carriedOut, what }) => `${system} ${String(nth)}${carriedOut ? '' : ' (not carried out)'}: ${what}`,
	);

/** A run that gets these answers: it ends, says why, and gives nothing away. */
async function survives(world: SyncWorld, answers: SpoiledAnswer[]): Promise<number> {
	const { state, restore } = spoilAnswers(world, answers);
	const run = await world.engine.run();
	restore();
	const told = `${run.status} ${run.error?.message ?? ''}\n${described(state.spoilt).join('\n')}`;
	assert.ok(['success', 'error'].includes(run.status), told);
	if (run.status === 'error') assert.notEqual((run.error?.message ?? '').trim(), '', told);
	const row = world.rows('runs').at(-1);
	if (row?.status === 'failed')
		assert.notEqual(String(row.message ?? '').trim(), '', `a failed run without a message: ${told}`);
	for (const each of world.rows('audit').filter(({ status }) => openStatuses.includes(String(status)))) {
		assert.notEqual(String(each.message ?? '').trim(), '', `${JSON.stringify(each)}\n${told}`);
		assert.notEqual(String(each.reason ?? ''), '', `${JSON.stringify(each)}\n${told}`);
	}
	const kept = JSON.stringify([run.runData, run.error?.message, run.error, tables(world)]);
	for (const secret of [...state.secrets, demoCredentials.sap.clientSecret, demoCredentials.procore.clientSecret])
		assert.ok(!kept.includes(secret), `${secret} is in ${around(kept, secret)}\n${told}`);
	assert.equal(({} as Record<string, unknown>).polluted, undefined, told);
	assert.deepEqual(duplicates(world.engine), [], told);
	return state.spoilt.length;
}

const around = (text: string, part: string) =>
	text.slice(Math.max(0, text.indexOf(part) - 200), text.indexOf(part) + 200);
const tables = ({ engine }: SyncWorld) => engine.tables.names().map((name) => engine.tables.rows(name));

async function check(
	answers: fc.Arbitrary<SpoiledAnswer[]>,
	runs: number,
	after: (world: SyncWorld, told: string) => Promise<void>,
) {
	let count = 0;
	const property = fc.asyncProperty(answers, async (given) => {
		const world = new SyncWorld();
		count += await survives(world, given);
		await after(world, described(given).join('\n'));
	});
	await fc.assert(property, { numRuns: runs, seed, endOnFailure: true });
	assert.ok(count >= 250, `only ${String(count)} answers were spoilt`);
	return count;
}

it('250 answers that are cut off, of another format or errors: each run says why, and the next ones catch up', async (t) => {
	const apart = noMarks();
	const count = await check(brokenAnswers(answersOfRun), 46, async (world, told) => {
		for (let left = 2; left > 0; left--) {
			world.engine.later(25 * 60);
			await world.engine.run();
		}
		assert.deepEqual([...losses(world.engine, apart), ...divergence(world.engine, apart)], [], told);
	});
	t.diagnostic(`${String(count)} answers were spoilt`);
});

it('250 answers with fields that are gone, mistyped, hostile or far too large: each run says why', async (t) => {
	const count = await check(mistypedAnswers(answersOfRun), 38, async () => Promise.resolve());
	t.diagnostic(`${String(count)} answers were spoilt`);
});
