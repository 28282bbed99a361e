import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../../../tools/n8n/tables.ts';
import {
	type Playground,
	type PlaygroundOptions,
	startPlayground,
	syncWorkflow,
	syncTemplateWith,
} from '../../../demo/playground.ts';
import type { Settings } from '../../../demo/syncSettings.ts';
import { type SyncRun, syncOnce } from '../../../demo/syncRun.ts';
import { orderLanes } from '../../support/lanes.ts';
import { OneClock } from './oneClock.ts';
import { type RunningSimulators, startSimulators, type SimulatorsOptions } from '../../../simulators/index.ts';

export const packageDir = join(import.meta.dirname, '..', '..', '..');
export const e2eFolder = join(packageDir, '.demo', 'e2e');
const folder = e2eFolder;

/** Every request of all end-to-end tests, one JSON line each. */
export const trafficFile = join(folder, 'traffic.jsonl');

/** Forgets what earlier test runs left. */
export function cleanUp(): void {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
}

export interface ProcoreVendorState {
	id: number;
	name: string;
	is_active: boolean;
	origin_id: string | null;
	origin_code: string | null;
	origin_data: string | null;
	state_code: string | null;
	country_code: string | null;
	email_address: string | null;
	address: string | null;
	notes: string | null;
	[field: string]: unknown;
}

/** Tests press the button, but most of them mean a run of the schedule, whose first batch is as large as the others. */
// On the hour the schedule would start a run in the middle of a test.
const asScheduled: Settings = { firstBatchSize: 0, schedule: '0 0 29 2 *' };

/** How n8n is set up. */
type WorldOptions = Pick<
	PlaygroundOptions,
	| 'settings'
	| 'purchaseOrderApi'
	| 'purchaseRequisitionApi'
	| 'emptyTables'
	| 'alertSettings'
	| 'reportSettings'
	| 'mail'
	| 'queue'
	| 'install'
	| 'credentials'
	| 'env'
> & {
	/** n8n goes by the simulators' clock, too. */
	oneClock?: boolean;
};

/** A real n8n between the simulators, as a test looks at it. */
export class World {
	readonly playground: Playground;

	/** n8n's folder. */
	readonly userFolder: string;
	readonly #clock: OneClock | undefined;

	private constructor(playground: Playground, userFolder: string, clock?: OneClock) {
		this.playground = playground;
		this.userFolder = userFolder;
		this.#clock = clock;
	}

	static async start(options: SimulatorsOptions & WorldOptions & { name: string }): Promise<World> {
		const simulators = await startSimulators({ ...options, trafficFile });
		try {
			return await World.startBeside(simulators, options.name, options);
		} catch (error) {
			// Open servers would keep the tests from ending.
			await simulators.close();
			throw error;
		}
	}

	/** A new n8n beside simulators that go on as they are. */
	static async startBeside(simulators: RunningSimulators, name: string, options: WorldOptions = {}): Promise<World> {
		const log = (line: string) => {
			console.log(`    ${line}`);
		};
		const userFolder = join(folder, name);
		mkdirSync(folder, { recursive: true });
		const clock = options.oneClock ? new OneClock(join(folder, `${name}.clock`), simulators) : undefined;
		const { name: dataset } = simulators.dataset;
		const env = { ...options.env, ...clock?.env };
		return new World(
			await startPlayground({
				...options,
				...{ packageDir, userFolder, simulators, dataset, env, log },
				settings: { ...asScheduled, ...options.settings },
			}),
			userFolder,
			clock,
		);
	}

	get n8n() {
		return this.playground.n8n;
	}

	get simulators() {
		return this.playground.simulators;
	}

	/** Presses *Run now* with other values in the Settings node, and waits for the end. */
	async sync(settings: Settings = {}): Promise<SyncRun> {
		await this.configure(settings);
		return await this.press();
	}

	/** Presses *Run now* with the values that the Settings node has, and waits for the end. */
	async press(): Promise<SyncRun> {
		return await syncOnce(this.playground);
	}

	/** Sends vendors and contracts only. */
	async syncOrders(settings: Settings = {}): Promise<SyncRun> {
		return await this.sync({ lanes: orderLanes, ...settings });
	}

	/** Time goes by in both systems: a run leaves the last minutes of SAP's changes to the next one. */
	later(minutes = 5): void {
		this.simulators.sap.simulator.clock.advance(minutes * 60_000);
		this.#clock?.tell();
	}

	/** Steps n8n's clock by some hours off the one of both systems; 0 puts it right. */
	stepClock(hours: number): void {
		if (!this.#clock) throw new Error('This n8n has the time of the machine.');
		this.#clock.tell(hours);
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

	/** Empties the lease that a killed run has left, as a person does who knows that it will not come back. */
	async releaseLease(): Promise<void> {
		const lease = [{ columnName: 'entity', condition: 'eq' as const, value: 'lease' }];
		await this.n8n.rest.tables.update('sap_procore_state', lease, {
			holder: '',
			lease_until: '2000-01-01T00:00:00.000Z',
		});
	}

	async configure(settings: Settings): Promise<void> {
		await this.n8n.rest.saveWorkflow(syncTemplateWith(packageDir, { ...asScheduled, ...settings }));
	}

	/** Presses *Run now* and comes back at once. */
	async startSync(): Promise<string> {
		return await this.n8n.rest.startManually(syncWorkflow.id, syncWorkflow.trigger);
	}

	/** Asks for a replay by the webhook, as another system does: with the credential's header unless told otherwise. */
	async askReplay(body: unknown = {}, headers?: Record<string, string>): Promise<ReplayAnswer> {
		const { header, value } = this.playground.access.webhook;
		const response = await fetch(`${this.n8n.url}/webhook/sap-procore/replay`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...(headers ?? { [header]: value }) },
			body: typeof body === 'string' ? body : JSON.stringify(body),
		});
		const text = await response.text();
		return { status: response.status, text, ...executionIn(text) };
	}

	/** All vendors of Procore, inactive ones too. */
	vendors(): ProcoreVendorState[] {
		return (this.simulators.procore.simulator.state() as { vendors: ProcoreVendorState[] }).vendors;
	}

	vendorOf(supplier: string): ProcoreVendorState | undefined {
		return this.vendors().find(({ origin_id }) => origin_id === `sap:S4P:supplier:${supplier}`);
	}

	async rows(table: string): Promise<Row[]> {
		return await this.n8n.rest.tables.rows(table);
	}

	/** Audit rows of the last run. */
	async lastAudit(): Promise<Row[]> {
		const run = (await this.rows('sap_procore_runs')).at(-1);
		return await this.auditOf(String(run?.run_id));
	}

	async auditOf(runId: string): Promise<Row[]> {
		return await this.n8n.rest.tables.rows('sap_procore_audit', [
			{ columnName: 'run_id', condition: 'eq', value: runId },
		]);
	}

	async watermark(entity = 'supplier'): Promise<unknown> {
		return (await this.rows('sap_procore_state')).find((row) => row.entity === entity)?.watermark;
	}

	/** Exceptions of a document that are not resolved; `""` = of lanes as a whole. */
	async openExceptions(sapKey: string): Promise<Row[]> {
		const rows = await this.rows('sap_procore_exceptions');
		return rows.filter(({ sap_key, status }) => sap_key === sapKey && status !== 'resolved');
	}

	/** Ends n8n; the simulators go on. */
	async stop(): Promise<void> {
		await this.playground.n8n.stop();
	}

	async close(): Promise<void> {
		await this.stop();
		await this.simulators.close();
	}
}

export interface ReplayAnswer {
	status: number;
	text: string;
	/** n8n's execution that the answer names. */
	execution?: string;
}

function executionIn(text: string): { execution?: string } {
	const id = /execution (\d+) since/.exec(text)?.[1];
	return id === undefined ? {} : { execution: id };
}

/** Waits until something is so; checks every 20 ms. */
export async function until(what: string, isSo: () => boolean, timeoutMs = 60_000): Promise<void> {
	const end = Date.now() + timeoutMs;
	while (!isSo()) {
		if (Date.now() > end) throw new Error(`Waited ${String(timeoutMs / 1000)} s for: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
