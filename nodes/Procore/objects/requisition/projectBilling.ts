import type { IDataObject } from 'n8n-workflow';
import type { CaseOf } from '../../../shared/reasons';
import { writeRow } from '../../api/row';
import type { RowResult } from '../../api/syncBatch';
import { listBillingPeriods, monthOf, periodBody, periodsPath } from '../billingPeriod';
import { billedByLine, invoicesOf } from '../contract/billed';
import { contractDirectory, type ContractDirectory } from '../contract/list';
import { approvedLines } from '../contract/changeOrder';
import { listLines, type ProcoreLine } from '../contract/lines';
import type { ProjectJob } from '../upsert/byProject';
import { because, type Explanation } from '../upsert/itemResult';
import { projectCodes, type Id } from '../wbs/projectCodes';
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
	/** The lines of a contract by their origin IDs. */
	lines(contractId: Id): Promise<Lookup<Map<string, ProcoreLine>>>;
	/** Lines of the approved change orders of a contract. */
	orderLines(contractId: Id): Promise<Lookup<IDataObject[]>>;
	/** What invoices bill of each line by now (`billedByLine`), without one of them; read each time. */
	billed(contractId: Id, exceptId: string): Promise<Lookup<Map<string, string>>>;
	/** IDs of WBS codes by `pairKey`. */
	codes(): Promise<Lookup<ReadonlyMap<string, Id>>>;
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

/** Runs something once for each key, and gives what it gave again. */
function onceFor<K, T>(): (key: K, work: () => Promise<T>) => Promise<T> {
	const made = new Map<K, Promise<T>>();
	return async (key, work) => {
		const known = made.get(key) ?? work();
		made.set(key, known);
		return await known;
	};
}

export function projectBilling({
	client,
	projectId,
	breaker,
	options,
}: Omit<ProjectJob<BillingOptions>, 'results'>): ProjectBilling {
	const contractsOnce = onceFor<string, Lookup<ContractDirectory>>();
	const periodOnce = onceFor<string, Lookup<Id | undefined>>();
	const linesOnce = onceFor<Id, Lookup<Map<string, ProcoreLine>>>();
	const orderLinesOnce = onceFor<Id, Lookup<IDataObject[]>>();
	const othersOnce = onceFor<string, Lookup<OtherProject>>();

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

	const readOther = async (id: string) =>
		await breaker.call(async () => ({
			requisitions: await requisitionDirectory(client, id),
			contracts: await contractDirectory(client, id, 'contract.read'),
		}));

	return {
		other: async (id) => await othersOnce(id, async () => await readOther(id)),
		contracts: async () =>
			await contractsOnce(
				projectId,
				async () => await breaker.call(async () => await contractDirectory(client, projectId, 'contract.read')),
			),
		lines: async (contractId) =>
			await linesOnce(
				contractId,
				async () =>
					await breaker.call(async () => {
						const lines = await listLines(client, projectId, contractId);
						return new Map(lines.map((line): [string, ProcoreLine] => [line.origin_id, line]));
					}),
			),
		orderLines: async (contractId) =>
			await orderLinesOnce(
				contractId,
				async () => await breaker.call(async () => await approvedLines(client, projectId, contractId)),
			),
		billed: async (contractId, exceptId) =>
			await breaker.call(async () => {
				const invoices = await invoicesOf(client, projectId, contractId);
				return billedByLine(invoices.filter(({ id }) => String(id) !== exceptId));
			}),
		codes: async () =>
			await breaker.call(async () => {
				const { active, inactive } = await projectCodes(client, projectId);
				return new Map([...inactive, ...active]);
			}),
		period: async (day) => await periodOnce(projectId, async () => await findPeriod(day)),
	};
}
