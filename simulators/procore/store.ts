import type { PendingChange } from '../core/pending-changes.ts';
import type { Clock } from '../core/clock.ts';
import type { ErrorShape } from './errors.ts';
import { noAccess, notFound } from './errors.ts';
import { Finance } from './finance/finance.ts';
import type { pendingOrderRules, SimMaxPerPage, SimProject, SimVendor, unlinkAnswers } from './types.ts';
import { VendorIndex } from './vendor-index.ts';
import { type StoredVendor, vendorDefaults } from './vendor-record.ts';
import { type EventType, Webhooks } from './webhooks.ts';

export type StoredProject = Required<SimProject>;

export interface StoreSettings {
	maxPerPage: SimMaxPerPage;
	maxBodyBytes: number;
	/** False: the company has uninstalled the app. */
	connected: boolean;
	/** Tools switched off for the whole company. */
	disabledTools: string[];
	/** False: the caller may only change the latest open invoice, bill in the open period, and set no retainage. */
	commitmentsAdmin: boolean;
	/** A contract that is more than a draft has to have a vendor; false: only one that is approved or closed. */
	vendorRequired: boolean;
	/** The totals of contracts hold the tax of their lines. */
	taxInTotals: boolean;
	/** True: programs cannot change an invoice or direct cost that carries an origin id either; people never can. */
	lockSynced: boolean;
	/** What becomes of taking an origin id away. */
	unlink: (typeof unlinkAnswers)[number];
	/** Lists of version 1.1 show the origin data of invoices. */
	listOriginData: boolean;
	/** The list of change orders says whose they are. */
	listOrderContracts: boolean;
	/** Which purchase orders that are not approved yet are pending costs. */
	pendingOrders: (typeof pendingOrderRules)[number];
	/** The standard budget view has the columns of budget changes. */
	budgetChangeColumns: boolean;
	/** A view of the company's own comes before the standard one. */
	ownBudgetViewFirst: boolean;
	/** Lines of type budget_change are refused without one of type change_event that has their adjustment number. */
	changeEventRequired: boolean;
	/** GET with a larger per_page is answered with this status, as too much to answer in time. */
	largestAnswer: { rows: number; status: 408 | 504 } | null;
	/** Lists that are published without pages come in pages of that many rows all the same. */
	pagedListRows: number | null;
	/** Fields that a call takes and passes over in silence, by a part of its path. */
	keptFields: Array<{ path: string; fields: string[] }>;
	/** By origin id: how many more times a contract line is refused. */
	refusedLines: Record<string, number>;
	/** A new requisition is created without the items that were sent with it, as by version 1.0. */
	headerOnlyRequisitions: boolean;
	/** A second hook of a company or project in the same namespace is refused. */
	oneHookPerNamespace: boolean;
	/** By id: how many requests on a direct cost find it worked on by another one. */
	busyDirectCosts: Record<number, number>;
	/** Shape of the next errors, instead of the usual one. */
	errorShape: { shape: ErrorShape; times: number } | null;
}

export interface Company {
	id: number;
	name: string;
}

// Newer Procore regions hand out ids beyond 32 bit, so the ones made here are as well.
const firstNewId = 598134326000001;
/** Lower than those, higher than those of the segments that every company has. */
const firstSegmentId = 598134325900100;

/** What the simulated Procore company holds. */
export class Store {
	readonly company: Company;
	readonly clock: Clock;
	readonly settings: StoreSettings;
	/** Changes that wait for a request. */
	pending: PendingChange[] = [];
	readonly vendors = new Map<number, StoredVendor>();
	readonly projects = new Map<number, StoredProject>();
	readonly finance = new Finance();
	readonly webhooks: Webhooks;
	/** Who the present call is made by. */
	actor: 'app' | 'person' = 'app';
	/** When the company was filled; the stamp of what has none of its own. */
	loadedAt = '';
	readonly #index: VendorIndex;
	#lastId = firstNewId;
	readonly #segmentIds = new Map<string, number>();

	constructor(company: Company, clock: Clock, settings: StoreSettings) {
		this.company = company;
		this.#index = new VendorIndex(company.id);
		this.clock = clock;
		this.settings = settings;
		this.webhooks = new Webhooks(clock, company.id);
		this.#tellOfFinance();
	}

	newId(): number {
		return ++this.#lastId;
	}

	/** The id of a segment, or of an item of one, by what tells it from the others. */
	segmentId(...name: string[]): number {
		const key = JSON.stringify(name);
		const id = this.#segmentIds.get(key) ?? firstSegmentId + this.#segmentIds.size;
		this.#segmentIds.set(key, id);
		return id;
	}

	/** ISO 8601 by the simulated clock. */
	now(): string {
		return new Date(this.clock.now()).toISOString();
	}

	/** Forgets everything and takes these instead; `loadSeed` fills in what projects hold. */
	load(projects: SimProject[], vendors: SimVendor[]): void {
		this.#lastId = firstNewId;
		this.#segmentIds.clear();
		this.loadedAt = this.now();
		this.projects.clear();
		this.vendors.clear();
		this.#index.clear();
		this.finance.clear();
		this.webhooks.clear();
		for (const project of projects) this.addProject(project);
		for (const vendor of vendors) this.addVendor(vendor);
	}

	addProject(project: SimProject): StoredProject {
		const stored: StoredProject = { ...projectDefaults(this.now()), ...given(project) };
		this.projects.set(stored.id, stored);
		this.webhooks.note({ resource: 'Projects', resourceId: stored.id, type: 'create', projectId: null });
		return stored;
	}

	addVendor(vendor: Partial<SimVendor>): StoredVendor {
		const { business_register: register, ...rest } = given(vendor);
		const stored: StoredVendor = {
			...vendorDefaults(this.company.id, this.now()),
			id: rest.id ?? this.newId(),
			...rest,
			business_register: register ? { id: this.newId(), ...register } : null,
		};
		this.vendors.set(stored.id, stored);
		this.#index.add(stored);
		this.#tellOfVendor(stored, 'create');
		return stored;
	}

	/** The company's own vendors, ascending by id. */
	ownVendors(): StoredVendor[] {
		const own = [...this.vendors.values()].filter((vendor) => vendor.company_id === this.company.id);
		return own.sort((a, b) => a.id - b.id);
	}

	findVendor(id: number): StoredVendor | undefined {
		const vendor = this.vendors.get(id);
		return vendor?.company_id === this.company.id ? vendor : undefined;
	}

	findVendorByOrigin(originId: string): StoredVendor | undefined {
		return this.#index.byOrigin(originId);
	}

	/** How many vendors have the given one as their parent. */
	childrenOf(id: number): number {
		return this.#index.childrenOf(id);
	}

	/** Every change of a vendor goes through here, because the index follows it. */
	updateVendor(vendor: StoredVendor, changes: Partial<StoredVendor>): StoredVendor {
		this.#index.remove(vendor);
		Object.assign(vendor, changes);
		this.#index.add(vendor);
		this.#tellOfVendor(vendor, 'update');
		return vendor;
	}

	deleteVendor(vendor: StoredVendor): void {
		this.#index.remove(vendor);
		this.vendors.delete(vendor.id);
		this.#tellOfVendor(vendor, 'delete');
	}

	#tellOfVendor({ id, company_id: owner }: StoredVendor, type: EventType): void {
		if (owner !== this.company.id) return;
		this.webhooks.note({ resource: 'Company Vendors', resourceId: id, type, projectId: null });
	}

	/** Whatever changes these records, a call or a person, is an event of the project. */
	#tellOfFinance(): void {
		const { finance } = this;
		const tell = (resource: string) => (row: { id: number; project_id: number }, type: EventType) => {
			this.webhooks.note({ resource, resourceId: row.id, type, projectId: row.project_id });
		};
		finance.contracts.onChange = tell('Purchase Order Contracts');
		finance.budgetLines.onChange = tell('Budget Line Items');
		finance.budgetChanges.onChange = tell('Budget Changes');
		finance.costCodes.onChange = tell('Cost Codes');
		finance.directCosts.onChange = tell('Direct Costs');
		finance.lines.onChange = ({ id, contract_id: contractId }, type) => {
			const projectId = finance.contracts.get(contractId)?.project_id;
			if (projectId === undefined) return;
			tell('Purchase Order Contract Line Items')({ id, project_id: projectId }, type);
		};
		finance.directCostLines.onChange = ({ id, direct_cost_id: costId }, type) => {
			const projectId = finance.directCosts.get(costId)?.project_id;
			if (projectId !== undefined) tell('Direct Cost Line Items')({ id, project_id: projectId }, type);
		};
	}

	/** @throws ProcoreError 404 */
	vendor(id: number): StoredVendor {
		const vendor = this.findVendor(id);
		if (vendor === undefined) throw notFound('Vendor');
		return vendor;
	}

	/** A project the caller may see. @throws ProcoreError 404, also for one outside the permitted projects */
	project(id: number): StoredProject {
		const project = this.projects.get(id);
		if (!project?.visible) throw notFound('Project');
		return project;
	}

	/** @throws ProcoreError 403 where the tool is switched off for the company or the project */
	requireTool(tool: string, project?: StoredProject): void {
		if (this.settings.disabledTools.includes(tool) || project?.disabledTools.includes(tool)) {
			throw noAccess();
		}
	}
}

/** A copy without what is undefined, which would otherwise hide a default. */
function given<T extends object>(values: T): T {
	const entries = Object.entries(structuredClone(values)).filter(([, value]) => value !== undefined);
	return Object.fromEntries(entries) as T;
}

function projectDefaults(now: string): Omit<StoredProject, 'id' | 'name' | 'project_number' | 'active'> {
	return {
		accounting_project_number: null,
		origin_id: null,
		origin_code: null,
		origin_data: null,
		currency: 'USD',
		stage: null,
		address: null,
		city: null,
		zip: null,
		state_code: null,
		country_code: null,
		time_zone: null,
		start_date: null,
		completion_date: null,
		is_demo: false,
		custom_fields: {},
		created_at: now,
		updated_at: now,
		visible: true,
		disabledTools: [],
		budget_locked: false,
		change_order_tiers: 1,
		missingCostTypes: [],
		prevent_overbilling: true,
		budget_changes_must_balance: false,
		budget_view: 'standard',
		erp_integrated: false,
		custom_segments: [],
		sub_job_cost_codes: false,
		subcontractor_sov: false,
		commitment_workflow: 'none',
		tax_code_required: false,
	};
}
