import { entityTable } from '../../../shared/entities';
import { outcome, type Outcome } from '../../../shared/model';
import type { ReasonCode } from '../../../shared/reasons';
import type { Money } from '../../../shared/money';
import type { RosterRow } from '../../ledger/rows';
import { summed } from '../problems';
import { reasoned } from '../reasoned';
import { moneyOf, stakeOf } from '../stake';
import { withoutBudgetLine } from './keys';
import type { CostProblem } from './sorting';

/** Lanes whose documents are amounts of G/L accounts. */
export type CostEntity = 'actual_cost' | 'budget';

/** Keys of the costs that problems are about. */
export const keysOf = (problems: CostProblem[]): string[] => problems.map(({ cost }) => cost);

const projectName = ({ project_id, project_name }: RosterRow) => `project ${project_id} ${project_name}`.trim();

/**
 * What becomes of the costs that no budget line of a project takes, or without `row` of those that no project takes; without
 * any, an outcome that says so.
 */
export function unplaced(entity: CostEntity, problems: CostProblem[], row?: RosterRow): Outcome {
	const problem = summed(problems);
	const key = { entity, sapKey: withoutBudgetLine, projectId: row?.project_id ?? '' };
	if (!problem) return outcome({ ...key, action: 'none', status: 'unchanged' });
	const subject = row ? projectName(row) : `${entityTable[entity].noun}s`;
	const unmapped = problems.filter(({ reason }) => reason === 'unmapped_cost_code');
	const stake = stakeOf(
		moneyOf(problems),
		unmapped.map(({ keys, money }) => ({ keys, ...money, text: '' })),
	);
	return reasoned({ ...key, subject }, problem.reason, problem.what, { costs: problems.length, ...stake });
}

/**
 * How many outcomes there are of the parts of a project, by what is told of the project as a whole: those that are sent, which
 * a step of the workflow may lose, and those that were stopped before, which would stand in for them.
 */
export const partsTold = ({ parts, amounts, stopped: others }: Outcome['detail']): number =>
	Number(parts ?? amounts) + Number(others ?? 0);

/** A part of the costs of a project that is not sent, as people call it; without it the project as a whole. */
export interface StoppedPart {
	sapKey: string;
	originId: string;
	name: string;
}

/** Why a project, or a part of its costs, is not sent. @param costs - what is not sent */
export function stopped(
	entity: CostEntity,
	row: RosterRow,
	reason: ReasonCode,
	costs: readonly Money[],
	what = '',
	part?: StoppedPart,
): Outcome {
	const { sapKey, originId } = part ?? { sapKey: withoutBudgetLine, originId: '' };
	const subject = part ? `${part.name}, ${projectName(row)}` : projectName(row);
	return reasoned({ entity, sapKey, projectId: row.project_id, originId, subject }, reason, what, stakeOf(costs));
}
