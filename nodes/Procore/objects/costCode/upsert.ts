import { groupBy } from 'lodash';
import { desiredCostCodeSchema, type DesiredCostCode } from '../../../shared/model';
import type { Client } from '../../api/client';
import { patience, patiently, type Patience } from '../../api/patience';
import { sync } from '../../api/sync';
import type { RowResult } from '../../api/syncBatch';
import { endingOf, openEnding, type Ending, type Endings } from '../upsert/ending';
import { accept, type Kind, type UpsertItem, type Wanted } from '../upsert/intake';
import { forgetItems } from '../wbs/projectCodes';
import { ensureBudgetCodes, type BudgetCodes } from './budgetCodes';
import { costCodeDirectory, planCostCode, type CostCodePlan } from './decide';
import { listCostCodes } from './list';
import { costCodeWords, describeCostCode } from './outcome';

export interface CostCodeOptions {
	dryRun: boolean;
	/** Rows a request, at most 1000. */
	batchSize: number;
	/** Create the WBS codes of the cost codes with their cost types as well. */
	withBudgetCodes: boolean;
}

export const costCodes: Kind<DesiredCostCode> = {
	schema: desiredCostCodeSchema,
	entity: 'cost_code',
	what: 'desired cost code',
};

interface Work extends Wanted<DesiredCostCode> {
	plan: CostCodePlan;
}

const nothing: CostCodePlan = { action: 'none', procoreId: '', fingerprint: '', previousFingerprint: '', remarks: [] };

function endingOfResult(client: Client, { index, desired, plan }: Work, result: RowResult): Ending {
	const describe = describeCostCode(desired, plan);
	if (result.kind !== 'accepted') return endingOf(client.context.getNode(), index, describe, result, costCodeWords);
	return { outcome: describe({ status: 'synced' }) };
}

/** The end of a cost code that Procore has, by what became of its WBS codes. */
function doneEnding({ desired, plan }: Work, codes: BudgetCodes | undefined, dryRun: boolean): Ending {
	const created = codes?.created ?? 0;
	const action = plan.action === 'none' && created > 0 ? 'update' : plan.action;
	const describe = describeCostCode(desired, { ...plan, action });
	if (codes?.why) return openEnding(describe, 'held', codes.why);
	const status = action === 'none' ? 'unchanged' : dryRun ? 'planned' : 'synced';
	return { outcome: describe({ status, ...(created > 0 ? { detail: { wbsCodes: created } } : {}) }) };
}

/** Writes the cost codes of a project. @returns those that it has now, new ones included */
async function writeCodes(
	client: Client,
	projectId: string,
	works: Work[],
	{ dryRun, batchSize }: CostCodeOptions,
	endings: Endings,
): Promise<Work[]> {
	const rows = works.flatMap(({ plan }) => plan.row ?? []);
	if (rows.length === 0 || dryRun) return works;
	const results = await sync(client, rows, {
		task: 'costCode.write',
		path: '/rest/v1.0/cost_codes/sync',
		query: { project_id: projectId },
		scope: {},
		batchSize,
	});
	forgetItems(client, projectId);
	return works.flatMap((work) => {
		if (!work.plan.row) return [work];
		const result = results.get(work.desired.originId) ?? ({ kind: 'unanswered' } as const);
		if (result.kind === 'accepted')
			return [{ ...work, plan: { ...work.plan, procoreId: String(result.entity.id ?? work.plan.procoreId) } }];
		endings.set(work.index, endingOfResult(client, work, result));
		return [];
	});
}

async function finish(
	client: Client,
	projectId: string,
	works: Work[],
	{ dryRun, withBudgetCodes }: CostCodeOptions,
	endings: Endings,
	left: Patience,
): Promise<void> {
	// What is only planned has no WBS codes to look at.
	const there = works.filter(({ plan }) => !dryRun || plan.action !== 'create').map(({ desired }) => desired);
	const read = withBudgetCodes
		? await patiently(client, left, async () => await ensureBudgetCodes(client, projectId, there, dryRun))
		: { value: new Map<string, BudgetCodes>() };
	for (const work of works) {
		const ending =
			'result' in read
				? endingOfResult(client, work, read.result)
				: doneEnding(work, read.value.get(work.desired.originId), dryRun);
		endings.set(work.index, ending);
	}
}

/**
 * Brings the cost codes of projects to what they should be: one list and one sync a project, and one list and at most
 * one bulk request for their WBS codes. Never throws for what Procore or the network do.
 *
 * @returns exactly one ending an item, by the item's index
 */
export async function upsertCostCodes(
	client: Client,
	items: UpsertItem[],
	options: CostCodeOptions,
	endings: Endings,
): Promise<void> {
	const left = patience();
	const wanted = accept(client.context.getNode(), items, endings, costCodes);
	for (const [projectId, ofProject] of Object.entries(groupBy(wanted, ({ desired }) => desired.projectId))) {
		const read = await patiently(client, left, async () =>
			costCodeDirectory(await listCostCodes(client, projectId, {})),
		);
		if ('result' in read) {
			for (const one of ofProject)
				endings.set(one.index, endingOfResult(client, { ...one, plan: nothing }, read.result));
			continue;
		}
		const works = ofProject.map((one) => ({ ...one, plan: planCostCode(one.desired, read.value) }));
		const there = await writeCodes(client, projectId, works, options, endings);
		await finish(client, projectId, there, options, endings, left);
	}
}

/** Sees to the WBS codes of cost codes that projects have. @returns exactly one ending an item, by the item's index */
export async function upsertBudgetCodes(
	client: Client,
	items: UpsertItem[],
	{ dryRun }: Pick<CostCodeOptions, 'dryRun'>,
	endings: Endings,
): Promise<void> {
	const left = patience();
	const wanted = accept(client.context.getNode(), items, endings, costCodes);
	for (const [projectId, ofProject] of Object.entries(groupBy(wanted, ({ desired }) => desired.projectId))) {
		const works = ofProject.map((one) => ({ ...one, plan: nothing }));
		await finish(client, projectId, works, { dryRun, batchSize: 1, withBudgetCodes: true }, endings, left);
	}
}
