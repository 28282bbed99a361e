import type { WorkflowBuilder } from '../builder.ts';
import { branch, decide, laned, merge, note, plan, procore, read, sap, setting } from '../nodes.ts';
import { readRows, sameAsItem, upsertRows } from '../tables.ts';
import { ownRows } from './run.ts';

/** The roster: which Procore project belongs to what in SAP. */
export function addProjectLane(w: WorkflowBuilder, after: string, y: number): string {
	w.add(
		note(
			'projects',
			[-20, y - 160],
			[1900, 760],
			"### Project roster\nProcore's projects, matched to SAP by origin ID, then by project number. Cells that a person filled stay. `sap_wbs_prefix`, `sap_project` and `sap_cost_center` say what belongs to a project.",
		),
	);
	w.add(
		procore(
			'Read projects',
			[40, y],
			{ resource: 'project', operation: 'getAll', returnAll: true, filters: { status: 'All' }, simplify: false },
			read,
		),
	);
	w.add(readRows('Read roster', 'sap_procore_projects', [280, y + 160], ownRows));
	w.add(readRows('Read cost codes', 'sap_procore_cost_codes', [40, y + 480], ownRows));
	w.add(
		branch('Projects in SAP?', [280, y + 320], {
			left: setting('readSapProjects'),
			type: 'boolean',
			operation: 'true',
			singleValue: true,
		}),
	);
	w.add(sap('Read SAP projects', [520, y + 320], { resource: 'project', operation: 'getAll', returnAll: true }, read));
	w.add(decide('Match projects', [800, y], { resource: 'project', operation: 'match', run: plan }, laned));
	w.add(upsertRows('Write roster', 'sap_procore_projects', [1080, y + 160], sameAsItem('customer', 'project_id')));
	w.add(merge('Collect projects', [1640, y], 2));

	w.connect(after, 'Read projects');
	w.connect('Read projects', 'Read roster');
	w.connect('Read projects', 'Read cost codes');
	w.connect('Read projects', 'Projects in SAP?');
	w.connect('Projects in SAP?', 'Read SAP projects');
	w.connect('Read projects', 'Match projects');
	w.connect('Read roster', 'Match projects', { input: 1 });
	w.connect('Read SAP projects', 'Match projects', { input: 2 });
	w.connect('Match projects', 'Collect projects');
	w.connect('Match projects', 'Write roster', { output: 1 });
	w.connect('Match projects', 'Collect projects', { output: 3, input: 1 });
	return 'Collect projects';
}
