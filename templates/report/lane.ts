import type { WorkflowBuilder } from '../builder.ts';
import { decide } from '../nodes.ts';
import { readRows } from '../tables.ts';
import { chosen, ownRows, type ReportName } from './triggers.ts';

/** Where a lane begins: a node and one of its outputs; and how far down it is drawn. */
export interface Lane {
	from: string;
	output: number;
	y: number;
}

export const reportNode = (report: ReportName) => `Report ${report}`;

/** The node that makes a report. Trouble leaves by the error output, so that whoever waits is told. */
export function addReport(
	w: WorkflowBuilder,
	report: ReportName,
	y: number,
	parameters: Record<string, unknown>,
): string {
	const fields = { resource: 'report', operation: report, customer: chosen('customer'), ...parameters };
	return w.add(decide(reportNode(report), [2000, y], fields, { onError: 'continueErrorOutput' }));
}

/** Rows of a table. One that cannot be read is trouble of the report, so that whoever waits is told. */
export function addRows(w: WorkflowBuilder, name: string, table: string, position: [number, number]): string {
	return w.add({ ...readRows(name, table, position, ownRows), onError: 'continueRegularOutput' });
}
