import type { z } from 'zod/v3';
import { cell, exceptionRowSchema } from '../../ledger/rows';
import type { Group } from '../groups';
import type { Money } from '../kit/format';
import type { ReportHead } from '../head';
import type { UnmappedCombination } from './unmapped';

/** Row of `sap_procore_exceptions`, as far as a report tells of it. */
export const reportedExceptionSchema = exceptionRowSchema.extend({
	/** n8n's number of the row. */
	id: cell,
	last_seen: cell,
	run_id: cell,
	ignored_until: cell,
	ignored_reason: cell,
	changed_by: cell,
});
export type ReportedException = z.infer<typeof reportedExceptionSchema>;

/** An exception that waits for a person or another run. `amount` is what waits with it, `""` = not known. */
export interface OpenException extends Money {
	/** n8n's number of the row. */
	id: string;
	entity: string;
	sapKey: string;
	projectId: string;
	project: string;
	/** Addresses of those who look after the project. */
	owners: string[];
	/** `open`, or `parked`: not tried again until a person acts. */
	status: string;
	/** Run that met it last. */
	runId: string;
	/** It goes on without a person. */
	byItself: boolean;
	reason: string;
	title: string;
	advice: string;
	message: string;
	attempts: number;
	firstSeen: string;
	lastSeen: string;
	nextAttemptAt: string;
	ageDays: number;
}

/** One that a person does not want to hear of. */
export interface IgnoredException extends OpenException {
	/** The day from which on runs take it up again, `""` = never by itself. */
	until: string;
	why: string;
	/** Who ignores it, where that was done on a page. */
	by: string;
}

export interface ResolvedException {
	entity: string;
	sapKey: string;
	projectId: string;
	project: string;
	title: string;
	firstSeen: string;
	resolvedAt: string;
	/** How long it was open. */
	days: number;
}

/** A document that a preview would not write: no row of the table is behind it. */
export interface PreviewedException extends OpenException {
	/** Number and name, as far as they are known. */
	supplier: string;
}

/** A document that a preview would write. */
export interface PlannedDocument extends Money {
	entity: string;
	sapKey: string;
	projectId: string;
	project: string;
	owners: string[];
	/** `""` = it is created. */
	procoreId: string;
	supplier: string;
	/** `create`, `link`, `update` … */
	action: string;
	runId: string;
	/** It waits only for a contract that the run that writes makes first. */
	follows: boolean;
	/** What Procore has now, `""` = nothing, or no amount. */
	before: string;
}

/** What the last run, a preview, has found. */
export interface Preview {
	/** When it began, ISO 8601. */
	at: string;
	stopped: PreviewedException[];
	/** In the order of the lanes. */
	planned: PlannedDocument[];
}

export interface ExceptionsReport extends ReportHead {
	report: 'exceptions';
	/** The month of `resolved`, `2026-10`. */
	month: string;
	counts: { open: number; parked: number; byItself: number; forPeople: number; ignored: number; resolved: number };
	/** What waits, by currency. */
	waiting: Money[];
	byReason: Group[];
	byAge: Group[];
	byProject: Group[];
	byEntity: Group[];
	open: OpenException[];
	ignored: IgnoredException[];
	resolved: ResolvedException[];
	unmapped: UnmappedCombination[];
	/** undefined = the last run was none. */
	preview: Preview | undefined;
	/** What could not be read and so is not in here, in words. */
	gaps: string[];
}
