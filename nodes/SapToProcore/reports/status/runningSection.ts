import { addressOf } from '../frame';
import { folded } from '../kit/folded';
import { counted, timeText } from '../kit/format';
import { markup, type Html } from '../kit/html';
import type { Section } from '../kit/page';
import type { Links } from '../links';
import type { RunningRun } from './model';

/** A run that is under way: how far it is, and how to stop it. */
export function runningSection(run: RunningRun, links: Links | undefined): Section {
	const [execution] = links?.run(run.runId) ?? [];
	return {
		title: 'Running now',
		content: [
			markup`<p role="status"><strong>${run.progress || 'It has begun'}</strong>${run.saidAt === '' ? '' : `, at ${timeText(run.saidAt)} UTC`}</p>\n`,
			markup`<p>${[factsOf(run), guess(run)].join(' ')}${execution === undefined ? null : markup` <a href="${execution.address}">Open its execution in n8n</a>.`}</p>\n`,
			...(run.message === '' ? [] : [markup`<p class="notice">${run.message}</p>\n`]),
			...(links ? [actions(run)] : []),
		],
	};
}

function factsOf({ mode, startedAt, sapCalls, procoreCalls, saidAt }: RunningRun): string {
	const calls =
		saidAt === '' ? '' : `, ${counted(sapCalls, 'request')} to SAP and ${counted(procoreCalls, 'request')} to Procore`;
	return `A ${mode} run since ${timeText(startedAt)} UTC${calls}.`;
}

/** Goes by what such runs usually take; says so, as nobody knows how much SAP has changed. */
function guess({ minutes, usualMinutes }: RunningRun): string {
	if (usualMinutes === null) return 'No run of this kind has finished yet, so how long it takes cannot be estimated.';
	const left = Math.ceil(usualMinutes - minutes);
	return left > 0
		? `About ${counted(left, 'minute')} left, going by the last runs of this kind.`
		: `Runs of this kind usually take about ${counted(Math.max(1, Math.round(usualMinutes)), 'minute')}: this one has more to do.`;
}

function actions({ holder, heldUntil }: RunningRun): Html {
	const takingOver = folded(
		'Begin another one at once',
		markup`<p>Switch on the option Take Over of Start in the sync, run it by hand, and switch it off again. A run that is under way then stops within a minute.</p>\n`,
	);
	if (holder !== '')
		return markup`<form method="get">
<input type="hidden" name="page" value="status">
<p><button name="do" value="stop">Stop…</button> <a href="${addressOf('status')}">Look again</a></p>
</form>
${takingOver}`;
	const why =
		heldUntil === ''
			? 'It has not said anything for three minutes: n8n has stopped in the middle of it, or somebody has stopped it. The next run goes on from there.'
			: `It no longer holds the lease, and writes nothing. The next run can begin at ${timeText(heldUntil)} UTC at the latest.`;
	return markup`<p>${why}</p>\n${takingOver}`;
}
