import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { documentKey } from '../../../shared/entities';
import { failureOf } from '../../../shared/items';
import { laneOf, sapProjectSchema, type Run } from '../../../shared/model';
import { runOf, runProperty } from '../../../shared/runParameter';
import { procoreProjectSchema } from '../../lanes/project/procoreProject';
import { refreshRoster, type RosterChange } from '../../lanes/project/refresh';
import { isDeactivated, itemsOf, rowsOf } from '../inputs';
import { ledgerOf, writeTables } from '../lookupTables';
import { rosterRead } from '../roster';
import { decideDocuments } from '../stream';

const properties: INodeProperties[] = [runProperty];

export const description = updateDisplayOptions({ show: { resource: ['project'], operation: ['match'] } }, properties);

const projects = {
	schema: procoreProjectSchema,
	entity: 'project',
	source: 'Procore > Project > Get Many',
} as const;

/**
 * Inputs: Procore Projects (simplified or not), SAP Projects (may be left out: then only origin IDs match).
 * Writes what has changed to `sap_procore_projects`, and puts out one outcome for each project, by its Procore ID, and one
 * for the roster when it shrank. Nothing is put out in batches that do not read projects.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const run = runOf(this);
	rosterRead(
		run,
		itemsOf(this, 0).map(({ item }) => item),
	);
	return await decideDocuments(this, projects, async (documents) => {
		if (!laneOf(run, 'project').reads) return [];
		const isOff = isDeactivated(this, 'project');
		const failed = (isOff ? [] : itemsOf(this, 1)).filter(({ item }) => failureOf(item));
		const refreshed = refreshRoster({
			customer: run.customer,
			system: run.system,
			projects: documents.map(({ document }) => document),
			rows: await ledgerOf(this, run.customer).rows('projects'),
			sapProjects: isOff || failed.length > 0 ? [] : rowsOf(this, 1, sapProjectSchema, 'SAP Projects'),
			listed: listedProjects(this),
		});
		await writeRoster(this, run, refreshed.rows);
		return [
			...refreshed.outcomes.map(({ outcome, place }) => ({
				json: outcome,
				index: ('project' in place ? documents[place.project] : documents[0])?.index ?? 0,
			})),
			...failed.map(({ item, index }) => ({ json: item.json, index, input: 1 })),
		];
	});
}

/**
 * The projects that Procore listed, those among them that are not decided on here. `unknown` when one has no key: the
 * list may not be complete then.
 */
function listedProjects(context: IExecuteFunctions): Set<string> | 'unknown' {
	const ids = itemsOf(context, 0).map(({ item }) => {
		const { projectId } = item.json;
		return documentKey('project', item.json) || (typeof projectId === 'string' ? projectId : '');
	});
	return ids.includes('') ? 'unknown' : new Set(ids);
}

/** Of a row that exists only the cells that have changed are written: a person may be filling the others right now. */
async function writeRoster(context: IExecuteFunctions, run: Run, changes: RosterChange[]): Promise<void> {
	await writeTables(context, run, async (ledger) => {
		const added = changes.filter(({ cells }) => cells === undefined);
		if (added.length > 0)
			await ledger.insert(
				'projects',
				added.map(({ row }) => row),
			);
		for (const { row, cells } of changes)
			if (cells) await ledger.update('projects', [{ column: 'project_id', value: row.project_id }], cells);
	});
}
