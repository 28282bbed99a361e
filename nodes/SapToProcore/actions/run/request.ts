import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { parsedJson } from '../../../shared/json';
import { issuesText, runSchema, type Run } from '../../../shared/model';
import { readRequest } from '../../sync/request';
import type { Selection } from '../../sync/replayKeys';

/** Who called the workflow: nobody (schedule, *Run now*), a run for its next batch, or somebody who wants a replay. */
export type Request =
	| { kind: 'none' }
	| { kind: 'batch'; run: Run }
	| { kind: 'replay'; selection: Selection; /** Who keeps the lease for it; `""` = nobody. */ holder: string };

/**
 * What the workflow was called with.
 * @throws NodeOperationError when it is neither a batch nor a replay
 */
export function requestOf(context: IExecuteFunctions): Request {
	const given: unknown = context.getNodeParameter('request', 0, '');
	const text = typeof given === 'string' ? given.trim() : undefined;
	if (given === undefined || given === null || text === '') return { kind: 'none' };
	const value = text === undefined ? given : parsedJson(text);
	if (!isRecord(value)) throw unusable(context, takes);
	if (Object.keys(value).length === 0) return { kind: 'none' };
	if ('run' in value) {
		const run = runSchema.safeParse(value.run);
		if (run.success) return { kind: 'batch', run: run.data };
		throw unusable(context, `The run in it is not one that this version understands: ${issuesText(run.error)}`);
	}
	const request = 'replay' in value ? readRequest(value.replay) : undefined;
	if (request && 'selection' in request)
		return { kind: 'replay', selection: request.selection, holder: String(value.holder ?? '') };
	throw unusable(context, request ? request.message : takes);
}

const takes = 'It takes {"replay":{"entity":"purchase_order","key":"4500000001"}}.';

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function unusable(context: IExecuteFunctions, description: string): NodeOperationError {
	return new NodeOperationError(context.getNode(), 'The workflow was called with something that it cannot use', {
		description,
		failure: { cause: 'configuration-invalid' },
	});
}
