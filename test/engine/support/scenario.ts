import assert from 'node:assert/strict';
import type { Row } from '../../../tools/n8n/tables.ts';
import type { Settings } from '../../../demo/syncSettings.ts';
import { demanded, sapState } from '../../e2e/support/contracts.ts';
import { changeableOrders } from '../../e2e/support/day.ts';
import { type ScenarioRun, World } from './scenarioWorld.ts';

/** A world that writes unchanged documents on record, too. */
export class Scenario {
	readonly world: World;
	#spare: Array<{ order: string; projectId: string }> = [];

	private constructor(world: World) {
		this.world = world;
	}

	static async start(name: string): Promise<Scenario> {
		return new Scenario(await World.start({ name, dataset: 'tour', limits: false }));
	}

	async run(settings: Settings = {}): Promise<ScenarioRun> {
		return await this.world.sync({ recordUnchanged: true, ...settings });
	}

	/** An ordinary order that no test has taken yet, whole in one project that is not one of `others`. */
	take(others: string[] = []): { order: string; projectId: string } {
		if (this.#spare.length === 0) this.#spare = this.#ordinary();
		const index = this.#spare.findIndex(({ projectId }) => !others.includes(projectId));
		const [taken] = this.#spare.splice(index, 1);
		assert.ok(taken && index >= 0, 'no ordinary order is left');
		return taken;
	}

	/** Ordinary orders in as many projects. */
	takeEach(count: number): Array<{ order: string; projectId: string }> {
		const taken: Array<{ order: string; projectId: string }> = [];
		while (taken.length < count) taken.push(this.take(taken.map(({ projectId }) => projectId)));
		return taken;
	}

	#ordinary() {
		const all = demanded(this.world.simulators).filter(({ reason }) => reason === '');
		const changeable = new Set(changeableOrders(this.world));
		return all.filter(({ order }) => changeable.has(order) && all.filter((each) => each.order === order).length === 1);
	}

	/** Somebody raises the price of an order's first item by one. */
	raise(order: string, stamp?: string): void {
		const [item] =
			sapState(this.world.simulators).orders.find(({ header }) => header.PurchaseOrder === order)?.items ?? [];
		this.world.simulators.sap.simulator.change({
			do: 'set-price',
			order,
			item: item?.PurchaseOrderItem,
			price: (Number(item?.NetPriceAmount) + 1).toFixed(2),
			...(stamp ? { stamp } : {}),
		});
	}

	/** Outcomes of a document in the last run; those of costs on an order are not the order's. */
	async outcomes(sapKey: string): Promise<Array<[status: unknown, reason: unknown]>> {
		const audit = (await this.world.lastAudit()).filter(({ entity }) => entity !== 'actual_cost');
		return audit.filter(({ sap_key }) => sap_key === sapKey).map(({ status, reason }) => [status, reason]);
	}

	/** The window that a lane has read in the last run. */
	async window(entity: string): Promise<{ from: string; to: string; complete: boolean }> {
		const run = (await this.world.rows('sap_procore_runs')).at(-1);
		const counts = JSON.parse(String(run?.counts)) as Record<string, { from: string; to: string; complete: boolean }>;
		const lane = counts[entity];
		assert.ok(lane, `${entity} has no window in the run row`);
		return lane;
	}

	async watermarks(): Promise<Record<string, unknown>> {
		const rows = (await this.world.rows('sap_procore_state')).filter(
			({ entity }) => entity !== 'lease' && entity !== 'retention',
		);
		return Object.fromEntries(rows.map(({ entity, watermark }) => [String(entity), watermark]));
	}

	async exceptionOf(sapKey: string, entity = 'purchase_order'): Promise<Row | undefined> {
		const rows = await this.world.rows('sap_procore_exceptions');
		return rows.find((row) => row.sap_key === sapKey && row.entity === entity);
	}

	/** Somebody fills a row of the cost code map; what the tests expect is worked out from the filled tables. */
	fillCostCode(row: Row, cells: { cost_code: string; cost_type: string }): void {
		this.world.editRows('sap_procore_cost_codes', { id: Number(row.id) }, cells);
		const names = ['company_code', 'gl_account', 'cost_center', 'wbs_element'];
		const pattern = Object.fromEntries(names.map((name) => [name, String(row[name] ?? '')]));
		const filled = { customer: 'main', ...pattern, ...cells, enabled: true, source: 'found', note: '' };
		this.world.simulators.dataset.tables.sap_procore_cost_codes?.push(filled);
	}

	/** What Procore holds, as text; log-ons and limits left out. */
	procoreText(): string {
		const state = this.world.simulators.procore.simulator.state() as object;
		return JSON.stringify({ ...state, tokensIssued: undefined, settings: undefined });
	}
}
