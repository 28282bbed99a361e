import type { IExecuteFunctions } from 'n8n-workflow';
import { leaseOf, type Lease } from '../../shared/heartbeat';
import type { Run } from '../../shared/model';

/** Does what may take long, or wait for Procore's quota; the lease of the run, if there is one, is kept alive meanwhile. */
export async function keepingLease<T>(
	context: IExecuteFunctions,
	run: Run | undefined,
	work: (lease: Lease | undefined) => Promise<T>,
): Promise<T> {
	const lease = run && leaseOf(context, run);
	return await (lease ? lease.keepAlive(async () => await work(lease)) : work(undefined));
}
