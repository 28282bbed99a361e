import type { PurchaseOrder } from '../../../shared/model';
import type { ReasonCode } from '../../../shared/reasons';
import type { OrderSettings } from './settings';

/** Whether the order goes to Procore by its status in SAP: `send`, `void` when nothing of it is left, or why not. */
export type Release = { kind: 'send' } | { kind: 'void' } | { kind: 'stop'; reason: ReasonCode; what: string };

export function releaseOf(order: PurchaseOrder, gate: OrderSettings['releaseGate']): Release {
	const stop = (reason: ReasonCode, what = ''): Release => ({ kind: 'stop', reason, what });
	switch (order.status) {
		case 'void':
			return { kind: 'void' };
		case 'held':
			return stop('order_incomplete');
		case 'rejected':
			return stop('order_rejected');
		case 'unknown':
			return stop('unknown_order_status', `SAP's processing status is "${order.statusCode}".`);
		case 'out_for_approval':
			return gate === 'all' ? { kind: 'send' } : stop('not_released');
		case 'approved':
			return { kind: 'send' };
	}
}
