import type { INodeParameters } from 'n8n-workflow';
import { costAccounts } from '../../../simulators/data/costs/accounts.ts';
import { generateDataset } from '../../../simulators/data/dataset.ts';
import type { Dataset, SapData } from '../../../simulators/data/types.ts';
import type { ProcoreChange } from '../../../simulators/procore/index.ts';
import type { SapChange } from '../../../simulators/sap/index.ts';
import { lookAt, procoreOf, rowsOf } from '../checks/seen.ts';
import { problemsOf } from '../checks/run.ts';
import { Engine, type EngineOptions, type EngineRun, type RunOptions } from './engine.ts';
import { syncFile } from './syncFile.ts';

const datasets = new Map<string, string>();

/** A copy of a data set; making one takes longer than a run. */
export function copyOf(name: 'tiny' | 'tour' | 'seed'): Dataset {
	const known = datasets.get(name) ?? JSON.stringify(generateDataset(name));
	datasets.set(name, known);
	return JSON.parse(known) as Dataset;
}

/** Fills the tables of the people as a customer's have. */
export function fillTables({ tables, simulators }: Engine): void {
	for (const [table, rows] of Object.entries(simulators.dataset.tables)) {
		const columns = Object.fromEntries(
			Object.entries(rows[0] ?? {}).map(([name, value]) => [
				name,
				typeof value === 'boolean' ? ('boolean' as const) : ('string' as const),
			]),
		);
		tables.createTable(table, columns);
		tables.addRows(table, rows);
	}
}

/** All lanes, small batches, and what no test of the engine wants to wait for. */
const usual: Record<string, INodeParameters> = {
	Start: { lanes: ['project', 'supplier', 'cost_code', 'actual_cost', 'purchase_order', 'requisition'] },
	'Fetch costs': { costAccounts },
};

/** The template of the sync between both systems, with the tables filled as a customer's people would. */
export class SyncWorld {
	readonly engine: Engine;
	/** How often somebody has done something: what a system does not allow does not count. */
	acts = 0;
	/** Origin IDs of objects in Procore that somebody works on while runs go on. */
	readonly meanwhile = new Set<string>();

	constructor(options: Partial<Omit<EngineOptions, 'workflow'>> & { emptyTables?: boolean } = {}) {
		const { emptyTables = false, ...more } = options;
		const dataset = options.dataset ?? copyOf('tiny');
		this.engine = new Engine({
			...more,
			dataset,
			workflow: syncFile(),
			parameters: { ...usual, ...options.parameters },
		});
		if (!emptyTables) fillTables(this.engine);
	}

	/** Runs the sync; `problems` are what must hold after every run and does not. */
	async run(options: RunOptions = {}): Promise<EngineRun & { problems: string[] }> {
		const before = lookAt(this.engine);
		const run = await this.engine.run(options);
		return Object.assign(run, { problems: problemsOf(this.engine, [run], before, this.meanwhile) });
	}

	/** The same, and another run that begins when this one has come to its n-th request or table operation. */
	async runBeside(
		options: RunOptions,
		other: RunOptions & { nth: number },
	): Promise<EngineRun & { problems: string[]; other: EngineRun | undefined }> {
		const before = lookAt(this.engine);
		const { nth, ...second } = other;
		let started: Promise<EngineRun> | undefined;
		const does = () => {
			started = this.engine.run(second);
		};
		const run = await this.engine.run({ ...options, beside: { nth, does } });
		const besides = await started;
		const runs = besides ? [run, besides] : [run];
		return Object.assign(run, { problems: problemsOf(this.engine, runs, before, this.meanwhile), other: besides });
	}

	sap(change: SapChange): void {
		this.engine.simulators.sap.simulator.change(change);
		this.acts++;
	}

	procore(change: ProcoreChange): void {
		this.engine.simulators.procore.simulator.change(change);
		this.acts++;
	}

	get sapData(): SapData {
		return this.engine.simulators.sap.simulator.state() as SapData;
	}

	get procoreData() {
		return procoreOf(this.engine);
	}

	rows(table: string) {
		return rowsOf(this.engine, table);
	}

	/** Exceptions that are not resolved, as `entity sap_key: reason`. */
	exceptions(): string[] {
		return this.rows('exceptions')
			.filter(({ status }) => status !== 'resolved')
			.map(({ entity, sap_key, reason }) => `${String(entity)} ${String(sap_key)}: ${String(reason)}`);
	}
}
