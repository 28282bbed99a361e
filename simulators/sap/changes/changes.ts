import { z } from 'zod';
import { type ChangeHandlers, logonChangeSchemas, logonHandlers, runChange } from '../../core/changes.ts';
import { parseInput } from '../../core/input.ts';
import { pendingChangeSchema, takeDue } from '../../core/pending-changes.ts';
import type { SimRequest } from '../../core/types.ts';
import type { SapState } from '../state.ts';
import type { ChangeContext } from './context.ts';
import { costChangeSchemas, costHandlers } from './costs.ts';
import { invoiceChangeSchemas, invoiceHandlers } from './invoices.ts';
import { orderChangeSchemas, orderHandlers } from './orders.ts';
import { planChangeSchemas, planHandlers } from './plan.ts';
import { requisitionChangeSchemas, requisitionHandlers } from './requisitions.ts';
import { supplierChangeSchemas, supplierHandlers } from './suppliers.ts';
import { tenantChangeSchemas, tenantHandlers } from './tenant.ts';

const changeSchema = z.discriminatedUnion('do', [
	...logonChangeSchemas,
	...tenantChangeSchemas,
	...supplierChangeSchemas,
	...orderChangeSchemas,
	...requisitionChangeSchemas,
	...costChangeSchemas,
	...planChangeSchemas,
	...invoiceChangeSchemas,
	pendingChangeSchema,
]);

export type SapChange = z.input<typeof changeSchema>;

const handlers: ChangeHandlers<z.output<typeof changeSchema>, ChangeContext> = {
	...logonHandlers,
	...tenantHandlers,
	...supplierHandlers,
	...orderHandlers,
	...requisitionHandlers,
	...costHandlers,
	...planHandlers,
	...invoiceHandlers,
	'when-requested': ({ state }, pending) => {
		parseInput(changeSchema, pending.change, 'change: when-requested');
		state.pending.push({ ...pending, seen: 0 });
	},
};

/**
 * Does what a person in SAP or its administrator would do. `command` is a `SapChange`.
 * @throws InputError for a command that is not known or does not fit.
 */
export function applyChange(command: unknown, state: SapState, now: number): unknown {
	try {
		return runChange(changeSchema, handlers, { state, tokens: state.tokens, now }, command);
	} finally {
		state.sources.clear();
	}
}

/** Does the changes that have waited for this request. */
export function applyDue(request: SimRequest, state: SapState, now: number): void {
	for (const command of takeDue(request, state)) applyChange(command, state, now);
}
