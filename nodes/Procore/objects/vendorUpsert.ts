import type { IDataObject } from 'n8n-workflow';
import type { DesiredVendor } from '../../shared/model';
import type { Client } from '../api/client';
import { sync } from '../api/sync';
import { planVendor, vendorFingerprint, type VendorPlan } from './vendorCompare';
import { accept, type Endings, type UpsertItem, type Wanted } from './vendorIntake';
import { observer, type Observe } from './vendorObserved';
import { vendorReader } from './vendorNotesRead';
import { endingOf, plannedOutcome, refusedEnding, type Ending } from './vendorOutcome';

export interface UpsertOptions {
	dryRun: boolean;
	/** Rows a request, at most 1000. */
	batchSize: number;
}

/** Procore takes no more rows in one sync action. */
export const maxBatchSize = 1000;

const nothing = (desired: DesiredVendor): VendorPlan => ({
	action: 'none',
	procoreId: '',
	fields: [],
	fingerprint: vendorFingerprint(desired),
	previousFingerprint: '',
	needsNotes: false,
	remarks: [],
});

interface Pending extends Wanted {
	plan: VendorPlan;
	/** What is sent. */
	body: IDataObject;
}

/** The end of a vendor that needs no request; undefined when it is to be written. */
function endWithoutRequest({ desired }: Wanted, plan: VendorPlan, dryRun: boolean): Ending | undefined {
	const { procoreId, foreignOriginId } = plan;
	if (foreignOriginId !== undefined)
		return {
			outcome: plannedOutcome(desired, plan, {
				status: 'held',
				reason: 'foreign_origin_id',
				message: `Procore vendor ${procoreId} belongs to another integration (origin ID ${foreignOriginId})`,
			}),
		};
	if (!plan.row) return { outcome: plannedOutcome(desired, plan, { status: 'unchanged' }) };
	return dryRun ? { outcome: plannedOutcome(desired, plan, { status: 'planned' }) } : undefined;
}

/** Compares, and gives the items their endings that need no request; returns those that do. */
function compare(client: Client, wanted: Wanted[], observe: Observe, dryRun: boolean, endings: Endings): Pending[] {
	const node = client.context.getNode();
	const taken = new Set<string>();
	return wanted.flatMap((one) => {
		const { index, desired } = one;
		const seen = observe(desired);
		if ('result' in seen) {
			endings.set(index, endingOf(node, index, desired, nothing(desired), seen.result));
			return [];
		}
		const plan = planVendor(desired, seen.observed);
		const { procoreId, foreignOriginId } = plan;
		if (procoreId && foreignOriginId === undefined && taken.has(procoreId)) {
			const message = `An earlier item goes to the same Procore vendor ${procoreId}`;
			const advice =
				'A Procore vendor can belong to one SAP supplier only. Decide which, and create or link another for this one.';
			const why = { reason: 'duplicate_item', message, advice };
			endings.set(index, refusedEnding(node, desired as unknown as IDataObject, index, why));
			return [];
		}
		if (procoreId && foreignOriginId === undefined) taken.add(procoreId);
		const end = endWithoutRequest(one, plan, dryRun);
		if (end) endings.set(index, end);
		return end || !plan.row ? [] : [{ ...one, plan, body: plan.row }];
	});
}

/** Reads the vendors whose notes are needed but not known, and compares them again. */
async function withNotes(client: Client, pending: Pending[], endings: Endings): Promise<Pending[]> {
	const read = vendorReader(client);
	const ready: Pending[] = [];
	for (const one of pending) {
		const { index, desired, plan } = one;
		const seen = plan.needsNotes ? await read(plan.procoreId) : undefined;
		if (seen && 'result' in seen) {
			endings.set(index, endingOf(client.context.getNode(), index, desired, plan, seen.result));
			continue;
		}
		const newPlan = seen ? planVendor(desired, seen.observed) : plan;
		const end = endWithoutRequest(one, newPlan, false);
		if (end) endings.set(index, end);
		else if (newPlan.row) ready.push({ ...one, plan: newPlan, body: newPlan.row });
	}
	return ready;
}

/**
 * Brings vendors to what they should be with the least requests: compares, sends only the difference, by origin ID.
 * Never throws for what Procore or the network do.
 *
 * @returns exactly one ending an item, by the item's index
 */
export async function upsertVendors(client: Client, items: UpsertItem[], options: UpsertOptions): Promise<Endings> {
	const endings: Endings = new Map();
	const wanted = accept(client, items, endings);
	const observe = await observer(client, wanted);
	const pending = await withNotes(client, compare(client, wanted, observe, options.dryRun, endings), endings);
	const results = await sync(
		client,
		pending.map(({ desired, body }) => ({ key: desired.originId, body })),
		{
			task: 'vendor.sync',
			path: '/rest/v1.0/vendors/sync',
			scope: { company_id: Number(client.companyId) },
			batchSize: Math.min(options.batchSize, maxBatchSize),
		},
	);
	for (const { index, desired, plan } of pending) {
		const result = results.get(desired.originId) ?? { kind: 'unanswered' };
		endings.set(index, endingOf(client.context.getNode(), index, desired, plan, result));
	}
	return endings;
}
