import type { IDataObject } from 'n8n-workflow';
import { desiredVendorSchema, type DesiredVendor } from '../../../shared/model';
import type { Client } from '../../api/client';
import { sync } from '../../api/sync';
import type { RowResult } from '../../api/syncBatch';
import { planVendor, vendorFingerprint, type VendorPlan } from './compare';
import { endingOf, openEnding, refusedEnding, type Ending, type Endings } from '../upsert/ending';
import { accept, type Kind, type UpsertItem, type Wanted } from '../upsert/intake';
import { rememberVendor } from './directory';
import { vendorReader } from './notesRead';
import { observer, type Observe } from './observed';
import { describeVendor, vendorWords } from './outcome';

export interface UpsertOptions {
	dryRun: boolean;
	/** Rows a request, at most 1000. */
	batchSize: number;
}

const nothing = (desired: DesiredVendor): VendorPlan => ({
	action: 'none',
	procoreId: '',
	fields: [],
	fingerprint: vendorFingerprint(desired),
	previousFingerprint: '',
	needsNotes: false,
	remarks: [],
});

const vendors: Kind<DesiredVendor> = {
	schema: desiredVendorSchema,
	entity: 'supplier',
	what: 'desired vendor',
	lacks: ({ observed }) =>
		observed && 'originId' in observed && !('origin_id' in observed)
			? {
					reason: 'invalid_item',
					message: 'The observed vendor of this item is a simplified one',
					advice:
						'Switch Simplify off in the node that reads the vendors of Procore: comparing needs the whole record.',
				}
			: undefined,
};

interface Pending extends Wanted<DesiredVendor> {
	plan: VendorPlan;
	/** What is sent. */
	body: IDataObject;
}

/** The end of a vendor that needs no request; undefined when it is to be written. */
function endWithoutRequest(desired: DesiredVendor, plan: VendorPlan, dryRun: boolean): Ending | undefined {
	const { procoreId, foreignOriginId } = plan;
	const describe = describeVendor(desired, plan);
	if (foreignOriginId !== undefined)
		return openEnding(describe, 'held', {
			reason: 'foreign_origin_id',
			message: `Procore vendor ${procoreId} belongs to another integration (origin ID ${foreignOriginId})`,
			advice: '',
		});
	if (!plan.row) return { outcome: describe({ status: 'unchanged' }) };
	return dryRun ? { outcome: describe({ status: 'planned' }) } : undefined;
}

/** The end of a vendor by what became of its row. */
function vendorEnding(
	client: Client,
	{ index, desired }: Wanted<DesiredVendor>,
	plan: VendorPlan,
	result: RowResult,
): Ending {
	const describe = describeVendor(desired, plan);
	if (result.kind !== 'accepted') return endingOf(client.context.getNode(), index, describe, result, vendorWords);
	return { outcome: describe({ status: 'synced', procoreId: String(result.entity.id ?? plan.procoreId) }) };
}

/** Compares, and gives the items their endings that need no request; returns those that do. */
function compare(
	client: Client,
	wanted: Array<Wanted<DesiredVendor>>,
	observe: Observe,
	dryRun: boolean,
	endings: Endings,
): Pending[] {
	const node = client.context.getNode();
	const taken = new Set<string>();
	return wanted.flatMap((one) => {
		const { index, desired } = one;
		const seen = observe(desired);
		if ('result' in seen) {
			endings.set(index, vendorEnding(client, { index, desired }, nothing(desired), seen.result));
			return [];
		}
		const plan = planVendor(desired, seen.observed);
		const { procoreId, foreignOriginId } = plan;
		if (procoreId && foreignOriginId === undefined && taken.has(procoreId)) {
			const message = `An earlier item goes to the same Procore vendor ${procoreId}`;
			const advice =
				'A Procore vendor can belong to one SAP supplier only. Decide which, and create or link another for this one.';
			const why = { reason: 'duplicate_item', message, advice };
			endings.set(index, refusedEnding(node, desired as unknown as IDataObject, index, 'supplier', why));
			return [];
		}
		if (procoreId && foreignOriginId === undefined) taken.add(procoreId);
		const end = endWithoutRequest(desired, plan, dryRun);
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
			endings.set(index, vendorEnding(client, { index, desired }, plan, seen.result));
			continue;
		}
		const newPlan = seen ? planVendor(desired, seen.observed) : plan;
		const end = endWithoutRequest(desired, newPlan, false);
		if (end) endings.set(index, end);
		else if (newPlan.row) ready.push({ ...one, plan: newPlan, body: newPlan.row });
	}
	return ready;
}

/** Contracts that are written later in the execution find their vendors without reading them. */
function remember(client: Client, wanted: Array<Wanted<DesiredVendor>>, endings: Endings): void {
	for (const { index, desired } of wanted) {
		const { status, procoreId: id = '' } = endings.get(index)?.outcome ?? {};
		if (status === 'planned') rememberVendor(client, desired.originId, { id, planned: true });
		if ((status === 'synced' || status === 'unchanged') && id !== '')
			rememberVendor(client, desired.originId, { id, planned: false });
	}
}

/**
 * Brings vendors to what they should be with the least requests: compares, sends only the difference, by origin ID.
 * Never throws for what Procore or the network do.
 *
 * @returns exactly one ending an item, by the item's index
 */
export async function upsertVendors(
	client: Client,
	items: UpsertItem[],
	options: UpsertOptions,
	endings: Endings,
): Promise<void> {
	const wanted = accept(client.context.getNode(), items, endings, vendors);
	const observe = await observer(client, wanted);
	const pending = await withNotes(client, compare(client, wanted, observe, options.dryRun, endings), endings);
	const results = await sync(
		client,
		pending.map(({ desired, body }) => ({ key: desired.originId, body })),
		{
			task: 'vendor.sync',
			path: '/rest/v1.0/vendors/sync',
			scope: { company_id: Number(client.companyId) },
			batchSize: options.batchSize,
		},
	);
	for (const { index, desired, plan } of pending) {
		const result = results.get(desired.originId) ?? { kind: 'unanswered' };
		endings.set(index, vendorEnding(client, { index, desired }, plan, result));
	}
	remember(client, wanted, endings);
}
