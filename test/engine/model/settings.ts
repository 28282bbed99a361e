import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';
import { costAccounts } from '../../../simulators/data/costs/accounts.ts';
import { count } from '../support/tally.ts';
import type { SyncWorld } from '../support/syncWorld.ts';
import type { Marks } from './event.ts';

/** What people set in the panels; what is left out stays as it was. */
export interface Settings {
	contractStatus?: string;
	lineMethod?: string;
	taxCodes?: boolean;
	retainagePercent?: number;
	onApprovedContract?: string;
	onEditedContract?: string;
	createMissingWbsCodes?: boolean;
	requisitions?: string;
	invoices?: boolean;
	submit?: boolean;
	createBillingPeriod?: boolean;
	plan?: string;
	onLockedBudget?: string;
	directCostPer?: string;
	overContract?: string;
	directCostsLocked?: boolean;
	deactivateBlocked?: boolean;
	recordUnchanged?: boolean;
	maximumWait?: number;
}

/** Now and then somebody changes something in the panels. */
export const settings: fc.Arbitrary<Settings | null> = fc.option(
	fc.record(
		{
			contractStatus: fc.constantFrom('Approved', 'Approved', 'Draft', 'Processing'),
			lineMethod: fc.constantFrom('amount', 'unit'),
			taxCodes: fc.boolean(),
			retainagePercent: fc.constantFrom(0, 10),
			onApprovedContract: fc.constantFrom('reopen', 'reopenOrChangeOrder', 'hold', 'changeOrder'),
			onEditedContract: fc.constantFrom('hold', 'overwrite'),
			createMissingWbsCodes: fc.boolean(),
			requisitions: fc.constantFrom('draftInvoice', 'pendingContract', 'pendingContract', 'off'),
			invoices: fc.boolean(),
			submit: fc.boolean(),
			createBillingPeriod: fc.boolean(),
			plan: fc.constantFrom('', 'PLN', 'BUD01'),
			onLockedBudget: fc.constantFrom('draft', 'hold'),
			directCostPer: fc.constantFrom('month', 'project'),
			overContract: fc.constantFrom('name', 'send'),
			directCostsLocked: fc.boolean(),
			deactivateBlocked: fc.boolean(),
			recordUnchanged: fc.boolean(),
			maximumWait: fc.constantFrom(1, 300),
		},
		{ requiredKeys: [] },
	),
	{ freq: 3 },
);

const usualLanes = ['project', 'supplier', 'cost_code', 'actual_cost', 'purchase_order', 'requisition'];

/** What the panels say by now. */
export class Panels {
	#settings: Settings = {};
	/** A run has gone by them. */
	used = false;
	/** What was read before does not follow by itself: somebody has to run a backfill. */
	changed = false;
	/** The plan that is the budget was not always the same. */
	#planChanged = false;
	#sentOverContract = false;

	/** What a check of costs has to know. */
	get costs(): { overContract: boolean; plan: string } {
		const { plan = '' } = this.#settings;
		return { overContract: this.#sentOverContract, plan: this.#planChanged ? '' : plan };
	}

	set(settings: Settings): void {
		this.#settings = { ...this.#settings, ...settings };
		this.changed ||= this.used;
		this.#sentOverContract ||= settings.overContract === 'send';
		this.#planChanged ||= this.used && settings.plan !== undefined;
	}

	/** Requisitions that bill and supplier invoices would bill an order twice: whoever switches invoices on switches those off. */
	get requisitions(): string {
		const { requisitions = 'draftInvoice', invoices = false } = this.#settings;
		return invoices && requisitions === 'draftInvoice' ? 'off' : requisitions;
	}

	get lanes(): string[] {
		const { invoices = false, plan = '' } = this.#settings;
		return [...usualLanes, ...(invoices ? ['supplier_invoice'] : []), ...(plan === '' ? [] : ['budget'])];
	}

	/** By node, as a run takes them. */
	parameters(start: {
		batchSize: number;
		projectsPerBatch?: number;
		off?: string | null;
		mode?: string;
	}): Record<string, INodeParameters> {
		const {
			contractStatus = 'Approved',
			lineMethod = 'amount',
			taxCodes = false,
			retainagePercent = 0,
			onApprovedContract = 'reopen',
			onEditedContract = 'hold',
			createMissingWbsCodes = false,
			submit = false,
			createBillingPeriod = false,
			plan = '',
			onLockedBudget = 'draft',
			directCostPer = 'month',
			overContract = 'name',
			directCostsLocked = false,
			deactivateBlocked = false,
			recordUnchanged = false,
			maximumWait = 300,
		} = this.#settings;
		const { batchSize, projectsPerBatch = 20, off, mode = 'delta' } = start;
		const wait = { maximumWait };
		this.used = true;
		return {
			Start: {
				mode,
				options: { batchSize, firstBatchSize: batchSize, projectsPerBatch, recordUnchanged },
				lanes: this.lanes.filter((lane) => lane !== off),
			},
			'Match suppliers': { options: { deactivateBlocked } },
			'Upsert vendors': { options: wait },
			'Upsert cost codes': { options: wait },
			'Fetch plan': { planCategory: { __rl: true, mode: 'id', value: plan }, costAccounts },
			'Upsert budgets': { onLockedBudget, options: wait },
			'Map orders': { contractStatus, lineMethod, taxCodes, retainagePercent },
			'Upsert contracts': { onApprovedContract, onEditedContract, options: { createMissingWbsCodes, ...wait } },
			'Map requisitions': { requisitions: this.requisitions, lineMethod },
			'Upsert requisitions': { options: { submit, createBillingPeriod, ...wait } },
			'Upsert invoices': { options: { submit: true, createBillingPeriod, ...wait } },
			'Map costs': { directCostPer, overContract },
			'Upsert costs': { options: { directCostsLocked, createMissingWbsCodes, ...wait } },
		};
	}
}

/** Sets what a round says. */
export function apply(world: SyncWorld, panels: Panels, settings: Settings | null, marks: Marks): void {
	if (settings === null || Object.keys(settings).length === 0) return;
	const before = panels.requisitions;
	panels.set(settings);
	for (const name of Object.keys(settings)) count(`setting ${name}`);
	if (settings.taxCodes === true)
		marks.repairs.set('tax', () => {
			fillTaxCode(world);
		});
	marks.requisitionsChanged ||= panels.used && before !== panels.requisitions;
}

/** What orders with tax codes wait for. */
function fillTaxCode(world: SyncWorld): void {
	const name = 'sap_procore_values';
	const { tables } = world.engine;
	const isRow = (row: object) => 'kind' in row && row.kind === 'tax_code';
	if (!tables.rows(name).some(isRow))
		tables.addRows(name, [{ customer: 'main', kind: 'tax_code', sap_value: 'I1', procore_value: '', note: '' }]);
	tables.edit(name, isRow, { procore_value: 'GST' });
	world.procore({ do: 'add-tax-code', code: { id: 9101, code: 'GST', rate: 10 } });
}
