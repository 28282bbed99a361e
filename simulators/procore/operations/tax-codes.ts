import type { Operation } from '../operation.ts';
import { pageAnswer } from '../paging.ts';
import { companyIdQuery, pageQuery } from '../schema/rules.ts';

/** Tax codes of the company. */
export const taxCodes: Operation[] = [
	{
		method: 'GET',
		path: '/rest/v1.0/tax_codes',
		query: { ...companyIdQuery, ...pageQuery },
		handle: ({ request, query, store }) => {
			const sizes = { usual: 100, max: store.settings.maxPerPage.other };
			return pageAnswer(
				request,
				query,
				store.finance.taxCodes.all(),
				sizes,
				({ id, code, description, rate, archived }) => ({
					id,
					code,
					description: description ?? null,
					origin_id: null,
					origin_data: null,
					rate1: rate ?? 0,
					archived: archived ?? false,
					default_tax_code: false,
				}),
			);
		},
	},
];
