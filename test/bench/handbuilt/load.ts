import { startSimulators, type RunningSimulators } from '../../../simulators/index.ts';
import { peopleWork } from '../../e2e/support/day.ts';
import type { DatasetName } from '../../../simulators/data/types.ts';
import { Comparison, type Findings } from './compare.ts';
import { type Measured, measured, type Side } from './sides.ts';

export interface Cost {
	status: string;
	seconds: number;
	sap: number;
	procore: number;
}

/** What one side needs for the same data, and what is in Procore then. */
export interface Load {
	first: Cost;
	findings: Findings;
	day: Cost;
	unchanged: Cost;
	/** After the last of the three runs. */
	after: Findings;
}

const costOf = ({ status, seconds, calls }: Measured): Cost => ({
	status,
	seconds: Math.round(seconds),
	sap: calls.sap.total,
	procore: calls.procore.total,
});

/** First load into an empty Procore, a day's changes, and a run in which nothing has changed. */
export async function measureLoad(
	start: (simulators: RunningSimulators) => Promise<Side>,
	dataset: DatasetName,
): Promise<Load> {
	const simulators = await startSimulators({ dataset, procoreEmpty: true, limits: false });
	try {
		const comparison = new Comparison(simulators);
		const side = await start(simulators);
		try {
			const first = costOf(await measured(side));
			const findings = comparison.findings();
			side.later(20);
			peopleWork(side, comparison.ordinaryOrders(), 0);
			side.later(5);
			const day = costOf(await measured(side));
			side.later(20);
			const unchanged = costOf(await measured(side));
			return { first, findings, day, unchanged, after: comparison.findings() };
		} finally {
			await side.close();
		}
	} finally {
		await simulators.close();
	}
}
