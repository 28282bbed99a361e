import { addPeriod, periodErrors } from '../billing/period-write.ts';
import type { PeriodDates } from '../billing/period-write.ts';
import { notFound, unprocessable } from '../errors.ts';
import { financialPages, param, projectOf, selectListed } from '../filters.ts';
import type { StoredPeriod } from '../finance/records.ts';
import type { Call, Operation } from '../operation.ts';
import { pageAnswer } from '../paging.ts';
import { periodBody } from '../schema/billing.ts';
import { choice, pageQuery, stampFilters } from '../schema/rules.ts';
import { failed } from '../sync.ts';

const path = '/rest/v1.0/projects/{project_id}/billing_periods';
const tool = 'commitments';

function periodOf(call: Call): StoredPeriod {
	const period = call.store.finance.periods.get(param(call, 'id'));
	if (period?.project_id !== projectOf(call).id) throw notFound('Billing Period');
	return period;
}

function checked(call: Call, current: StoredPeriod | undefined): PeriodDates {
	const given = call.body.billing_period as PeriodDates;
	const errors = periodErrors(call.store, projectOf(call).id, current, given);
	if (failed(errors)) throw unprocessable(errors);
	return given;
}

export const billingPeriods: Operation[] = [
	{
		method: 'GET',
		path,
		tool,
		query: {
			...pageQuery,
			...stampFilters,
			'filters[id]': { type: 'integers' },
			'filters[status]': choice('open', 'closed'),
		},
		handle: (call) => {
			const { query, store } = call;
			const status = query.text('filters[status]');
			const found = selectListed(query, store.finance.periods.inGroup(projectOf(call).id)).filter(
				(period) => status === undefined || period.status === status,
			);
			return pageAnswer(call.request, query, found, financialPages(call), (period) => period);
		},
	},
	{
		method: 'GET',
		path: `${path}/{id}`,
		tool,
		query: {},
		handle: (call) => ({ status: 200, body: periodOf(call) }),
	},
	{
		method: 'POST',
		path,
		tool,
		query: {},
		body: periodBody,
		handle: (call) => ({
			status: 201,
			body: addPeriod(call.store, projectOf(call).id, checked(call, undefined)),
		}),
	},
	{
		method: 'PATCH',
		path: `${path}/{id}`,
		tool,
		query: {},
		body: periodBody,
		handle: (call) => {
			const { store } = call;
			const period = periodOf(call);
			const given = checked(call, period);
			return { status: 200, body: store.finance.periods.update(period, { ...given, updated_at: store.now() }) };
		},
	},
];
