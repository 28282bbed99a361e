import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { failureOf, toItem } from '../../../shared/items';
import { sapProjectSchema } from '../../../shared/model';
import { procoreProjectSchema } from '../../lanes/project/procoreProject';
import { refreshRoster, type Place } from '../../lanes/project/refresh';
import { readOutcome } from '../../sync/readOutcome';
import { rosterRowSchema } from '../../ledger/rows';
import { itemsOf, requireInput, rowsOf } from '../inputs';
import { requireSystem } from '../requireSystem';
import { runParameter, runProperty } from '../runParameter';

const properties: INodeProperties[] = [runProperty];

export const description = updateDisplayOptions({ show: { resource: ['project'], operation: ['match'] } }, properties);

/**
 * Inputs: Procore Projects (Project > Get Many, simplified or not), Roster (rows of `sap_procore_projects`), SAP Projects
 * (may be left out: then only origin IDs match).
 * Outputs: outcomes of the entity `project` (where the plan reads it): one for each project, by its Procore ID, one for the roster when it shrank, and
 * one for each list that could not be read; rows of `sap_procore_projects` that are new or have changed, whole, to be
 * upserted by customer and project_id; the roster as it stands after that, all of it, to map with.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	requireInput(this, 1, 'Roster', 'the rows of sap_procore_projects');
	const run = runParameter(this);
	requireSystem(this, run);
	const rows = rowsOf(this, 1, rosterRowSchema, 'Roster');
	const rosterItems = itemsOf(this, 1);
	const unread = [...unreadList(this, 0), ...unreadList(this, 2)];
	// What could not be read has not changed: the lanes that follow go on with the roster as it is.
	if (unreadList(this, 0).length > 0)
		return [unread, [], rows.map((row, position) => toItem(row, rosterItems[position]?.index ?? 0, 1))];
	const refreshed = refreshRoster({
		customer: run.customer,
		system: run.system,
		projects: rowsOf(this, 0, procoreProjectSchema, 'Procore Projects'),
		rows,
		sapProjects: unread.length > 0 ? [] : rowsOf(this, 2, sapProjectSchema, 'SAP Projects'),
	});
	const places = [itemsOf(this, 0), rosterItems];
	const item = (json: object, place: Place) => {
		const [input, position] = 'project' in place ? [0, place.project] : [1, place.row];
		return toItem(json, places[input]?.[position]?.index ?? 0, input);
	};
	// Batches after the first one and replays go by what Procore has now, but the roster is brought in step once a run.
	const outcomes = refreshed.outcomes.filter(({ outcome }) => run.reads.project || outcome.sapKey === '');
	const changed = run.reads.project ? refreshed.rows : [];
	return [
		[...outcomes.map(({ outcome, place }) => item(outcome, place)), ...unread],
		changed.map(({ row, place }) => item(row, place)),
		refreshed.roster.map(({ row, place }) => item(row, place)),
	];
}

/** The outcome, as an item, of a list that the node before could not read; it stands for the lane as a whole. */
function unreadList(context: IExecuteFunctions, input: number): INodeExecutionData[] {
	const failed = itemsOf(context, input).find(({ item }) => failureOf(item));
	if (!failed) return [];
	const outcome = readOutcome(failed.item, 'project', new Date().toISOString());
	return [toItem({ ...outcome, entity: 'project', sapKey: '', projectId: '' }, failed.index, input)];
}
