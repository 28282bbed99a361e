import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { readRequest } from '../../sync/request';
import { itemsOf } from '../inputs';
import { jsonParameter } from '../runParameter';

const properties: INodeProperties[] = [
	{
		displayName: 'Request',
		name: 'request',
		type: 'json',
		default: '',
		description:
			'What a webhook or a form asked for: a JSON object with entity and key, both optional. Empty when nobody asked for anything: the settings count as they are.',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['run'], operation: ['readRequest'] } },
	properties,
);

/**
 * Input: the settings. By *Accepted* the settings that this run goes by: those of the input, made a replay of what was asked
 * for. By *Refused* the `field` that is wrong and a `message` for whoever asked: nothing is started.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const settings = itemsOf(this, 0)[0]?.item.json ?? {};
	const given = jsonParameter(this, 'request');
	if (given === '' || given === null || given === undefined) return [[toItem(settings, 0)], []];
	const request = readRequest(given);
	if ('message' in request) return [[], [toItem(request, 0)]];
	const { entity, key } = request.selection;
	return [[toItem({ ...settings, mode: 'replay', replayEntity: entity, replayKey: key }, 0)], []];
}
