import { uniqBy } from 'lodash';
import { blockersOf, costCodeKeys, type Blocker, type LedgerFacts, type SapAnswer } from '../explain';
import type { Ledger, LedgerRow, LedgerWhere, TableName } from '../ledger';
import { ofPreviews } from '../ledger/previews';

type Collected = { [T in TableName]: Array<LedgerRow<T>> };

/** A word that names more is no document: its projects are not looked up one by one. */
const mostProjects = 10;
/** A chain of documents that wait for each other: requisition, order, supplier. */
const longestChain = 3;
const mostBlockers = 5;

/**
 * What the tables have of the keys that a word may stand for, by conditions on columns: the history of one document is not
 * worth reading a table of a year. All projects are read where nothing is found, as the word may be a WBS element; the tables of
 * the mapping as a whole only where SAP has given an order, which is then mapped anew.
 */
export async function readFacts(
	ledger: Ledger,
	keys: readonly string[],
	sap: SapAnswer | undefined,
): Promise<LedgerFacts> {
	const reading = new Reading(ledger);
	for (const key of keys) await reading.key(key);
	const isKnown = await reading.details(keys);
	if (keys.length > 0 && !isKnown && !sap?.documents.length) await reading.unknown(keys);
	if (sap?.documents.some(({ entity }) => entity === 'purchase_order')) await reading.mapping();
	return reading.facts();
}

class Reading {
	readonly #ledger: Ledger;
	readonly #rows: Collected = {
		...{ audit: [], exceptions: [], allocations: [], contracts: [], vendors: [], projects: [] },
		...{ cost_codes: [], project_codes: [], values: [], state: [], runs: [], requests: [] },
		...{ approvals: [], changes: [], forms: [], signoffs: [], page_facts: [] },
	};
	readonly #whole = new Set<TableName>();

	constructor(ledger: Ledger) {
		this.#ledger = ledger;
	}

	/** Whatever may have this key. */
	async key(key: string): Promise<void> {
		await this.#read('audit', [{ column: 'sap_key', value: key }]);
		await this.#read('exceptions', [{ column: 'sap_key', value: key }]);
		await this.#read('contracts', [{ column: 'sap_key', value: key }]);
		await this.#decisions(key);
		await this.#read('projects', [{ column: 'project_id', value: key }]);
		await this.#read('projects', [{ column: 'project_number', value: key }]);
		await this.#read('projects', [{ column: 'sap_project', value: key }]);
		await this.#read('cost_codes', [{ column: 'cost_code', value: key }]);
	}

	/** More about what was found. @returns whether anything was */
	async details(keys: readonly string[]): Promise<boolean> {
		const { audit, exceptions, contracts, vendors, projects, cost_codes: codes } = this.#rows;
		const isDocument = audit.length + exceptions.length + contracts.length > 0;
		for (const { project_id: id } of projects.slice(0, mostProjects)) {
			await this.#read('exceptions', [{ column: 'project_id', value: id }]);
			await this.#read('audit', [
				{ column: 'entity', value: 'project' },
				{ column: 'sap_key', value: id },
			]);
		}
		const named = codes.map(({ cost_code }) => cost_code);
		for (const code of new Set(named)) await this.#costCode(code);
		if (isDocument) await this.#document(keys);
		return isDocument || vendors.length + projects.length + codes.length > 0;
	}

	/** Nothing has the key: it may be a WBS element. */
	async unknown(keys: readonly string[]): Promise<void> {
		for (const key of keys) {
			await this.#read('cost_codes', [{ column: 'wbs_element', value: key }]);
		}
		await this.#allocations('wbs_element', keys);
		await this.#all('projects');
		await this.#all('state');
	}

	/** What an order is mapped by. */
	async mapping(): Promise<void> {
		await this.#all('projects');
		await this.#all('cost_codes');
		await this.#all('values');
	}

	facts(): LedgerFacts {
		const { cost_codes: costCodes, ...rows } = this.#rows;
		return { ...rows, costCodes, whole: this.#whole };
	}

	async #allocations(column: 'sap_key' | 'wbs_element', keys: readonly string[]): Promise<void> {
		for (const value of keys) await this.#read('allocations', [{ column, value }]);
		if (this.#rows.allocations.length > 0) await this.#read('runs', ofPreviews);
	}

	async #document(keys: readonly string[]): Promise<void> {
		await this.#allocations('sap_key', keys);
		const read = new Set(keys.map((key) => `purchase_order ${key}`));
		for (let depth = 0; depth < longestChain; depth += 1) {
			const blockers = this.#blockers().filter(({ entity, key }) => !read.has(`${entity} ${key}`));
			for (const blocker of blockers.slice(0, mostBlockers)) {
				read.add(`${blocker.entity} ${blocker.key}`);
				await this.#blocker(blocker);
			}
		}
		await this.#unfilled();
		const ids = [...this.#rows.audit, ...this.#rows.exceptions].map(({ project_id }) => project_id);
		const known = new Set(this.#rows.projects.map(({ project_id }) => project_id));
		const more = [...new Set(ids)].filter((id) => id !== '' && !known.has(id));
		for (const id of more.slice(0, mostProjects)) await this.#read('projects', [{ column: 'project_id', value: id }]);
	}

	/** Documents that what was read waits for; what was an older outcome counts as well, which costs a request and no more. */
	#blockers(): Blocker[] {
		return uniqBy(this.#rows.audit.flatMap(blockersOf), ({ entity, key }) => `${entity} ${key}`);
	}

	async #blocker({ entity, key }: Blocker): Promise<void> {
		const of: LedgerWhere<'audit'> & LedgerWhere<'exceptions'> = [
			{ column: 'entity', value: entity },
			{ column: 'sap_key', value: key },
		];
		await this.#read('audit', of);
		await this.#read('exceptions', of);
		if (entity === 'supplier') await this.#decisions(key);
		else await this.#read('contracts', [{ column: 'sap_key', value: key }]);
	}

	/** People type the number of a supplier with leading zeros, or without. */
	async #decisions(supplier: string): Promise<void> {
		const padded = /^\d+$/.test(supplier) ? supplier.padStart(10, '0') : supplier;
		for (const value of new Set([supplier, padded])) await this.#read('vendors', [{ column: 'supplier', value }]);
	}

	async #costCode(code: string): Promise<void> {
		const rows = this.#rows.cost_codes.filter(({ cost_code }) => cost_code === code);
		for (const key of costCodeKeys(code, rows).filter((each) => each !== code)) {
			await this.#read('audit', [{ column: 'sap_key', value: key }]);
			await this.#read('exceptions', [{ column: 'sap_key', value: key }]);
		}
	}

	/** Rows that wait to be filled, where an outcome waits for one. */
	async #unfilled(): Promise<void> {
		const reasons = new Set(this.#rows.audit.map(({ reason }) => reason));
		if (reasons.has('unmapped_cost_code')) await this.#read('cost_codes', [{ column: 'cost_code', value: '' }]);
		if (['unmapped_unit', 'unmapped_tax_code', 'one_time_supplier'].some((reason) => reasons.has(reason)))
			await this.#read('values', [{ column: 'procore_value', value: '' }]);
	}

	async #read<T extends TableName>(table: T, where: LedgerWhere<T>): Promise<void> {
		if (this.#whole.has(table)) return;
		this.#add(table, await this.#ledger.rows(table, where));
	}

	async #all(table: TableName): Promise<void> {
		if (this.#whole.has(table)) return;
		this.#add(table, await this.#ledger.rows(table));
		this.#whole.add(table);
	}

	#add<T extends TableName>(table: T, rows: Array<LedgerRow<T>>): void {
		const known = new Set(this.#rows[table].map(({ id }) => id));
		(this.#rows[table] as Array<LedgerRow<T>>).push(...rows.filter(({ id }) => !known.has(id)));
	}
}
