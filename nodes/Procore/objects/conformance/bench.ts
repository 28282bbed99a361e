import type { IDataObject } from 'n8n-workflow';
import { CouldNotTell } from '../../../shared/conformance';
import { exchange, successOf, type Client } from '../../api/client';
import { list } from '../../api/paging';
import { listBudgetLines } from '../budget/read';
import { directCostsPath } from '../directCost/read';
import { listWbsCodes } from '../wbs/code';
import type { Id } from '../wbs/projectCodes';
import {
	budgetLineKind,
	contractKind,
	directCostKind,
	requisitionKind,
	Sandbox,
	type Made,
	type Reply,
} from './sandbox';

/** What the probes work with: throw-away records, each made once when it is first needed. */
export class Bench {
	readonly sandbox: Sandbox;
	readonly #once = new Map<string, Promise<unknown>>();

	constructor(
		readonly client: Client,
		readonly projectId: string,
	) {
		this.sandbox = new Sandbox(client, projectId);
	}

	/** In bodies IDs of projects are numbers. */
	get project(): { project_id: number } {
		return { project_id: Number(this.projectId) };
	}

	/** Rows of the budget by the ID of their WBS code, as they are now. */
	async budgetRows(): Promise<Map<string, IDataObject>> {
		const rows = await listBudgetLines(this.client, this.projectId, { rowType: 'budgeted' });
		return new Map(rows.map((row) => [String(row.wbs_code_id), row]));
	}

	/** Active WBS codes: those with a budget line, and those without. */
	async wbsCodes(): Promise<{ budgeted: Id[]; free: Id[] }> {
		return await this.once('codes', async () => {
			const [codes, [rows]] = await Promise.all([
				listWbsCodes(this.client, this.projectId, {}, 500),
				Promise.allSettled([this.budgetRows()]),
			]);
			const known = rows.status === 'fulfilled' ? rows.value : new Map<string, IDataObject>();
			const ids = codes.map(({ id }) => id as Id);
			return {
				budgeted: ids.filter((id) => known.has(String(id))),
				free: ids.filter((id) => !known.has(String(id))),
			};
		});
	}

	/** The WBS code of all throw-away lines. Where the budget does not know it, it gets a line of 0, which goes again. */
	async wbsCode(): Promise<Id> {
		return await this.once('code', async () => {
			const { budgeted, free } = await this.wbsCodes();
			const [code] = [...budgeted, ...free];
			if (code === undefined)
				throw new CouldNotTell('The project has no active WBS code: add one, and run the check again.');
			// Refused where the budget has one after all, and impossible where there is no budget: both leave nothing behind.
			if (budgeted.length === 0) await Promise.allSettled([this.budgetLine(code)]);
			return code;
		});
	}

	async budgetLine(wbsCodeId: Id) {
		const budget_line_item = { wbs_code_id: wbsCodeId, original_budget_amount: 0 };
		return await this.sandbox.make(budgetLineKind(this.client, this.projectId), { ...this.project, budget_line_item });
	}

	async vendors(): Promise<Id[]> {
		return await this.once('vendors', async () => {
			const query = { company_id: this.client.companyId, view: 'compact' };
			const request = { task: 'vendor.read' as const, path: '/rest/v1.0/vendors', query, perPage: 100 };
			return (await list(this.client, request, 100)).map(({ id }) => id as Id);
		});
	}

	/** Some vendor of the company. It is named on throw-away contracts, and never changed. */
	async vendor(): Promise<Id> {
		const [vendor] = await this.vendors();
		if (vendor === undefined)
			throw new CouldNotTell('The Company Directory has no vendor: add one, and run the check again.');
		return vendor;
	}

	/** Asks for a new draft contract. */
	async askForContract(more: IDataObject = {}) {
		const originId = this.sandbox.next();
		return await this.sandbox.make(contractKind(this.projectId), {
			...this.project,
			purchase_order_contract: {
				...{ number: originId, title: title, origin_id: originId, accounting_method: 'amount' },
				vendor_id: await this.vendor(),
				...more,
			},
		});
	}

	async contract(more: IDataObject = {}): Promise<{ made: Made; body: IDataObject }> {
		const asked = await this.askForContract(more);
		if ('refused' in asked)
			throw new CouldNotTell(`Procore refused a plain draft contract (status ${asked.refused.status}).`);
		return asked;
	}

	async askForLine(contract: Made, line: IDataObject): Promise<Reply> {
		const line_item = {
			wbs_code_id: await this.wbsCode(),
			description: title,
			origin_id: this.sandbox.next(),
			...line,
		};
		const request = { task: 'contract.write', method: 'POST', path: 'line_items' } as const;
		return await this.sandbox.below(contract, { ...request, body: { ...this.project, line_item } });
	}

	async line(contract: Made, line: IDataObject): Promise<IDataObject> {
		const reply = await this.askForLine(contract, line);
		if (!reply.taken)
			throw new CouldNotTell(`Procore refused a plain line of a contract (status ${reply.status}); see lines.taxCode.`);
		return reply.body;
	}

	async setStatus(contract: Made, status: string): Promise<Reply> {
		return await this.sandbox.change(contract, 'contract.write', {
			...this.project,
			purchase_order_contract: { status },
		});
	}

	/** What becomes of a contract that a program approves. */
	async approval(): Promise<{ contract: Made; line: IDataObject; answer: 'kept' | 'ignored' | 'refused' }> {
		return await this.once('approval', async () => {
			const { made } = await this.contract();
			const line = await this.line(made, { amount: lineAmount });
			const reply = await this.setStatus(made, 'Approved');
			const kept = reply.taken && reply.body.status === 'Approved';
			return { contract: made, line, answer: !reply.taken ? 'refused' : kept ? 'kept' : 'ignored' };
		});
	}

	/** Whether a program gives contracts their status; asked before a refusal is taken for something else. */
	async needsStatus(): Promise<void> {
		const { answer } = await this.approval();
		if (answer !== 'kept')
			throw new CouldNotTell('A program cannot set the status of a contract here; see contracts.status.');
	}

	async approved(): Promise<{ contract: Made; line: IDataObject }> {
		await this.needsStatus();
		return await this.approval();
	}

	async openPeriod(): Promise<Id> {
		return await this.once('period', async () => {
			const path = `/rest/v1.0/projects/${encodeURIComponent(this.projectId)}/billing_periods`;
			const query = { 'filters[status]': 'open' };
			const [period] = await list(this.client, { task: 'billingPeriod.read', path, query, perPage: 10 }, 1);
			if (period === undefined)
				throw new CouldNotTell('The project has no open billing period: open one, and run the check again.');
			return period.id as Id;
		});
	}

	async askForRequisition(contract: Made, requisition: IDataObject) {
		return await this.sandbox.make(requisitionKind(this.projectId, contract.id), {
			...this.project,
			commitment_id: contract.id,
			requisition: { period_id: await this.openPeriod(), origin_data: this.sandbox.mark, ...requisition },
		});
	}

	/** A draft requisition over a part of the line of the approved contract, as Procore shows it afterwards. */
	async requisition(): Promise<{ made: Made; contract: Made; line: IDataObject; items: IDataObject[] }> {
		return await this.once('requisition', async () => {
			const { contract, line } = await this.approved();
			const item = { line_item_id: line.id, item_type: 'contract_item', work_completed_this_period: billedAmount };
			const asked = await this.askForRequisition(contract, { items: [item] });
			if ('refused' in asked)
				throw new CouldNotTell(`Procore refused a draft requisition (status ${asked.refused.status}).`);
			const query = { project_id: this.projectId, view: 'items' };
			const shown = (await this.sandbox.read('requisition.read', asked.made.path, query)) as IDataObject;
			return { made: asked.made, contract, line, items: (shown.items ?? []) as IDataObject[] };
		});
	}

	/** The item that bills the line of the approved contract. */
	async billedItem(): Promise<IDataObject> {
		const { items, line } = await this.requisition();
		const item = items.find(({ line_item_id: id }) => String(id) === String(line.id));
		if (item === undefined)
			throw new CouldNotTell('Lines of contracts cannot be billed; see contracts.subcontractorSov.');
		return item;
	}

	/** Whether the account can read direct costs: where it cannot, the tool is off or closed to it. */
	async hasDirectCosts(): Promise<boolean> {
		return await this.once('direct costs', async () => {
			const { client, projectId } = this;
			const path = directCostsPath(projectId, 'v1.1');
			const request = { task: 'directCost.read', method: 'GET', path, query: { per_page: 1 } } as const;
			const answer = await exchange(client, request);
			if (answer.status === 403) return false;
			return successOf(client, request, answer).status === 200;
		});
	}

	/** A direct cost that carries an origin ID. */
	async directCost(): Promise<Made> {
		return await this.once('direct cost', async () => {
			if (!(await this.hasDirectCosts())) throw new CouldNotTell('The tool is off; see directCosts.tool.');
			const asked = await this.sandbox.make(directCostKind(this.projectId), {
				direct_cost: {
					...{ direct_cost_type: 'expense', status: 'draft', description: title, origin_id: this.sandbox.next() },
					// Published as required, although only an invoice has them.
					...{ vendor_id: null, invoice_number: null },
				},
			});
			if ('refused' in asked)
				throw new CouldNotTell(`Procore refused a plain direct cost (status ${asked.refused.status}).`);
			return asked.made;
		});
	}

	async isBudgetLocked(): Promise<boolean> {
		const path = `/rest/v1.0/projects/${encodeURIComponent(this.projectId)}/budget`;
		const body = await this.once('budget', async () => await this.sandbox.read('budget.read', path));
		return (body as IDataObject | null)?.locked === true;
	}

	/** @throws CouldNotTell, because locking and unlocking would touch what others made */
	async needsLockedBudget(): Promise<void> {
		if (!(await this.isBudgetLocked()))
			throw new CouldNotTell(
				'The budget of the project is not locked: lock it in the sandbox, and run the check again.',
			);
	}

	async once<T>(name: string, make: () => Promise<T>): Promise<T> {
		const known = this.#once.get(name) ?? make();
		this.#once.set(name, known);
		return (await known) as T;
	}
}

/** So that people know what it is if it has to stay. */
const title = 'Throw-away record of the n8n conformance check';
export const lineAmount = '100.00';
/** Of that line. */
export const billedAmount = '10.00';
export const tooMuch = '200.00';
