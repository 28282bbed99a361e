import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type * as Reasons from '../../nodes/shared/reasons/index.ts';
import type { Reason, ReasonCode } from '../../nodes/shared/reasons/index.ts';
import type { Row } from '../../tools/n8n/tables.ts';
import { sourceOf } from './support/sources.ts';
import type { ScenarioRun } from './support/scenarioWorld.ts';
import { execution, type NodeWalk, Scene, type Told, type Walk } from './walks/scene.ts';
import { walks } from './walks/index.ts';

const { reasonFor, reasons } = sourceOf('nodes/shared/reasons/index.ts') as typeof Reasons;

const adviceOf = (row: Row, reason: string) => {
	const { advice = '' } = JSON.parse(String(row.detail || '{}')) as { advice?: string };
	return String(row.advice ?? '') || advice || reasonFor(reason).advice;
};

/** What the people of the walks were told to do. */
const read = new Set<string>();

/** Somebody reads what to do. */
function reads(advice: string, expected: RegExp): void {
	assert.match(advice, expected);
	read.add(advice);
}

/** Whoever is told something can do what is asked, and it helps. */
async function walk(reason: ReasonCode, { settings = {}, ...way }: Walk): Promise<void> {
	const scene = await Scene.open();
	await way.before?.(scene);
	await scene.run(settings);
	scene.world.later();
	const told = await way.make(scene);
	let run = await scene.run(settings);
	let panels = settings;
	let runId: unknown;
	for (const step of [{ ...way, reason }, ...(way.then ?? [])]) {
		const now =
			told === execution
				? stopped(run.error, step.reason, step.advice)
				: await isTold(scene, told, step.reason, step.advice);
		assert.notEqual(now, runId, 'a later run tells it');
		runId = now;
		panels = { ...panels, ...(await step.follow?.(scene)) };
		scene.world.later(step.minutes ?? 61);
		run = await scene.run(panels);
	}
	assert.deepEqual(reasonsOf(await scene.exceptions(told)), [], 'the exception is resolved');
	await way.proof?.(scene);
	if (way.ends === 'settled') return;
	if (told === execution) return assert.equal(run.status, 'success');
	if (told.key === '') return assert.ok(await scene.isThrough(told.entity), 'the lane is read to its end');
	const now = await scene.outcomes(told);
	assert.ok(
		now.every(({ run_id }) => run_id !== runId),
		'a later run has looked at it',
	);
	for (const row of now) assert.ok(['synced', 'unchanged'].includes(String(row.status)), described(row));
}

/** The node says what to do, and does its work once that is done. */
async function nodeWalk(reason: ReasonCode, { settings = {}, ...way }: NodeWalk): Promise<void> {
	const scene = await Scene.open();
	await way.before?.(scene);
	await scene.run(settings);
	const parameters = way.node(scene);
	const { details } = await scene.node(parameters);
	const said = { ...(details as Record<string, unknown>) };
	assert.equal(said.reason, reason);
	reads(String(said.advice), way.advice);
	way.follow(scene);
	assert.equal((await scene.node(parameters)).error, undefined);
}

const described = ({ status, reason, message }: Record<string, unknown>) =>
	[status, reason, message].map((cell) => String(cell ?? '')).join(' ');
const reasonsOf = (rows: Array<Record<string, unknown>>) => rows.map(({ reason }) => reason);

/** In the audit trail, and among the exceptions where somebody or something has to act, with what to do. */
async function isTold(scene: Scene, told: Told, reason: ReasonCode, advice: RegExp): Promise<unknown> {
	const outcomes = await scene.outcomes(told);
	const row = outcomes.find((each) => each.reason === reason);
	assert.ok(row, `${told.entity} ${told.key} is not told as ${reason}: ${outcomes.map(described).join('; ')}`);
	assert.notEqual(String(row.message ?? ''), '', 'says what happened');
	const open = (await scene.exceptions(told)).find((each) => each.reason === reason);
	if (reasonFor(reason).status === 'ignored') assert.equal(open, undefined, 'nobody is bothered');
	else assert.ok(open, 'is an exception');
	reads(adviceOf(open ?? row, reason), advice);
	return row.run_id;
}

/** n8n's execution is all that tells it. */
function stopped(error: ScenarioRun['error'], reason: ReasonCode, advice: RegExp): string {
	assert.equal(error?.context?.reason, reason, error?.message);
	reads(String(error?.description), advice);
	return 'stopped';
}

describe('every reason: it comes about, somebody does what its advice says, and it is gone', () => {
	it('has a walk', () => {
		assert.deepEqual(Object.keys(walks).sort(), Object.keys(reasons).sort());
	});

	for (const [reason, ways] of Object.entries(walks))
		for (const way of [ways].flat())
			it(`${reason}: ${way.title}`, async () => {
				await ('node' in way ? nodeWalk(reason as ReasonCode, way) : walk(reason as ReasonCode, way));
			});

	it('has a walk for each case with an advice of its own', () => {
		const cases = Object.entries<Reason>(reasons).flatMap(([code, reason]) =>
			Object.entries(reason.cases ?? {}).map(([name, { advice }]) => ({ advice, called: `${code}: ${name}` })),
		);
		const unread = cases.filter(({ advice }) => !read.has(advice));
		assert.deepEqual(
			unread.map(({ called }) => called),
			[],
		);
	});
});
