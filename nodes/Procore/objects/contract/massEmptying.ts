import { compared, readDecimal } from '../../../shared/decimal';
import type { DesiredContract } from '../../../shared/model';
import { keyInOriginId, systemInOriginId } from '../../../shared/originId';
import { RecentMap } from '../../../shared/recentMap';
import { because } from '../upsert/itemResult';
import type { ContractDirectory } from './list';
import { contracts, type ContractJob, type PendingContract } from './pending';
import type { ProcoreContract } from './record';

/** Nobody is asked about fewer contracts of a project than this: an order that is deleted now and then is ordinary. */
const fewest = 3;
/** One part in this many of a project's contracts may be emptied unasked. */
const parts = 5;

const hasAmount = ({ grand_total: total }: ProcoreContract) =>
	total !== undefined && readDecimal(total) !== undefined && compared(total, '0') !== 0;

/** Whether a contract of an order would lose its amount. */
export const isEmptied = ({ desired, plan }: PendingContract) =>
	!desired.unordered &&
	plan.observed !== undefined &&
	hasAmount(plan.observed) &&
	(desired.void || compared(desired.total, '0') === 0);

/** Contracts of orders of ours that hold an amount. */
function countHolding({ byOriginId }: ContractDirectory, { originId }: DesiredContract): number {
	const system = systemInOriginId(originId);
	return [...byOriginId.values()].filter(
		(contract) =>
			!contract.deleted_at && hasAmount(contract) && keyInOriginId(contract.origin_id, system, 'po') !== undefined,
	).length;
}

/** By run and project the contracts that its earlier batches have emptied. They run in the same process. */
const emptiedBefore = new RecentMap<number>(1_000);

/**
 * Holds what would take more than a fifth of a project's contracts out of use at once: that many orders are rarely deleted on
 * purpose, and a filter, a moved WBS branch or an emptied table looks just the same. What a person replays goes through.
 *
 * @param pending contracts of one project, compared with what Procore holds
 * @returns those that go on
 */
export function withoutMassEmptying(
	job: ContractJob,
	pending: PendingContract[],
	directory: ContractDirectory,
): PendingContract[] {
	const emptied = pending.filter(isEmptied);
	const [first] = emptied;
	const { isReplay, dryRun, runId = '' } = job.options;
	if (!first || isReplay) return pending;
	const project = JSON.stringify([runId, job.client.companyId, job.projectId]);
	const before = runId === '' ? 0 : (emptiedBefore.get(project) ?? 0);
	const all = before + emptied.length;
	const holding = before + countHolding(directory, first.desired);
	if (all < fewest || all * parts <= holding) {
		if (!dryRun) emptiedBefore.set(project, all);
		return pending;
	}
	const message = `The run would take ${all} of ${holding} contracts of the project out of use`;
	for (const contract of emptied)
		contracts.leaveOpen(job, contract, 'held', because('many_contracts_emptied', message));
	return pending.filter((contract) => !emptied.includes(contract));
}
