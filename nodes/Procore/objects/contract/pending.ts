import type { Approval, DesiredContract } from '../../../shared/model';
import type { RowResult } from '../../api/syncBatch';
import type { ProjectJob } from '../upsert/byProject';
import { settlement, type Compared } from '../upsert/itemResult';
import type { Id } from '../wbs/projectCodes';
import type { ContractPlan } from './compare';
import type { ContractPolicy } from './policy';
import type { ProcoreLine } from './lines';
import type { ProcoreContract } from './record';
import { contractErrorTexts, describeContract } from './outcome';

export interface ContractOptions extends ContractPolicy {
	dryRun: boolean;
	/** The run with all its batches; missing without one. */
	runId?: string;
	/** Headers a request. */
	batchSize: number;
	createMissingCodes: boolean;
	/** Which changes somebody has to approve; null = none. */
	approval: Approval | null;
}

/** A contract that is to be written. */
export interface PendingContract extends Compared<DesiredContract, ContractPlan> {
	/** Contracts that have to make room before. */
	inTheWay: ProcoreContract[];
	/** The difference goes into a change order. */
	asChangeOrder: boolean;
	/** WBS codes of its lines by `pairKey`. */
	codes: Map<string, Id>;
	/** IDs of the company's tax codes, where its lines have any. */
	taxCodes: Map<string, Id>;
	/** The lines in Procore, where they had to be read. */
	held?: ProcoreLine[];
	/** Once Procore has it. */
	contractId?: Id;
	/** It had another status, and was set back to Draft for the change. */
	isReopened?: true;
}

/** Contracts of one project on their way. One that has its result is no longer among those that a step hands on. */
export type ContractJob = ProjectJob<ContractOptions>;

export const contracts = settlement(describeContract, contractErrorTexts);

/** Gives a contract the result of a request that ended its way, and says so if it is left as a Draft. */
export function settleStopped(job: ContractJob, contract: PendingContract, result: RowResult): void {
	const { plan, isReopened } = contract;
	const remark = `The contract was ${plan.observed?.status ?? ''}, and is a Draft until a run has completed it.`;
	const left = isReopened ? { ...contract, plan: { ...plan, remarks: [...plan.remarks, remark] } } : contract;
	contracts.settleByRow(job, left, result);
}

/**
 * Takes a step for each contract, one after the other; what stops one of them leaves the others.
 * @returns those that have no result yet
 */
export async function eachContract(
	job: ContractJob,
	pending: PendingContract[],
	step: (contract: PendingContract) => Promise<RowResult | undefined>,
): Promise<PendingContract[]> {
	const open: PendingContract[] = [];
	for (const contract of pending) {
		const stopped = job.breaker.tripped() ?? (await step(contract));
		if (stopped) settleStopped(job, contract, stopped);
		else if (!job.results.has(contract.index)) open.push(contract);
	}
	return open;
}
