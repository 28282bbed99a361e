import assert from 'node:assert/strict';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Settings } from '../../../demo/syncSettings.ts';
import type { ReasonCode } from '../../../nodes/shared/reasons/index.ts';
import { budgetState } from '../../e2e/support/budgets.ts';
import { type ContractState, contractsOf } from '../../e2e/support/contracts.ts';
import type { Row } from '../../../tools/n8n/tables.ts';
import type { InsertedStep } from '../support/engine.ts';
import { type ScenarioRun, World } from '../support/scenarioWorld.ts';
import { smallWorkflow } from '../support/smallWorkflow.ts';

/** A document in which a reason shows. `key` is `""` for a lane as a whole. */
export interface Told {
	entity: string;
	key: string;
	/** Where a document has outcomes in several projects: only that one's. `""` = the one without project. */
	projectId?: string;
}

/** n8n itself tells it: the execution stops with the reason, because nothing can be recorded. */
export const execution: Told = { entity: 'execution', key: '' };

export type Follow = ((scene: Scene) => void | Promise<void>) | ((scene: Scene) => Settings | Promise<Settings>);

/**
 * How a reason comes about, and what the person whom its advice speaks to does about it.
 *
 * The advice that they read is part of the walk: whoever changes it has to look at what is done here.
 */
export interface Walk {
	/** What is done; the name of the test. */
	title: string;
	/** What the advice that they see says. */
	advice: RegExp;
	/** Panels in every run. */
	settings?: Settings;
	/** Goes ahead of the first run. */
	before?: (scene: Scene) => unknown;
	/** Brings it about; the next run tells it. */
	make: (scene: Scene) => Told | Promise<Told>;
	/** What the advice says; panels that it says to change are the result. Nothing where it says that there is nothing to do. */
	follow?: Follow;
	/** `there`: what SAP has is in Procore; `settled`: it rests, and nobody is bothered again. */
	ends: 'there' | 'settled';
	/** Minutes until the run after; what goes on by itself is tried again with growing distance. */
	minutes?: number;
	/** Throws unless the systems have what they should, where an outcome alone does not say it. */
	proof?: (scene: Scene) => void | Promise<void>;
	/** Where following the advice leads to another one first: what the same people are told then. */
	then?: Step[];
}

export interface Step extends Pick<Walk, 'advice' | 'follow' | 'minutes'> {
	reason: ReasonCode;
}

/** A reason that only a node by itself gives, in a workflow of somebody's own. */
export interface NodeWalk extends Pick<Walk, 'title' | 'advice' | 'settings' | 'before'> {
	/** Brings it about, and says what the Procore node is to do. */
	node: (scene: Scene) => INodeParameters;
	/** What the advice says; the node does it then. */
	follow: (scene: Scene) => void;
}

export type Walks<Codes extends ReasonCode> = Record<Codes, Walk | NodeWalk | Array<Walk | NodeWalk>>;

/** Walks with what all of them have, and those that end in Procore with a proof of it, unless they say otherwise themselves. */
export function inCommon<Codes extends ReasonCode>(
	common: Pick<Walk, 'settings' | 'proof'>,
	walks: Walks<Codes>,
): Walks<Codes> {
	const ways = Object.entries<Walks<Codes>[Codes]>(walks).map(([reason, way]) => [
		reason,
		[way].flat().map((one) => ({
			...('ends' in one && one.ends === 'there' ? common : {}),
			...one,
			settings: { ...common.settings, ...one.settings },
		})),
	]);
	return Object.fromEntries(ways) as Walks<Codes>;
}

/**
 * Who follows an advice weeks later gets there as well: by what they do in SAP, or because nothing of the kind is ever
 * parked. No window reads the document by chance.
 */
export const weeksLater: Settings = { maximumAttempts: 1, overlapMinutes: 0 };

type Fields = Record<string, unknown>;

/** A tenant of each system with the sync between them, and the hands of the people around it. */
export class Scene {
	readonly world: World;
	/** What a consultant has put between the nodes of the template. */
	readonly steps: InsertedStep[] = [];
	#number = 4500099000;

	private constructor(world: World) {
		this.world = world;
	}

	static async open(): Promise<Scene> {
		const world = await World.start({ name: 'reasons', dataset: 'tiny', limits: false });
		world.changeProcore({ do: 'set-lock-synced', locked: true });
		return new Scene(world);
	}

	async run(settings: Settings): Promise<ScenarioRun> {
		return await this.world.sync({ recordUnchanged: true, ...settings }, { insert: this.steps });
	}

	/** Somebody runs the Procore node by itself; its first item. */
	async node(parameters: INodeParameters): Promise<IDataObject> {
		const { engine } = this.world;
		engine.workflow = smallWorkflow(
			[
				{ name: 'Run now', type: 'n8n-nodes-base.manualTrigger' },
				{ name: 'Procore', type: 'procore', parameters, onError: 'continueRegularOutput' },
			],
			[['Run now', 'Procore']],
		);
		const [item] = (await engine.run()).items('Procore');
		assert.ok(item);
		return item;
	}

	/** A buyer's or accountant's work in SAP. */
	sap(command: Fields): void {
		this.world.changeSap(command);
	}

	/** What the web app of Procore does for an administrator, and what no API has. */
	procore(command: Fields): unknown {
		return this.world.simulators.procore.simulator.change(command);
	}

	/** Somebody in Procore's web app, who meets its locks. */
	person(method: string, path: string, projectId: string, body: Fields = {}): Fields {
		const query = path.includes('/projects/') ? {} : { project_id: projectId };
		const answer = this.procore({ do: 'as-person', method, path, query, body }) as { status: number; body: Fields };
		assert.ok(answer.status < 300, `${method} ${path}: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
		return answer.body;
	}

	/**
	 * Procore takes the next such request otherwise than it was sent: a workflow, a permission or a calculation that no API
	 * tells of.
	 */
	takesOtherwise(method: string, path: RegExp, otherwise: (body: Fields) => Fields): void {
		const { simulator } = this.world.simulators.procore;
		const handle = simulator.handle.bind(simulator);
		simulator.handle = (request) => {
			if (request.method !== method || !path.test(request.path)) return handle(request);
			simulator.handle = handle;
			return handle({ ...request, body: otherwise(structuredClone(request.body) as Fields) });
		};
	}

	/** ID of a budget code, such as `03-300.M`. */
	budgetCode(code: string, projectId = '2201'): number {
		const { wbsCodes } = budgetState(this.world.simulators);
		const found = wbsCodes.find(({ flat_code, project_id }) => flat_code === code && String(project_id) === projectId);
		assert.ok(found, `no budget code ${code}`);
		return found.id;
	}

	/** An order of a supplier that has a vendor, on one WBS element. */
	order(more: Fields = {}): string {
		const number = String((this.#number += 1));
		this.sap({
			...{ do: 'create-order', number, supplier: '100050', wbsElement: 'P-1001.1.1' },
			...{ items: [{ price: '100.00' }], ...more },
		});
		return number;
	}

	/** The order that was made last. */
	get lastOrder(): string {
		return String(this.#number);
	}

	/** A project that the service account may see no longer, or again. */
	hide(project: number): void {
		this.procore({ do: 'edit-project', id: project, set: { visible: false } });
	}

	show(project: number): void {
		this.procore({ do: 'edit-project', id: project, set: { visible: true } });
	}

	contract(order: string, projectId = '2201'): ContractState {
		const originId = `sap:S4P:po:${order}:${projectId}`;
		const found = contractsOf(this.world.simulators).find(({ origin_id }) => origin_id === originId);
		assert.ok(found, `no contract ${originId}`);
		return found;
	}

	vendorOf(supplier: string) {
		return this.world.vendors().find(({ origin_id }) => origin_id === `sap:S4P:supplier:${supplier}`);
	}

	/** Somebody fills cells of a table in n8n. */
	edit(table: string, where: Record<string, string>, cells: Record<string, string>): void {
		this.world.editRows(table, where, cells);
	}

	/** Somebody ticks a box of a table in n8n. */
	editFlag(table: string, where: Record<string, string>, cells: Record<string, boolean>): void {
		const isMeant = (row: object) =>
			Object.entries(where).every(([name, value]) => new Map(Object.entries(row)).get(name) === value);
		this.world.engine.tables.edit(table, isMeant, cells);
	}

	async exceptions({ entity, key, projectId }: Told): Promise<Row[]> {
		const rows = (await this.world.openExceptions(key)).filter(
			(row) => row.entity === entity && row.status !== 'ignored',
		);
		return rows.filter(({ project_id }) => projectId === undefined || (project_id ?? '') === projectId);
	}

	/** Whether the last run read all that a lane was to read. */
	async isThrough(entity: string): Promise<boolean> {
		const state = await this.world.rows('sap_procore_state');
		const { result } = state.find((row) => row.entity === entity) ?? {};
		return (JSON.parse(String(result || '{}')) as { complete?: boolean }).complete === true;
	}

	/** Of the last run in which it had any. */
	async outcomes({ entity, key, projectId }: Told): Promise<Row[]> {
		const rows = await this.world.rows('sap_procore_audit');
		const own = rows.filter(
			(row) =>
				row.entity === entity &&
				row.sap_key === key &&
				(projectId === undefined || (row.project_id ?? '') === projectId),
		);
		return own.filter(({ run_id }) => run_id === own.at(-1)?.run_id);
	}
}
