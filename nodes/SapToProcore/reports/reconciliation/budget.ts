import { z } from 'zod';
import { readDecimal, sum } from '../../../shared/decimal';

const word = z
	.union([z.string(), z.number()])
	.nullish()
	.transform((value) => String(value ?? '').trim());

const amount = (value: unknown) => (readDecimal(String(value ?? '')) ? String(value) : undefined);
const amountText = z.unknown().transform((value) => amount(value) ?? '0');
/** `""` = the budget view has no such column. */
const column = z.unknown().transform((value) => amount(value) ?? '');

/** A budget of Procore by cost code, as Company > Read Records puts it out; `amount` is what it amounts to by now. */
export const budgetRowSchema = z
	.object({
		projectId: word,
		costCode: word,
		costType: word,
		currency: word,
		originalBudgetAmount: amountText,
		budgetModifications: amountText,
		committedCosts: column,
		directCosts: column,
		invoicedCosts: column,
	})
	.transform(({ originalBudgetAmount, budgetModifications, ...row }) => ({
		...row,
		amount: sum([originalBudgetAmount, budgetModifications]),
	}));
export type BudgetRow = z.infer<typeof budgetRowSchema>;

/** A sentence for each project whose budget view does not show what is compared. */
export function missingColumns(rows: readonly BudgetRow[]): string[] {
	const columns = {
		committedCosts: 'Committed Costs',
		directCosts: 'Direct Costs',
		invoicedCosts: 'Job to Date Costs',
	};
	const missing = new Map<string, Set<string>>();
	for (const row of rows)
		for (const [key, name] of Object.entries(columns))
			if (row[key as keyof typeof columns] === '')
				missing.set(row.projectId, (missing.get(row.projectId) ?? new Set()).add(name));
	return [...missing].map(
		([projectId, names]) =>
			`The budget view of project ${projectId} does not show ${[...names].join(', ')}: this was not compared. Assign the view Procore Standard Budget to the project.`,
	);
}
