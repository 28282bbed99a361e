import { groupBy } from 'lodash';
import { compared, isZero } from '../../../shared/decimal';
import type { DesiredBudgetAmount } from '../../../shared/model';
import { directCostOriginId, systemInOriginId } from '../../../shared/originId';
import type { Client } from '../../api/client';
import { patience, patiently } from '../../api/patience';
import type { SyncRow } from '../../api/syncAnswer';
import { sync } from '../../api/sync';
import type { RowResult } from '../../api/syncBatch';
import { jsonNumber } from '../budget/amount';
import { describeAmount, type AmountPlan } from '../budget/outcome';
import { budgetAmounts } from '../budget/upsert';
import { endAll, holdAmount, unknownAmount, writtenEnding, type Work } from '../budget/work';
import type { Endings } from '../upsert/ending';
import { accept, type UpsertItem, type Wanted } from '../upsert/intake';
import { pairKey, type Id } from '../wbs/projectCodes';
import { resolveCodes, type Resolved } from '../wbs/resolve';
import { directCostsPath, readDirectCost, type DirectCost } from './read';

/** Statuses that a direct cost of ours may be created with. */
export const directCostStatusWords = ['draft', 'pending', 'approved'] as const;

export interface DirectCostOptions {
	dryRun: boolean;
	/** Status of a new direct cost; one that is there keeps its own. */
	status: (typeof directCostStatusWords)[number];
	createMissingCodes: boolean;
}

/** Procore takes no more lines of direct costs in one request. */
const linesPerRequest = 100;

interface Run {
	client: Client;
	projectId: string;
	options: DirectCostOptions;
	endings: Endings;
}

/** All costs of a project are lines of one direct cost. */
const costOriginId = ({ originId, projectId }: DesiredBudgetAmount) =>
	directCostOriginId(systemInOriginId(originId), projectId);

function planOf({ originId, amount }: DesiredBudgetAmount, wbsCodeId: Id, cost: DirectCost | undefined): AmountPlan {
	const line = cost?.lines.get(originId);
	const procoreId = cost ? String(cost.id) : '';
	if (!line) return { action: isZero(amount) ? 'none' : 'create', procoreId };
	const same = compared(line.amount, amount) === 0 && (wbsCodeId === '' || line.wbsCodeId === String(wbsCodeId));
	return { action: same ? 'none' : 'update', procoreId, previous: line.amount };
}

/** Gives those their endings that need no request; returns the others. */
function compare(
	{ endings, ...run }: Run,
	wanted: Array<Wanted<DesiredBudgetAmount>>,
	resolved: Map<string, Resolved>,
	cost: DirectCost | undefined,
): Work[] {
	return wanted.flatMap((one) => {
		const { index, desired } = one;
		const found = resolved.get(pairKey(desired)) ?? { id: '' };
		if ('why' in found) {
			holdAmount({ ...run, endings }, one, unknownAmount, found.why);
			return [];
		}
		const plan = planOf(desired, found.id, cost);
		if (plan.action !== 'none') return [{ ...one, plan, wbsCodeId: found.id }];
		endings.set(index, { outcome: describeAmount(desired, plan)({ status: 'unchanged' }) });
		return [];
	});
}

/** Creates the direct cost of a project; by its origin ID, so that there is never a second one. */
async function createCost({ client, projectId, options }: Run, originId: string): Promise<RowResult> {
	const body = {
		origin_id: originId,
		direct_cost_type: 'expense',
		status: options.status,
		description: 'Project costs of SAP',
	};
	const results = await sync(client, [{ key: originId, body }], {
		task: 'directCost.write',
		path: `${directCostsPath(projectId)}/sync`,
		scope: {},
		batchSize: 1,
		retryConflicts: true,
	});
	return results.get(originId) ?? { kind: 'unanswered' };
}

function lineRow({ desired, plan, wbsCodeId }: Work, costId: Id): SyncRow {
	return {
		key: desired.originId,
		body: {
			origin_id: desired.originId,
			...(plan.action === 'create' ? { direct_cost_id: costId } : {}),
			...(wbsCodeId === '' ? {} : { wbs_code_id: wbsCodeId }),
			amount: jsonNumber(desired.amount),
			extended_type: 'manual',
			description: [desired.costCode, desired.costType].filter(Boolean).join(' · '),
		},
	};
}

async function write(run: Run, works: Work[], cost: DirectCost | undefined): Promise<void> {
	const { client, projectId, endings } = run;
	const [first] = works;
	if (!first) return;
	const header: RowResult = cost
		? { kind: 'accepted', entity: { id: cost.id } }
		: await createCost(run, costOriginId(first.desired));
	if (header.kind !== 'accepted') return endAll(run, works, header);
	const costId = header.entity.id as Id;
	const rows = works.map((work) => lineRow(work, costId));
	const results = await sync(client, rows, {
		task: 'directCost.write',
		path: `${directCostsPath(projectId)}/line_items/sync`,
		scope: {},
		batchSize: linesPerRequest,
		retryConflicts: true,
	});
	for (const work of works) {
		const result = results.get(work.desired.originId) ?? ({ kind: 'unanswered' } as const);
		const plan = { ...work.plan, procoreId: String(costId) };
		endings.set(work.index, writtenEnding(run, { ...work, plan }, result));
	}
}

/**
 * Brings the costs of projects to Procore as direct costs: one direct cost a project, with a line a cost code and cost
 * type, which always holds the cumulative amount. Requests on one direct cost follow one another, as Procore takes no
 * two at once. Never throws for what Procore or the network do.
 *
 * @returns exactly one ending an item, by the item's index
 */
export async function upsertDirectCosts(
	client: Client,
	items: UpsertItem[],
	options: DirectCostOptions,
	endings: Endings,
): Promise<void> {
	const left = patience();
	const wanted = accept(client.context.getNode(), items, endings, budgetAmounts);
	for (const [projectId, ofProject] of Object.entries(groupBy(wanted, ({ desired }) => desired.projectId))) {
		const run: Run = { client, projectId, options, endings };
		const [first] = ofProject;
		if (!first) continue;
		const read = await patiently(client, left, async () => {
			const pairs = ofProject.map(({ desired }) => desired).filter(({ amount }) => !isZero(amount));
			const settings = { task: 'directCost.read' as const, create: options.createMissingCodes, dryRun: options.dryRun };
			const cost = await readDirectCost(client, projectId, costOriginId(first.desired));
			return { cost, resolved: await resolveCodes(client, projectId, pairs, settings) };
		});
		if ('result' in read) {
			endAll(run, ofProject, read.result);
			continue;
		}
		const works = compare(run, ofProject, read.value.resolved, read.value.cost);
		if (!options.dryRun) await write(run, works, read.value.cost);
		else
			for (const { index, desired, plan } of works)
				endings.set(index, { outcome: describeAmount(desired, plan)({ status: 'planned' }) });
	}
}
