import { startSimulators, type RunningSimulators } from '../../../simulators/index.ts';
import { until } from '../../e2e/support/world.ts';
import { Comparison, type Findings } from './compare.ts';
import { type Measured, measured, type Side } from './sides.ts';

export interface Killed {
	/** Found in Procore between the two runs. */
	between: Findings;
	after: Findings;
	/** What the first load and the second run took together, beside what one undisturbed first load takes. */
	callsAgain: number;
}

/**
 * Kills n8n in the middle of a first load of `tour`, as a power failure would, and runs again an hour later.
 *
 * @param middle which of the requests with lines is the last one to arrive
 */
export async function killInTheMiddle(
	start: (simulators: RunningSimulators) => Promise<Side>,
	middle: number,
): Promise<Killed> {
	const simulators = await startSimulators({ dataset: 'tour', limits: false });
	try {
		const comparison = new Comparison(simulators);
		const side = await start(simulators);
		const { faults } = simulators.procore;
		try {
			faults.add({ kind: 'hang', ms: 5_000, path: '/line_items', nth: middle });
			await side.start();
			await until('the request in the middle', () => faults.list().every(({ hits }) => hits > 0), 1_800_000);
			await side.n8n.kill();
			faults.remove();
			const between = comparison.findings();
			await side.n8n.restart();
			side.later(61);
			const again: Measured = await measured(side);
			return { between, after: comparison.findings(), callsAgain: again.calls.procore.total };
		} finally {
			await side.close();
		}
	} finally {
		await simulators.close();
	}
}
