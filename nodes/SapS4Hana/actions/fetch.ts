import { NodeOperationError, updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { entityOfResource, entityTable } from '../../shared/entities';
import { leaseOf } from '../../shared/heartbeat';
import { laneOf, type Entity, type Lane, type Run } from '../../shared/model';
import { invalidParameter } from '../../shared/parameters';
import { optionalRun, optionalRunProperty, runOf, runProperty } from '../../shared/runParameter';
import type { DocumentType } from '../documents/type';
import { readInstant } from '../odata/dates';
import { normalKey } from '../odata/keys';
import type { Page } from '../odata/paging';
import { documentRows } from './documents';
import type { Call, Operation, Row } from './operation';

/** Reads the documents of one lane; is not asked when SAP could not be asked as the run began. */
export type ReadLane = (call: Call, run: Run, lane: Lane) => AsyncIterable<Row>;

/**
 * An operation that reads what a run is to read in the lane of the resource: its window, keys and batch come from the run
 * alone, so that it works once, whatever items come in.
 * @throws Error when no lane has the resource
 */
export function fetchOperation(resource: string, read: ReadLane, more: INodeProperties[] = []): Operation {
	const entity = entityOfResource(resource);
	if (entity === undefined) throw new Error(`No lane has the resource ${resource}`);
	return {
		description: updateDisplayOptions({ show: { resource: [resource], operation: ['fetch'] } }, [runProperty, ...more]),
		once: true,
		async *execute(call) {
			const run = runOf(call.context);
			const lane = laneOf(run, entity);
			if (isSilent(call.context, run, lane)) return;
			const lease = leaseOf(call.context, run);
			if (lane.reads) lease.progress(`${entityTable[entity].label}: reading SAP`);
			const rows: Row[] = [];
			const [whole] = await Promise.allSettled([
				lease.keepAlive(async () => {
					for await (const row of read(call, run, lane)) rows.push(row);
				}),
			]);
			// What came before a failure has been read, and the failure says that the lane is not through.
			yield* rows;
			if (whole.status === 'rejected') throw whole.reason;
		},
	};
}

/** The option by which a read that is not a lane of its own keeps to the lane that it serves. */
export const runOption = optionalRunProperty(
	'The item of SAP to Procore > Run > Start. With it, nothing is read when the run reads nothing in the lane that this read serves.',
);

/**
 * Whether the option Run says that nothing is to be read; without the option everything is.
 * @throws NodeOperationError when it holds anything but a run
 */
export function isNotWanted(context: IExecuteFunctions, option: unknown, entity: Entity): boolean {
	const run = optionalRun(context, option);
	if (!run) return false;
	const lane = laneOf(run, entity);
	return isSilent(context, run, lane) || !lane.reads;
}

/**
 * Whether a lane has nothing to tell because SAP could not be asked as the run began. It is not asked again: SAP locks a
 * user after three refused log-ons.
 * @throws NodeOperationError when the lane was to read something: it is not through with it
 */
function isSilent(context: IExecuteFunctions, { system, trouble }: Run, { entity, reads }: Lane): boolean {
	if (system !== '') return false;
	if (!reads) return true;
	const message = trouble || 'SAP could not be asked when the run began';
	const error = new NodeOperationError(context.getNode(), message, {
		description: `Nothing was read for ${entityTable[entity].label.toLowerCase()}. The next run catches up.`,
	});
	error.context.reason = 'system_unavailable';
	throw error;
}

/** The part of a lane's window that a batch reads. Without `changedFrom` there is no `changedTo`: everything is read. */
export interface LaneWindow {
	/** ISO 8601, or `""`. */
	changedFrom: string;
	changedTo: string;
	/** Only keys that come after this one; `""` = from the start. */
	after: string;
	/** Documents at most; undefined = all, as of every entity that is not read in batches. */
	limit: number | undefined;
}

/** How the documents of a lane are read. */
export interface LaneSource {
	type: DocumentType<object>;
	windowPages(window: LaneWindow): AsyncIterable<Page>;
	/** The documents of these keys that SAP has. */
	keyPages(keys: readonly string[]): AsyncIterable<Page>;
}

/**
 * The documents of the lane's window, then those of its keys that did not come with it. A key that SAP does not have is a
 * row that could not be read. The limit of the batch is for the window: keys come in any case.
 * @param moreKeys read like the lane's own, also when the lane itself reads nothing
 */
export async function* laneRows(
	{ context, client }: Call,
	lane: Lane,
	{ type, windowPages, keyPages }: LaneSource,
	moreKeys: readonly string[] = [],
): AsyncGenerator<Row> {
	const keys = [...new Set([...laneKeys(lane), ...moreKeys.map(normalKey)])];
	const window = laneWindow(context, lane);
	const wish = { type, simple: true };
	if (window) {
		const also = { keys, pagesOf: keyPages };
		yield* documentRows(client, { ...wish, pages: windowPages(window), limit: window.limit, also });
	} else if (keys.length > 0) yield* documentRows(client, { ...wish, pages: keyPages(keys), expected: keys });
}

/** What a lane reads by key in this batch, as SAP's JSON shows keys. */
export const laneKeys = ({ reads, keys }: Lane): string[] =>
	reads ? keys.map(normalKey).filter((key) => key !== '') : [];

/** What a lane reads of its window in this batch; undefined = nothing. */
export function laneWindow(context: IExecuteFunctions, lane: Lane): LaneWindow | undefined {
	if (!lane.reads || !lane.readWindow) return undefined;
	const limit = entityTable[lane.entity].batched && lane.limit > 0 ? lane.limit : undefined;
	return { ...stamps(context, lane.window), after: lane.afterKey, limit };
}

/**
 * A window from null has no end either: a filter by time would leave out what SAP never stamped.
 * @throws NodeOperationError when an end of the window is not a timestamp: it would not narrow anything
 */
export function stamps(
	context: IExecuteFunctions,
	{ from, to }: Lane['window'],
): Pick<LaneWindow, 'changedFrom' | 'changedTo'> {
	if (from === null) return { changedFrom: '', changedTo: '' };
	for (const end of [from, to])
		if (readInstant(end) === undefined)
			throw invalidParameter(context, 0, 'Run', `"${end}" in a window of its lanes is not an ISO 8601 timestamp.`);
	return { changedFrom: from, changedTo: to };
}
