import { definitions } from '../../../nodes/shared/tables/definitions';
import { tableStoreOf } from '../../../nodes/shared/tables/inlineStore';
import { ledgerOf, tableNames } from '../../../nodes/SapToProcore/ledger';
import { MemoryTables } from '../../support/memoryTables';

let executions = 0;
const context = (tables: MemoryTables) => tables.context(`upgrade-${(executions += 1)}`);
const { exceptions, state } = definitions;
const names = tableNames.map((name) => definitions[name].name).sort();

/** Tables as version 0.1 left them: without the newer columns, with rows, and with a column that a person added. */
function earlier(): MemoryTables {
	const tables = new MemoryTables();
	tables.createTable(exceptions.name, {
		...{ entity: 'string', sap_key: 'string', status: 'string', project_id: 'string' },
		...{ attempts: 'number', customer: 'string', our_ticket: 'string', seen: 'boolean', due: 'date' },
	});
	tables.addRows(exceptions.name, [
		{ customer: 'acme', entity: 'supplier', sap_key: '1', status: 'open', attempts: 3, our_ticket: 'T-1', seen: true },
		{ customer: 'acme', entity: 'supplier', sap_key: '2', status: null, attempts: null, our_ticket: '={{ 1 }}' },
		{
			customer: 'other',
			entity: 'supplier',
			sap_key: '1',
			status: 'ignored',
			attempts: 0,
			our_ticket: null,
			seen: false,
		},
	]);
	return tables;
}
const cells = ['customer', 'entity', 'sap_key', 'status', 'attempts', 'our_ticket', 'seen', 'due'];
const rowsOf = (tables: MemoryTables) =>
	tables.rows(exceptions.name).map((row) => Object.fromEntries(cells.map((name) => [name, row[name] ?? null])));
const before = rowsOf(earlier());

const complete = (tables: MemoryTables) => {
	expect(rowsOf(tables)).toEqual(before);
	expect(tables.columns(exceptions.name).map(({ name }) => name)).toEqual([
		...Object.keys(exceptions.columns),
		'our_ticket',
		'seen',
		'due',
	]);
	expect(tables.names()).toEqual([exceptions.name]);
};

describe('tables that are missing or of an earlier version', () => {
	it('makes all tables at once, and asks n8n once an execution after that', async () => {
		const tables = new MemoryTables();
		const at = context(tables);
		await ledgerOf(at, 'acme').prepare();
		expect(tables.names()).toEqual(names);
		for (const name of tableNames)
			expect(tables.columns(definitions[name].name).map((column) => column.name)).toEqual(
				Object.keys(definitions[name].columns),
			);
		tables.forget();
		await ledgerOf(at, 'acme').prepare();
		await ledgerOf(at, 'other').rows('state');
		expect(tables.operations).toEqual([`get ${state.name}`]);
		tables.forget();
		await ledgerOf(context(tables), 'acme').prepare();
		expect(tables.operations).toHaveLength(1);
	});

	it('gives a table the columns that it lacks, and keeps rows and the columns of people', async () => {
		const tables = earlier();
		await tableStoreOf(context(tables)).create([exceptions]);
		complete(tables);
	});

	it('also where a row is asked for first', async () => {
		const tables = earlier();
		const rows = await ledgerOf(context(tables), 'acme').rows('exceptions', [{ column: 'announced_run', value: '' }]);
		expect(rows.map(({ sap_key, status, attempts }) => [sap_key, status, attempts])).toEqual([
			['1', 'open', 3],
			['2', '', 0],
		]);
		complete(tables);
	});

	it('does not take a table whose name contains that of ours for ours', async () => {
		const tables = new MemoryTables();
		tables.createTable(`${state.name}_backup`, { entity: 'string' });
		await tableStoreOf(context(tables)).insert(state, [{ customer: 'acme', entity: 'lease' }]);
		tables.addRows(`${state.name}_backup`, [{ entity: 'x' }]);
		expect(await tableStoreOf(context(tables)).read(state)).toHaveLength(1);
	});

	it.each(Array.from({ length: 12 }, (_, index) => index + 1))(
		'killed at operation %i of an upgrade: the next execution has every row',
		async (at) => {
			const tables = earlier();
			let count = 0;
			tables.before = () => {
				count += 1;
				// What is dead does nothing more, whatever it still wants to.
				if (count >= at) throw new Error('killed');
			};
			await tableStoreOf(context(tables))
				.create([exceptions])
				.catch(() => undefined);
			tables.before = () => undefined;
			const left = tables.names().filter((name) => name.startsWith('sap_procore_new_'));
			await tableStoreOf(context(tables)).create([exceptions]);
			for (const name of left) if (tables.names().includes(name)) tables.dropTable(name);
			complete(tables);
		},
	);

	it('clears away what a killed upgrade has left, an hour later', async () => {
		const tables = earlier();
		let dead = false;
		tables.before = (operation) => {
			dead ||= operation === 'insert sap_procore_new_upgrade-dead_exceptions';
			if (dead) throw new Error('killed');
		};
		await tableStoreOf(tables.context('upgrade-dead'))
			.create([exceptions])
			.catch(() => undefined);
		tables.before = () => undefined;
		expect(tables.names()).toHaveLength(2);
		jest.useFakeTimers({ now: Date.now() + 2 * 3_600_000, doNotFake: ['setTimeout', 'setImmediate', 'nextTick'] });
		await tableStoreOf(context(tables)).create([exceptions]);
		jest.useRealTimers();
		complete(tables);
	});

	it('loses no edit that a person makes while rows are copied', async () => {
		const tables = earlier();
		tables.before = (operation) => {
			if (!operation.startsWith('insert') || !tables.names().includes(exceptions.name)) return;
			tables.edit(exceptions.name, ({ sap_key }) => sap_key === '2', { status: 'ignored' });
			tables.addRows(exceptions.name, [{ customer: 'acme', sap_key: '3' }]);
			tables.before = () => undefined;
		};
		const store = tableStoreOf(context(tables));
		await store.create([exceptions]);
		expect((await store.read(exceptions)).map(({ sap_key, status }) => [sap_key, status])).toEqual([
			['1', 'open'],
			['2', 'ignored'],
			['1', 'ignored'],
			['3', ''],
		]);
	});

	it.each([1, 2, 3, 4, 5])('two executions that upgrade at once lose nothing (%i)', async (seed) => {
		const tables = earlier();
		let random = seed;
		tables.before = async () => {
			random = (random * 16_807) % 2_147_483_647;
			await new Promise((resolve) => setTimeout(resolve, random % 5));
		};
		const both = [tableStoreOf(context(tables)), tableStoreOf(context(tables))];
		await Promise.all(both.map(async (store) => await store.create([exceptions])));
		complete(tables);
	});

	it('takes a column back whose name somebody wrote in other capitals', async () => {
		const tables = earlier();
		tables.renameColumn(exceptions.name, 'status', 'Status');
		const store = tableStoreOf(context(tables));
		expect((await store.read(exceptions)).map(({ status }) => status)).toEqual(['open', '', 'ignored']);
		expect(tables.columns(exceptions.name).filter(({ name }) => /status/i.test(name))).toEqual([
			{ name: 'status', type: 'string' },
		]);
	});

	it('makes a column anew that somebody has renamed or removed, also in the middle of an execution', async () => {
		const tables = earlier();
		const store = tableStoreOf(context(tables));
		await store.create([exceptions]);
		tables.renameColumn(exceptions.name, 'advice', 'hint');
		tables.dropColumn(exceptions.name, 'title');
		await store.upsert(
			exceptions,
			[{ customer: 'acme', entity: 'supplier', sap_key: '9', title: 't', advice: 'a' }],
			exceptions.key,
		);
		expect((await store.read(exceptions, [{ column: 'sap_key', value: '9' }]))[0]).toMatchObject({
			title: 't',
			advice: 'a',
		});
		expect(tables.columns(exceptions.name).map(({ name }) => name)).toContain('hint');
	});

	it('keeps numbers in a column that somebody has made a text, and texts in one that somebody has made a number', async () => {
		const tables = earlier();
		tables.dropColumn(exceptions.name, 'attempts');
		tables.addColumn(exceptions.name, 'attempts', 'string');
		tables.dropColumn(exceptions.name, 'sap_key');
		tables.addColumn(exceptions.name, 'sap_key', 'number');
		tables.edit(exceptions.name, () => true, { attempts: '4', sap_key: 12 });
		const store = tableStoreOf(context(tables));
		await store.insert(exceptions, [{ customer: 'acme', sap_key: 'A-1', attempts: 5 }]);
		expect((await store.read(exceptions)).map(({ sap_key, attempts }) => [sap_key, attempts])).toEqual([
			['12', 4],
			['12', 4],
			['12', 4],
			['A-1', 5],
		]);
	});

	it('says which column has the wrong type where no upgrade can help', async () => {
		const tables = earlier();
		tables.dropColumn(exceptions.name, 'attempts');
		tables.addColumn(exceptions.name, 'attempts', 'date');
		const failing = tableStoreOf(context(tables)).read(exceptions);
		await expect(failing).rejects.toMatchObject({
			message: expect.stringMatching(/column attempts of the table sap_procore_exceptions .* type date, .* number/),
			context: { reason: 'table_unavailable' },
		});
		expect(tables.rows(exceptions.name)).toHaveLength(3);
	});

	it('works on the same table when somebody has renamed it in the middle, and makes a new one in the next execution', async () => {
		const tables = earlier();
		const store = tableStoreOf(context(tables));
		await store.create([exceptions]);
		tables.renameTable(exceptions.name, 'archive');
		await store.insert(exceptions, [{ customer: 'acme', sap_key: '9' }]);
		expect(tables.rows('archive')).toHaveLength(4);
		await tableStoreOf(context(tables)).create([exceptions]);
		expect(tables.rows(exceptions.name)).toEqual([]);
	});
});

describe('trouble of n8n', () => {
	it('repeats a read that n8n gives up because the table changed', async () => {
		const tables = earlier();
		const failing = (times: number) => (operation: string) => {
			if (operation.startsWith('get') && (times -= 1) >= 0)
				throw new Error('synchronization error: result count changed during pagination');
		};
		tables.before = failing(2);
		const store = tableStoreOf(context(tables));
		await store.create([exceptions]);
		tables.before = failing(2);
		expect(await store.read(exceptions)).toHaveLength(3);
	});

	it('repeats the list of tables while the database is busy', async () => {
		const tables = earlier();
		let times = 2;
		tables.before = (operation) => {
			if (operation.startsWith('table list') && (times -= 1) >= 0) throw new Error('SQLITE_BUSY: database is locked');
		};
		expect(await tableStoreOf(context(tables)).read(exceptions)).toHaveLength(3);
		expect(times).toBeLessThan(0);
	});

	it('names the table, says what to do, and shows no secret', async () => {
		const tables = earlier();
		const store = tableStoreOf(context(tables));
		await store.create([exceptions]);
		tables.before = () => {
			throw new Error('Data table size limit exceeded: 50MB used, limit is 50MB. Bearer abcdefghijklmnop');
		};
		await expect(store.insert(exceptions, [{ customer: 'acme' }])).rejects.toMatchObject({
			message: expect.stringMatching(/sap_procore_exceptions.*size limit(?!.*abcdefgh)/),
			description: expect.stringMatching(/N8N_DATA_TABLES_MAX_SIZE_BYTES/),
			context: { reason: 'table_unavailable' },
		});
	});
});
