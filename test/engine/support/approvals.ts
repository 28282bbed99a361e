import assert from 'node:assert/strict';
import type { Settings } from '../../../demo/syncSettings.ts';
import type { Row } from '../../../tools/n8n/tables.ts';
import { type ContractState, contractsOf } from '../../e2e/support/contracts.ts';
import { Pages } from './pages.ts';
import { type ScenarioRun, World } from './scenarioWorld.ts';

export const project = '2201';
const table = 'sap_procore_approvals';

/** A sync whose large changes wait for an approval, and the people around it. */
export class ApprovalWorld {
	readonly world: World;
	readonly pages: Pages;
	readonly #settings: Settings;

	private constructor(world: World, settings: Settings) {
		this.world = world;
		this.pages = new Pages(world.engine);
		this.#settings = { lanes: 'project, supplier, purchase_order', approveAbove: '1000', ...settings };
	}

	/** Orders by number, with their prices, are in Procore since before there were approvals. */
	static async open(orders: Record<string, string> = {}, settings: Settings = {}): Promise<ApprovalWorld> {
		const world = await World.start({ name: 'approval', dataset: 'tiny', limits: false });
		const scene = new ApprovalWorld(world, settings);
		for (const [number, price] of Object.entries(orders)) scene.order(number, price);
		assert.equal((await scene.run({ approval: false })).status, 'success');
		return scene;
	}

	/** An hour goes by, and the schedule starts the sync. */
	async run(settings: Settings = {}): Promise<ScenarioRun> {
		this.world.later(61);
		return await this.world.sync({ ...this.#settings, approval: true, ...settings });
	}

	/** The run dies at its n-th write. @returns what became of it */
	async killed(nth: number, when: 'before' | 'after'): Promise<string> {
		this.world.later(61);
		return await this.world.killAtWrite(nth, when, { ...this.#settings, approval: true });
	}

	/** A run with the settings of the last one dies after its n-th operation on tables. @returns what became of it */
	async killedAtTable(nth: number): Promise<string> {
		this.world.later(61);
		const { status } = await this.world.engine.run({ kill: { at: 'tables', nth, when: 'after' } });
		return status;
	}

	order(number: string, price: string, more: Record<string, string> = {}): void {
		this.sap({
			...{ do: 'create-order', number, supplier: '100050', wbsElement: 'P-1001.1.1', items: [{ price }] },
			...more,
		});
	}

	setPrice(order: string, price: string): void {
		this.sap({ do: 'set-price', order, item: '10', price });
	}

	voidOrder(order: string): void {
		this.sap({ do: 'void-order', order });
	}

	sap(command: Record<string, unknown>): void {
		this.world.changeSap(command);
	}

	contract(order: string, projectId = project): ContractState | undefined {
		const originId = `sap:S4P:po:${order}:${projectId}`;
		return contractsOf(this.world.simulators).find(({ origin_id }) => origin_id === originId);
	}

	/** Status and total of a contract, `none` = there is none. */
	shown(order: string): string {
		const contract = this.contract(order);
		return contract ? `${contract.status} ${Number(contract.grand_total).toFixed(2)}` : 'none';
	}

	/** The outcome of a document in the last run, as far as it is on record. */
	async outcome(key: string): Promise<string> {
		const rows = (await this.world.lastAudit()).filter(({ sap_key }) => sap_key === key);
		return rows.map(({ status, reason }) => [status, reason].filter(Boolean).join(' ')).join(', ');
	}

	async exceptions(key: string): Promise<Row[]> {
		return await this.world.openExceptions(key);
	}

	/** What people were asked, by document. */
	async asked(): Promise<string[]> {
		return (await this.rows()).map(
			({ sap_key, change, state }) => `${String(sap_key)} ${String(change)} ${String(state)}`,
		);
	}

	async rows(): Promise<Row[]> {
		return await this.world.rows(table);
	}

	/** Somebody chooses on the page; with no documents all that wait. Answers the page that asks to confirm it. */
	async choose(action: 'approve' | 'leave', ...keys: string[]): Promise<string> {
		const waiting = (await this.rows()).filter(
			({ state, sap_key }) => state === 'waiting' && keys.includes(String(sap_key)),
		);
		const chosen: Record<string, string | string[]> =
			keys.length === 0 ? { all: '1' } : { row: waiting.map(({ id }) => String(id)) };
		return await this.pages.open({ page: 'exceptions', do: action, ...chosen });
	}

	/** Somebody decides; answers the page that says what came of it. */
	async decide(action: 'approve' | 'leave', ...keys: string[]): Promise<string> {
		return await this.confirm(await this.choose(action, ...keys));
	}

	/** Somebody confirms; answers the page that says what came of it. */
	async confirm(html: string): Promise<string> {
		const { location } = await this.pages.confirm('exceptions', html);
		return await this.pages.open(Object.fromEntries(new URLSearchParams(String(location).slice(1))));
	}

	dropTable(): void {
		this.world.engine.tables.dropTable(table);
	}

	/** What Procore holds, as text; log-ons and limits left out. */
	procoreText(): string {
		const state = this.world.simulators.procore.simulator.state() as object;
		return JSON.stringify({ ...state, tokensIssued: undefined, settings: undefined });
	}
}

/** What people read of a page. */
export const readOf = (html: string): string =>
	html
		.replace(/<style>[^]*?<\/style>/, '')
		.replaceAll('<wbr>', '')
		.replace(/<[^>]+>/g, ' ')
		.replace(/\s+/g, ' ');
