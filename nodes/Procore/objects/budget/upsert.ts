import { compared, isZero } from '../../../shared/decimal';
import { desiredBudgetAmountSchema, type DesiredBudgetAmount } from '../../../shared/model';
import { upsertByProject, type ProjectUpsert, type UpsertJob } from '../upsert/byProject';
import type { ObjectKind, Wanted } from '../upsert/intake';
import { because, refusedResult } from '../upsert/itemResult';
import { withoutUnapproved } from './approval';
import { pairKey, projectCodes, type Id } from '../wbs/projectCodes';
import { resolveCodes, type Resolved } from '../wbs/resolve';
import { setBudgetLines, type LineToSet } from './lines';
import { changeLocked } from './locked';
import type { AmountPlan } from './outcome';
import { amounts, unknownAmount, type BudgetJob, type BudgetOptions, type PendingAmount } from './pending';
import { readBudget, revised, type Budget } from './read';

export const budgetAmounts: ObjectKind<DesiredBudgetAmount> = {
	schema: desiredBudgetAmountSchema.required({ mappedAssignments: true, covers: true }),
	entity: 'budget',
	what: 'desired budget amount',
};

/** The amount against the budget: what is to be done, and what Procore has now. */
function planOf({ amount }: DesiredBudgetAmount, wbsCodeId: Id, { lines }: Budget): AmountPlan {
	const line = lines.get(String(wbsCodeId));
	if (!line) return { action: isZero(amount) ? 'none' : 'create', procoreId: '' };
	const previous = revised(line);
	return { action: compared(previous, amount) === 0 ? 'none' : 'update', procoreId: String(line.id), previous };
}

/** Gives amounts that need no request their results; returns the others. */
function compare(
	job: BudgetJob,
	wanted: Array<Wanted<DesiredBudgetAmount>>,
	resolved: Map<string, Resolved>,
	budget: Budget,
): PendingAmount[] {
	const taken = new Set<string>();
	return wanted.flatMap((one) => {
		const { index, desired } = one;
		const found = resolved.get(pairKey(desired)) ?? { id: '' };
		if ('why' in found) {
			amounts.leaveOpen(job, { ...one, plan: unknownAmount }, 'held', found.why);
			return [];
		}
		if (found.id !== '' && taken.has(String(found.id))) {
			const message = 'An earlier item goes to the same budget line';
			const explanation = because('duplicate_item', message, 'sameBudgetLine');
			job.results.set(index, refusedResult(job.client.context.getNode(), desired, index, 'budget', explanation));
			return [];
		}
		taken.add(String(found.id));
		const plan = planOf(desired, found.id, budget);
		if (plan.action !== 'none') return [{ ...one, plan, wbsCodeId: found.id }];
		amounts.settle(job, { ...one, plan }, { status: 'unchanged' });
		return [];
	});
}

async function setLines(job: BudgetJob, pending: PendingAmount[], { lines }: Budget): Promise<void> {
	const { client, projectId, options } = job;
	const rows = pending.map(({ desired, wbsCodeId }): LineToSet => {
		const line = lines.get(String(wbsCodeId));
		return { key: desired.originId, wbsCodeId, amount: desired.amount, ...(line ? { line } : {}) };
	});
	const written = await setBudgetLines(client, projectId, rows, options.batchSize);
	for (const amount of pending) {
		const result = written.get(amount.desired.originId) ?? { kind: 'unanswered' };
		if (result.kind !== 'kept') amounts.settleByRow(job, amount, result);
		else amounts.leaveOpen(job, amount, 'held', because('budget_not_as_sent', result.what));
	}
}

/** The WBS codes of amounts. Nothing needs a code that is not there, and none is created for it. */
async function codesOf(
	{ client, projectId, options }: BudgetJob,
	wanted: Array<Wanted<DesiredBudgetAmount>>,
): Promise<Map<string, Resolved>> {
	const all = wanted.map(({ desired }) => desired);
	const { active } = await projectCodes(client, projectId);
	const zeros = all.flatMap((desired): Array<[string, Resolved]> => {
		const id = active.get(pairKey(desired));
		return isZero(desired.amount) && id !== undefined ? [[pairKey(desired), { id }]] : [];
	});
	const settings = { create: options.createMissingCodes, dryRun: options.dryRun };
	const others = all.filter(({ amount }) => !isZero(amount));
	return new Map([...zeros, ...(await resolveCodes(client, projectId, others, settings))]);
}

interface HeldBudget {
	budget: Budget;
	codes: Map<string, Resolved>;
}

const budgetUpsert: ProjectUpsert<DesiredBudgetAmount, AmountPlan, BudgetOptions, HeldBudget> = {
	kind: budgetAmounts,
	settlement: amounts,
	unread: () => unknownAmount,
	read: async (job, wanted) => ({
		budget: await readBudget(job.client, job.projectId),
		codes: await codesOf(job, wanted),
	}),
	async write(job, wanted, { budget, codes }) {
		const { dryRun, onLocked, approval } = job.options;
		const differing = compare(job, wanted, codes, budget);
		// Whether a draft moves anything, people decide in Procore.
		const moves = !budget.locked || onLocked === 'approved';
		const pending = approval && moves ? withoutUnapproved(job, differing, approval) : differing;
		if (budget.locked && (onLocked === 'hold' || !dryRun)) await changeLocked(job, wanted, pending, budget.changes);
		else if (!dryRun) await setLines(job, pending, budget);
		else for (const amount of pending) amounts.settle(job, amount, { status: 'planned' });
	},
};

/**
 * Brings the budgets of projects to what they should be: three reads a project, then one request with all amounts, or
 * one budget change with all differences where the budget is locked. See `upsertByProject`.
 */
export const upsertBudget = async (job: UpsertJob, options: BudgetOptions): Promise<void> =>
	await upsertByProject(job, options, budgetUpsert);
