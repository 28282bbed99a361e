import type { Operation } from '../operation.ts';
import { pageAnswer } from '../paging.ts';
import { pageQuery } from '../schema/rules.ts';
import { serviceAccountId } from '../token.ts';

/** Who the caller is and where the app is installed. */
export const company: Operation[] = [
	{
		method: 'GET',
		path: '/rest/v1.0/companies',
		query: { ...pageQuery, include_free_companies: { type: 'boolean' } },
		handle: ({ request, query, store }) => {
			const shown = {
				...store.company,
				is_active: true,
				logo_url: null,
				pcn_business_experience: false,
				my_company: true,
			};
			return pageAnswer(request, query, [shown], { usual: 100, max: store.settings.maxPerPage.other }, (item) => item);
		},
	},
	{
		method: 'GET',
		path: '/rest/v1.0/me',
		query: { company_id: { type: 'integer' }, project_id: { type: 'integer' } },
		handle: ({ query }) => {
			// Procore: the name only comes when a company or a project is named.
			const named = query.integer('company_id') !== undefined || query.integer('project_id') !== undefined;
			const user = { id: serviceAccountId, login: 'sap-procore-sync@service-account.example' };
			return { status: 200, body: named ? { ...user, name: 'SAP Procore Sync' } : user };
		},
	},
];
