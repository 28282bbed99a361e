import type { IDataObject } from 'n8n-workflow';
import { asJson } from './examples.ts';
import { run } from './lanes.ts';
import { runNode } from './nodeHarness.ts';

/** Rows by the short names of the tables. */
export type Rows = Record<string, object[]>;

export interface MapOperation {
	resource: string;
	parameters?: IDataObject;
	/** Items of the second input; left out = nothing is connected. */
	second?: object[];
	tables?: Rows;
}

/** What Map of a lane puts out, how the tables are afterwards, and what was done with them. */
export async function mapped(
	{ resource, parameters, second, tables = {} }: MapOperation,
	documents: object[],
	more: { run?: object; second?: object[] | null; tables?: Rows; broken?: string } = {},
) {
	const kept = structuredClone(more.tables ?? tables);
	const log: string[] = [];
	Object.assign(process, { __fake: { tables: kept, log, broken: more.broken } });
	const other = more.second === undefined ? second : more.second;
	const { outputs, error } = await runNode({
		node: 'sapToProcore',
		parameters: { resource, operation: 'mapLane', run: asJson(more.run ?? run()), ...parameters },
		inputs: [documents.map(asJson), ...(other ? [other.map(asJson)] : [])],
		onError: 'continueRegularOutput',
	});
	expect(error).toBeUndefined();
	expect(outputs.slice(1).flat()).toEqual([]);
	return { items: outputs[0] ?? [], tables: kept, log };
}
