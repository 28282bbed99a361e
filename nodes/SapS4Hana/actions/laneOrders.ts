import type { IExecuteFunctions } from 'n8n-workflow';
import type { Lane } from '../../shared/model';
import { everyOrder, type OrderSelection } from '../documents/purchaseOrder/query';
import { normalKey } from '../odata/keys';
import { laneKeys, laneWindow, stamps } from './fetch';

const byKeys = (keys: readonly string[]): OrderSelection[] =>
	keys.length > 0 ? [{ ...everyOrder, orderKeys: keys }] : [];

/** The orders that the order lane reads in this batch. */
export function ordersOfBatch(context: IExecuteFunctions, lane: Lane): OrderSelection[] {
	const window = laneWindow(context, lane);
	const { after = '', ...narrowed } = window ?? {};
	return [...(window ? [{ ...everyOrder, ...narrowed, afterOrder: after }] : []), ...byKeys(laneKeys(lane))];
}

/** The orders that the order lane reads in this batch and in the further batches of the run. */
export function ordersOfRun(context: IExecuteFunctions, lane: Lane): OrderSelection[] {
	const { later, reads } = lane;
	return [
		...ordersOfBatch(context, { ...lane, limit: 0 }),
		...(reads && later
			? [{ ...everyOrder, ...stamps(context, later.window) }, ...byKeys(later.keys.map(normalKey))]
			: []),
	];
}
