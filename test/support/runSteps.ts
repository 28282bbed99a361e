import type { IDataObject } from 'n8n-workflow';
import type { Entity } from '../../nodes/shared/entities';
import { runSchema, type Run } from '../../nodes/shared/model';
import { asJson } from './examples.ts';
import type { MemoryTables } from './memoryTables.ts';
import { runNode, type NodeRun } from './nodeHarness.ts';

/** What SAP S/4HANA > System > Get puts out. */
export const sapClock = { system: 'S4P', now: '2026-10-01T06:00:00.000Z' };

type More = Omit<Partial<NodeRun>, 'node' | 'parameters' | 'tables'>;

const operation = async (tables: MemoryTables, parameters: object, more: More) =>
	await runNode({ node: 'sapToProcore', parameters: { ...parameters }, tables, ...more });

/** Runs Start. `run` is what it puts out; undefined when it was refused. */
export async function startRun(tables: MemoryTables, parameters: object = {}, more: More = {}) {
	const usual = {
		...{ resource: 'run', operation: 'start', customer: 'acme', mode: 'delta', projectCurrency: '', request: '' },
		lanes: ['project', 'supplier', 'purchase_order', 'requisition', 'actual_cost'],
	};
	const { outputs, error } = await operation(tables, { ...usual, ...parameters }, { inputs: [[sapClock]], ...more });
	const item = outputs[0]?.[0]?.json;
	return { run: item ? runSchema.parse(item) : undefined, error };
}

/** The run that Start begins. */
export async function begunRun(tables: MemoryTables, parameters: object = {}, more: More = {}): Promise<Run> {
	const { run, error } = await startRun(tables, parameters, more);
	if (!run) throw error ?? new Error('Start has put out nothing');
	return run;
}

export interface Lane {
	/** Items of the first input; null = none has come. */
	outcomes?: object[] | null;
	/** Items of the second input; null = nothing is connected. */
	fetched?: object[] | null;
}

/** Runs Record, as it is set in the template. */
export async function recordLane(
	tables: MemoryTables,
	run: object,
	entity: Entity,
	{ outcomes = [{}], fetched = [{}] }: Lane = {},
	more: More = {},
) {
	const parameters = { resource: 'outcome', operation: 'record', run: asJson(run), entity };
	const inputs = [outcomes, fetched].map((items) => items?.map(asJson) ?? null);
	const { outputs, error } = await operation(tables, parameters, { inputs, ...more });
	return { items: outputs.flat().map(({ json }) => json), error };
}

/** Runs Finish. */
export async function finishRun(tables: MemoryTables, run: object, parameters: object = {}, more: More = {}) {
	const usual = { resource: 'run', operation: 'finish', run: asJson(run), retentionDays: 400 };
	const { outputs, error } = await operation(tables, { ...usual, ...parameters }, more);
	const [ended = [], exceptions = [], trouble = []] = outputs.map((items) =>
		items.map(({ json }): IDataObject => json),
	);
	return { row: ended[0], exceptions, trouble, error, outputs };
}
