import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { tableStoreOf } from '../../../shared/tables/inlineStore';
import { dropLease } from '../../../shared/tables/lease';
import { dueText, timeText } from '../../../shared/texts';
import type { Ledger } from '../../ledger';
import { refusedSettings, type SettingsInput } from '../../sync/refusedSettings';
import { longestBetweenMs, publishedVersion01 } from '../../sync/version01';

/**
 * A replay writes, and whoever has set the mode to a preview relies on it that nothing does.
 * @throws NodeOperationError that says how to let it through
 */
export function refuseWhilePreviewing(context: IExecuteFunctions): void {
	if (context.getNodeParameter('mode', 0, '') !== 'preview') return;
	throw new NodeOperationError(
		context.getNode(),
		'Mode is Preview, so a replay is not run: it would write to Procore',
		{
			description: 'Set Mode in this node to Delta, save and publish the workflow, and ask again. Nothing was started.',
			failure: { cause: 'configuration-invalid' },
		},
	);
}

/**
 * Refuses to run beside a workflow of version 0.1, and lets go of the lease.
 * @throws NodeOperationError that names its last run
 */
export async function refuseVersion01(
	context: IExecuteFunctions,
	ledger: Ledger,
	holder: string,
	now: string,
): Promise<void> {
	const since = new Date(Date.parse(now) - longestBetweenMs).toISOString();
	const recent = await ledger.rows('runs', [{ column: 'started_at', is: 'gte', value: since }]);
	const published = publishedVersion01(recent, now);
	if (!published) return;
	await dropLease(tableStoreOf(context), ledger.customer, holder, now);
	const { runId, startedAt, until } = published;
	throw new NodeOperationError(
		context.getNode(),
		`A workflow of an early version seems to be published still: its run ${runId} began at ${timeText(startedAt)} UTC`,
		{
			description: `Unpublish it: it is the one with the nodes Settings and Take lease. Then start with the option Take Over, or wait until ${dueText(Date.parse(until))}. Nothing was started.`,
			failure: { cause: 'configuration-invalid' },
		},
	);
}

/** @throws NodeOperationError that says what would be wrong in Procore, and what to change; nothing was written then */
export function refuseSettings(context: IExecuteFunctions, input: SettingsInput): void {
	const [first, ...more] = refusedSettings(input);
	if (!first) return;
	throw new NodeOperationError(context.getNode(), first.what, {
		description: [first.change, ...more.map(({ what }) => `${what}.`), 'Nothing was started.'].join(' '),
		failure: { cause: 'configuration-invalid' },
	});
}
