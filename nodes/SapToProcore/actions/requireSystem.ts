import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { Run } from '../../shared/model';

/**
 * Refuses to decide without the system ID of SAP: it is part of every identity.
 * @throws NodeOperationError when the run has begun without it
 */
export function requireSystem(context: IExecuteFunctions, run: Pick<Run, 'system'>): void {
	if (run.system !== '') return;
	const error = new NodeOperationError(context.getNode(), 'The run does not know the System ID of SAP', {
		description: 'SAP could not be asked when the run began. Nothing was decided; the next run catches up.',
		failure: { cause: 'temporarily-unavailable' },
	});
	error.context.reason = 'system_unavailable';
	throw error;
}
