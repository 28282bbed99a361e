import { z } from 'zod';
import type { AssignmentSpec, ItemSpec } from '../../data/orders/order-spec.ts';
import { glAccountOf } from '../../data/cost-codes.ts';
import { text } from './context.ts';

/** A decimal number as SAP's JSON has it. */
export const decimal = z.string().regex(/^\d+(\.\d+)?$/, 'is not a decimal number as text');
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'is not a day YYYY-MM-DD');

/** Where an account assignment goes. Without a G/L account it is 03-300, materials. */
const target = {
	wbsElement: text.optional(),
	wbsInternalId: text.optional(),
	costCenter: text.optional(),
	order: text.optional(),
	glAccount: text.optional(),
};

/** Where an account assignment moves to. */
export const moveTarget = {
	wbsElement: text.optional(),
	costCenter: text.optional(),
	/** An internal order. */
	toOrder: text.optional(),
	glAccount: text.optional(),
};

const assignmentSchema = z
	.object({ ...target, percent: decimal.optional(), quantity: decimal.optional(), amount: decimal.optional() })
	.strict();

/** An item: account assignments one by one, or `wbsElement` (or another target) for a single one. */
export const itemSchema = z
	.object({
		item: text.optional(),
		text: text.default('Added item'),
		price: decimal,
		quantity: decimal.default('1'),
		unit: text.default('EA'),
		per: decimal.optional(),
		conversion: z.object({ priceUnit: text, numerator: decimal, denominator: decimal }).strict().optional(),
		netAmount: decimal.optional(),
		limit: z.object({ expected: decimal, overall: decimal }).strict().optional(),
		isReturn: z.boolean().optional(),
		isFreeOfCharge: z.boolean().optional(),
		split: z.enum(['quantity', 'percent', 'amount']).optional(),
		deliveryDate: day.default('2026-12-01'),
		requisition: z.tuple([text, text]).optional(),
		...target,
		assignments: z.array(assignmentSchema).optional(),
	})
	.strict();

type ItemInput = z.output<typeof itemSchema>;
type Target = Pick<AssignmentSpec, 'wbsElement' | 'wbsInternalId' | 'costCenter' | 'order'> & { glAccount?: string };

/** A spec from what was given; `fallback` is where an item goes that names nothing. */
export function itemSpec(input: ItemInput, fallback: Target): ItemSpec {
	const { assignments, wbsElement, wbsInternalId, costCenter, order, glAccount, ...item } = input;
	const own = { wbsElement, wbsInternalId, costCenter, order };
	const named = Object.values(own).some((target) => target !== undefined);
	const single = { ...(named ? own : fallback), glAccount: glAccount ?? fallback.glAccount };
	const given = assignments ?? [single];
	return {
		...item,
		assignments: given.map((row) => ({ ...row, glAccount: row.glAccount ?? glAccountOf('03-300', 'M') })),
	};
}
