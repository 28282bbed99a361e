import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Instance, startInstance } from '../../tools/n8n/instance.ts';
import { sampleTable, tableStoreContract, type TablePeople } from '../support/tableStoreContract.ts';
import { storeInN8n, tablesWorkflow, writeTableNode } from './support/tableServer.ts';
import { e2eFolder, packageDir } from './support/world.ts';

const folder = join(e2eFolder, 'ledger');

describe('tables of a real n8n', () => {
	let n8n: Instance;
	before(async () => {
		writeTableNode(join(folder, 'custom'), packageDir);
		n8n = await startInstance({
			userFolder: join(folder, 'n8n'),
			packageDir,
			credentials: [],
			workflows: [tablesWorkflow],
			publish: [tablesWorkflow.id],
			env: { N8N_CUSTOM_EXTENSIONS: join(folder, 'custom') },
			log: (line) => {
				console.log(`    ${line}`);
			},
		});
	});
	after(async () => {
		await n8n.stop();
	});

	const people = (): TablePeople => ({
		add: async (name, rows) => {
			await n8n.rest.tables.insert(name, [...rows]);
		},
		empty: async (name, column) => {
			const everyRow = [{ columnName: 'id', condition: 'gte', value: 0 } as const];
			await n8n.rest.tables.update(name, everyRow, { [column]: null });
		},
		drop: async (name) => {
			await n8n.rest.tables.drop(name);
		},
	});
	const typesOf = (table: ReturnType<typeof sampleTable>) =>
		Object.fromEntries(Object.entries(table.columns).map(([name, { type }]) => [name, type]));

	describe('by inline workflows', () => {
		Object.entries(tableStoreContract).forEach(([name, check], index) => {
			it(name, async () => {
				const table = sampleTable(`inline${String(index)}`);
				await n8n.rest.tables.create(table.name, typesOf(table));
				await check({ store: storeInN8n(n8n.url), table, people: people() });
			});
		});
	});

	it('leaves no execution of an inline workflow in the list of executions', async () => {
		const all = await n8n.rest.executions.list({ workflowId: tablesWorkflow.id });
		assert.ok(all.length > 0);
		assert.deepEqual([...new Set(all.map(({ mode }) => mode))], ['webhook']);
	});
});
