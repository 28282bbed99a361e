import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import type { z } from 'zod';
import { failureOf, toItem } from '../../../shared/items';
import { monthOf, type Month } from '../../reports/month';
import type { Rendered } from '../../reports/rendered';
import { itemsOf } from '../inputs';

export const customerProperty: INodeProperties = {
	displayName: 'Customer',
	name: 'customer',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. acme',
	description: 'Name that all rows of this customer carry in the tables, and that the report is headed with',
};

export const monthProperty: INodeProperties = {
	displayName: 'Month',
	name: 'month',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2026-10',
	description: 'Calendar month (UTC) that the report looks back on. Empty: the current one.',
};

export function customerParameter(context: IExecuteFunctions): string {
	return String(context.getNodeParameter('customer', 0)).trim();
}

/** @throws NodeOperationError when the parameter holds no month */
export function monthParameter(context: IExecuteFunctions, now: string): Month {
	const given = String(context.getNodeParameter('month', 0, '')).trim();
	const month = monthOf(given || now.slice(0, 7));
	if (month) return month;
	throw new NodeOperationError(context.getNode(), `The parameter Month does not take "${given}"`, {
		description: 'It takes a calendar month such as 2026-10, or nothing for the current one.',
		failure: { cause: 'configuration-invalid' },
	});
}

/** @throws NodeOperationError when the parameter holds neither a day nor a time; an empty one is `now` */
export function dayParameter(context: IExecuteFunctions, name: string, label: string, now: string): string {
	const given = String(context.getNodeParameter(name, 0, '')).trim();
	if (given === '') return now;
	if (/^\d{4}-\d{2}-\d{2}/.test(given) && !Number.isNaN(Date.parse(given))) return given;
	throw new NodeOperationError(context.getNode(), `The parameter ${label} does not take "${given}"`, {
		description: 'It takes a day such as 2026-10-01, a time in ISO 8601, or nothing for today.',
		failure: { cause: 'configuration-invalid' },
	});
}

/** Two outputs: the report with its page (`html`) and `subject` in one item, and the rows for a file, one item each. */
export function reportItems<M extends object>({ model, subject, html, rows }: Rendered<M>): INodeExecutionData[][] {
	return [[toItem({ ...model, subject, html }, 0)], rows.map((row) => toItem(row, 0))];
}

/** What an input gave, and in words what it did not: a report tells that instead of staying away. */
export interface Gathered<T> {
	rows: T[];
	gaps: string[];
}

/** Records of an input that a report can do without. */
export function gathered<S extends z.ZodTypeAny>(
	context: IExecuteFunctions,
	input: number,
	schema: S,
	inputName: string,
): Gathered<z.infer<S>> {
	const rows: Array<z.infer<S>> = [];
	const failures = new Set<string>();
	let unreadable = 0;
	for (const { item } of itemsOf(context, input)) {
		const failure = failureOf(item);
		const result = schema.safeParse(item.json);
		if (failure) failures.add(`${inputName} could not be read: ${failure.message}`);
		else if (result.success) rows.push(result.data as z.infer<S>);
		else unreadable += 1;
	}
	const gaps = unreadable > 0 ? [`${inputName}: ${unreadable} could not be understood and are left out.`] : [];
	return { rows, gaps: [...failures, ...gaps] };
}
