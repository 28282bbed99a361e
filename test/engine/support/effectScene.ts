import assert from 'node:assert/strict';
import type { Settings } from '../../../demo/syncSettings.ts';
import type * as Model from '../../../nodes/shared/model/index.ts';
import type {
	PlannedCost,
	ProjectCost,
	PurchaseOrder,
	PurchaseRequisition,
} from '../../../nodes/shared/model/index.ts';
import type * as Ledger from '../../../nodes/SapToProcore/ledger/index.ts';
import type * as Effects from '../../../nodes/SapToProcore/mapping/effects/index.ts';
import type { Effect, EffectInput } from '../../../nodes/SapToProcore/mapping/effects/index.ts';
import { costAccounts } from '../../../simulators/data/costs/accounts.ts';
import { budgetState } from '../../e2e/support/budgets.ts';
import { contractsOf, missingSuppliers } from '../../e2e/support/contracts.ts';
import { procoreOf } from '../checks/seen.ts';
import { World } from './scenarioWorld.ts';
import { smallWorkflow } from './smallWorkflow.ts';
import { sourceOf } from './sources.ts';

const { effectOf } = sourceOf('nodes/SapToProcore/mapping/effects/index.ts') as typeof Effects;
const { ledgerOn } = sourceOf('nodes/SapToProcore/ledger/index.ts') as typeof Ledger;
const { plannedCostSchema, purchaseOrderSchema, purchaseRequisitionSchema, projectCostSchema } = sourceOf(
	'nodes/shared/model/index.ts',
) as typeof Model;

/** Money by currency in whole minor units of three decimals. */
type Sums = Record<string, number>;

function add(sums: Sums, key: string, amount: string | number): void {
	const sum = (sums[key] ?? 0) + Math.round(Number(amount) * 1000);
	if (sum === 0) Reflect.deleteProperty(sums, key);
	else sums[key] = sum;
}

/** What a run did, or is said to do: by what happened the documents, and their money. */
export interface Happened {
	released: { documents: string[]; amounts: Sums };
	moved: { documents: string[]; amounts: Sums };
	stopped: string[];
	notSent: string[];
	/** By project and budget code what changes in direct costs. */
	costs: Sums;
	/** By project and budget line what is set of the plan. */
	budget: Sums;
}

/** The template between both systems, and what is said about a change before its next run. */
export class EffectScene {
	readonly world: World;
	readonly #settings: Settings;

	private constructor(world: World, settings: Settings) {
		this.world = world;
		this.#settings = settings;
	}

	static async open(dataset: 'tour' | 'tiny', settings: Settings): Promise<EffectScene> {
		const world = await World.start({ name: 'effects', dataset, procoreEmpty: true, limits: false });
		return new EffectScene(world, { recordUnchanged: true, ...settings });
	}

	/** Whether the lane of budgets is on. */
	private get plans(): boolean {
		return this.lanes.includes('budget');
	}

	private get lanes(): EffectInput['next']['lanes'] {
		const usual = 'project, supplier, purchase_order, requisition, actual_cost';
		return String(this.#settings.lanes ?? usual).split(', ') as Array<EffectInput['next']['lanes'][number]>;
	}

	private get ledger() {
		return ledgerOn(this.world.engine.tables.store(), 'main');
	}

	async run() {
		const run = await this.world.sync(this.#settings);
		assert.ok(['success', 'warning', 'partial'].includes(run.status), `${run.status} ${String(run.error?.message)}`);
	}

	/** What SAP has, as the reports read it. */
	private async documents() {
		const { engine } = this.world;
		engine.workflow = smallWorkflow(
			[
				{ name: 'Run now', type: 'n8n-nodes-base.manualTrigger' },
				{
					name: 'Read',
					type: 'sapS4Hana',
					parameters: {
						...{ resource: 'system', operation: 'readDocuments', costAccounts },
						reads: ['orders', 'requisitions', 'costs', ...(this.plans ? ['plan'] : [])],
						...{ planCategory: this.#settings.planCategory ?? '', planAccounts: costAccounts },
					},
				},
			],
			[['Run now', 'Read']],
		);
		const items = (await engine.run()).items('Read') as unknown as Array<{ read: string; record: unknown }>;
		const of = (name: string) => items.flatMap(({ read, record }) => (read === name ? [record] : []));
		return {
			orders: of('orders').map((each): PurchaseOrder => purchaseOrderSchema.parse(each)),
			requisitions: of('requisitions').map((each): PurchaseRequisition => purchaseRequisitionSchema.parse(each)),
			costs: of('costs').map((each): ProjectCost => projectCostSchema.parse(each)),
			plans: of('plan').map((each): PlannedCost => plannedCostSchema.parse(each)),
		};
	}

	private async tables() {
		const { ledger } = this;
		return {
			projects: await ledger.rows('projects'),
			costCodes: await ledger.rows('cost_codes'),
			values: await ledger.rows('values'),
		};
	}

	/** What is said about a change before the next run. */
	async announced(change: () => void): Promise<Effect> {
		const { ledger, world } = this;
		const documents = await this.documents();
		const before = await this.tables();
		change();
		const after = await this.tables();
		const now = new Date(world.simulators.sap.simulator.clock.now()).toISOString();
		const approved = new Set(
			contractsOf(world.simulators).flatMap(({ status, origin_id }) => (status === 'Approved' ? [origin_id] : [])),
		);
		const input: EffectInput = {
			...{ before, after, ...documents },
			exceptions: (await ledger.rows('exceptions')).filter(({ status }) => status !== 'resolved'),
			contracts: await ledger.rows('contracts'),
			state: await ledger.rows('state'),
			standing: await ledger.rows('allocations', [{ column: 'entity', value: 'purchase_order' }]),
			codes: this.codes(),
			isCommitted: (contract) => approved.has(contract),
			withoutVendor: missingSuppliers(world.simulators),
			withoutBillingPeriod: withoutPeriod(procoreOf(world.engine)),
			costsMoved: false,
			next: {
				...{ system: 'S4P', lanes: this.lanes },
				...{ now, startedAt: now, overlapMinutes: 15, settleMinutes: 2, createsCodes: false },
				orders: {
					...{ system: 'S4P', releaseGate: 'released', lineMethod: 'amount', taxCodes: false, retainagePercent: '' },
					contractStatus: this.#settings.contractStatus === 'Approved' ? 'Approved' : 'Draft',
					...{ currencyPolicy: 'hold', outsideProjects: 'ignore', invoicesSent: false, projectCurrency: 'USD' },
				},
				requisitions: { requisitions: 'draftInvoice', billingDate: 'change' },
				costs: { target: 'directCost', per: 'month', overContract: 'name', onOrders: 'leaveOut' },
			},
		};
		return effectOf(input);
	}

	private codes(): EffectInput['codes'] {
		const codes = new Map<
			string,
			Array<{ costCode: string; costType: string; costCodeName: string; costTypeName: string }>
		>();
		for (const { project_id, flat_code } of budgetState(this.world.simulators).wbsCodes) {
			const [costCode = '', costType = ''] = flat_code.split('.');
			const code = { costCode, costType, costCodeName: '', costTypeName: '' };
			codes.set(String(project_id), [...(codes.get(String(project_id)) ?? []), code]);
		}
		return codes;
	}

	/** Direct costs in Procore by project and budget code. */
	directCosts(): Sums {
		const { directCosts, wbsCodes } = budgetState(this.world.simulators);
		const codeOf = new Map(wbsCodes.map(({ id, flat_code }) => [id, flat_code]));
		const sums: Sums = {};
		for (const { project_id, lines } of directCosts)
			for (const { wbs_code_id, amount } of lines)
				add(sums, `${String(project_id)} ${codeOf.get(wbs_code_id) ?? ''}`, amount);
		return sums;
	}

	/** By project and budget line what the last run has set of the plan, or drafted where the budget is locked. */
	async budgetsSet(): Promise<Sums> {
		const sums: Sums = {};
		const rows = (await this.ledger.rows('audit')).filter(({ entity }) => entity === 'budget');
		const last = rows.at(-1)?.run_id;
		for (const { run_id, sap_key: key, project_id: project, status, reason, detail } of rows) {
			const isSet = status === 'synced' || reason === 'budget_change_drafted';
			const { total } = JSON.parse(detail || '{}') as { total?: string };
			if (run_id === last && isSet && total !== undefined) sums[`${project} ${key}`] = Math.round(Number(total) * 1000);
		}
		return sums;
	}

	/** By document and project whether the last run that looked at it has left it in Procore, and its lines there. */
	async recorded(): Promise<
		Map<string, { ok: Set<string>; reasons: string[]; lines: Map<string, Line>; run: string }>
	> {
		const documents = new Map<string, { ok: Set<string>; reasons: string[]; lines: Map<string, Line>; run: string }>();
		for (const row of await this.ledger.rows('audit')) {
			if (row.entity !== 'purchase_order' && row.entity !== 'requisition') continue;
			const key = `${row.entity} ${row.sap_key}`;
			const known = documents.get(key);
			const document =
				known?.run === row.run_id
					? known
					: { ok: new Set<string>(), reasons: [] as string[], lines: new Map<string, Line>(), run: row.run_id };
			documents.set(key, document);
			if (['synced', 'unchanged'].includes(row.status)) document.ok.add(row.project_id);
			else if (row.status !== 'ignored') document.reasons.push(`${row.project_id} ${row.reason} ${row.message}`);
		}
		for (const row of await this.ledger.rows('allocations')) {
			const document = documents.get(`${row.entity} ${row.sap_key}`);
			if (document?.run !== row.run_id || !document.ok.has(row.project_id)) continue;
			const contractLine = row.line_origin_id.replace(/:[^:]*$/, '');
			const [code, name] =
				row.entity === 'requisition'
					? ['', `${row.sap_item}/${row.assignment} ${contractLine}`]
					: [`${row.cost_code}.${row.cost_type}`, `${row.sap_item}/${row.assignment}`];
			document.lines.set(name, { place: `${row.project_id} ${code}`, amount: row.amount, currency: row.currency });
		}
		return documents;
	}
}

/** Projects that no billing period is open in. */
function withoutPeriod({ projects, billingPeriods }: ReturnType<typeof procoreOf>): Set<string> {
	const open = new Set(billingPeriods.flatMap(({ project_id, status }) => (status === 'open' ? [project_id] : [])));
	return new Set(projects.flatMap(({ id }) => (open.has(id) ? [] : [String(id)])));
}

interface Line {
	place: string;
	amount: string;
	currency: string;
}

type Recorded = Awaited<ReturnType<EffectScene['recorded']>>;

/** What a run did, by its audit trail and by Procore itself. */
export function happened(
	before: Recorded,
	after: Recorded,
	costsBefore: Sums,
	costsAfter: Sums,
	budget: Sums,
): Happened {
	const [released, moved] = [new Set<string>(), new Set<string>()];
	const all: Happened = {
		released: { documents: [], amounts: {} },
		moved: { documents: [], amounts: {} },
		...{ stopped: [], notSent: [], costs: {}, budget },
	};
	for (const [key, now] of after) {
		const was = before.get(key);
		if (!was || was.run === now.run) continue;
		for (const [line, { place, amount, currency }] of now.lines) {
			const earlier = was.lines.get(line);
			if (!earlier) {
				released.add(key);
				add(all.released.amounts, currency, amount);
			} else if (earlier.place !== place) {
				moved.add(key);
				add(all.moved.amounts, currency, Math.abs(Number(amount)));
			}
		}
		const isLeft = [...was.lines.keys()].some((line) => !now.lines.has(line));
		if (isLeft) all.stopped.push(key);
		else if (now.reasons.some((reason) => !was.reasons.includes(reason))) all.notSent.push(key);
	}
	for (const [cell, amount] of Object.entries(costsBefore)) add(all.costs, cell, -amount / 1000);
	for (const [cell, amount] of Object.entries(costsAfter)) add(all.costs, cell, amount / 1000);
	Object.assign(all.released, { documents: [...released].sort() });
	Object.assign(all.moved, { documents: [...moved].sort() });
	return { ...all, stopped: all.stopped.sort(), notSent: all.notSent.sort() };
}

/** What was said, in the same form. */
export function said(effect: Effect): Happened {
	const of = (kind: string, isCost = false) =>
		effect.documents.filter((each) => each.kind === kind && (each.entity === 'actual_cost') === isCost);
	const names = (kind: string) => [...new Set(of(kind).map(({ entity, sapKey }) => `${entity} ${sapKey}`))].sort();
	const all: Happened = {
		released: { documents: names('released'), amounts: {} },
		moved: { documents: names('moved'), amounts: {} },
		...{ stopped: names('stopped'), notSent: names('notSent'), costs: {}, budget: {} },
	};
	for (const { becomes, projectId, costCode, costType, amount } of effect.budget)
		if (becomes === 'set') all.budget[`${projectId} ${costCode}|${costType}`] = Math.round(Number(amount) * 1000);
	for (const { amount, currency } of of('released')) add(all.released.amounts, currency, amount);
	for (const { amount, currency } of of('moved')) add(all.moved.amounts, currency, Math.abs(Number(amount)));
	for (const { from, to, amount } of [...of('released', true), ...of('moved', true), ...of('stopped', true)]) {
		if (from) add(all.costs, `${from.projectId} ${from.costCode}.${from.costType}`, -Number(amount));
		if (to) add(all.costs, `${to.projectId} ${to.costCode}.${to.costType}`, amount);
	}
	return all;
}
