import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundled } from '../../../tools/build/source.ts';
import type { Workflow } from '../../../tools/n8n/import.ts';
import type { Cells, TableStore } from '../../../nodes/shared/tables/store.ts';

const path = 'test-tables';

/** A workflow with a node of the tests, which calls the store of tables as nodes of ours do. */
export const tablesWorkflow: Workflow = {
	id: 'testTables000001',
	name: 'Tables for tests',
	nodes: [
		{
			id: '1',
			name: 'Call',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			position: [0, 0],
			webhookId: 'b9c6b8a2-6a0c-4f0e-9f3e-2f6f6a1c0001',
			parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'firstEntryJson', options: {} },
		},
		{ id: '2', name: 'Store', type: 'CUSTOM.tableStore', typeVersion: 1, position: [220, 0], parameters: {} },
	],
	connections: { Call: { main: [[{ node: 'Store', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
} as unknown as Workflow;

/** Writes the node of the tests into a folder for `N8N_CUSTOM_EXTENSIONS`. */
export function writeTableNode(folder: string): void {
	mkdirSync(folder, { recursive: true });
	const tables = `export { tableStoreOf } from './nodes/shared/tables/inlineStore';
export * as leases from './nodes/shared/tables/lease';`;
	writeFileSync(join(folder, 'tables.js'), bundled(tables));
	writeFileSync(
		join(folder, 'TableStore.node.js'),
		`const { tableStoreOf, leases } = require('./tables.js');
class TableStore {
	description = {
		displayName: 'Table Store', name: 'tableStore', group: ['transform'], version: 1, description: 'Of the tests',
		defaults: { name: 'Table Store' }, inputs: ['main'], outputs: ['main'], properties: [],
	};
	async execute() {
		const { method, args } = this.getInputData()[0].json.body;
		const store = tableStoreOf(this);
		try {
			const answered = method in leases ? leases[method](store, ...args) : store[method](...args);
			const result = method === 'parts' ? await Array.fromAsync(answered) : await answered;
			return [[{ json: { result: result === undefined ? null : result } }]];
		} catch (error) {
			return [[{ json: { error: { message: error.message, description: error.description, reason: error.context?.reason } } }]];
		}
	}
}
exports.TableStore = TableStore;
`,
	);
}

/** Calls the node of the tests; every call is an execution of its own. */
export async function callTables(url: string, method: string, ...args: unknown[]): Promise<unknown> {
	const response = await fetch(`${url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ method, args }),
	});
	const body = (await response.json()) as { result?: unknown; error?: { message: string }; message?: string };
	if (body.error) throw Object.assign(new Error(body.error.message), body.error);
	if (!('result' in body)) throw new Error(`n8n: ${String(response.status)} ${JSON.stringify(body)}`);
	return body.result;
}

/** The store of tables as a node of n8n has it. */
export function storeInN8n(url: string): TableStore {
	return {
		create: async (tables) => {
			await callTables(url, 'create', tables);
		},
		read: async (...args) => (await callTables(url, 'read', ...args)) as Cells[],
		async *parts(...args) {
			yield* (await callTables(url, 'parts', ...args)) as Cells[][];
		},
		insert: async (...args) => {
			await callTables(url, 'insert', ...args);
		},
		upsert: async (...args) => {
			await callTables(url, 'upsert', ...args);
		},
		update: async (...args) => (await callTables(url, 'update', ...args)) as Cells[],
		updateEach: async (...args) => (await callTables(url, 'updateEach', ...args)) as number[],
		delete: async (...args) => {
			await callTables(url, 'delete', ...args);
		},
	};
}
