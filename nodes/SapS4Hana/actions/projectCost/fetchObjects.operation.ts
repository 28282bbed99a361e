import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { outsideProjects } from '../../../shared/entities';
import { parsedJson } from '../../../shared/json';
import { costObjects } from '../../documents/finance/costObjects';
import { fetchOperation, laneWindow } from '../fetch';
import { costFilterOf } from './costFilter';

/** What counts as a cost is set in one node only. */
const costSettingsProperty: INodeProperties = {
	displayName: 'Cost Settings',
	name: 'costSettings',
	type: 'json',
	default: '',
	placeholder: "{{ $('Fetch costs').params }}",
	description: 'The parameters of the node that fetches the costs: which accounts are costs, in which ledger',
};

function settingsOf(context: IExecuteFunctions): IDataObject {
	const given: unknown = context.getNodeParameter('costSettings', 0, '');
	const settings = typeof given === 'string' ? parsedJson(given) : given;
	return typeof settings === 'object' && settings !== null ? (settings as IDataObject) : {};
}

/**
 * What something was posted on in the window of the lane; all that has costs, where everything is read, or where the costs
 * that no project takes are to be told.
 */
export const { description, once, execute } = fetchOperation(
	'projectCost',
	async function* ({ context, client }, _run, lane) {
		if (!lane.reads) return;
		const filter = costFilterOf(context, settingsOf(context));
		const window = laneWindow(context, lane);
		const readsAll = lane.keys.includes(outsideProjects) || window?.changedFrom === '';
		const reads = [
			...(window && window.changedFrom !== '' ? [{ from: window.changedFrom, to: window.changedTo }] : []),
			...(readsAll ? [undefined] : []),
		];
		for (const changed of reads)
			for (const object of await costObjects(client, { ...filter, changed })) yield { json: object as IDataObject };
	},
	[costSettingsProperty],
	'fetchObjects',
);
