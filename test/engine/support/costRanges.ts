import assert from 'node:assert/strict';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Settings } from '../../../demo/syncSettings.ts';
import { costDifferences } from '../../e2e/support/budgets.ts';
import type { InsertedStep } from './engine.ts';
import { World } from './scenarioWorld.ts';

export const lanes = 'project, actual_cost';
export const settings = { lanes, projectsPerBatch: 3 };
export const wbsElements = 'A_EnterpriseProjectElement';

/** A customer of seventeen projects that have costs, 2201 to 2217; or of a few, 2201 to 2205. */
export const start = async (dataset: 'tour' | 'tiny' = 'tour') =>
	await World.start({ name: 'costs-by-project', dataset, limits: false });

/** One whose costs are in Procore, and a posting since. */
export async function synced(given: Settings = settings): Promise<World> {
	const world = await start();
	await world.sync(given);
	post(world);
	return world;
}

export function post(world: World, wbsElement = 'P-1007.1.1', amount = '12.00', glAccount = '63072000'): void {
	world.changeSap({ do: 'post-cost', glAccount, amount, wbsElement });
}

/** All WBS elements of a SAP project. */
export const elementsOf = ({ simulators }: World, sapProject: string): string[] =>
	simulators.dataset.sap.wbsElements
		.map(({ ProjectElement }) => ProjectElement)
		.filter((element) => element.startsWith(sapProject));

/** The number of a WBS element, or of a posting on one. */
export const numberOf = ({ WBSElementInternalID }: IDataObject) => Number(WBSElementInternalID);

export const numbersOf = ({ simulators }: World, sapProject: string): ReadonlySet<number> =>
	new Set(
		simulators.dataset.sap.wbsElements.flatMap((row) =>
			row.ProjectElement.startsWith(sapProject) ? [numberOf({ ...row })] : [],
		),
	);

/** SAP has costs of WBS elements that it does not show. */
export function hide(world: World, ...elements: string[]): void {
	for (const ProjectElement of elements)
		world.simulators.sap.simulator.change({
			...{ do: 'corrupt', set: wbsElements, where: { ProjectElement } },
			...{ property: 'WBSElementInternalID', value: '00987654' },
		});
}

/**
 * SAP leaves rows out of what it answers with success.
 * @param times of so many answers that would have had some
 * @returns has SAP answer in full again
 */
export function leaveOut(
	{ simulators }: World,
	path: RegExp,
	isLeftOut: (row: IDataObject) => boolean,
	times = Infinity,
): () => void {
	const { simulator } = simulators.sap;
	const handle = simulator.handle.bind(simulator);
	let cut = 0;
	simulator.handle = async (request) => {
		const answer = await handle(request);
		const { d } = answer.body as { d?: { results?: IDataObject[] } };
		if (!d?.results || cut >= times || !path.test(request.url)) return answer;
		const results = d.results.filter((row) => !isLeftOut(row));
		if (results.length < d.results.length) cut += 1;
		return { ...answer, body: { d: { ...d, results } } };
	};
	return () => {
		simulator.handle = handle;
	};
}

export const stateOf = async (world: World) =>
	(await world.rows('sap_procore_state')).find(({ entity }) => entity === 'actual_cost');
export const ran = (world: World) => world.rows('sap_procore_runs').then((rows) => rows.at(-1));

/** What was in the way is gone: the next runs bring what was left, and then nothing. */
export async function catchesUp(world: World): Promise<void> {
	world.later(25 * 60);
	const run = await world.sync({ ...settings, mode: 'backfill' });
	assert.equal(run.status, 'success', JSON.stringify(await ran(world)));
	assert.deepEqual(costDifferences(world.simulators), []);
	world.later(61);
	assert.equal((await world.sync(settings)).calls.procore.writes, 0);
}

/** Procore has what a run that reads all costs at once, and compares them all, would bring. */
export async function isAsReadAtOnce(world: World, given: Settings = settings): Promise<void> {
	world.later(61);
	const whole = await world.sync({ ...given, projectsPerBatch: 0, mode: 'backfill' });
	assert.deepEqual([whole.status, whole.calls.procore.writes], ['success', 0], JSON.stringify(await ran(world)));
}

/** What a consultant does with each item between two nodes; undefined = it is left out. */
export const step = (
	between: [string, string],
	change: (json: IDataObject) => IDataObject | undefined,
): InsertedStep => ({
	between,
	does: (items) =>
		items.flatMap((item) => {
			const json = change(item.json);
			return json ? [{ ...item, json }] : [];
		}),
	settings: { onError: 'continueRegularOutput' },
});

/** Something happens once the n-th batch of projects was decided on. */
export function afterBatch(nth: number, happens: () => void): InsertedStep {
	let batches = 0;
	return {
		between: ['Map costs', 'Upsert costs'],
		does: (items: INodeExecutionData[]) => {
			if (items.some(({ json }) => Object.keys(json).length > 0)) batches += 1;
			if (batches === nth) happens();
			return items;
		},
	};
}
