import type { IDataObject } from 'n8n-workflow';
import { compared } from '../../../shared/decimal';
import { desiredRequisitionSchema, type DesiredRequisition } from '../../../shared/model';
import type { Client } from '../../api/client';
import type { RowResult } from '../../api/syncBatch';
import { upsertByProject, type ProjectJob, type ProjectUpsert, type UpsertJob } from '../upsert/byProject';
import type { Wanted } from '../upsert/intake';
import { settlement, type Explanation } from '../upsert/itemResult';
import type { Id } from '../wbs/projectCodes';
import { decideRequisition, notWanted, type RequisitionPlan } from './decide';
import { ownRequisitions } from './list';
import { describeRequisition, requisitionErrorTexts } from './outcome';
import { projectBilling, type ProjectBilling, type Stopped } from './projectBilling';
import { billedOn, procoreRequisitionSchema } from './record';
import { targetOf, type PendingRequisition, type Target } from './target';
import { createRequisition, submitRequisition, updateRequisition } from './write';

export interface RequisitionOptions {
	dryRun: boolean;
	/** Write the status that the item asks for; off: always draft. */
	submit: boolean;
	createBillingPeriod: boolean;
}

type RequisitionJob = ProjectJob<RequisitionOptions>;
type HeldRequisitions = Awaited<ReturnType<typeof ownRequisitions>>;

const requisitions = settlement(describeRequisition, requisitionErrorTexts);

function settleStopped(job: RequisitionJob, pending: PendingRequisition, stopped: Stopped): void {
	if ('why' in stopped) requisitions.leaveOpen(job, pending, stopped.status, stopped.why);
	else requisitions.settleByRow(job, pending, stopped.result);
}

function settleWritten(
	job: RequisitionJob,
	pending: PendingRequisition,
	result: RowResult | { why: Explanation },
): void {
	if ('why' in result) return settleStopped(job, pending, { ...result, status: 'held' });
	if (result.kind !== 'accepted') return settleStopped(job, pending, { result });
	const { desired, plan } = pending;
	const written = { ...pending, plan: { ...plan, procoreId: String(result.entity.id ?? plan.procoreId) } };
	const parsed = procoreRequisitionSchema.safeParse(result.entity);
	const billed = plan.observed && parsed.success ? billedOn(parsed.data) : undefined;
	if (billed === undefined || compared(billed, desired.total) === 0)
		return requisitions.settle(job, written, { status: 'synced' });
	requisitions.fail(job, written, {
		reason: 'total_mismatch',
		message: `The requisition bills ${billed}, SAP's total is ${desired.total}`,
		advice: 'Look for items that somebody changed in Procore.',
	});
}

async function write(
	client: Client,
	pending: PendingRequisition,
	target: Target,
): Promise<RowResult | { why: Explanation }> {
	const { desired, plan } = pending;
	const drafted = await draft(client, pending, target);
	if ('why' in drafted || drafted.kind !== 'accepted' || plan.status === 'draft') return drafted;
	if (plan.observed && !fits(drafted.entity, desired)) return drafted;
	const requisition = { id: (drafted.entity.id ?? plan.procoreId) as Id, contractId: target.contractId };
	return await submitRequisition(client, desired, plan, requisition, target.amounts);
}

async function draft(client: Client, { desired, plan }: PendingRequisition, { contractId, periodId, amounts }: Target) {
	if (plan.complete) return { kind: 'accepted', entity: { id: plan.procoreId } } as const;
	if (plan.observed) return await updateRequisition(client, desired, plan, amounts);
	return await createRequisition(client, desired, contractId, periodId ?? '', amounts);
}

/** Whether Procore says that a requisition bills what it should; true where it does not say. */
function fits(entity: IDataObject, desired: DesiredRequisition): boolean {
	const parsed = procoreRequisitionSchema.safeParse(entity);
	const billed = parsed.success ? billedOn(parsed.data) : undefined;
	return billed === undefined || compared(billed, desired.total) === 0;
}

async function finish(job: RequisitionJob, pending: PendingRequisition, billing: ProjectBilling): Promise<void> {
	const { client, breaker, options } = job;
	const target = await targetOf(pending, billing);
	if (!('value' in target)) return settleStopped(job, pending, target);
	if (options.dryRun) return requisitions.settle(job, pending, { status: 'planned' });
	const tripped = breaker.tripped();
	if (tripped) return settleStopped(job, pending, { result: tripped });
	const result = await write(client, pending, target.value);
	breaker.note('kind' in result ? result : undefined);
	settleWritten(job, pending, result);
}

/** Gives those their results that need no request; returns the others. */
function decide(
	job: RequisitionJob,
	wanted: Array<Wanted<DesiredRequisition>>,
	held: HeldRequisitions,
): PendingRequisition[] {
	return wanted.flatMap(({ index, desired }) => {
		const decision =
			desired.requires !== undefined && !held.has(desired.requires)
				? notWanted(desired)
				: decideRequisition(desired, held.get(desired.originId), job.options.submit);
		const one = { index, desired, plan: decision.plan };
		if (decision.kind === 'write') return [one];
		const { advice, ...explanation } = decision.why ?? {};
		requisitions.settle(job, one, {
			status: decision.status,
			...explanation,
			...(advice ? { detail: { advice } } : {}),
		});
		return [];
	});
}

const requisitionUpsert: ProjectUpsert<DesiredRequisition, RequisitionPlan, RequisitionOptions, HeldRequisitions> = {
	kind: { schema: desiredRequisitionSchema, entity: 'requisition', what: 'desired requisition' },
	settlement: requisitions,
	unread: (desired, { submit }) => decideRequisition(desired, undefined, submit).plan,
	read: async ({ client, projectId }, wanted) =>
		await ownRequisitions(
			client,
			projectId,
			new Set(wanted.flatMap(({ desired }) => [desired.originId, desired.requires ?? desired.originId])),
		),
	async write(job, wanted, held) {
		const billing = projectBilling(job);
		for (const pending of decide(job, wanted, held)) await finish(job, pending, billing);
	},
};

/**
 * Brings requisitions (subcontractor invoices) to what they should be, project by project: one list of requisitions;
 * where something is to be written one list of contracts, of lines a contract, and of open billing periods; one request
 * a requisition, which holds its amounts, and a second one where it is to be submitted. See `upsertByProject`.
 */
export const upsertRequisitions = async (job: UpsertJob, options: RequisitionOptions): Promise<void> =>
	await upsertByProject(job, options, requisitionUpsert);
