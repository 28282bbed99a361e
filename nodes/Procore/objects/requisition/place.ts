import type { Client } from '../../api/client';
import { patiently, type Patience } from '../../api/patience';
import { writeRow } from '../../api/row';
import type { RowResult } from '../../api/syncBatch';
import { listBillingPeriods, monthOf, periodBody, periodsPath } from '../billingPeriod';
import { contractDirectory, type ContractDirectory } from '../contract/list';
import { listLines } from '../contract/lines';
import type { Why } from '../upsert/ending';
import type { Id } from '../wbs/projectCodes';

/** What was asked for, why it cannot be had, or what reading it came to. */
export type Found<T> = { value: T } | { why: Why; status: 'held' | 'waiting' } | { result: RowResult };

/** What requisitions of one project need of it; each is read once, and only when it is needed. */
export interface Place {
	contracts(): Promise<Found<ContractDirectory>>;
	/** IDs of the lines of a contract by their origin IDs. */
	lines(contractId: Id): Promise<Found<Map<string, Id>>>;
	/** ID of the open billing period; `undefined` on a dry run that would create one. */
	period(day: string): Promise<Found<Id | undefined>>;
}

export interface PlaceOptions {
	dryRun: boolean;
	createBillingPeriod: boolean;
}

const noPeriod = (message: string): Found<never> => ({
	status: 'waiting',
	why: {
		reason: 'no_billing_period',
		message,
		advice: 'Open a billing period in Procore (Invoicing), or switch on Create Billing Period.',
	},
});

/** Runs something once and gives what it gave again. */
function once<T>(): (work: () => Promise<T>) => Promise<T> {
	let made: Promise<T> | undefined;
	return async (work) => await (made ??= work());
}

export function placeOf(client: Client, projectId: string, patience: Patience, options: PlaceOptions): Place {
	const contractsOnce = once<Found<ContractDirectory>>();
	const periodOnce = once<Found<Id | undefined>>();
	const linesOnce = new Map<Id, (work: () => Promise<Found<Map<string, Id>>>) => Promise<Found<Map<string, Id>>>>();

	async function createPeriod(day: string): Promise<Found<Id>> {
		const result = await writeRow(client, {
			task: 'billingPeriod.create',
			method: 'POST',
			path: periodsPath(projectId),
			body: periodBody(monthOf(day)),
		});
		patience.note(result);
		if (result.kind === 'rejected')
			return noPeriod(`The project has no open billing period, and none can be created: ${result.error.text}`);
		return result.kind === 'accepted' ? { value: result.entity.id as Id } : { result };
	}

	async function findPeriod(day: string): Promise<Found<Id | undefined>> {
		const read = await patiently(
			client,
			patience,
			async () => await listBillingPeriods(client, projectId, { status: 'open' }),
		);
		if ('result' in read) return read;
		const [open] = read.value;
		if (open) return { value: open.id as Id };
		if (!options.createBillingPeriod) return noPeriod('The project has no open billing period');
		return options.dryRun ? { value: undefined } : await createPeriod(day);
	}

	return {
		contracts: async () =>
			await contractsOnce(
				async () =>
					await patiently(client, patience, async () => await contractDirectory(client, projectId, 'contract.read')),
			),
		lines: async (contractId) => {
			const run = linesOnce.get(contractId) ?? once<Found<Map<string, Id>>>();
			linesOnce.set(contractId, run);
			return await run(
				async () =>
					await patiently(client, patience, async () => {
						const lines = await listLines(client, projectId, contractId);
						return new Map(lines.map((line): [string, Id] => [line.origin_id, line.id]));
					}),
			);
		},
		period: async (day) => await periodOnce(async () => await findPeriod(day)),
	};
}
