import { z } from 'zod/v3';
import { provenance } from './allocation';
import { currency, decimalText, optionalDay, optionalInstant, sapKey, text } from './primitives';
import { sourceSchema } from './vendor';

/** A G/L account in its chart of accounts (A_GLAccountInChartOfAccounts with its text in the log-on language). */
export const glAccountSchema = z.object({
	chartOfAccounts: sapKey,
	glAccount: sapKey,
	name: text,
	longName: text,
	isBalanceSheet: z.boolean(),
	isProfitAndLoss: z.boolean(),
	blocked: z.boolean(),
	deleted: z.boolean(),
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
	blocked: z.boolean(),
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

/** What a cost comes from: a purchase order (by goods receipt or invoice), an invoice without one, payroll, anything else. */
export const costKinds = ['order', 'invoice', 'payroll', 'other'] as const;
export type CostKind = (typeof costKinds)[number];

/**
 * What was posted in a fiscal period on one WBS element, cost center, G/L account and order item (GLAccountLineItem, summed
 * up by SAP), in company code currency, without settlements and commitments. A sum of a period has no posting date of its
 * own. `fiscalPeriod` has two digits; those after 12 are special periods. `from` and `to` are the posting days that were
 * asked for, `""` when the window is open. `isBalanceSheet` tells accounts that are no cost. `projectInternalId` is SAP's
 * number of the SAP project, `""` = there is none, or the release does not tell.
 */
export const projectCostSchema = z.object({
	companyCode: sapKey,
	ledger: text,
	projectInternalId: text,
	wbsElement: text,
	costCenter: text,
	order: text,
	glAccount: sapKey,
	isBalanceSheet: z.boolean(),
	/** The purchase order and its item, `""` = posted without one. */
	purchaseOrder: text,
	purchaseOrderItem: text,
	kind: z.enum(costKinds),
	/** SAP's own words for where it comes from. */
	documentType: text,
	referenceType: text,
	fiscalYear: z.string().regex(/^\d{4}$/),
	fiscalPeriod: z.string().regex(/^\d{2}$/),
	currency,
	amount: decimalText,
	from: optionalDay,
	to: optionalDay,
});
export type ProjectCost = z.infer<typeof projectCostSchema>;

/**
 * What a cost that could not be read was posted on, in the detail of its outcome as `posted`. `wbsElement` is null where SAP
 * does not tell which one it was.
 */
export const postedOnSchema = z.object({
	wbsElement: z.string().nullable(),
	order: z.string(),
	costCenter: z.string(),
	projectInternalId: z.string(),
});
export type PostedOn = z.infer<typeof postedOnSchema>;

/**
 * Planned cost of one WBS element, cost center, order and G/L account in a fiscal year (A_FinPlanningEntryItem, summed up),
 * in company code currency. Plan categories are plans beside one another: they are never added up.
 */
export const plannedCostSchema = z.object({
	companyCode: sapKey,
	wbsElement: z.string(),
	costCenter: z.string(),
	order: z.string(),
	glAccount: sapKey,
	planCategory: sapKey,
	fiscalYear: z.string().regex(/^\d{4}$/, 'is not a fiscal year (YYYY)'),
	currency,
	amount: decimalText,
});
export type PlannedCost = z.infer<typeof plannedCostSchema>;

/** A cost code that a project should have. `code` is the full code as people write it. */
export const desiredCostCodeSchema = z.object({
	...provenance,
	originId: z.string().min(1),
	projectId: z.string().min(1),
	code: z.string().min(1),
	name: z.string().min(1),
	costTypes: z.array(z.string()),
	source: sourceSchema,
	remarks: z.array(z.string()),
});
export type DesiredCostCode = z.infer<typeof desiredCostCodeSchema>;

/** What costs become in Procore. */
export const costTargets = ['directCost', 'budgetLine'] as const;
export type CostTarget = (typeof costTargets)[number];

/** What becomes of what SAP posted on an order beyond the amount of its contract. */
export const overContractPolicies = ['name', 'send'] as const;
export type OverContract = (typeof overContractPolicies)[number];

const costPartSchema = z.object({
	/** Fiscal year and period, `2026-09`; those after 12 are special periods. `all` = one direct cost a project. */
	period: z.string().regex(/^(?:\d{4}-\d{2}|all)$/),
	costCode: z.string().min(1),
	costType: text,
	amount: decimalText,
});
export type CostPart = z.infer<typeof costPartSchema>;

/**
 * A part of the actual costs of a project: what was posted on one of its cost codes without an order, or what was posted on
 * one order (`order`). Those of an order count only as far as `contract`, the contract that the order would have in the
 * project, does not cover them. Without parts it says that the project has no costs at all.
 */
export const desiredDirectCostSchema = z.object({
	...provenance,
	originId: z.string().min(1),
	projectId: z.string().min(1),
	order: z.object({ purchaseOrder: z.string().min(1), contract: z.string().min(1) }).nullable(),
	parts: z.array(costPartSchema),
	currency: text,
	target: z.enum(costTargets),
	overContract: z.enum(overContractPolicies),
	/** Whether an earlier run has put the same on record: what a contract covers is not told again then. */
	isRecorded: z.boolean(),
	source: sourceSchema,
	remarks: z.array(z.string()),
});
export type DesiredDirectCost = z.infer<typeof desiredDirectCostSchema>;

/** What the budget of a project should hold on a cost code and cost type. */
export const desiredBudgetAmountSchema = z.object({
	...provenance,
	originId: z.string().min(1),
	projectId: z.string().min(1),
	costCode: z.string().min(1),
	costType: text,
	amount: decimalText,
	currency: text,
	source: sourceSchema,
	remarks: z.array(z.string()),
});
export type DesiredBudgetAmount = z.infer<typeof desiredBudgetAmountSchema>;
