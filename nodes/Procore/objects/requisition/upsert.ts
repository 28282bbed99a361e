import { compared } from '../../../shared/decimal';
import { desiredRequisitionSchema, type Approval, type DesiredRequisition } from '../../../shared/model';
import { keptOtherwise } from '../../api/kept';
import type { RowResult } from '../../api/syncBatch';
import { upsertByProject, type ProjectJob, type ProjectUpsert, type UpsertJob } from '../upsert/byProject';
import type { Wanted } from '../upsert/intake';
import { because, notAsSent, settlement } from '../upsert/itemResult';
import { requisitionAnswer } from './approval';
import {
	decideRequisition,
	notWanted,
	ssovHeld,
	type RequisitionDecision,
	type RequisitionPlan,
	type RequisitionPolicy,
} from './decide';
import { hasRequired, requisitionDirectory, witnessedBy, type RequisitionDirectory } from './directory';
import { lockRequisition, unlinkRequisition } from './lock';
import { describeRequisition, requisitionErrorTexts } from './outcome';
import { projectBilling, type Lookup, type ProjectBilling, type Stopped } from './projectBilling';
import { billedOn, isDetailed, procoreRequisitionSchema, type ProcoreRequisition } from './record';
import { targetOf, type PendingRequisition } from './target';
import { writeRequisition } from './write';

export interface RequisitionOptions extends RequisitionPolicy {
	dryRun: boolean;
	createBillingPeriod: boolean;
	/** Which changes somebody has to approve; null = none. */
	approval: Approval | null;
}

type RequisitionJob = ProjectJob<RequisitionOptions>;

const requisitions = settlement(describeRequisition, requisitionErrorTexts);

function settleStopped(job: RequisitionJob, pending: PendingRequisition, stopped: Stopped): void {
	if ('why' in stopped) requisitions.leaveOpen(job, pending, stopped.status, stopped.why);
	else requisitions.settleByRow(job, pending, stopped.result);
}

/** Success is what Procore says the requisition bills, not that it took the request. */
function settleWritten(job: RequisitionJob, pending: PendingRequisition, result: RowResult): void {
	if (result.kind !== 'accepted') return settleStopped(job, pending, { result });
	const { desired, plan } = pending;
	const procoreId = String(result.entity.id ?? plan.procoreId);
	const written = { ...pending, plan: { ...plan, procoreId } };
	const parsed = procoreRequisitionSchema.safeParse(result.entity);
	const billed = parsed.success ? billedOn(parsed.data) : undefined;
	if (billed !== undefined && compared(billed, desired.total) === 0) {
		const kept = keptOtherwise({ status: plan.status, invoice_number: desired.number }, result.entity);
		return kept.length === 0
			? requisitions.settle(job, written, { status: 'synced' })
			: requisitions.fail(job, written, notAsSent(kept.join(', ')));
	}
	if (parsed.success && isDetailed(parsed.data))
		return requisitions.leaveOpen(job, written, 'held', ssovHeld(procoreId));
	const message = `The requisition bills ${billed ?? 'an amount that Procore does not give'}, SAP's total is ${desired.total}`;
	requisitions.fail(job, written, because('total_mismatch', message));
}

async function finish(job: RequisitionJob, pending: PendingRequisition, billing: ProjectBilling): Promise<void> {
	const { client, breaker, options } = job;
	const target = await targetOf(pending, billing);
	if (!('value' in target)) return settleStopped(job, pending, target);
	if (options.dryRun) return requisitions.settle(job, pending, { status: 'planned' });
	const tripped = breaker.tripped();
	if (tripped) return settleStopped(job, pending, { result: tripped });
	const result = await writeRequisition(client, pending, target.value);
	if ('why' in result) return settleStopped(job, pending, { ...result, status: 'held' });
	breaker.note(result);
	settleWritten(job, pending, result);
}

/** The requisition in Procore, if there is one: by its identity, or by contract and number where it carries none. */
async function observedFor(
	{ client, breaker }: RequisitionJob,
	desired: DesiredRequisition,
	directory: RequisitionDirectory,
	billing: ProjectBilling,
): Promise<Lookup<ProcoreRequisition | undefined>> {
	const [known, ...more] = directory.byOriginId.get(desired.originId) ?? [];
	if (known && more.length > 0)
		return {
			status: 'held',
			why: because(
				'requisition_twice',
				`Procore has it ${more.length + 1} times: ${[known, ...more].map(({ id }) => id).join(', ')}`,
			),
		};
	if (known || !directory.byNumber.has(desired.number)) return { value: known };
	const contracts = await billing.contracts();
	if (!('value' in contracts)) return contracts;
	return await breaker.call(async () => await witnessedBy(client, desired, directory, contracts.value));
}

/** Whether it is wanted at all: what it requires is in Procore. Contracts are only read where that is not known. */
async function isWanted(
	{ client, breaker }: RequisitionJob,
	desired: DesiredRequisition,
	directory: RequisitionDirectory,
	billing: ProjectBilling,
): Promise<Lookup<boolean>> {
	if (desired.requires === undefined || directory.byOriginId.has(desired.requires)) return { value: true };
	const contracts = await billing.contracts();
	if (!('value' in contracts)) return contracts;
	return await breaker.call(async () => await hasRequired(client, desired, directory, contracts.value));
}

/** What stops one that is, or reverses what is, in another project; undefined = nothing. */
async function stoppedElsewhere(
	{ client, breaker }: RequisitionJob,
	{ elsewhere = [], contractOriginId, comment }: DesiredRequisition,
	billing: ProjectBilling,
): Promise<Stopped | undefined> {
	for (const { originId: requires, projectId, ...more } of elsewhere) {
		const other = await billing.other(projectId);
		if (!('value' in other)) return other;
		const { requisitions: there, contracts } = other.value;
		const wanted = { requires, projectId, contractOriginId: more.contractOriginId };
		const isThere = await breaker.call(async () => await hasRequired(client, wanted, there, contracts));
		if (!('value' in isThere)) return isThere;
		const message = `Project ${projectId} has it, or what it reverses, and ${contractOriginId} would be billed as well: ${comment}`;
		if (isThere.value) return { status: 'held', why: because('invoice_elsewhere', message) };
	}
	return undefined;
}

async function decisionFor(
	job: RequisitionJob,
	desired: DesiredRequisition,
	directory: RequisitionDirectory,
	billing: ProjectBilling,
): Promise<Lookup<RequisitionDecision>> {
	const stopped = directory.byOriginId.has(desired.originId)
		? undefined
		: await stoppedElsewhere(job, desired, billing);
	if (stopped) return stopped;
	const wanted = await isWanted(job, desired, directory, billing);
	if (!('value' in wanted)) return wanted;
	if (!wanted.value) return { value: notWanted(desired) };
	const observed = await observedFor(job, desired, directory, billing);
	return 'value' in observed ? { value: decideRequisition(desired, observed.value, job.options) } : observed;
}

/** Takes a lock off, so that people can act on the requisition. @returns it without the lock, or undefined: it has its result */
async function unlinked(job: RequisitionJob, pending: PendingRequisition): Promise<PendingRequisition | undefined> {
	const { client, breaker } = job;
	const { desired, plan } = pending;
	const { observed } = plan;
	if (!plan.unlink || !observed) return pending;
	const result = breaker.tripped() ?? (await unlinkRequisition(client, desired.projectId, observed, desired.originId));
	if ('why' in result) requisitions.leaveOpen(job, pending, 'held', result.why);
	else if (result.kind !== 'accepted') requisitions.settleByRow(job, pending, result);
	else {
		const unlocked = observed.origin_id ? ['Its origin ID, which locked it for people, was taken off.'] : [];
		const remarks = [...plan.remarks, ...unlocked];
		return { ...pending, plan: { ...plan, remarks, observed: { ...observed, origin_id: '' } } };
	}
	return undefined;
}

async function write(
	job: RequisitionJob,
	{ index, desired }: Wanted<DesiredRequisition>,
	decision: RequisitionDecision,
	billing: ProjectBilling,
): Promise<void> {
	const { client, options } = job;
	const decided = { index, desired, plan: decision.plan };
	if (decision.kind === 'write' && options.approval) {
		const answer = requisitionAnswer(desired, decision.plan, options.approval);
		const unwritten = { ...decided, plan: { ...decision.plan, action: 'none' as const } };
		if (answer.kind === 'stays') return requisitions.settle(job, unwritten, answer.fields);
	}
	const one = options.dryRun ? decided : await unlinked(job, decided);
	if (!one) return;
	if (decision.kind === 'write') return await finish(job, one, billing);
	const { advice, ...explanation } = decision.why ?? {};
	const detail = advice ? { detail: { advice } } : {};
	const touches = one.plan.unlink || one.plan.lock;
	if (decision.status !== 'unchanged' || !touches)
		return requisitions.settle(job, one, { status: decision.status, ...explanation, ...detail });
	const plan: RequisitionPlan = { ...one.plan, action: 'update' };
	if (options.dryRun) return requisitions.settle(job, { ...one, plan }, { status: 'planned' });
	const refused = plan.lock ? await lockRequisition(client, desired, plan) : '';
	if (refused === '') return requisitions.settle(job, { ...one, plan }, { status: 'synced' });
	const remarks = [...plan.remarks, `It is as SAP has it, but could not be locked: ${refused}`];
	requisitions.settle(job, { ...one, plan: { ...one.plan, remarks } }, { status: 'unchanged' });
}

const requisitionUpsert: ProjectUpsert<DesiredRequisition, RequisitionPlan, RequisitionOptions, RequisitionDirectory> =
	{
		kind: {
			schema: desiredRequisitionSchema.required({ mappedAssignments: true }),
			entity: 'requisition',
			what: 'desired requisition',
		},
		settlement: requisitions,
		unread: (desired, options) => decideRequisition(desired, undefined, options).plan,
		read: async ({ client, projectId }) => await requisitionDirectory(client, projectId),
		async write(job, wanted, directory) {
			const billing = projectBilling(job);
			for (const one of wanted) {
				const decision = await decisionFor(job, one.desired, directory, billing);
				if ('value' in decision) await write(job, one, decision.value, billing);
				else
					settleStopped(job, { ...one, plan: decideRequisition(one.desired, undefined, job.options).plan }, decision);
			}
		},
	};

/**
 * Brings requisitions (subcontractor invoices) to what they should be, project by project: one list of requisitions;
 * where something is to be written one list of contracts, of lines a contract, and of open billing periods; one request
 * a requisition, which holds its amounts, and a second one where it is to be submitted. See `upsertByProject`.
 */
export const upsertRequisitions = async (job: UpsertJob, options: RequisitionOptions): Promise<void> =>
	await upsertByProject(job, options, requisitionUpsert);
