import assert from 'node:assert/strict';
import { check } from '../../e2e/support/checker.ts';
import { until, type World } from '../../e2e/support/world.ts';

/** Runs after a trouble until everything is in Procore: the first may meet what the broken one has left. */
const runsToRecover = 3;

const finished = new Set(['success', 'error', 'canceled', 'crashed']);

/** Starts a run whose requests take their time, and comes back once it has written to Procore. */
export async function startedRun(world: World, latencyMs = 150): Promise<string> {
	const { faults, traffic } = world.simulators.procore;
	faults.add({ kind: 'latency', ms: latencyMs, times: 'always' });
	const before = traffic.entries().length;
	const id = await world.startSync();
	const writes = () =>
		traffic
			.entries()
			.slice(before)
			.filter(({ system, method }) => system === 'procore' && method === 'PATCH').length;
	await until('the run writes', () => writes() > 3, 120_000);
	return id;
}

/** How an execution ended; `still running` after so many seconds. */
export async function endOf(world: World, id: string, seconds = 120): Promise<string> {
	for (let at = 0; at < seconds; at++) {
		// n8n answers nothing while its database is away, and for half a minute after.
		const list = await world.n8n.rest.executions.list().catch(() => []);
		const found = list.find((each) => each.id === id);
		if (found && finished.has(found.status)) return found.status;
		await new Promise((resolve) => setTimeout(resolve, 1_000));
	}
	return 'still running';
}

/**
 * The trouble is over: the next runs bring what is missing, nothing is there twice or wrong, and one more writes nothing.
 *
 * @param lease whether the broken run has kept it: somebody frees it, as its message says
 * @returns how many runs it took
 */
export async function recovered(world: World, { lease = false } = {}): Promise<number> {
	world.simulators.procore.faults.remove();
	if (lease) await world.releaseLease();
	for (let runs = 1; ; runs++) {
		// Documents that were refused meanwhile are tried again an hour later.
		world.later(61);
		const run = await world.press();
		if (run.status !== 'success' && runs < runsToRecover) continue;
		assert.equal(run.status, 'success', JSON.stringify(run.execution.data.resultData.error));
		await check(world, { whole: runs === 1 });
		world.later(61);
		const quiet = await world.press();
		assert.deepEqual([quiet.status, quiet.calls.procore.writes], ['success', 0]);
		return runs;
	}
}
