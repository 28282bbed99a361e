import { type Calls, countCalls } from '../../../demo/calls.ts';
import type { SapApis } from '../../../demo/credentials.ts';
import type { Settings } from '../../../demo/syncSettings.ts';
import { type OutcomeCounts, outcomesOf } from '../../../demo/syncRun.ts';
import { costAccounts } from '../../../simulators/data/costs/accounts.ts';
import type { TrafficEntry } from '../../../simulators/core/traffic.ts';
import type { Row } from '../../../tools/n8n/tables.ts';
import type { ProcoreVendorState } from '../../e2e/support/world.ts';
import { orderLanes } from '../../support/lanes.ts';
import { Engine, type EngineRun, type Kill, type RunOptions } from './engine.ts';
import { syncFile } from './syncFile.ts';
import { copyOf, fillTables } from './syncWorld.ts';
import { trafficFile } from './traffic.ts';

/** A run as a scenario looks at it. */
export interface ScenarioRun {
	/** Of the run row; that of the execution where this run has no row. */
	status: string;
	outcomes: OutcomeCounts;
	calls: Calls;
	traffic: readonly TrafficEntry[];
	error: EngineRun['error'];
}

/** Every batch as large as the others, as in a run of the schedule. */
const asScheduled: Settings = { firstBatchSize: 0, costAccounts };

/** The template of the sync on n8n's engine between both systems; people's hands are those of a world with a real n8n. */
export class World {
	readonly engine: Engine;

	private constructor(engine: Engine) {
		this.engine = engine;
	}

	static start({
		dataset,
		procoreEmpty = false,
		...apis
	}: SapApis & {
		name: string;
		dataset: 'tour' | 'seed' | 'tiny';
		procoreEmpty?: boolean;
		limits: false;
	}): Promise<World> {
		const engine = new Engine({ dataset: copyOf(dataset), workflow: syncFile(asScheduled), trafficFile, procoreEmpty });
		const { purchaseOrderApi = 'V4', purchaseRequisitionApi = 'V4' } = apis;
		engine.credentials.edit('sapS4HanaOAuth2Api', { purchaseOrderApi, purchaseRequisitionApi });
		fillTables(engine);
		return Promise.resolve(new World(engine));
	}

	get simulators() {
		return this.engine.simulators;
	}

	/** Runs the sync with other values in its panels. */
	async sync(settings: Settings = {}, options: Pick<RunOptions, 'insert' | 'disable'> = {}): Promise<ScenarioRun> {
		return await this.#run(settings, options);
	}

	/** Sends vendors and contracts only. */
	async syncOrders(settings: Settings = {}): Promise<ScenarioRun> {
		return await this.sync({ lanes: orderLanes, ...settings });
	}

	/** Starts a run that dies at a request to Procore; n8n starts anew, and the lease has ended. */
	async killAt({ path, method, ...kill }: Pick<Kill, 'nth' | 'when'> & Request, settings: Settings): Promise<void> {
		const isMeant = new RegExp(path);
		const of: Kill['of'] = (request) => request.method === method && isMeant.test(request.path);
		const { status } = await this.#run(settings, { kill: { at: 'procore', ...kill, of } });
		if (status !== 'killed') throw new Error(`The run was not killed: ${status}`);
		this.later(4);
	}

	/** The same at the n-th write, whichever it is. @returns what became of the run */
	async killAtWrite(nth: number, when: Kill['when'], settings: Settings): Promise<string> {
		const of: Kill['of'] = ({ method, path }) => method !== 'GET' && !path.includes('oauth');
		const { status } = await this.#run(settings, { kill: { at: 'procore', nth, when, of } });
		this.later(4);
		return status;
	}

	async #run(settings: Settings, options: Pick<RunOptions, 'insert' | 'disable' | 'kill'>): Promise<ScenarioRun> {
		this.engine.workflow = syncFile({ ...asScheduled, ...settings });
		const known = this.#runRows().length;
		const run = await this.engine.run({ trigger: 'Run now', ...options });
		const row = run.status === 'killed' ? undefined : this.#runRows().slice(known).at(-1);
		return {
			status: row ? String(row.status) : run.status,
			outcomes: outcomesOf(row),
			calls: countCalls([...run.traffic]),
			traffic: run.traffic,
			error: run.error,
		};
	}

	/** Time goes by everywhere: a run leaves the last minutes of SAP's changes to the next one. */
	later(minutes = 5): void {
		this.engine.later(minutes);
	}

	/** Time goes by until a moment (ms since 1970); not at all if it has passed. */
	until(moment: number): void {
		this.later(Math.max(0, moment - this.simulators.sap.simulator.clock.now()) / 60_000);
	}

	/** A change in SAP that is old enough for the next run to see it. */
	changeSap(command: Record<string, unknown>): void {
		this.simulators.sap.simulator.change(command);
		this.later();
	}

	changeProcore(command: Record<string, unknown>): void {
		this.simulators.procore.simulator.change(command);
	}

	/** All vendors of Procore, inactive ones too. */
	vendors(): ProcoreVendorState[] {
		return (this.simulators.procore.simulator.state() as { vendors: ProcoreVendorState[] }).vendors;
	}

	vendorOf(supplier: string): ProcoreVendorState | undefined {
		return this.vendors().find(({ origin_id }) => origin_id === `sap:S4P:supplier:${supplier}`);
	}

	async watermark(entity = 'supplier'): Promise<unknown> {
		return (await this.rows('sap_procore_state')).find((row) => row.entity === entity)?.watermark;
	}

	rows(table: string): Promise<Row[]> {
		const { tables } = this.engine;
		return Promise.resolve(tables.names().includes(table) ? (tables.rows(table) as unknown as Row[]) : []);
	}

	/** Somebody adds rows. */
	addRows(table: string, rows: ReadonlyArray<Record<string, string | boolean>>): void {
		this.engine.tables.addRows(table, rows);
	}

	/** Somebody changes cells of the rows that have these values. */
	editRows(table: string, where: Cells, cells: Record<string, string | boolean>): void {
		this.engine.tables.edit(table, has(where), cells);
	}

	/** Somebody deletes the rows that have these values. */
	removeRows(table: string, where: Cells): void {
		this.engine.tables.removeRows(table, has(where));
	}

	/** Somebody deletes all tables. */
	dropTables(): void {
		for (const name of this.engine.tables.names()) this.engine.tables.dropTable(name);
	}

	/** Somebody deletes all tables, and fills those of the people again. */
	fillTablesAnew(): void {
		this.dropTables();
		fillTables(this.engine);
	}

	async auditOf(runId: string): Promise<Row[]> {
		return (await this.rows('sap_procore_audit')).filter(({ run_id }) => run_id === runId);
	}

	/** Audit rows of the last run. */
	async lastAudit(): Promise<Row[]> {
		return await this.auditOf(String(this.#runRows().at(-1)?.run_id));
	}

	/** Exceptions of a document that are not resolved; `""` = of lanes as a whole. */
	async openExceptions(sapKey: string): Promise<Row[]> {
		const rows = await this.rows('sap_procore_exceptions');
		return rows.filter(({ sap_key, status }) => sap_key === sapKey && status !== 'resolved');
	}

	#runRows() {
		const { tables } = this.engine;
		const name = 'sap_procore_runs';
		return tables.names().includes(name) ? (tables.rows(name) as unknown as Row[]) : [];
	}
}

type Cells = Record<string, string | number>;

/** Whether a row has these values. */
const has = (where: Cells) => (row: object) =>
	Object.entries(where).every(([name, value]) => (row as Cells)[name] === value);

interface Request {
	method: string;
	/** What the path ends in, as a regular expression. */
	path: string;
}
