import { z } from 'zod/v3';
import { sum } from '../../../shared/decimal';
import { decimalText, text } from '../../../shared/model';

/** `""` = the budget view has no such column. */
const column = decimalText.nullable().transform((amount) => amount ?? '');

/** A budget of Procore by cost code, as Company > Read Records puts it out; `amount` is what it amounts to by now. */
export const budgetRowSchema = z
	.object({
		projectId: text,
		costCode: text,
		costType: text,
		currency: text,
		originalBudgetAmount: decimalText,
		budgetModifications: decimalText,
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
