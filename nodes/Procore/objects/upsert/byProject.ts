import { groupBy } from 'lodash';
import { entityLabel } from '../../../shared/entities';
import { outageBreaker, type OutageBreaker } from '../../api/outageBreaker';
import { accept, type ObjectKind, type UpsertItem, type Wanted } from './intake';
import type { Settlement, Settling } from './itemResult';

/** What an upsert works on, and where its results go. */
export interface UpsertJob extends Settling {
	items: UpsertItem[];
}

/** The objects of one project on their way to Procore. */
export interface ProjectJob<O> extends Settling {
	projectId: string;
	options: O;
	/** One for all projects of an upsert. */
	breaker: OutageBreaker;
}

/**
 * How one kind of object is written, a project at a time.
 * T is the desired object, P the plan of one, O the options, H what Procore holds in the project.
 */
export interface ProjectUpsert<T, P, O, H> {
	kind: ObjectKind<T>;
	settlement: Settlement<T, P>;
	/** The plan of an object that could not be compared. */
	unread(desired: T, options: O): P;
	/** Gives objects their result that need nothing of the project; answers the others. */
	sort?(project: ProjectJob<O>, wanted: Array<Wanted<T>>): Array<Wanted<T>>;
	/** Reads what the objects are compared with; whatever it throws is the result of each of them. */
	read(project: ProjectJob<O>, wanted: Array<Wanted<T>>): Promise<H>;
	/** Compares, writes the difference, and gives every object its result. */
	write(project: ProjectJob<O>, wanted: Array<Wanted<T>>, held: H): Promise<void> | void;
}

/**
 * Brings objects to what they should be, project by project. What Procore or the network do ends in the results: one for
 * each item, by its index, unless a second item says the same as an earlier one.
 *
 * @throws NodeOperationError `lease_lost` or `table_unavailable`; the results are then those of what was done before
 */
export async function upsertByProject<T extends { originId: string; projectId: string }, P, O, H>(
	{ client, items, results }: UpsertJob,
	options: O,
	{ kind, settlement, unread, sort, read, write }: ProjectUpsert<T, P, O, H>,
): Promise<void> {
	const breaker = outageBreaker(client);
	const wanted = accept(client.context.getNode(), items, results, kind);
	const projects = Object.entries(groupBy(wanted, ({ desired }) => desired.projectId));
	for (const [number, [projectId, all]] of projects.entries()) {
		await client.lease?.confirm();
		client.lease?.progress(`${entityLabel(kind.entity)}: project ${number + 1} of ${projects.length}`);
		const project = { client, projectId, options, results, breaker };
		const ofProject = sort ? sort(project, all) : all;
		if (ofProject.length === 0) continue;
		const held = await breaker.call(async () => await read(project, ofProject));
		if ('value' in held) await write(project, ofProject, held.value);
		else
			for (const one of ofProject)
				settlement.settleByRow(project, { ...one, plan: unread(one.desired, options) }, held.result);
	}
}
