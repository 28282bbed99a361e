import type { IDataObject } from 'n8n-workflow';
import { pick } from 'lodash';
import { desiredVendorSchema, type DesiredVendor } from '../../../shared/model';
import { without } from '../../../shared/without';
import type { Client } from '../../api/client';
import { keptOtherwise } from '../../api/kept';
import { outageBreaker } from '../../api/outageBreaker';
import { sync } from '../../api/sync';
import type { SyncRow } from '../../api/syncAnswer';
import type { UpsertJob } from '../upsert/byProject';
import { accept, type ObjectKind, type Wanted } from '../upsert/intake';
import { because, notAsSent, refusedResult, settlement, type Compared } from '../upsert/itemResult';
import { planVendor, vendorFingerprint, type VendorPlan } from './compare';
import { rememberVendor } from './directory';
import { vendorReader } from './notesRead';
import { observer, type Observe } from './observed';
import { describeVendor, vendorErrorTexts } from './outcome';
import { reactivateVendor } from './record';

export interface VendorOptions {
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

const kind: ObjectKind<DesiredVendor> = {
	schema: desiredVendorSchema,
	entity: 'supplier',
	what: 'desired vendor',
	lacks: ({ observed }) =>
		observed && 'originId' in observed && !('origin_id' in observed)
			? because('invalid_item', 'The observed vendor of this item is a simplified one', 'simplified')
			: undefined,
};

const vendors = settlement(describeVendor, vendorErrorTexts);

interface PendingVendor extends Compared<DesiredVendor, VendorPlan> {
	/** What is sent. */
	body: IDataObject;
}

/** Gives a vendor that needs no request its result. @returns whether it has one now */
function settleWithoutRequest(job: UpsertJob, one: Compared<DesiredVendor, VendorPlan>, dryRun: boolean): boolean {
	const { procoreId, foreignOriginId, row } = one.plan;
	if (foreignOriginId !== undefined) {
		const message = `Procore vendor ${procoreId} belongs to another integration (origin ID ${foreignOriginId})`;
		vendors.leaveOpen(job, one, 'held', because('foreign_origin_id', message));
		return true;
	}
	if (row && !dryRun) return false;
	vendors.settle(job, one, { status: row ? 'planned' : 'unchanged' });
	return true;
}

/** Compares, and gives the items their results that need no request; returns those that do. */
function compare(
	job: UpsertJob,
	wanted: Array<Wanted<DesiredVendor>>,
	observe: Observe,
	dryRun: boolean,
): PendingVendor[] {
	const taken = new Set<string>();
	return wanted.flatMap((one) => {
		const { index, desired } = one;
		const seen = observe(desired);
		if ('result' in seen) {
			vendors.settleByRow(job, { ...one, plan: nothing(desired) }, seen.result);
			return [];
		}
		const plan = planVendor(desired, seen.observed);
		const { procoreId, foreignOriginId, row } = plan;
		if (procoreId && foreignOriginId === undefined && taken.has(procoreId)) {
			const message = `An earlier item goes to the same Procore vendor ${procoreId}`;
			const explanation = because('duplicate_item', message, 'sameVendor');
			job.results.set(index, refusedResult(job.client.context.getNode(), desired, index, 'supplier', explanation));
			return [];
		}
		if (procoreId && foreignOriginId === undefined) taken.add(procoreId);
		return settleWithoutRequest(job, { ...one, plan }, dryRun) || !row ? [] : [{ ...one, plan, body: row }];
	});
}

/** Reads the vendors whose notes are needed but not known, and compares them again. */
async function withNotes(job: UpsertJob, pending: PendingVendor[]): Promise<PendingVendor[]> {
	const read = vendorReader(job.client);
	const ready: PendingVendor[] = [];
	for (const one of pending) {
		const { desired, plan } = one;
		const seen = plan.needsNotes ? await read(plan.procoreId) : undefined;
		if (seen && 'result' in seen) {
			vendors.settleByRow(job, one, seen.result);
			continue;
		}
		const newPlan = seen ? planVendor(desired, seen.observed) : plan;
		const settled = settleWithoutRequest(job, { ...one, plan: newPlan }, false);
		if (!settled && newPlan.row) ready.push({ ...one, plan: newPlan, body: newPlan.row });
	}
	return ready;
}

/** Makes vendors active that are to be, each by a request of its own; the others are as they were. */
async function reactivated(job: UpsertJob, pending: PendingVendor[]): Promise<PendingVendor[]> {
	const breaker = outageBreaker(job.client);
	const ready: PendingVendor[] = [];
	for (const one of pending) {
		const { procoreId } = one.plan;
		const done =
			procoreId !== '' && one.body.is_active === true
				? await breaker.call(async () => {
						await reactivateVendor(job.client, procoreId);
					})
				: undefined;
		if (done && 'result' in done) vendors.settleByRow(job, one, done.result);
		else ready.push(one);
	}
	return ready;
}

/** Contracts that are written later in the execution find their vendors without reading them. */
function remember({ client, results }: UpsertJob, wanted: Array<Wanted<DesiredVendor>>): void {
	for (const { index, desired } of wanted) {
		const { status, procoreId: id = '' } = results.get(index)?.outcome ?? {};
		if (status === 'planned') rememberVendor(client, desired.originId, { id, planned: true });
		if ((status === 'synced' || status === 'unchanged') && id !== '')
			rememberVendor(client, desired.originId, { id, planned: false });
	}
}

/**
 * Brings vendors to what they should be with the least requests: compares, sends only the difference, by origin ID.
 * What Procore or the network do ends in the results, as in `upsertByProject`.
 */
export async function upsertVendors(job: UpsertJob, { dryRun, batchSize }: VendorOptions): Promise<void> {
	const { client, items, results } = job;
	const wanted = accept(client.context.getNode(), items, results, kind);
	const observe = await observer(client, wanted);
	const pending = await reactivated(job, await withNotes(job, compare(job, wanted, observe, dryRun)));
	const rows = pending.map(({ desired, body }) => ({ key: desired.originId, body }));
	const written = await syncVendors(client, rows, batchSize);
	const again: PendingVendor[] = [];
	for (const one of pending) {
		const result = written.get(one.desired.originId) ?? ({ kind: 'unanswered' } as const);
		const { plan, body } = one;
		const kept = result.kind === 'accepted' ? keptVendor(body, result.entity) : { fields: [], remarks: [] };
		const procoreId = result.kind === 'accepted' ? String(result.entity.id ?? plan.procoreId) : plan.procoreId;
		const done = { ...one, plan: { ...plan, procoreId, remarks: [...plan.remarks, ...kept.remarks] } };
		if (kept.fields.length === 0) vendors.settleByRow(job, done, result);
		else {
			again.push(done);
			vendors.fail(job, done, notAsSent(kept.fields.join(', ')));
		}
	}
	await markAgain(client, again, batchSize);
	remember(job, wanted);
}

/** Names of what makes a vendor another one, or unusable. The rest Procore may write in its own way, as a phone number. */
const decisiveFields = ['name', 'is_active', 'origin_id', 'country_code'];

function keptVendor(body: IDataObject, entity: IDataObject): { fields: string[]; remarks: string[] } {
	const plain = without(body, 'id', 'origin_data', 'business_register_attributes', 'notes');
	return {
		fields: keptOtherwise(pick(plain, decisiveFields), entity),
		remarks: keptOtherwise(without(plain, ...decisiveFields), entity).map((what) => `Procore took it, but ${what}.`),
	};
}

/** Takes the fingerprint back from vendors that Procore did not take as they were sent, so that the next run compares them. */
async function markAgain(client: Client, wrong: PendingVendor[], batchSize: number): Promise<void> {
	const rows = wrong.map(({ desired, plan }) => ({
		key: desired.originId,
		body: { id: plan.procoreId, origin_id: desired.originId, origin_data: '' },
	}));
	if (rows.length > 0) await syncVendors(client, rows, batchSize);
}

const syncVendors = async (client: Client, rows: SyncRow[], batchSize: number) =>
	await sync(client, rows, {
		task: 'vendor.sync',
		path: '/rest/v1.0/vendors/sync',
		scope: { company_id: Number(client.companyId) },
		batchSize,
	});
