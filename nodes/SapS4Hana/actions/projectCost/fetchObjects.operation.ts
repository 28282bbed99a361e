import type { IDataObject } from 'n8n-workflow';
import { outsideProjects } from '../../../shared/entities';
import { costObjects } from '../../documents/finance/costObjects';
import { fetchOperation, laneWindow } from '../fetch';
import { costAccountsProperty, ledgerProperty } from '../ledger';
import { costFilterOf } from './costFilter';

/**
 * What something was posted on in the window of the lane; all that has costs, where everything is read, or where the costs
 * that no project takes are to be told.
 */
export const { description, once, execute } = fetchOperation(
	'projectCost',
	async function* ({ context, client }, _run, lane) {
		if (!lane.reads) return;
		const filter = costFilterOf(context);
		const window = laneWindow(context, lane);
		const readsAll = lane.keys.includes(outsideProjects) || window?.changedFrom === '';
		const reads = [
			...(window && window.changedFrom !== '' ? [{ from: window.changedFrom, to: window.changedTo }] : []),
			...(readsAll ? [undefined] : []),
		];
		for (const changed of reads)
			for (const object of await costObjects(client, { ...filter, changed })) yield { json: object as IDataObject };
	},
	[costAccountsProperty, ledgerProperty],
	'fetchObjects',
);
