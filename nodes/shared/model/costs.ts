import { z } from 'zod';
import { provenance } from './allocation';
import { currency, day, decimalText, flag, optionalDay, optionalInstant, sapKey, text } from './primitives';
import { sourceSchema } from './vendor';

/** A G/L account in its chart of accounts (A_GLAccountInChartOfAccounts with its text in the log-on language). */
export const glAccountSchema = z.object({
	chartOfAccounts: sapKey,
	glAccount: sapKey,
	name: text,
	longName: text,
	isBalanceSheet: flag,
	isProfitAndLoss: flag,
	blocked: flag,
	deleted: flag,
	changedAt: optionalInstant,
});
export type GlAccount = z.infer<typeof glAccountSchema>;

/** A cost center in the time slice that is valid today (A_CostCenter with its text). */
export const costCenterSchema = z.object({
	controllingArea: sapKey,
	costCenter: sapKey,
	name: text,
	description: text,
	companyCode: text,
	validFrom: optionalDay,
	validTo: optionalDay,
	blocked: flag,
});
export type CostCenter = z.infer<typeof costCenterSchema>;

export const companyCodeSchema = z.object({
	companyCode: sapKey,
	name: text,
	country: text,
	currency: text,
	chartOfAccounts: text,
	controllingArea: text,
});
export type CompanyCode = z.infer<typeof companyCodeSchema>;

/**
 * Cumulative cost of one WBS element, cost center and G/L account (GLAccountLineItem, summed up by SAP), in company code
 * currency. `from` and `to` are the posting days that were asked for, `""` when the window is open. `isBalanceSheet`
 * tells accounts that are no cost.
 */
export const projectCostSchema = z.object({
	companyCode: sapKey,
	ledger: text,
	wbsElement: text,
	costCenter: text,
	order: text,
	glAccount: sapKey,
	isBalanceSheet: flag,
	currency,
	amount: decimalText,
	from: optionalDay,
	to: z
		.union([day, z.literal('')])
		.nullish()
		.transform((value) => value ?? ''),
});
export type ProjectCost = z.infer<typeof projectCostSchema>;

const remarks = z
	.array(z.string())
	.nullish()
	.transform((value) => value ?? []);
const source = sourceSchema.nullish().transform((value) => value ?? null);

/** A cost code that a project should have. `code` is the full code as people write it. */
export const desiredCostCodeSchema = z.object({
	...provenance,
	originId: z.string().min(1),
	projectId: z.string().min(1),
	code: z.string().min(1),
	name: z.string().min(1),
	costTypes: z.array(z.string()),
	source,
	remarks,
});
export type DesiredCostCode = z.infer<typeof desiredCostCodeSchema>;

/** What is measured: postings. Commitments come with the contracts. */
export const measures = ['actual'] as const;

/** What amounts become in Procore: budget line items, or direct costs. */
export const costTargets = ['budget', 'directCost'] as const;
export type CostTarget = (typeof costTargets)[number];

/** What a budget line item (or a direct cost) of a project should hold: the cumulative amount by cost code and type. */
export const desiredBudgetAmountSchema = z.object({
	...provenance,
	originId: z.string().min(1),
	projectId: z.string().min(1),
	costCode: z.string().min(1),
	costType: text,
	amount: decimalText,
	currency: text,
	measure: z.enum(measures),
	target: z.enum(costTargets).optional(),
	source,
	remarks,
});
export type DesiredBudgetAmount = z.infer<typeof desiredBudgetAmountSchema>;
