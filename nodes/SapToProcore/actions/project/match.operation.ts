import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { sapProjectSchema } from '../../../shared/model';
import { procoreProjectSchema } from '../../rules/project/procoreProject';
import { refreshRoster, type Place } from '../../rules/project/refresh';
import { rosterRowSchema } from '../../rules/rows';
import { itemsOf, requireInput, rowsOf } from '../inputs';
import { requireSystem } from '../requireSystem';
import { runParameter, runProperty } from '../runParameter';

const properties: INodeProperties[] = [runProperty];

export const description = updateDisplayOptions({ show: { resource: ['project'], operation: ['match'] } }, properties);

/**
 * Inputs: Procore Projects (Project > Get Many, simplified or not), Roster (rows of `sap_procore_projects`), SAP Projects
 * (may be left out: then only origin IDs match).
 * Outputs: rows of `sap_procore_projects` that are new or have changed, whole, to be upserted by customer and project_id;
 * outcomes of the entity `project`: one for each project, by its Procore ID, and one for the roster when it shrank.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	requireInput(this, 1, 'Roster', 'the rows of sap_procore_projects');
	const run = runParameter(this);
	requireSystem(this, run);
	const refreshed = refreshRoster({
		customer: run.customer,
		system: run.system,
		projects: rowsOf(this, 0, procoreProjectSchema, 'Procore Projects'),
		rows: rowsOf(this, 1, rosterRowSchema, 'Roster'),
		sapProjects: rowsOf(this, 2, sapProjectSchema, 'SAP Projects'),
	});
	const places = [itemsOf(this, 0), itemsOf(this, 1)];
	const item = (json: object, place: Place) => {
		const [input, position] = 'project' in place ? [0, place.project] : [1, place.row];
		return toItem(json, places[input]?.[position]?.index ?? 0, input);
	};
	return [
		refreshed.rows.map(({ row, place }) => item(row, place)),
		refreshed.outcomes.map(({ outcome, place }) => item(outcome, place)),
	];
}
