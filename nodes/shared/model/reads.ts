import { z } from 'zod';

/**
 * What *SAP S/4HANA > System > Read Documents* reads in one go, in this order. `system` = ID and clock of SAP, `check` = the
 * findings of *System > Check*.
 */
export const sapReads = ['system', 'check', 'orders', 'requisitions', 'costs', 'plan', 'suppliers'] as const;
export type SapRead = (typeof sapReads)[number];

/** What *Procore > Company > Read Records* reads in one go, in this order; `access` = the findings of *Check Access*. */
export const procoreReads = ['access', 'vendors', 'contracts', 'budgets'] as const;
export type ProcoreRead = (typeof procoreReads)[number];

/** One record of a stream that holds several kinds: which read it is from, and the record as that read puts it out. */
export const readRecordSchema = z.object({ read: z.string().min(1), record: z.record(z.unknown()) });
