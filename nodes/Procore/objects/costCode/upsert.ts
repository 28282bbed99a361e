import { pick } from 'lodash';
import { desiredCostCodeSchema, type DesiredCostCode } from '../../../shared/model';
import { keptOtherwise } from '../../api/kept';
import { sync } from '../../api/sync';
import type { SyncRow } from '../../api/syncAnswer';
import { upsertByProject, type ProjectJob, type ProjectUpsert, type UpsertJob } from '../upsert/byProject';
import type { ObjectKind } from '../upsert/intake';
import { notAsSent, settlement, type Compared } from '../upsert/itemResult';
import { forgetItems } from '../wbs/projectCodes';
import { ensureBudgetCodes, type BudgetCodes } from './budgetCodes';
import { costCodeDirectory, planCostCode, type CostCodeDirectory, type CostCodePlan } from './decide';
import { listCostCodes } from './list';
import { costCodeErrorTexts, describeCostCode } from './outcome';

export interface CostCodeOptions {
	dryRun: boolean;
	/** Rows a request, at most 1000. */
	batchSize: number;
	/** Create the WBS codes of the cost codes with their cost types as well. */
	withBudgetCodes: boolean;
}

const kind: ObjectKind<DesiredCostCode> = {
	schema: desiredCostCodeSchema,
	entity: 'cost_code',
	what: 'desired cost code',
};

const costCodes = settlement(describeCostCode, costCodeErrorTexts);

type PendingCostCode = Compared<DesiredCostCode, CostCodePlan>;

const nothing: CostCodePlan = { action: 'none', procoreId: '', fingerprint: '', previousFingerprint: '', remarks: [] };

/** The result of a cost code that Procore has, by that of its WBS codes. */
function settleDone(
	job: ProjectJob<Pick<CostCodeOptions, 'dryRun'>>,
	one: PendingCostCode,
	codes: BudgetCodes | undefined,
): void {
	const created = codes?.created ?? 0;
	const action = one.plan.action === 'none' && created > 0 ? 'update' : one.plan.action;
	const done = { ...one, plan: { ...one.plan, action } };
	if (codes?.why) return costCodes.leaveOpen(job, done, 'held', codes.why);
	const status = action === 'none' ? 'unchanged' : job.options.dryRun ? 'planned' : 'synced';
	costCodes.settle(job, done, { status, ...(codes ? { detail: { wbsCodes: created } } : {}) });
}

/** Writes the cost codes of a project. @returns those that it has now, new ones included */
async function writeCodes(job: ProjectJob<CostCodeOptions>, pending: PendingCostCode[]): Promise<PendingCostCode[]> {
	const { client, projectId, options } = job;
	const rows = pending.flatMap(({ plan }) => plan.row ?? []);
	if (rows.length === 0 || options.dryRun) return pending;
	const send = async (some: SyncRow[]) =>
		await sync(client, some, {
			task: 'costCode.write',
			path: '/rest/v1.0/cost_codes/sync',
			query: { project_id: projectId },
			scope: {},
			batchSize: options.batchSize,
		});
	const written = await send(rows);
	forgetItems(client, projectId);
	const again: SyncRow[] = [];
	const done = pending.flatMap((one) => {
		const { plan, desired } = one;
		if (!plan.row) return [one];
		const result = written.get(desired.originId) ?? ({ kind: 'unanswered' } as const);
		const kept = result.kind === 'accepted' ? keptOtherwise(pick(plan.row.body, 'code', 'name'), result.entity) : [];
		if (kept.length > 0) {
			// Without a fingerprint the next run compares it again.
			again.push({ key: desired.originId, body: { origin_id: desired.originId, origin_data: '' } });
			costCodes.fail(job, one, notAsSent(kept.join(', ')));
			return [];
		}
		if (result.kind === 'accepted')
			return [{ ...one, plan: { ...plan, procoreId: String(result.entity.id ?? plan.procoreId) } }];
		costCodes.settleByRow(job, one, result);
		return [];
	});
	await send(again);
	return done;
}

const costCodeUpsert: ProjectUpsert<DesiredCostCode, CostCodePlan, CostCodeOptions, CostCodeDirectory> = {
	kind,
	settlement: costCodes,
	unread: () => nothing,
	read: async ({ client, projectId }) => costCodeDirectory(await listCostCodes(client, projectId, {})),
	async write(job, wanted, directory) {
		const { client, projectId, breaker } = job;
		const { dryRun, withBudgetCodes } = job.options;
		const planned = wanted.map((one) => ({ ...one, plan: planCostCode(one.desired, directory) }));
		const pending = await writeCodes(job, planned);
		// What is only planned has no WBS codes to look at.
		const there = pending.filter(({ plan }) => !dryRun || plan.action !== 'create').map(({ desired }) => desired);
		const codes = withBudgetCodes
			? await breaker.call(async () => await ensureBudgetCodes(client, projectId, there, dryRun))
			: { value: new Map<string, BudgetCodes>() };
		for (const one of pending)
			if ('result' in codes) costCodes.settleByRow(job, one, codes.result);
			else settleDone(job, one, codes.value.get(one.desired.originId));
	},
};

/**
 * Brings the cost codes of projects to what they should be: one list and one sync a project, and one list and at most
 * one bulk request for their WBS codes. See `upsertByProject`.
 */
export const upsertCostCodes = async (job: UpsertJob, options: CostCodeOptions): Promise<void> =>
	await upsertByProject(job, options, costCodeUpsert);

type BudgetCodeOptions = Pick<CostCodeOptions, 'dryRun'>;

const budgetCodeUpsert: ProjectUpsert<DesiredCostCode, CostCodePlan, BudgetCodeOptions, Map<string, BudgetCodes>> = {
	kind,
	settlement: costCodes,
	unread: () => nothing,
	async read({ client, projectId, options }, wanted) {
		const codes = wanted.map(({ desired }) => desired);
		return await ensureBudgetCodes(client, projectId, codes, options.dryRun);
	},
	write(job, wanted, codes) {
		for (const one of wanted) settleDone(job, { ...one, plan: nothing }, codes.get(one.desired.originId));
	},
};

/** Creates the WBS codes that cost codes of projects lack. See `upsertByProject`. */
export const upsertBudgetCodes = async (job: UpsertJob, options: BudgetCodeOptions): Promise<void> =>
	await upsertByProject(job, options, budgetCodeUpsert);
