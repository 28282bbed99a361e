import { compared, isZero } from '../../../shared/decimal';
import type { DesiredBudgetAmount } from '../../../shared/model';
import { directCostOriginId, systemInOriginId } from '../../../shared/originId';
import type { SyncRow } from '../../api/syncAnswer';
import { sync } from '../../api/sync';
import type { RowResult } from '../../api/syncBatch';
import { jsonNumber } from '../budget/amount';
import type { AmountPlan } from '../budget/outcome';
import { amounts, unknownAmount, type PendingAmount } from '../budget/pending';
import { budgetAmounts } from '../budget/upsert';
import { upsertByProject, type ProjectJob, type ProjectUpsert, type UpsertJob } from '../upsert/byProject';
import type { Wanted } from '../upsert/intake';
import { pairKey, type Id } from '../wbs/projectCodes';
import { resolveCodes, type Resolved } from '../wbs/resolve';
import { directCostsPath, readDirectCost, type DirectCost } from './read';

/** Statuses that a direct cost of ours may be created with. */
export const directCostStatuses = ['draft', 'pending', 'approved'] as const;

export interface DirectCostOptions {
	dryRun: boolean;
	/** Status of a new direct cost; one that is there keeps its own. */
	status: (typeof directCostStatuses)[number];
	createMissingCodes: boolean;
}

/** Procore takes no more lines of direct costs in one request. */
const linesPerRequest = 100;

type DirectCostJob = ProjectJob<DirectCostOptions>;

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

/** Gives amounts that need no request their results; returns the others. */
function compare(
	job: DirectCostJob,
	wanted: Array<Wanted<DesiredBudgetAmount>>,
	resolved: Map<string, Resolved>,
	cost: DirectCost | undefined,
): PendingAmount[] {
	return wanted.flatMap((one) => {
		const { desired } = one;
		const found = resolved.get(pairKey(desired)) ?? { id: '' };
		if ('why' in found) {
			amounts.leaveOpen(job, { ...one, plan: unknownAmount }, 'held', found.why);
			return [];
		}
		const plan = planOf(desired, found.id, cost);
		if (plan.action !== 'none') return [{ ...one, plan, wbsCodeId: found.id }];
		amounts.settle(job, { ...one, plan }, { status: 'unchanged' });
		return [];
	});
}

/** Creates the direct cost of a project; by its origin ID, so that there is never a second one. */
async function createCost({ client, projectId, options }: DirectCostJob, originId: string): Promise<RowResult> {
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

function lineRow({ desired, plan, wbsCodeId }: PendingAmount, costId: Id): SyncRow {
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

async function write(job: DirectCostJob, pending: PendingAmount[], cost: DirectCost | undefined): Promise<void> {
	const { client, projectId } = job;
	const [first] = pending;
	if (!first) return;
	const header: RowResult = cost
		? { kind: 'accepted', entity: { id: cost.id } }
		: await createCost(job, costOriginId(first.desired));
	if (header.kind !== 'accepted') {
		for (const amount of pending) amounts.settleByRow(job, { ...amount, plan: unknownAmount }, header);
		return;
	}
	const costId = header.entity.id as Id;
	const rows = pending.map((amount) => lineRow(amount, costId));
	const written = await sync(client, rows, {
		task: 'directCost.write',
		path: `${directCostsPath(projectId)}/line_items/sync`,
		scope: {},
		batchSize: linesPerRequest,
		retryConflicts: true,
	});
	for (const amount of pending) {
		const plan = { ...amount.plan, procoreId: String(costId) };
		amounts.settleByRow(job, { ...amount, plan }, written.get(amount.desired.originId) ?? { kind: 'unanswered' });
	}
}

interface HeldCosts {
	cost: DirectCost | undefined;
	codes: Map<string, Resolved>;
}

const directCostUpsert: ProjectUpsert<DesiredBudgetAmount, AmountPlan, DirectCostOptions, HeldCosts> = {
	kind: budgetAmounts,
	settlement: amounts,
	unread: () => unknownAmount,
	async read({ client, projectId, options: { createMissingCodes: create, dryRun } }, wanted) {
		const [first] = wanted;
		const cost = first && (await readDirectCost(client, projectId, costOriginId(first.desired)));
		const pairs = wanted.map(({ desired }) => desired).filter(({ amount }) => !isZero(amount));
		const codes = await resolveCodes(client, projectId, pairs, { task: 'directCost.read', create, dryRun });
		return { cost, codes };
	},
	async write(job, wanted, { cost, codes }) {
		const pending = compare(job, wanted, codes, cost);
		if (!job.options.dryRun) await write(job, pending, cost);
		else for (const amount of pending) amounts.settle(job, amount, { status: 'planned' });
	},
};

/**
 * Brings the costs of projects to Procore as direct costs: one direct cost a project, with a line a cost code and cost
 * type, which always holds the cumulative amount. Requests on one direct cost follow one another, as Procore takes no
 * two at once. See `upsertByProject`.
 */
export const upsertDirectCosts = async (job: UpsertJob, options: DirectCostOptions): Promise<void> =>
	await upsertByProject(job, options, directCostUpsert);
