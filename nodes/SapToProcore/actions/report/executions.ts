import { leaseEntity } from '../../../shared/tables/lease';
import type { ExecutionAddress } from '../../reports/frame';
import type { Source } from './source';

/** Addresses by what n8n calls itself, and by the workflow that has run the sync last. */
export async function executionsOf({ context, ledger }: Pick<Source, 'context' | 'ledger'>): Promise<ExecutionAddress> {
	const [lease] = await ledger.rows('state', [{ column: 'entity', value: leaseEntity }]);
	const workflow = lease?.sync_workflow ?? '';
	const base = context.getInstanceBaseUrl().replace(/\/+$/, '');
	return (executionId) =>
		workflow === '' || executionId === '' || !/^https?:\/\//.test(base)
			? ''
			: `${base}/workflow/${encodeURIComponent(workflow)}/executions/${encodeURIComponent(executionId)}`;
}
