import type { SyncRun } from './syncRun.ts';

const pad = (text: string, width: number) => text.padEnd(width);

/** Least possible calls / calls made. */
const efficiency = ({ leastCalls, calls }: SyncRun) => (leastCalls.procore / calls.procore.total).toFixed(3);

/** A run in a few lines for the console. */
export function describeRun(run: SyncRun, index: number): string {
	const { sap, procore } = run.calls;
	const lines = [
		`Run ${String(index + 1)} (${run.mode || 'no mode'}): ${run.status} in ${run.seconds.toFixed(1)} s`,
		`  ${pad('entity', 16)}${pad('outcome', 12)}documents`,
	];
	for (const [entity, counts] of Object.entries(run.outcomes))
		for (const [status, number] of Object.entries(counts))
			if (number > 0) lines.push(`  ${pad(entity, 16)}${pad(status, 12)}${String(number)}`);
	lines.push(
		`  SAP calls: ${String(sap.total)}; Procore calls: ${String(procore.total)}, of them ${String(procore.writes)} writes and ${String(procore.rejected)} rejected (least possible: ${String(run.leastCalls.procore)}, efficiency ${efficiency(run)})`,
	);
	for (const [route, number] of Object.entries(procore.byRoute)) lines.push(`    ${String(number)} x ${route}`);
	return lines.join('\n');
}

/** The figures of all runs, as `--summary` writes them. */
export function summaryOf(runs: SyncRun[], n8n: { version: string; rssMb: { idle: number; peak: number } }): object {
	return {
		n8n,
		runs: runs.map(({ mode, status, seconds, outcomes, calls, leastCalls }) => ({
			mode,
			status,
			seconds,
			outcomes,
			calls,
			leastCalls,
		})),
	};
}
