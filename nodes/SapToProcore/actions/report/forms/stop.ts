import { z } from 'zod/v3';
import { tableStoreOf } from '../../../../shared/tables/inlineStore';
import { withdrawLease } from '../../../../shared/tables/lease';
import { timeText } from '../../../reports/kit/format';
import { markup } from '../../../reports/kit/html';
import { runningRun } from '../../../reports/status/running';
import { heldLease } from '../status';
import { pageForm, type FormContext } from './form';

const dayMs = 86_400_000;

async function holderNow({ ledger, now }: FormContext) {
	const since = new Date(Date.parse(now) - 30 * dayMs).toISOString();
	const runs = await ledger.rows('runs', [{ column: 'started_at', is: 'gte', value: since }]);
	const run = runningRun({ now, runs, lease: await heldLease(ledger) });
	return run?.holder ? run : undefined;
}

/** Takes its lease away from the run that is under way, so that it writes nothing more. */
export const stop = pageForm<{ runId: string; holder: string }>({
	action: 'stop',
	page: 'status',
	data: z.object({ runId: z.string().min(1), holder: z.string().min(1) }),
	fields: () => [],
	async propose(source) {
		const run = await holderNow(source);
		if (!run) return 'No run is under way.';
		const { runId, holder, startedAt, progress, heldUntil } = run;
		return {
			title: `Stop the run of ${timeText(startedAt)} UTC`,
			effects: [
				'Within a minute it stops writing, neither to Procore nor to the tables. A request that is under way is finished.',
				'What it has written stays, and nothing is lost: the next run goes on from there.',
				`The next run can begin as soon as this one is sure to have stopped, about three minutes after its last sign of life (now: ${timeText(heldUntil)} UTC). The schedule starts it by itself: to have it rest, unpublish the sync in n8n.`,
				'Its execution in n8n ends with an error, and the alert workflow reports it.',
			],
			about: [markup`<p>Run ${runId}, ${holder}. ${progress}</p>\n`],
			fields: [],
			button: 'Stop it',
			data: { runId, holder },
		};
	},
	async apply({ context, ledger, customer, now }, { data: { runId, holder }, by }) {
		const text = `Stopped by ${by} on the page Status at ${timeText(now)} UTC.`;
		const isStopped = await withdrawLease(tableStoreOf(context), customer, holder, text);
		if (!isStopped) return { message: 'Nothing was stopped: that run has ended, or another one has taken over.' };
		// It stays on record as running until the next run closes it, which then knows that it has to look more closely.
		await ledger.update(
			'runs',
			[
				{ column: 'run_id', value: runId },
				{ column: 'status', value: 'running' },
			],
			{ message: text },
		);
		return { message: 'Within a minute it stops writing.' };
	},
});
