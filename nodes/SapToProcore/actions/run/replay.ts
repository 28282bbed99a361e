import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod/v3';
import { entities } from '../../../shared/entities';
import { toItem } from '../../../shared/items';
import { issuesText } from '../../../shared/model';
import { readableTimes } from '../../../shared/texts';
import { tableStoreOf } from '../../../shared/tables/inlineStore';
import { leaseEntity, takeLease } from '../../../shared/tables/lease';
import { ledgerOf } from '../../ledger';
import { onlyPreviewed } from '../../ledger/previews';
import type { Selection } from '../../sync/replayKeys';

/** What a replay is about, see {@link Selection}. */
export const selectionSchema = z.object({
	entity: z.enum(entities).or(z.literal('')),
	key: z.string(),
	documents: z.array(z.object({ entity: z.enum(entities), key: z.string() })).optional(),
});

/** What Run > Run Replay goes by. */
export const replaySchema = z.object({
	customer: z.string().min(1),
	/** Whether the replay is sure to start. */
	started: z.boolean(),
	/** HTTP status for whoever asked. */
	statusCode: z.number(),
	/** JSON for whoever asked: a system gets fields, a person who filled the form a text. */
	response: z.record(z.unknown()),
	/** Who holds the lease for the replay until it starts; `""` when it does not. */
	holder: z.string(),
	/** Workflow ID of the sync. */
	syncWorkflow: z.string(),
	replay: selectionSchema,
});
export type Replay = z.infer<typeof replaySchema>;

/**
 * The item that an operation of the report goes by, as the one before it puts it out.
 * @param what - it is, with its article; `source` = what to connect
 * @throws NodeOperationError when something else is connected
 */
export function inputOf<S extends z.ZodTypeAny>(
	context: IExecuteFunctions,
	schema: S,
	what: string,
	source: string,
): z.infer<S> {
	const input = schema.safeParse(context.getInputData()[0]?.json);
	if (input.success) return input.data as z.infer<S>;
	throw new NodeOperationError(context.getNode(), `The input is not ${what}`, {
		description: `${issuesText(input.error)}. Connect ${source}.`,
		failure: { cause: 'configuration-invalid' },
	});
}

/** What Run > Run Replay goes by, as the output of an operation: nothing is started unless it says so. */
export const replayOutput = (
	customer: string,
	more: Partial<Replay> & Record<string, unknown>,
): INodeExecutionData[][] => [[toItem({ ...noReplay(customer), ...more }, 0)]];

/** A replay that is not sure to start. */
const noReplay = (customer: string): Replay => ({
	customer,
	started: false,
	statusCode: 400,
	response: {},
	holder: '',
	syncWorkflow: '',
	replay: { entity: '', key: '' },
});

export interface ReplayAnswer {
	statusCode: number;
	message: string;
	fields: Record<string, unknown>;
	/** Of a replay that starts. */
	replay?: Pick<Replay, 'started' | 'holder' | 'syncWorkflow' | 'replay'>;
}

/**
 * Keeps other runs out until the replay starts, if none is under way and one has written before: 202, otherwise 409.
 * @throws NodeOperationError when the tables cannot be used
 */
export async function takeReplay(
	context: IExecuteFunctions,
	customer: string,
	selection: Selection,
): Promise<ReplayAnswer> {
	const ledger = ledgerOf(context, customer);
	await ledger.prepare();
	const [row] = await ledger.rows('state', [{ column: 'entity', value: leaseEntity }]);
	const syncWorkflow = row?.sync_workflow ?? '';
	if (syncWorkflow === '') return neverRan(customer);
	if (await onlyPreviewed(ledger)) return onlyPreviews;
	const now = new Date().toISOString();
	const holder = `execution ${context.getExecutionId()} since ${now}`;
	const lease = await takeLease(tableStoreOf(context), { customer, holder, now, takeOver: false });
	if (!lease.taken) return busy(customer, lease.heldBy);
	const unknown =
		selection.key === '' ? '' : ` If SAP does not have ${selection.key}, Why? at the top of each page says so.`;
	const message = `The replay has started in execution ${context.getExecutionId()}. The page Status tells when it has ended, the page Exceptions what is left.${unknown}`;
	return {
		statusCode: 202,
		message,
		fields: { status: 'started', holder, replay: selection },
		replay: { started: true, holder, syncWorkflow, replay: selection },
	};
}

const neverRan = (customer: string): ReplayAnswer => ({
	statusCode: 409,
	message: `The sync of customer ${customer} has not run yet, so there is nothing to replay. Run it once; then this workflow knows it.`,
	fields: { status: 'never_ran' },
});

/** Start refuses a replay while Mode is Preview; whoever asks is to know it at once. */
const onlyPreviews: ReplayAnswer = {
	statusCode: 409,
	message: 'Nothing was started: only previews have run. Runs can be started here once one has run with Mode Delta.',
	fields: { status: 'only_previews' },
};

const busy = (customer: string, { holder, until }: { holder: string; until: string }): ReplayAnswer => ({
	statusCode: 409,
	message: `Another run of customer ${customer} is under way: ${readableTimes(`${holder}, until ${until}`)} at the latest. Nothing was started. If that run was interrupted, try again after that time.`,
	fields: { status: 'busy', holder, until },
});
