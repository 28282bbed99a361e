import type { IDataObject } from 'n8n-workflow';
import { call, type Client } from '../api/client';
import { list, maxPerPage } from '../api/paging';
import { recordOf } from '../api/record';
import { range } from './range';

export interface BillingPeriodFilters {
	status?: 'open' | 'closed' | '';
	/** ISO 8601 */
	updatedFrom?: string;
	/** ISO 8601 */
	updatedTo?: string;
}

/** Days are `YYYY-MM-DD`. Procore takes one open period a project. */
export interface BillingPeriod {
	startDate: string;
	endDate: string;
	dueDate: string;
	status: 'open' | 'closed';
}

export const periodsPath = (projectId: string) =>
	`/rest/v1.0/projects/${encodeURIComponent(projectId)}/billing_periods`;

/** Reads the billing periods of a project. */
export async function listBillingPeriods(
	client: Client,
	projectId: string,
	filters: BillingPeriodFilters,
	limit?: number,
): Promise<IDataObject[]> {
	const query = {
		'filters[status]': filters.status,
		'filters[updated_at]': range(filters.updatedFrom, filters.updatedTo),
	};
	const request = { task: 'billingPeriod.read' as const, path: periodsPath(projectId), query, perPage: maxPerPage };
	return await list(client, request, limit);
}

export const periodBody = ({ startDate, endDate, dueDate, status }: BillingPeriod): IDataObject => ({
	billing_period: { start_date: startDate, end_date: endDate, due_date: dueDate, status },
});

/** Creates a billing period; never repeated, as Procore would then have two. */
export async function createBillingPeriod(
	client: Client,
	projectId: string,
	period: BillingPeriod,
): Promise<IDataObject> {
	return recordOf(
		client,
		await call(client, {
			task: 'billingPeriod.create',
			method: 'POST',
			path: periodsPath(projectId),
			body: periodBody(period),
		}),
	);
}

/** The calendar month of a day, due on its last day. */
export function monthOf(day: string): BillingPeriod {
	const [year = 0, month = 1] = day.split('-').map(Number);
	const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
	return { startDate: `${last.slice(0, 8)}01`, endDate: last, dueDate: last, status: 'open' };
}

/** A billing period in the fields that people look at. */
export function simplifyBillingPeriod(period: IDataObject): IDataObject {
	return {
		id: period.id,
		status: period.status ?? null,
		startDate: period.start_date ?? null,
		endDate: period.end_date ?? null,
		dueDate: period.due_date ?? null,
		position: period.position ?? null,
		createdAt: period.created_at ?? null,
		updatedAt: period.updated_at ?? null,
	};
}
