import type { IDataObject } from 'n8n-workflow';
import type { DesiredVendor } from '../../shared/model';
import type { Client } from '../api/client';
import { sync } from '../api/sync';
import { planVendor, vendorFingerprint, type VendorPlan } from './vendorCompare';
import { accept, type Endings, type UpsertItem, type Wanted } from './vendorIntake';
import { observer, type Observe } from './vendorObserved';
import { endingOf, plannedOutcome, refusedEnding } from './vendorOutcome';

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
	remarks: [],
});

/** Compares, and gives the items their endings that need no request; returns those that do. */
function compare(client: Client, wanted: Wanted[], observe: Observe, dryRun: boolean, endings: Endings) {
	const node = client.context.getNode();
	const taken = new Set<string>();
	return wanted.flatMap(({ index, desired }) => {
		const seen = observe(desired);
		if ('result' in seen) {
			endings.set(index, endingOf(node, index, desired, nothing(desired), seen.result));
			return [];
		}
		const plan = planVendor(desired, seen.observed);
		const { procoreId, foreignOriginId } = plan;
		const end = (more: Parameters<typeof plannedOutcome>[2]) => {
			endings.set(index, { outcome: plannedOutcome(desired, plan, more) });
			return [];
		};
		if (foreignOriginId !== undefined)
			return end({
				status: 'held',
				reason: 'foreign_origin_id',
				message: `Procore vendor ${procoreId} belongs to another integration (origin ID ${foreignOriginId})`,
			});
		if (procoreId && taken.has(procoreId)) {
			const message = `An earlier item goes to the same Procore vendor ${procoreId}`;
			const advice =
				'A Procore vendor can belong to one SAP supplier only. Decide which, and create or link another for this one.';
			endings.set(
				index,
				refusedEnding(node, desired as unknown as IDataObject, index, { reason: 'duplicate_item', message, advice }),
			);
			return [];
		}
		if (procoreId) taken.add(procoreId);
		if (!plan.row) return end({ status: 'unchanged' });
		if (dryRun) return end({ status: 'planned' });
		return [{ index, desired, plan, row: { key: desired.originId, body: plan.row } }];
	});
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
	const pending = compare(client, wanted, observe, options.dryRun, endings);
	const results = await sync(
		client,
		pending.map(({ row }) => row),
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
