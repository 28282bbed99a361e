import type { CaseOf } from '../../../shared/reasons';
import { writeRow } from '../../api/row';
import type { RowResult } from '../../api/syncBatch';
import { listBillingPeriods, monthOf, periodBody, periodsPath } from '../billingPeriod';
import { contractDirectory, type ContractDirectory } from '../contract/list';
import { listLines } from '../contract/lines';
import type { ProjectJob } from '../upsert/byProject';
import { because, type Explanation } from '../upsert/itemResult';
import type { Id } from '../wbs/projectCodes';
import { requisitionDirectory, type RequisitionDirectory } from './directory';

/** Why a requisition cannot be written: what a person has to do, or the result of a request. */
export type Stopped = { why: Explanation; status: 'held' | 'waiting' } | { result: RowResult };

/** What was asked for, or why it cannot be had. */
export type Lookup<T> = { value: T } | Stopped;

export interface OtherProject {
	requisitions: RequisitionDirectory;
	contracts: ContractDirectory;
}

/** What requisitions of one project need of it; each is read once, and only when it is needed. */
export interface ProjectBilling {
	contracts(): Promise<Lookup<ContractDirectory>>;
	/** IDs of the lines of a contract by their origin IDs. */
	lines(contractId: Id): Promise<Lookup<Map<string, Id>>>;
	/** What another project has. */
	other(projectId: string): Promise<Lookup<OtherProject>>;
	/** ID of the open billing period; `undefined` on a dry run that would create one. */
	period(day: string): Promise<Lookup<Id | undefined>>;
}

export interface BillingOptions {
	dryRun: boolean;
	createBillingPeriod: boolean;
}

const noPeriod = (message: string, inCase?: CaseOf<'no_billing_period'>): Lookup<never> => ({
	status: 'waiting',
	why: because('no_billing_period', message, inCase),
});

/** Runs something once and gives what it gave again. */
function once<T>(): (work: () => Promise<T>) => Promise<T> {
	let made: Promise<T> | undefined;
	return async (work) => await (made ??= work());
}

export function projectBilling({
	client,
	projectId,
	breaker,
	options,
}: Omit<ProjectJob<BillingOptions>, 'results'>): ProjectBilling {
	const contractsOnce = once<Lookup<ContractDirectory>>();
	const periodOnce = once<Lookup<Id | undefined>>();
	const linesOnce = new Map<Id, (work: () => Promise<Lookup<Map<string, Id>>>) => Promise<Lookup<Map<string, Id>>>>();

	async function createPeriod(day: string): Promise<Lookup<Id>> {
		const result = await writeRow(client, {
			task: 'billingPeriod.create',
			method: 'POST',
			path: periodsPath(projectId),
			body: periodBody(monthOf(day)),
		});
		breaker.note(result);
		if (result.kind === 'rejected')
			return noPeriod(
				`The project has no open billing period, and none can be created: ${result.error.text}`,
				'notCreated',
			);
		return result.kind === 'accepted' ? { value: result.entity.id as Id } : { result };
	}

	async function findPeriod(day: string): Promise<Lookup<Id | undefined>> {
		const read = await breaker.call(async () => await listBillingPeriods(client, projectId, { status: 'open' }));
		if ('result' in read) return read;
		const [open] = read.value;
		if (open) return { value: open.id as Id };
		if (!options.createBillingPeriod) return noPeriod('The project has no open billing period');
		return options.dryRun ? { value: undefined } : await createPeriod(day);
	}

	const others = new Map<string, Promise<Lookup<OtherProject>>>();
	const readOther = async (id: string) =>
		await breaker.call(async () => ({
			requisitions: await requisitionDirectory(client, id),
			contracts: await contractDirectory(client, id, 'contract.read'),
		}));

	return {
		other: async (id) => {
			const read = others.get(id) ?? readOther(id);
			others.set(id, read);
			return await read;
		},
		contracts: async () =>
			await contractsOnce(
				async () => await breaker.call(async () => await contractDirectory(client, projectId, 'contract.read')),
			),
		lines: async (contractId) => {
			const run = linesOnce.get(contractId) ?? once<Lookup<Map<string, Id>>>();
			linesOnce.set(contractId, run);
			return await run(
				async () =>
					await breaker.call(async () => {
						const lines = await listLines(client, projectId, contractId);
						return new Map(lines.map((line): [string, Id] => [line.origin_id, line.id]));
					}),
			);
		},
		period: async (day) => await periodOnce(async () => await findPeriod(day)),
	};
}
