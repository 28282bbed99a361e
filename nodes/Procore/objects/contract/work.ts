import type { INode } from 'n8n-workflow';
import type { DesiredContract } from '../../../shared/model';
import type { Client } from '../../api/client';
import type { Patience } from '../../api/patience';
import type { RowResult } from '../../api/syncBatch';
import { endingOf, failedEnding, openEnding, type Describe, type Endings, type Why } from '../upsert/ending';
import type { Wanted } from '../upsert/intake';
import type { Id } from '../wbs/projectCodes';
import type { ContractPlan } from './compare';
import type { ContractPolicy } from './decide';
import type { ProcoreLine } from './lines';
import { contractWords, describeContract } from './outcome';

export interface ContractOptions extends ContractPolicy {
	dryRun: boolean;
	/** Headers a request. */
	batchSize: number;
	createMissingCodes: boolean;
}

/** A contract that is worked on. */
export interface Work extends Wanted<DesiredContract> {
	plan: ContractPlan;
	/** The difference goes into a change order. */
	asChangeOrder: boolean;
	/** WBS codes of its lines by `pairKey`. */
	codes: Map<string, Id>;
	/** The lines in Procore, where they had to be read. */
	held?: ProcoreLine[];
	/** Once Procore has it. */
	contractId?: Id;
}

/** Contracts of one project on their way. Whoever ends is no longer among those that a step hands on. */
export interface ProjectRun {
	client: Client;
	node: INode;
	projectId: string;
	options: ContractOptions;
	endings: Endings;
	patience: Patience;
}

export const describeWork = ({ desired, plan }: Pick<Work, 'desired' | 'plan'>): Describe =>
	describeContract(desired, plan);

export function endWork(run: ProjectRun, work: Pick<Work, 'index' | 'desired' | 'plan'>, result: RowResult): void {
	if (result.kind === 'accepted') return;
	run.endings.set(work.index, endingOf(run.node, work.index, describeWork(work), result, contractWords));
}

export function holdWork(run: ProjectRun, work: Work, why: Why): void {
	run.endings.set(work.index, openEnding(describeWork(work), 'held', why));
}

export function failWork(run: ProjectRun, work: Work, why: Why): void {
	run.endings.set(work.index, failedEnding(run.node, work.index, describeWork(work), why));
}

/** Works on contracts one after the other; what ends one of them leaves the others. @returns those that go on */
export async function eachWork(
	run: ProjectRun,
	works: Work[],
	step: (work: Work) => Promise<RowResult | undefined>,
): Promise<Work[]> {
	const left: Work[] = [];
	for (const work of works) {
		const stopped = run.patience.exhausted() ?? (await step(work));
		if (stopped) endWork(run, work, stopped);
		else if (!run.endings.has(work.index)) left.push(work);
	}
	return left;
}
