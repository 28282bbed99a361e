import { groupBy } from 'lodash';
import type { IDataObject } from 'n8n-workflow';
import { compared } from '../../../shared/decimal';
import { desiredRequisitionSchema, type DesiredRequisition } from '../../../shared/model';
import type { Client } from '../../api/client';
import { patience, patiently, type Patience } from '../../api/patience';
import type { RowResult } from '../../api/syncBatch';
import { endingOf, failedEnding, openEnding, type Ending, type Endings, type Why } from '../upsert/ending';
import { accept, type Kind, type UpsertItem, type Wanted } from '../upsert/intake';
import type { Id } from '../wbs/projectCodes';
import { decideRequisition } from './decide';
import { ownRequisitions } from './list';
import { describeRequisition, requisitionWords } from './outcome';
import { placeOf, type Place } from './place';
import { billedOn, procoreRequisitionSchema } from './record';
import { targetOf, type Stopped, type Target, type Work } from './target';
import { createRequisition, submitRequisition, updateRequisition } from './write';

export interface RequisitionOptions {
	dryRun: boolean;
	/** Write the status that the item asks for; off: always draft. */
	submit: boolean;
	createBillingPeriod: boolean;
}

const requisitions: Kind<DesiredRequisition> = {
	schema: desiredRequisitionSchema,
	entity: 'requisition',
	what: 'desired requisition',
};

function stoppedEnding(client: Client, { index, desired, plan }: Work, stopped: Stopped): Ending {
	const describe = describeRequisition(desired, plan);
	if ('why' in stopped) return openEnding(describe, stopped.status, stopped.why);
	const { result } = stopped;
	if (result.kind !== 'accepted') return endingOf(client.context.getNode(), index, describe, result, requisitionWords);
	return { outcome: describe({ status: 'synced' }) };
}

function writtenEnding(client: Client, work: Work, result: RowResult | { why: Why }): Ending {
	if ('why' in result) return stoppedEnding(client, work, { ...result, status: 'held' });
	if (result.kind !== 'accepted') return stoppedEnding(client, work, { result });
	const { desired, plan, index } = work;
	const describe = describeRequisition(desired, { ...plan, procoreId: String(result.entity.id ?? plan.procoreId) });
	const parsed = procoreRequisitionSchema.safeParse(result.entity);
	const billed = plan.observed && parsed.success ? billedOn(parsed.data) : undefined;
	if (billed === undefined || compared(billed, desired.total) === 0) return { outcome: describe({ status: 'synced' }) };
	return failedEnding(client.context.getNode(), index, describe, {
		reason: 'total_mismatch',
		message: `The requisition bills ${billed}, SAP's total is ${desired.total}`,
		advice: 'Look for items that somebody changed in Procore.',
	});
}

async function write(client: Client, work: Work, target: Target): Promise<RowResult | { why: Why }> {
	const { desired, plan } = work;
	const drafted = await draft(client, work, target);
	if ('why' in drafted || drafted.kind !== 'accepted' || plan.status === 'draft') return drafted;
	if (plan.observed && !fits(drafted.entity, desired)) return drafted;
	const requisition = { id: (drafted.entity.id ?? plan.procoreId) as Id, contractId: target.contractId };
	return await submitRequisition(client, desired, plan, requisition, target.amounts);
}

async function draft(client: Client, { desired, plan }: Work, { contractId, periodId, amounts }: Target) {
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

async function finish(client: Client, work: Work, place: Place, left: Patience, dryRun: boolean): Promise<Ending> {
	const target = await targetOf(work, place);
	if (!('value' in target)) return stoppedEnding(client, work, target);
	if (dryRun) return { outcome: describeRequisition(work.desired, work.plan)({ status: 'planned' }) };
	const exhausted = left.exhausted();
	if (exhausted) return stoppedEnding(client, work, { result: exhausted });
	const result = await write(client, work, target.value);
	left.note('kind' in result ? result : undefined);
	return writtenEnding(client, work, result);
}

/** Gives those their endings that need no request; returns the others. */
function decide(
	wanted: Array<Wanted<DesiredRequisition>>,
	held: Awaited<ReturnType<typeof ownRequisitions>>,
	submit: boolean,
	endings: Endings,
): Work[] {
	return wanted.flatMap(({ index, desired }) => {
		const decision = decideRequisition(desired, held.get(desired.originId), submit);
		const { plan } = decision;
		if (decision.kind === 'write') return [{ index, desired, plan }];
		const { advice, ...words } = decision.why ?? {};
		const detail = advice ? { detail: { advice } } : {};
		endings.set(index, {
			outcome: describeRequisition(desired, plan)({ status: decision.status, ...words, ...detail }),
		});
		return [];
	});
}

/**
 * Brings requisitions (subcontractor invoices) to what they should be, project by project: one list of requisitions;
 * where something is to be written one list of contracts, of lines a contract, and of open billing periods; one request
 * a requisition, which holds its amounts, and a second one where it is to be submitted. Never throws for what Procore or the network do.
 *
 * @returns exactly one ending an item, by the item's index
 */
export async function upsertRequisitions(
	client: Client,
	items: UpsertItem[],
	{ dryRun, submit, createBillingPeriod }: RequisitionOptions,
	endings: Endings,
): Promise<void> {
	const wanted = accept(client.context.getNode(), items, endings, requisitions);
	const left = patience();
	for (const [projectId, ofProject] of Object.entries(groupBy(wanted, ({ desired }) => desired.projectId))) {
		const origins = new Set(ofProject.map(({ desired }) => desired.originId));
		const read = await patiently(client, left, async () => await ownRequisitions(client, projectId, origins));
		if ('result' in read) {
			for (const one of ofProject) {
				const { plan } = decideRequisition(one.desired, undefined, submit);
				endings.set(one.index, stoppedEnding(client, { ...one, plan }, read));
			}
			continue;
		}
		const place = placeOf(client, projectId, left, { dryRun, createBillingPeriod });
		for (const work of decide(ofProject, read.value, submit, endings))
			endings.set(work.index, await finish(client, work, place, left, dryRun));
	}
}
