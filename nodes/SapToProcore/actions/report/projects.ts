import type { Entity } from '../../../shared/entities';
import type { Rendered } from '../../reports/rendered';
import { renderProjects } from '../../reports/projects';
import type { ProjectsReport } from '../../reports/projects/model';
import { lanesOf } from './lastSettings';
import { linksOf } from './links';
import type { Source } from './source';
import { waitingOnRecord } from './waiting';

/** Lanes whose documents may be in no project. */
const assigned: ReadonlySet<Entity> = new Set(['budget', 'purchase_order', 'requisition', 'actual_cost']);

/** The roster and what is in no project, as the tables have them: neither system is asked. */
export async function makeProjects(source: Source): Promise<Rendered<ProjectsReport>> {
	const { now, ledger, settings } = source;
	const rows = await ledger.rows('projects');
	const waiting = await waitingOnRecord(
		ledger,
		now,
		lanesOf(settings).filter((lane) => assigned.has(lane)),
	);
	const changes = await ledger.rows('changes', [{ column: 'table_name', value: 'sap_procore_projects' }]);
	return renderProjects({ customer: ledger.customer, now, rows, ...waiting }, changes, await linksOf(source));
}
