import { z } from 'zod/v3';

/**
 * What *SAP S/4HANA > System > Read Documents* reads in one go, in this order. `system` = ID and clock of SAP, `check` = the
 * findings of *System > Check*, `texts` = what SAP calls some G/L accounts, cost centers and WBS elements.
 */
export const sapReads = ['system', 'check', 'orders', 'requisitions', 'costs', 'plan', 'suppliers', 'texts'] as const;
export type SapRead = (typeof sapReads)[number];

/**
 * What *Procore > Company > Read Records* reads in one go, in this order; `access` = the findings of *Check Access*, `codes` = the
 * WBS codes that a project has.
 */
export const procoreReads = ['access', 'vendors', 'codes', 'contracts', 'budgets'] as const;
export type ProcoreRead = (typeof procoreReads)[number];

/** Beside what was read, where people find it in the browser: by the credential, neither system is asked. */
export const addressesRead = 'addresses';

/** The record of `addresses` of SAP; `""` = not known. */
export const sapAddressesSchema = z.object({ launchpad: z.string() });

/** The record of `addresses` of Procore; `""` = not known. */
export const procoreAddressesSchema = z.object({ web: z.string(), companyId: z.string() });

/** Whose texts are read, see the read `texts`. */
export const textKeysSchema = z.object({
	glAccounts: z.array(z.string()),
	costCenters: z.array(z.string()),
	wbsElements: z.array(z.string()),
});
export type TextKeys = z.infer<typeof textKeysSchema>;

/** The record of the read `texts`; keys as SAP's JSON shows them. */
export const sapTextSchema = z.object({ of: textKeysSchema.keyof(), key: z.string().min(1), text: z.string() });
export type SapText = z.infer<typeof sapTextSchema>;

const pairSchema = z.object({
	costCode: z.string().min(1),
	/** `""` = the cost code stands alone. */
	costType: z.string(),
	costCodeName: z.string(),
	costTypeName: z.string(),
});

/** The record of the read `codes`: a project with its active WBS codes. */
export const projectCodesSchema = z.object({ projectId: z.string().min(1), codes: z.array(pairSchema) });
export type ProjectCodesRecord = z.infer<typeof projectCodesSchema>;

/** One record of a stream that holds several kinds: which read it is from, and the record as that read puts it out. */
export const readRecordSchema = z.object({ read: z.string().min(1), record: z.record(z.unknown()) });
