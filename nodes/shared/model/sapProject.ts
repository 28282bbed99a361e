import { z } from 'zod/v3';
import { optionalInstant, sapKey, text } from './primitives';

/** A project of SAP (A_EnterpriseProject). `currency` is the project currency, `""` when SAP has none. */
export const sapProjectSchema = z.object({
	project: sapKey,
	description: text,
	companyCode: text,
	currency: text,
	status: text,
	changedAt: optionalInstant,
});
export type SapProject = z.infer<typeof sapProjectSchema>;

/**
 * A WBS element of SAP (A_EnterpriseProjectElement). `wbsElement` is the ID people know (ProjectElement), `internalId`
 * the number by which postings name it (WBSElementInternalID), without leading zeros.
 */
export const wbsElementSchema = z.object({
	wbsElement: sapKey,
	internalId: text,
	description: text,
	project: text,
	companyCode: text,
	responsibleCostCenter: text,
	isBillingElement: z.boolean(),
	changedAt: optionalInstant,
});
export type WbsElement = z.infer<typeof wbsElementSchema>;
