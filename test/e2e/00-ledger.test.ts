import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Instance, startInstance } from '../../tools/n8n/instance.ts';
import type { Queue } from '../../tools/n8n/queue.ts';
import { PublicApiTables } from '../support/publicApiTables.ts';
import { sampleTable, tableStoreContract, type TablePeople } from '../support/tableStoreContract.ts';
import { missingService, openQueue, type QueueServices } from './support/queueServices.ts';
import { callTables, storeInN8n, tablesWorkflow, writeTableNode } from './support/tableServer.ts';
import { e2eFolder, packageDir } from './support/world.ts';
import { load } from '../../tools/build/source.ts';

const { definitions } = load<typeof import('../../nodes/shared/tables/definitions.ts')>(
	'nodes/shared/tables/definitions',
);

type Table = ReturnType<typeof sampleTable>;
const typesOf = (columns: Table['columns']) =>
	Object.fromEntries(Object.entries(columns).map(([name, { type }]) => [name, type]));

async function startN8n(name: string, queue?: Queue): Promise<Instance> {
	const folder = join(e2eFolder, name);
	writeTableNode(join(folder, 'custom'));
	return await startInstance({
		userFolder: join(folder, 'n8n'),
		packageDir,
		credentials: [],
		workflows: [tablesWorkflow],
		publish: [tablesWorkflow.id],
		env: { N8N_CUSTOM_EXTENSIONS: join(folder, 'custom') },
		...(queue ? { queue } : {}),
		log: (line) => {
			console.log(`    ${line}`);
		},
	});
}

const peopleOf = (n8n: Instance): TablePeople => ({
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

/** What has to be so wherever n8n runs. */
function everywhere(instance: () => Instance): void {
	it('of runs that take the lease at once, the first ever and later ones, exactly one has it', async () => {
		const { url, rest } = instance();
		for (const round of [1, 2, 3]) {
			const now = new Date().toISOString();
			const holders = ['a', 'b', 'c', 'd'].map((letter) => `${letter}${String(round)}`);
			const answers = await Promise.all(
				holders.map(async (holder) => {
					const request = { customer: 'acme', holder, now, takeOver: false };
					const { taken } = (await callTables(url, 'takeLease', request)) as { taken: boolean };
					return taken ? [holder] : [];
				}),
			);
			const taken = answers.flat();
			assert.equal(taken.length, 1, taken.join(', '));
			const [holder] = taken;
			const rows = await rest.tables.rows(definitions.state.name);
			const held = rows.filter(({ lease_until }) => String(lease_until) > now);
			assert.deepEqual([...new Set(held.map((row) => row.holder))], [holder]);
			assert.equal(await callTables(url, 'renewLease', 'acme', 'nobody', now), false);
			assert.equal(await callTables(url, 'renewLease', 'acme', holder, new Date().toISOString()), true);
			await callTables(url, 'releaseLease', 'acme', holder);
		}
	});

	it('executions that meet a table of an earlier version at once give it its new columns, and lose no row', async () => {
		const { url, rest } = instance();
		const { exceptions } = definitions;
		const earlier = typesOf(exceptions.columns);
		for (const column of ['announced_run', 'changed_by']) Reflect.deleteProperty(earlier, column);
		await rest.tables.create(exceptions.name, { ...earlier, our_ticket: 'string', due: 'date' });
		const rows = Array.from({ length: 1_200 }, (_, index) => ({
			...{ customer: 'acme', sap_key: String(index), attempts: index % 7, our_ticket: '={{ 1 }}' },
			due: '2026-10-01T06:00:00.000Z',
		}));
		await rest.tables.insert(exceptions.name, rows);
		await Promise.all([1, 2, 3].map(async () => await callTables(url, 'create', [exceptions])));
		const [before, now] = [rows, await rest.tables.rows(exceptions.name)];
		assert.deepEqual(
			now.map((row) => [row.sap_key, row.attempts, row.our_ticket, row.due, row.announced_run]),
			before.map((row) => [row.sap_key, row.attempts, row.our_ticket, row.due, null]),
		);
		const names = (await rest.tables.list()).map(({ name }) => name);
		assert.deepEqual(
			names.filter((name) => /_(old|new)_/.test(name)),
			[],
		);
	});
}

describe('tables of a real n8n', () => {
	let n8n: Instance;
	before(async () => {
		n8n = await startN8n('ledger');
	});
	after(async () => {
		await n8n.stop();
	});

	describe('by inline workflows', () => {
		Object.entries(tableStoreContract).forEach(([name, check], index) => {
			it(name, async () => {
				const table = sampleTable(`inline${String(index)}`);
				await n8n.rest.tables.create(table.name, typesOf(table.columns));
				await check({ store: storeInN8n(n8n.url), table, people: peopleOf(n8n) });
			});
		});
	});

	describe("by n8n's public API", () => {
		let apiKey: string;
		before(async () => {
			apiKey = await n8n.rest.createApiKey('tables');
		});
		Object.entries(tableStoreContract).forEach(([name, check], index) => {
			it(name, async () => {
				const table = sampleTable(`public${String(index)}`);
				await n8n.rest.tables.create(table.name, typesOf(table.columns));
				await check({ store: new PublicApiTables(n8n.url, apiKey), table, people: peopleOf(n8n) });
			});
		});
	});

	everywhere(() => n8n);

	it('leaves no execution of an inline workflow in the list of executions', async () => {
		const all = await n8n.rest.executions.list({ workflowId: tablesWorkflow.id });
		assert.ok(all.length > 0);
		assert.deepEqual([...new Set(all.map(({ mode }) => mode))], ['webhook']);
	});
});

const missing = await missingService();

describe('tables of n8n in queue mode: two workers, PostgreSQL, Redis', { skip: missing ?? false }, () => {
	let services: QueueServices | undefined;
	let n8n: Instance;
	before(async () => {
		services = await openQueue({ workers: 2, concurrency: 5, lockMs: 60_000 });
		n8n = await startN8n('ledger-queue', services.queue);
	});
	after(async () => {
		try {
			await n8n.kill();
		} finally {
			await services?.close();
		}
	});

	Object.entries(tableStoreContract).forEach(([name, check], index) => {
		it(name, async () => {
			const table = sampleTable(`queue${String(index)}`);
			await n8n.rest.tables.create(table.name, typesOf(table.columns));
			await check({ store: storeInN8n(n8n.url), table, people: peopleOf(n8n) });
		});
	});

	everywhere(() => n8n);
});
