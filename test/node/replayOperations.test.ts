import type { ExecuteWorkflowData, IDataObject, IExecuteWorkflowInfo, INodeExecutionData } from 'n8n-workflow';
import { readableTimes } from '../../nodes/shared/texts';
import { customer, onTables, tablesWith } from '../support/madeReports.ts';
import { MemoryTables } from '../support/memoryTables.ts';
import { shownFields } from '../support/shownFields.ts';
import { jsonOf } from '../support/world.ts';

const state = 'sap_procore_state';
const syncWorkflow = 'sync-workflow';

/** Tables of a customer whose sync has run, and does not run now. */
async function afterARun(): Promise<MemoryTables> {
	const tables = await tablesWith();
	const free = { holder: '', lease_until: '1970-01-01T00:00:00.000Z', sync_workflow: syncWorkflow };
	tables.addRows(state, [{ customer, entity: 'lease', ...free }]);
	return tables;
}
const leaseIn = (tables: MemoryTables) => tables.rows(state).find(({ entity }) => entity === 'lease');

const asked = (given: unknown, by = 'webhook') => ({ customer, by, given });
const request = async (tables: MemoryTables, item: object) => {
	const { outputs, error } = await onTables(tables, { resource: 'run', operation: 'requestReplay' }, [[item]]);
	return { error, item: jsonOf(outputs[0])[0] as IDataObject & { response: IDataObject } };
};

describe('SAP to Procore > Run > Request Replay', () => {
	it('a replay that can start is 202, and keeps other runs out until it does', async () => {
		const tables = await afterARun();
		const { item } = await request(tables, asked({ entity: 'supplier', key: '10300001' }));
		const replay = { entity: 'supplier', key: '10300001' };
		expect(item).toMatchObject({
			started: true,
			statusCode: 202,
			syncWorkflow,
			replay,
			response: {
				status: 'started',
				replay,
				message: expect.stringMatching(/^The replay has started in execution \S+\. The page Status /),
			},
		});
		expect(Object.keys(item).sort()).toEqual(shownFields('run/requestReplay'));
		const lease = leaseIn(tables);
		expect(lease).toMatchObject({ holder: item.holder, sync_workflow: syncWorkflow });
		expect(Date.parse(String(lease?.lease_until))).toBeGreaterThan(Date.now());
	});

	it('pressed three times at once: one starts, the others are told who holds the lease, and until when', async () => {
		const tables = await afterARun();
		const items = await Promise.all([1, 2, 3].map(async () => (await request(tables, asked({}))).item));
		expect(items.map(({ statusCode }) => statusCode).sort()).toEqual([202, 409, 409]);
		const holder = items.find(({ started }) => started === true)?.holder;
		for (const { response } of items.filter(({ started }) => started === false))
			expect(response).toMatchObject({
				status: 'busy',
				holder,
				until: expect.any(String),
				message: expect.stringContaining(`is under way: ${readableTimes(String(holder))}, until `),
			});
	});

	it.each([
		[{ entity: 'vendor' }, 'entity'],
		[{ key: 'x'.repeat(61) }, 'key'],
		[{ entitty: 'supplier' }, 'entitty'],
		[[], 'body'],
	])('%j is 400 with the field that is wrong, and touches no table', async (given, field) => {
		const tables = await afterARun();
		tables.forget();
		const { item } = await request(tables, asked(given));
		expect(item).toMatchObject({ started: false, statusCode: 400, response: { status: 'refused', field } });
		expect(tables.count()).toBe(0);
	});

	it('before the first run there is nothing to replay: 409, and the lease is left alone', async () => {
		const tables = await tablesWith();
		const { item } = await request(tables, asked({}));
		expect(item).toMatchObject({ started: false, statusCode: 409, response: { status: 'never_ran' } });
		expect(tables.rows(state)).toEqual([]);
	});

	it('the tables cannot be read: 503', async () => {
		const tables = await afterARun();
		tables.before = () => {
			throw new Error('SQLITE_IOERR');
		};
		expect((await request(tables, asked({}))).item).toMatchObject({
			started: false,
			statusCode: 503,
			response: { status: 'failed', message: expect.stringContaining('sap_procore_') },
		});
	});

	it('who filled the form gets a text', async () => {
		const { item } = await request(await afterARun(), asked({ entity: 'Purchase orders', key: '' }, 'form'));
		expect(item.replay).toEqual({ entity: 'purchase_order', key: '' });
		expect(item.response).toEqual({ formSubmittedText: expect.stringContaining('the page Exceptions what is left') });
		const refused = await request(await afterARun(), asked({ entity: 'Vendors', key: '' }, 'form'));
		expect(refused.item.response).toEqual({ formSubmittedText: expect.stringContaining('"entity"') });
	});

	it('refuses another input', async () => {
		const { error } = await request(await afterARun(), { entity: 'supplier' });
		expect(error?.message).toBe('The input is not a request for a replay');
	});
});

/** Tables of an n8n that also runs workflows by their ID. */
class TablesAndWorkflows extends MemoryTables {
	readonly called: Array<{ id: string; items: unknown; lease: unknown }> = [];
	fails = false;

	override async runInline(info: IExecuteWorkflowInfo, items: INodeExecutionData[] = []): Promise<ExecuteWorkflowData> {
		if (info.id === undefined) return await super.runInline(info, items);
		this.called.push({ id: info.id, items: items.map(({ json }) => json), lease: leaseIn(this)?.holder });
		if (this.fails) throw new Error('The sync failed');
		return { executionId: '77', data: [[{ json: {} }]] };
	}
}

describe('SAP to Procore > Run > Run Replay', () => {
	const replay = { entity: 'supplier', key: '' };
	const accepted = (holder: string) => ({
		customer,
		started: true,
		statusCode: 202,
		response: {},
		holder,
		syncWorkflow,
		replay,
	});
	const tablesHeldBy = (holder: string) => {
		const tables = new TablesAndWorkflows();
		tables.createTable(state, {
			customer: 'string',
			entity: 'string',
			holder: 'string',
			lease_until: 'string',
			sync_workflow: 'string',
		});
		const until = new Date(Date.now() + 60_000).toISOString();
		tables.addRows(state, [{ customer, entity: 'lease', holder, lease_until: until, sync_workflow: syncWorkflow }]);
		return tables;
	};
	const run = async (tables: MemoryTables, item: object) =>
		await onTables(tables, { resource: 'run', operation: 'runReplay' }, [[item]]);

	it('calls the sync with what to replay and the lease that it may take over, waits for it, and lets go of the lease', async () => {
		const tables = tablesHeldBy('me');
		const { outputs, error } = await run(tables, accepted('me'));
		expect(error).toBeUndefined();
		expect(tables.called).toEqual([{ id: syncWorkflow, items: [{ replay, holder: 'me' }], lease: 'me' }]);
		expect(leaseIn(tables)?.holder).toBe('');
		expect(jsonOf(outputs[0])).toEqual([{ customer, replay, executionId: '77' }]);
		expect(shownFields('run/runReplay')).toEqual(['customer', 'executionId', 'replay']);
	});

	it('a lease that another run has taken meanwhile stays with it', async () => {
		const tables = tablesHeldBy('another');
		await run(tables, accepted('me'));
		expect(leaseIn(tables)?.holder).toBe('another');
	});

	it('a sync that fails is an error of this execution', async () => {
		const tables = tablesHeldBy('me');
		tables.fails = true;
		expect((await run(tables, accepted('me'))).error?.message).toContain('The sync failed');
	});

	it('what was refused runs nothing', async () => {
		const tables = tablesHeldBy('me');
		const { outputs, error } = await run(tables, { ...accepted(''), started: false, statusCode: 409 });
		expect([error, tables.called, outputs]).toEqual([undefined, [], [[]]]);
	});

	it('tables that could not be read are an error, so that the error workflow is told', async () => {
		const item = { ...accepted(''), started: false, statusCode: 503, response: { message: 'SQLITE_IOERR' } };
		expect((await run(tablesHeldBy('me'), item)).error?.message).toBe('The replay could not be started: SQLITE_IOERR');
	});
});
