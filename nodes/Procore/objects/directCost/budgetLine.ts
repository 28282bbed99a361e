import { isZero } from '../../../shared/decimal';
import { apiError } from '../../../shared/http';
import { adviceOf, reasons } from '../../../shared/reasons';
import { writeRow } from '../../api/row';
import type { Client } from '../../api/client';
import { jsonNumber } from '../budget/amount';
import { listBudgetLines } from '../budget/read';
import { because } from '../upsert/itemResult';
import { pairsById, projectCodes } from '../wbs/projectCodes';
import type { DirectCostJob } from './job';
import type { ChangedLine } from './lines';
import { amountText, type HeldLine } from './read';
import { seen, type WrittenLine } from './result';

/** The period of costs where they are not divided by period. */
export const wholeProject = 'all';

/** The column of Procore's standard budget view. */
const column = 'Direct Costs';

/**
 * Reads what stands in the column Direct Costs of budget lines, of active budget codes.
 * @throws NodeApiError `budget_view_missing` when the view of the project does not show the column
 */
export async function readBudgetCosts(client: Client, projectId: string): Promise<HeldLine[]> {
	const { active } = await projectCodes(client, projectId);
	const pairs = pairsById(active);
	const rows = await listBudgetLines(client, projectId, { rowType: 'budgeted' });
	return rows.flatMap((row): HeldLine[] => {
		const pair = pairs.get(String(row.wbs_code_id ?? ''));
		if (!pair || row.id === null) return [];
		if (!(column in row))
			throw apiError(client.context.getNode(), {
				message: `The budget view of the project has no column "${column}"`,
				description: adviceOf('budget_view_missing', 'column'),
				reason: 'budget_view_missing',
			});
		return [
			{
				...{ originId: '', period: wholeProject, ...pair, number: 1 },
				costId: row.id as HeldLine['costId'],
				amount: amountText(row[column]),
				wbsCodeId: String(row.wbs_code_id),
				saysLocked: false,
			},
		];
	});
}

/** Sets the column Direct Costs of budget lines: one request a line, as Procore has no other way. */
export async function writeBudgetCosts(
	job: DirectCostJob,
	_system: string,
	changed: ChangedLine[],
): Promise<Map<string, WrittenLine>> {
	const written = new Map<string, WrittenLine>();
	for (const { key, wanted, held } of changed) {
		const [line] = held;
		const stopped = job.breaker.tripped() ?? lastingWait(written);
		if (stopped) written.set(key, { result: stopped });
		else if (line) {
			const result = await writeRow(job.client, {
				task: 'budget.write',
				method: 'PATCH',
				path: `/rest/v1.0/budget_line_items/${encodeURIComponent(line.costId)}`,
				body: { project_id: Number(job.projectId), budget_line_item: { direct_costs: jsonNumber(wanted) } },
				repeatable: true,
			});
			const answered = result.kind === 'accepted' ? seen(wanted, result.entity.direct_costs) : result;
			written.set(key, { result: answered, costId: line.costId });
		}
	}
	return written;
}

/** The quota is used up, or Procore is down: the next request would meet the same. */
const lastingWait = (written: Map<string, WrittenLine>) => {
	const last = [...written.values()].at(-1)?.result;
	return last?.kind === 'waiting' ? last : undefined;
};

/** Why a line that is wanted cannot be set. */
export function whyNoBudgetLine({ held, wanted }: Pick<ChangedLine, 'held' | 'wanted'>, named: string) {
	if (held.length > 0 || isZero(wanted)) return undefined;
	return because('budget_line_missing', `${reasons.budget_line_missing.title}: ${named}`);
}
