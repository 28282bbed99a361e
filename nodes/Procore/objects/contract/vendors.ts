import { partition } from 'lodash';
import type { DesiredContract } from '../../../shared/model';
import type { Client } from '../../api/client';
import type { Wanted } from '../upsert/intake';
import { findVendor, isMissingVendor, knownVendor, type KnownVendor } from '../vendor/directory';
import { planContract } from './compare';
import { vendorMissing, type VendorState } from './decide';
import type { ContractDirectory } from './list';
import { contractFingerprint, readMemory } from './memory';
import { contracts, type ContractJob } from './pending';

/** A contract whose vendor was looked for. */
export interface WantedContract extends Wanted<DesiredContract> {
	vendorIs: VendorState;
}

const withVendor = (desired: DesiredContract, id: string): DesiredContract => ({
	...desired,
	vendor: { ...desired.vendor, id },
});

/** The contract as an earlier run wrote it, with the vendor that it has: nothing of it has changed since. */
function asWritten(desired: DesiredContract, { byOriginId }: ContractDirectory): DesiredContract | undefined {
	const observed = byOriginId.get(desired.originId);
	if (!observed?.vendor) return undefined;
	const written = withVendor(desired, String(observed.vendor.id));
	return readMemory(observed.origin_data)?.fingerprint === contractFingerprint(written) ? written : undefined;
}

async function vendorOf(client: Client, desired: DesiredContract, directory: ContractDirectory) {
	const { originId } = desired.vendor;
	// Looking at the contract first saves the vendors of unchanged orders from being read.
	const written = knownVendor(client, originId) ? undefined : asWritten(desired, directory);
	return written ? { id: written.vendor.id, planned: false } : await findVendor(client, originId);
}

function resolved(
	{ index, desired }: Wanted<DesiredContract>,
	vendor: KnownVendor | undefined,
	dryRun: boolean,
	directory: ContractDirectory,
): WantedContract {
	const has = directory.byOriginId.get(desired.originId)?.vendor?.id;
	if (vendor?.inactive && String(has ?? '') !== vendor.id) return { index, desired, vendorIs: 'inactive' };
	if (!vendor || (vendor.planned && !dryRun)) return { index, desired, vendorIs: 'found or missing' };
	return {
		index,
		desired: withVendor(desired, vendor.id),
		vendorIs: vendor.planned ? 'planned' : 'found or missing',
	};
}

/**
 * Finds the vendors of contracts that name them by origin ID alone, among those that this execution has read or written.
 * Contracts whose vendor is not in Procore keep an empty vendor ID; those that could not be looked up get their result.
 */
export async function withVendors(
	job: ContractJob,
	wanted: Array<Wanted<DesiredContract>>,
	directory: ContractDirectory,
): Promise<WantedContract[]> {
	const { client, breaker, options } = job;
	const found: WantedContract[] = [];
	for (const one of wanted) {
		const { desired } = one;
		if (desired.void || desired.vendor.id !== '' || (desired.unordered && desired.vendor.originId === '')) {
			found.push({ ...one, vendorIs: 'found or missing' });
			continue;
		}
		const read = await breaker.call(async () => await vendorOf(client, desired, directory));
		if ('value' in read) found.push(resolved(one, read.value, options.dryRun, directory));
		else {
			const plan = planContract(desired, directory.byOriginId.get(desired.originId));
			contracts.settleByRow(job, { ...one, plan }, read.result);
		}
	}
	return found;
}

/**
 * The contracts whose vendor is not known to be missing. The others wait for it: Procore's contracts need not be read for
 * that.
 */
export function withoutMissingVendors(
	job: ContractJob,
	wanted: Array<Wanted<DesiredContract>>,
): Array<Wanted<DesiredContract>> {
	const [missing, others] = partition(
		wanted,
		({ desired: { void: isVoid, unordered, vendor } }) =>
			!isVoid && !unordered && vendor.id === '' && isMissingVendor(job.client, vendor.originId),
	);
	for (const { index, desired } of missing) {
		const { advice, ...explanation } = vendorMissing(desired);
		const result = { status: 'waiting', action: 'none', ...explanation, detail: { advice } } as const;
		contracts.settle(job, { index, desired, plan: planContract(desired, undefined) }, result);
	}
	return others;
}
