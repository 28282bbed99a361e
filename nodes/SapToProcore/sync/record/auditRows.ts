import type { Outcome, Run } from '../../../shared/model';

/** Row of `sap_procore_audit`. */
export type AuditRow = Record<
	| 'run_id'
	| 'at'
	| 'entity'
	| 'sap_key'
	| 'sap_changed_at'
	| 'origin_id'
	| 'project_id'
	| 'procore_id'
	| 'action'
	| 'status'
	| 'reason'
	| 'message'
	| 'fingerprint'
	| 'previous_fingerprint'
	| 'detail',
	string
>;

/** `now` (ISO 8601) stands in where the outcome does not say when it was known. */
export function auditRow(each: Outcome, run: Run, now: string): AuditRow {
	return {
		run_id: run.runId,
		at: each.at || now,
		entity: each.entity,
		sap_key: each.sapKey,
		sap_changed_at: each.sapChangedAt,
		origin_id: each.originId,
		project_id: each.projectId,
		procore_id: each.procoreId,
		action: each.action,
		status: each.status,
		reason: each.reason,
		message: each.message,
		fingerprint: each.fingerprint,
		previous_fingerprint: each.previousFingerprint,
		detail: Object.keys(each.detail).length === 0 ? '' : JSON.stringify(each.detail),
	};
}
