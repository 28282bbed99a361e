import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { asNodeFailure, type NodeFailure } from '../../../shared/failure';
import { toItem } from '../../../shared/items';
import { tableStoreOf } from '../../../shared/tables/inlineStore';
import { releaseLease } from '../../../shared/tables/lease';
import { inputOf, replaySchema } from './replay';

export const description: INodeProperties[] = [];

/**
 * Runs the sync for a replay that was accepted, and waits for its end: so the replay belongs to this execution, is counted
 * and carried over by n8n like any other, and a replay that fails is a failed execution. Input: the item of Run > Request
 * Replay. One item with the `executionId` of the sync; none when nothing was accepted.
 * @throws NodeOperationError when the sync cannot be started, or fails
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const replayed = inputOf(this, replaySchema, 'a replay', 'Run > Request Replay');
	const { customer, started, statusCode, response, holder, syncWorkflow: id, replay } = replayed;
	if (!started) {
		// Whoever asked was told; whoever looks after n8n has to know as well.
		if (statusCode >= 500) throw unavailable(this, String(response.message ?? response.formSubmittedText ?? ''));
		return [[]];
	}
	try {
		const { executionId } = await this.executeWorkflow({ id }, [{ json: { replay, holder } }], undefined, {
			parentExecution: { executionId: this.getExecutionId(), workflowId: this.getWorkflow().id ?? '' },
		});
		return [[toItem({ customer, replay, executionId }, 0)]];
	} catch (thrown) {
		throw failed(this, thrown);
	} finally {
		// The sync has taken the lease from this execution, unless it could not start.
		await releaseLease(tableStoreOf(this), customer, holder);
	}
}

/** A run that has reported its failure itself needs no second message about the same. */
function failed(context: IExecuteFunctions, thrown: unknown): NodeFailure {
	const error = asNodeFailure(context, thrown);
	const type = typeof thrown === 'object' && thrown !== null && 'type' in thrown ? String(thrown.type) : '';
	if (!type.startsWith('sap_procore_')) return error;
	return new NodeOperationError(context.getNode(), error.message, {
		description: error.description ?? '',
		type: 'sap_procore_info',
	});
}

const unavailable = (context: IExecuteFunctions, message: string) =>
	new NodeOperationError(context.getNode(), `The replay could not be started: ${message}`, {
		failure: { cause: 'temporarily-unavailable' },
	});
