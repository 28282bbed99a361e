import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { failureOf } from '../../../shared/items';
import { issuesText, sapSystemSchema, type Outcome, type Run } from '../../../shared/model';
import type { Ledger } from '../../ledger';
import { readOutcome, wholeRun } from '../../sync/readOutcome';
import { auditRow, exceptionUpdates, type KnownException } from '../../sync/record';
import { itemsOf } from '../inputs';

interface Clock {
	system: string;
	now: string;
	/** What SAP could not be asked for. */
	trouble: Outcome | undefined;
}

/**
 * SAP's clock; n8n's own where SAP could not be asked, so that the run has a time.
 * @throws NodeOperationError when another node than the one that asks SAP stands before Start
 */
export function clockOf(context: IExecuteFunctions, startedAt: string): Clock {
	const first = itemsOf(context, 0)[0]?.item;
	if (first && failureOf(first))
		return { system: '', now: startedAt, trouble: readOutcome(first, wholeRun, startedAt) };
	const told = sapSystemSchema.safeParse(first?.json ?? {});
	if (told.success) return { system: told.data.system, now: told.data.now, trouble: undefined };
	throw new NodeOperationError(context.getNode(), 'The time of SAP did not come in', {
		description: `${issuesText(told.error)}. Connect SAP S/4HANA > System > Get (Get SAP clock) before this node. Nothing was started.`,
		failure: { cause: 'configuration-invalid' },
	});
}

/** Says on record that SAP could not be asked, and that it can be again. Answers whether that is an exception. */
export async function recordClock(
	ledger: Ledger,
	run: Run,
	exceptions: KnownException[],
	trouble: Outcome | undefined,
): Promise<boolean> {
	const now = run.startedAt;
	const outcomes = trouble ? [trouble] : [];
	if (outcomes.length > 0)
		await ledger.insert(
			'audit',
			outcomes.map((each) => auditRow(each, run, now)),
		);
	if (run.dryRun) return false;
	const known = exceptions.filter(({ entity }) => entity === wholeRun);
	const { maximumAttempts } = run;
	const updates = exceptionUpdates({ run, lane: undefined, outcomes, known, through: !trouble, maximumAttempts, now });
	if (updates.length > 0) await ledger.upsert('exceptions', updates);
	return updates.length > 0;
}
