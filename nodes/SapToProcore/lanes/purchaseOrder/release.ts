import type { PurchaseOrder } from '../../../shared/model';
import type { ReasonCode } from '../../../shared/reasons';
import type { OrderSettings } from './settings';

/** An order that SAP will not have, and what the sync says where Procore does not have it either. */
export type Gone = 'order_deleted' | 'order_rejected';

/** Whether the order goes to Procore by its status in SAP: `send`, `void` when it is to have no contract, or why not. */
export type Release =
	| { kind: 'send' }
	| { kind: 'void'; reason: Gone }
	| { kind: 'stop'; reason: ReasonCode; what: string };

export function releaseOf(order: PurchaseOrder, gate: OrderSettings['releaseGate']): Release {
	const stop = (reason: ReasonCode, what = ''): Release => ({ kind: 'stop', reason, what });
	switch (order.status) {
		case 'void':
			return { kind: 'void', reason: 'order_deleted' };
		case 'held':
			return stop('order_incomplete');
		case 'rejected':
			return { kind: 'void', reason: 'order_rejected' };
		case 'unknown':
			return stop('unknown_order_status', `SAP's processing status is "${order.statusCode}".`);
		case 'out_for_approval':
			return gate === 'all' ? { kind: 'send' } : stop('not_released');
		case 'approved':
			return { kind: 'send' };
	}
}
