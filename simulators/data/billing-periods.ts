import type { SimBillingPeriod } from '../procore/types.ts';
import type { ProjectSpec } from './project-spec.ts';

/** September is closed and October open in every active project, except that nobody opened October in 2211. */
export function buildBillingPeriods(projects: readonly ProjectSpec[]): SimBillingPeriod[] {
	return projects
		.filter((project) => project.active)
		.flatMap(({ id }) => {
			const september: SimBillingPeriod = {
				id: 30001 + (id - 2201) * 10,
				project_id: id,
				start_date: '2026-09-01',
				end_date: '2026-09-30',
				due_date: '2026-10-05',
				status: 'closed',
			};
			const october: SimBillingPeriod = {
				...september,
				id: 30002 + (id - 2201) * 10,
				start_date: '2026-10-01',
				end_date: '2026-10-31',
				due_date: '2026-11-05',
				status: 'open',
			};
			return id === 2211 ? [september] : [september, october];
		});
}
