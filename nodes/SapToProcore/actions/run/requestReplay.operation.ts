import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { z } from 'zod';
import { attempt } from '../../../shared/failure';
import { toItem } from '../../../shared/items';
import { issuesText } from '../../../shared/model';
import { tableStoreOf } from '../../../shared/tables/inlineStore';
import { leaseEntity, takeLease } from '../../../shared/tables/lease';
import { ledgerOf } from '../../ledger';
import { readRequest } from '../../sync/request';
import type { Selection } from '../../sync/replayKeys';

export const description: INodeProperties[] = [];

const givenSchema = z.object({
	customer: z.string().min(1),
	by: z.enum(['webhook', 'form']),
	given: z.unknown(),
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
	replay: z.object({ entity: z.string(), key: z.string() }),
});
export type Replay = z.infer<typeof replaySchema>;

type Answer = { statusCode: number; message: string; fields: Record<string, unknown> };

/**
 * Finds out whether a replay can start, and keeps other runs out until it does. Input: the item of Report > Read Request, by
 * its output *Replay*. One item, a {@link Replay}: 202 started, 400 the request cannot be used, 409 another run is under way
 * or the sync has never run, 503 the tables cannot be read.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const input = givenSchema.safeParse(this.getInputData()[0]?.json);
	if (!input.success)
		throw new NodeOperationError(this.getNode(), 'The input is not a request for a replay', {
			description: `${issuesText(input.error)}. Connect the output Replay of Report > Read Request.`,
			failure: { cause: 'configuration-invalid' },
		});
	const { customer, by, given } = input.data;
	const nothing: Replay = {
		customer,
		started: false,
		statusCode: 400,
		response: {},
		holder: '',
		syncWorkflow: '',
		replay: { entity: '', key: '' },
	};
	const told = ({ statusCode, message, fields }: Answer, more: Partial<Replay> = {}) => {
		const response = by === 'form' ? { formSubmittedText: message } : { ...fields, message };
		return [[toItem({ ...nothing, ...more, statusCode, response }, 0)]];
	};
	const request = readRequest(given);
	if ('message' in request)
		return told({ statusCode: 400, message: request.message, fields: { status: 'refused', field: request.field } });
	const taken = await attempt(this, async () => await take(this, customer, request.selection));
	if ('error' in taken) return told({ statusCode: 503, message: taken.error.message, fields: { status: 'failed' } });
	return told(taken.value.answer, taken.value.replay);
}

async function take(
	context: IExecuteFunctions,
	customer: string,
	selection: Selection,
): Promise<{ answer: Answer; replay?: Partial<Replay> }> {
	const ledger = ledgerOf(context, customer);
	await ledger.prepare();
	const [row] = await ledger.rows('state', [{ column: 'entity', value: leaseEntity }]);
	const syncWorkflow = row?.sync_workflow ?? '';
	if (syncWorkflow === '') return { answer: neverRan(customer) };
	const now = new Date().toISOString();
	const holder = `execution ${context.getExecutionId()} since ${now}`;
	const lease = await takeLease(tableStoreOf(context), { customer, holder, now, takeOver: false });
	if (!lease.taken) return { answer: busy(customer, lease.heldBy) };
	const unknown = selection.key === '' ? '' : ` If SAP does not have ${selection.key}, sap_procore_audit says so.`;
	const message = `The replay has started: ${holder}. Its results will be in sap_procore_exceptions and sap_procore_runs.${unknown}`;
	return {
		answer: { statusCode: 202, message, fields: { status: 'started', holder, replay: selection } },
		replay: { started: true, holder, syncWorkflow, replay: selection },
	};
}

const neverRan = (customer: string): Answer => ({
	statusCode: 409,
	message: `The sync of customer ${customer} has not run yet, so there is nothing to replay. Run it once; then this workflow knows it.`,
	fields: { status: 'never_ran' },
});

const busy = (customer: string, { holder, until }: { holder: string; until: string }): Answer => ({
	statusCode: 409,
	message: `Another run of customer ${customer} is under way: ${holder}, until ${until} at the latest. Nothing was started. If that run was interrupted, try again after that time.`,
	fields: { status: 'busy', holder, until },
});
