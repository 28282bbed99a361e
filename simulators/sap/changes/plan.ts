import { z } from 'zod';
import type { ChangeHandlers } from '../../core/changes.ts';
import { buildPlanItem } from '../../data/plan/build-plan-item.ts';
import type { SapPlanItem } from '../../data/sap-plan-types.ts';
import type { CompanyCode } from '../../data/supplier-spec.ts';
import { type ChangeContext, text } from './context.ts';
import { companyCodeSchema, period, signed, year } from './costs.ts';
import { projectOf } from './edit-order.ts';

export const planChangeSchemas = [
	/** The planned amount of an account on a WBS element, a cost center or an internal order; instead of the one that is there. */
	z
		.object({
			do: z.literal('set-plan'),
			planningCategory: text,
			glAccount: text,
			amount: signed,
			wbsElement: text.optional(),
			costCenter: text.optional(),
			order: text.optional(),
			companyCode: companyCodeSchema.optional(),
			ledger: text.optional(),
			fiscalYear: year.default('2026'),
			fiscalPeriod: period.default('001'),
		})
		.strict(),
	/** Everything planned in a category. */
	z.object({ do: z.literal('delete-plan'), planningCategory: text }).strict(),
	/** Whether the service sums up over what is selected, which is not documented. */
	z.object({ do: z.literal('set-plan-aggregation'), on: z.boolean() }).strict(),
] as const;

type PlanChange = z.output<(typeof planChangeSchemas)[number]>;

const isSame = (one: SapPlanItem, other: SapPlanItem) =>
	(Object.keys(one) as (keyof SapPlanItem)[]).every(
		(name) => name === 'AmountInCompanyCodeCurrency' || one[name] === other[name],
	);

export const planHandlers: ChangeHandlers<PlanChange, ChangeContext> = {
	'set-plan': ({ state }, { wbsElement, companyCode, ...given }) => {
		const project = wbsElement === undefined ? undefined : projectOf(wbsElement, state);
		const item = buildPlanItem({
			...given,
			wbsElement,
			project: project?.Project,
			companyCode: companyCode ?? (project?.CompanyCode as CompanyCode | undefined) ?? '1710',
		});
		state.data.planItems = [...state.data.planItems.filter((other) => !isSame(item, other)), item];
		return item;
	},
	'delete-plan': ({ state }, { planningCategory }) => {
		state.data.planItems = state.data.planItems.filter((item) => item.PlanningCategory !== planningCategory);
	},
	'set-plan-aggregation': ({ state }, { on }) => {
		state.planAggregates = on;
	},
};
