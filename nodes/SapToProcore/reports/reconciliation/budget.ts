import { z } from 'zod';
import { readDecimal, sum } from '../../../shared/decimal';

const word = z
	.union([z.string(), z.number()])
	.nullish()
	.transform((value) => String(value ?? '').trim());

const amountText = z
	.union([z.string(), z.number()])
	.nullish()
	.transform((value) => {
		const given = String(value ?? '');
		return readDecimal(given) ? given : '0';
	});

/** A budget line item of Procore, as Budget Line Item > Get Many puts it out: original amount and approved changes. */
export const budgetRowSchema = z
	.object({
		projectId: word,
		costCode: word,
		costType: word,
		currency: word,
		originalBudgetAmount: amountText,
		budgetModifications: amountText,
	})
	.transform(({ originalBudgetAmount, budgetModifications, ...row }) => ({
		...row,
		amount: sum([originalBudgetAmount, budgetModifications]),
	}));
export type BudgetRow = z.infer<typeof budgetRowSchema>;
