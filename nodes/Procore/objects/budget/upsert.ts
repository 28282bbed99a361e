import { groupBy } from 'lodash';
import { compared, isZero } from '../../../shared/decimal';
import { desiredBudgetAmountSchema, type DesiredBudgetAmount } from '../../../shared/model';
import type { Client } from '../../api/client';
import { patience, patiently } from '../../api/patience';
import { refusedEnding, type Endings } from '../upsert/ending';
import { accept, type Kind, type UpsertItem, type Wanted } from '../upsert/intake';
import { pairKey, projectCodes, type Id } from '../wbs/projectCodes';
import { resolveCodes, type Resolved } from '../wbs/resolve';
import { setBudgetLines, type LineToSet } from './lines';
import { changeLocked } from './locked';
import { describeAmount, type AmountPlan } from './outcome';
import { readBudget, revised, type Budget } from './read';
import {
	endAll,
	holdAmount,
	unknownAmount,
	writtenEnding,
	type BudgetOptions,
	type ProjectRun,
	type Work,
} from './work';

export const budgetAmounts: Kind<DesiredBudgetAmount> = {
	schema: desiredBudgetAmountSchema,
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

/** Gives those their endings that need no request; returns the others. */
function compare(
	run: ProjectRun,
	wanted: Array<Wanted<DesiredBudgetAmount>>,
	resolved: Map<string, Resolved>,
	budget: Budget,
): Work[] {
	const taken = new Set<string>();
	return wanted.flatMap((one) => {
		const { index, desired } = one;
		const found = resolved.get(pairKey(desired)) ?? { id: '' };
		if ('why' in found) {
			holdAmount(run, one, unknownAmount, found.why);
			return [];
		}
		if (found.id !== '' && taken.has(String(found.id))) {
			const message = 'An earlier item goes to the same budget line';
			const why = {
				reason: 'duplicate_item',
				message,
				advice: 'Make sure that every cost code and cost type comes once.',
			};
			const json = { ...desired, source: { ...desired.source } };
			run.endings.set(index, refusedEnding(run.client.context.getNode(), json, index, 'budget', why));
			return [];
		}
		taken.add(String(found.id));
		const plan = planOf(desired, found.id, budget);
		if (plan.action !== 'none') return [{ ...one, plan, wbsCodeId: found.id }];
		run.endings.set(index, { outcome: describeAmount(desired, plan)({ status: 'unchanged' }) });
		return [];
	});
}

async function setLines(run: ProjectRun, works: Work[], { lines }: Budget): Promise<void> {
	const { client, projectId, options, endings } = run;
	const rows = works.map(({ desired, wbsCodeId }): LineToSet => {
		const line = lines.get(String(wbsCodeId));
		return { key: desired.originId, wbsCodeId, amount: desired.amount, ...(line ? { line } : {}) };
	});
	const results = await setBudgetLines(client, projectId, rows, options.batchSize);
	for (const work of works)
		endings.set(work.index, writtenEnding(run, work, results.get(work.desired.originId) ?? { kind: 'unanswered' }));
}

/** The WBS codes of amounts. Nothing needs a code that is not there, and none is created for it. */
async function codesOf(
	{ client, projectId, options }: ProjectRun,
	wanted: Array<Wanted<DesiredBudgetAmount>>,
): Promise<Map<string, Resolved>> {
	const task = 'budget.read' as const;
	const amounts = wanted.map(({ desired }) => desired);
	const { active } = await projectCodes(client, projectId, task);
	const zeros = amounts.flatMap((desired): Array<[string, Resolved]> => {
		const id = active.get(pairKey(desired));
		return isZero(desired.amount) && id !== undefined ? [[pairKey(desired), { id }]] : [];
	});
	const settings = { task, create: options.createMissingCodes, dryRun: options.dryRun };
	const others = amounts.filter(({ amount }) => !isZero(amount));
	return new Map([...zeros, ...(await resolveCodes(client, projectId, others, settings))]);
}

async function upsertProject(run: ProjectRun, wanted: Array<Wanted<DesiredBudgetAmount>>): Promise<void> {
	const { client, projectId, options, left, endings } = run;
	const read = await patiently(client, left, async () => {
		const budget = await readBudget(client, projectId);
		return { budget, resolved: await codesOf(run, wanted) };
	});
	if ('result' in read) return endAll(run, wanted, read.result);
	const { budget, resolved } = read.value;
	const works = compare(run, wanted, resolved, budget);
	if (budget.locked && (options.onLocked === 'hold' || !options.dryRun)) return await changeLocked(run, works);
	if (!options.dryRun) return await setLines(run, works, budget);
	for (const { index, desired, plan } of works)
		endings.set(index, { outcome: describeAmount(desired, plan)({ status: 'planned' }) });
}

/**
 * Brings the budgets of projects to what they should be: three reads a project, then one request with all amounts, or
 * one budget change with all differences where the budget is locked. Never throws for what Procore or the network do.
 *
 * @returns exactly one ending an item, by the item's index
 */
export async function upsertBudget(
	client: Client,
	items: UpsertItem[],
	options: BudgetOptions,
	endings: Endings,
): Promise<void> {
	const left = patience();
	const wanted = accept(client.context.getNode(), items, endings, budgetAmounts);
	for (const [projectId, ofProject] of Object.entries(groupBy(wanted, ({ desired }) => desired.projectId)))
		await upsertProject({ client, projectId, options, endings, left }, ofProject);
}
