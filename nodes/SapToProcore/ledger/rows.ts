import { z } from 'zod/v3';

/** A cell of a table that people edit: numbers and blanks come as what they look like. */
export const cell = z
	.union([z.string(), z.number(), z.boolean()])
	.nullish()
	.transform((value) => String(value ?? '').trim());

/** A cell that says yes or no; empty says yes. */
const yes = cell.transform((value) => !/^(false|no|0)$/i.test(value));

/** Row of `sap_procore_projects`: a Procore project and what belongs to it in SAP. */
export const rosterRowSchema = z.object({
	id: cell,
	project_id: cell,
	project_name: cell,
	project_number: cell,
	active: yes,
	sap_project: cell,
	sap_wbs_prefix: cell,
	sap_cost_center: cell,
	currency: cell,
	sync_enabled: yes,
	source: cell,
	note: cell,
});
export type RosterRow = z.infer<typeof rosterRowSchema>;

/** Row of `sap_procore_cost_codes`: an account assignment of SAP, or a pattern of several, and its cost code in Procore. */
export const costCodeRowSchema = z.object({
	id: cell,
	company_code: cell,
	gl_account: cell,
	cost_center: cell,
	wbs_element: cell,
	cost_code: cell,
	cost_type: cell,
	sub_job: cell,
	segments: cell,
	enabled: yes,
});
export type CostCodeRow = z.infer<typeof costCodeRowSchema>;

/** Row of `sap_procore_contracts`: a project that a document has had a contract in. A hint, not the identity. */
export const knownContractRowSchema = z.object({ sap_key: cell, project_id: cell, origin_id: cell });
export type KnownContractRow = z.infer<typeof knownContractRowSchema>;

/** Row of `sap_procore_vendors`: a person's word on a supplier. */
export const decisionRowSchema = z.object({ supplier: cell, procore_vendor_id: cell, decision: cell, note: cell });
export type DecisionRow = z.infer<typeof decisionRowSchema>;

/** Row of `sap_procore_values`: a value of SAP and what Procore calls it. */
export const valueRowSchema = z.object({ kind: cell, sap_value: cell, procore_value: cell });
export type ValueRow = z.infer<typeof valueRowSchema>;

/**
 * Row of `sap_procore_state`: how far an entity has been read. With `window_to` filled, a window was begun and read up to
 * the key `cursor`, by the backfill `backfill_run` where it is one; `window_from` is empty when the window is everything.
 * `costs_sent` tells what Procore has of actual costs and of cost codes.
 */
export const stateRowSchema = z.object({
	entity: cell,
	watermark: cell,
	cursor: cell,
	window_from: cell,
	window_to: cell,
	backfill_run: cell,
	costs_sent: cell,
});
export type StateRow = z.infer<typeof stateRowSchema>;

/** Row of `sap_procore_exceptions`, as far as a new outcome changes it. */
export const exceptionRowSchema = z.object({
	entity: cell,
	sap_key: cell,
	project_id: cell,
	/** Set by people too: `ignored`, or `open` again. */
	status: cell.transform((status) => status.toLowerCase()),
	reason: cell,
	title: cell,
	advice: cell,
	message: cell,
	/** What was at stake when a run last met it; `""` = nothing that it knows of. */
	amount: cell,
	currency: cell,
	attempts: z.coerce.number().catch(0),
	first_seen: cell,
	next_attempt_at: cell,
});
export type ExceptionRow = z.infer<typeof exceptionRowSchema>;
