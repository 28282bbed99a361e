import type { Rendered } from '../../reports/rendered';
import { renderProjects } from '../../reports/projects';
import type { ProjectsReport } from '../../reports/projects/model';
import { linksOf } from './links';
import type { Source } from './source';
import { waitingOnRecord } from './waiting';

/** The roster and what is in no project, as the tables have them: neither system is asked. */
export async function makeProjects(source: Source): Promise<Rendered<ProjectsReport>> {
	const { now, ledger } = source;
	const rows = await ledger.rows('projects');
	const waiting = await waitingOnRecord(ledger, now);
	const changes = await ledger.rows('changes', [{ column: 'table_name', value: 'sap_procore_projects' }]);
	return renderProjects({ customer: ledger.customer, now, rows, ...waiting }, changes, await linksOf(source));
}
