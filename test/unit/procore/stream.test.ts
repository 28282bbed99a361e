import { definitions } from '../../../nodes/shared/tables/definitions';
import { MemoryTables } from '../../support/memoryTables';
import { NodeOperationError, type IDataObject, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { Procore } from '../../../nodes/Procore/Procore.node';
import { outcome, type DesiredContract, type Outcome } from '../../../nodes/shared/model';
import { company, contract } from './contracts';
import { accepted, desired, fake, updatesOf, type FakeOptions, type Handler } from './fakes';
import { run } from '../../support/examples';
import type { Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const mockLease = { asked: 0, kept: 0, lostAt: Infinity, reason: 'lease_lost', said: [] as string[] };
jest.mock('../../../nodes/shared/heartbeat', () => ({
	leaseOf: (context: IExecuteFunctions) => ({
		confirm: () => {
			mockLease.asked += 1;
			if (mockLease.asked <= mockLease.lostAt) return Promise.resolve();
			const error = new NodeOperationError(context.getNode(), 'Lost lease');
			error.context.reason = mockLease.reason;
			return Promise.reject(error);
		},
		keepAlive: async (work: () => Promise<unknown>) => {
			mockLease.kept += 1;
			return await work();
		},
		progress: (text: string) => mockLease.said.push(text),
	}),
}));

const takesAll: Handler = (request) => ({ body: { entities: accepted(updatesOf(request)), errors: [] } });
const json = (value: object) => structuredClone(value) as IDataObject;
const vendor = (n: number, more: object = {}) => json({ ...desired(n, { observed: null }), ...more });

async function upsert(options: FakeOptions) {
	const { context, requests, hints } = fake({
		goesOn: true,
		handler: takesAll,
		...options,
		parameters: parametersOf(options),
	});
	const [items] = (await new Procore().execute.call(context)) as [INodeExecutionData[]];
	return { items, rows: items.map((item) => item.json), requests, hints };
}
const parametersOf = ({ parameters }: FakeOptions) => ({
	...{ resource: 'vendor', operation: 'upsertMany', dryRun: false },
	...parameters,
});
const pairsOf = (items: INodeExecutionData[]) => items.map(({ pairedItem }) => pairedItem);

const held: Outcome = outcome({
	...{ entity: 'supplier', sapKey: '77', originId: 'sap:S4P:supplier:77', action: 'none', status: 'held' },
	...{ reason: 'ambiguous_vendor_name', message: 'Several', covers: ['77'], detail: { candidates: [1, 2] } },
});
const laneFailure = { error: 'SAP is down', details: { reason: 'system_unavailable', advice: '', entity: 'supplier' } };
const failedDocument = { error: 'No name', details: { ...held, status: 'failed' } };

describe('the stream of a lane', () => {
	it('takes outcomes and failed items of earlier nodes through, unchanged and in their places', async () => {
		const items = [json(held), vendor(1), json(laneFailure), {}, json(failedDocument), vendor(2)];
		const made = await upsert({ items });
		expect(made.rows).toEqual([
			held,
			expect.objectContaining({ sapKey: '1', status: 'synced' }),
			laneFailure,
			failedDocument,
			expect.objectContaining({ sapKey: '2', status: 'synced' }),
		]);
		expect(pairsOf(made.items)).toEqual([0, 1, 2, 4, 5].map((item) => ({ item })));
	});

	it('keeps what a step of the workflow added to an outcome, whatever its name', async () => {
		const seen = json({ ...held, name: 'Supplier 77', code: '77', approvedBy: 'Maria', observed: null });
		const { rows, requests } = await upsert({ items: [seen] });
		expect(rows).toEqual([seen]);
		expect(requests).toEqual([]);
	});

	it('writes a desired object that a step added fields of an outcome to', async () => {
		const { rows } = await upsert({ items: [vendor(1, { status: 'held', entity: 'supplier', action: 'none' })] });
		expect(rows).toMatchObject([{ sapKey: '1', status: 'synced' }]);
	});

	it.each([
		['vendor', 'supplier', 'vendor'],
		['costCode', 'cost_code', 'cost code'],
		['wbsCode', 'cost_code', 'cost code'],
		['purchaseOrderContract', 'purchase_order', 'contract'],
		['requisition', 'requisition', 'requisition'],
		['budgetLineItem', 'budget', 'budget amount'],
		['directCost', 'actual_cost', 'direct cost'],
	])('goes through Upsert Many of %s', async (resource, entity, what) => {
		const seen = json({ ...held, entity });
		const { rows, items, requests } = await upsert({
			items: [seen, { code: 'odd' }, laneFailure, {}, json(failedDocument)],
			parameters: {
				...{ resource, onApprovedContract: 'reopen', onEditedContract: 'hold', onLockedBudget: 'draft' },
				status: 'draft',
			},
		});
		expect(rows).toMatchObject([
			seen,
			{
				error: expect.stringContaining(`not a desired ${what}`) as unknown,
				details: { entity, sapKey: 'odd', reason: 'invalid_item' },
			},
			laneFailure,
			failedDocument,
		]);
		expect(pairsOf(items)).toEqual([0, 1, 2, 4].map((item) => ({ item })));
		expect(requests).toEqual([]);
	});

	it('without anything to write asks for nothing, not even for a log-on or a run', async () => {
		const items = [json(held), json(laneFailure)];
		const { rows, requests } = await upsert({ items, credentials: { companyId: '' }, parameters: { run: 'no run' } });
		expect(rows).toEqual(items);
		expect(requests).toEqual([]);
	});

	it('fails what is neither, such as a document of SAP, and writes the others', async () => {
		const { rows, items } = await upsert({ items: [{ supplier: '9', name: 'Steel Ltd' }, json(held), vendor(1)] });
		expect(rows).toMatchObject([
			{ error: expect.stringContaining('[item 0]') as unknown, details: { status: 'failed', reason: 'invalid_item' } },
			held,
			{ status: 'synced' },
		]);
		expect(pairsOf(items)).toEqual([0, 1, 2].map((item) => ({ item })));
	});

	it('gives the outcome what the desired object says of its documents, failed ones too', async () => {
		const covers = ['1000|400000', '1000|410000'];
		const { rows } = await upsert({
			items: [vendor(1, { covers }), vendor(2, { covers, mappedAssignments: [] }), json({ name: 'Odd', covers })],
			handler: (request) => ({
				body: {
					entities: accepted(updatesOf(request).slice(0, 1)),
					errors: [{ ...updatesOf(request)[1], errors: {} }],
				},
			}),
		});
		expect(rows).toMatchObject([
			{ status: 'synced', covers },
			{ error: expect.any(String) as unknown, details: { status: 'failed', covers, mappedAssignments: [] } },
			{ error: expect.any(String) as unknown, details: { reason: 'invalid_item', covers } },
		]);
	});

	it.each([
		['a credential without a company', { credentials: { companyId: '' } }, 'no company ID'],
		['a setting that does not exist', { parameters: { options: { batchSize: 0 } } }, 'Batch Size'],
		['something else than a run', { parameters: { run: '{"runId":""}' } }, 'does not hold a run'],
	])(
		'that cannot be written at all, by %s: outcomes go through beside one failed item',
		async (_case, options, said) => {
			const { rows, items, requests } = await upsert({ items: [json(held), vendor(1), vendor(2)], ...options });
			expect(requests).toEqual([]);
			expect(rows).toEqual([
				held,
				{
					error: expect.stringMatching(said) as unknown,
					details: { reason: 'configuration_invalid', advice: expect.any(String) as unknown, entity: 'supplier' },
				},
			]);
			expect(pairsOf(items)).toEqual([{ item: 0 }, { item: 1 }]);
		},
	);

	it('stops the node instead, where that is what its settings say', async () => {
		const { context } = fake({
			...{ items: [json(held), vendor(1)], credentials: { companyId: '' } },
			parameters: parametersOf({}),
		});
		await expect(new Procore().execute.call(context)).rejects.toThrow('no company ID');
	});

	it('does not stop the node for what failed before it', async () => {
		const { rows } = await upsert({ items: [json(failedDocument), vendor(1)], goesOn: false });
		expect(rows).toMatchObject([failedDocument, { status: 'synced' }]);
	});

	it('goes through when Procore is down: what could not be written waits', async () => {
		const { rows } = await upsert({ items: [json(held), vendor(1)], handler: () => ({ status: 503 }) });
		expect(rows).toMatchObject([held, { sapKey: '1', status: 'waiting', reason: 'system_unavailable' }]);
	});

	it('goes through when Procore refuses every request', async () => {
		const { rows } = await upsert({ items: [json(held), vendor(1)], handler: () => ({ status: 403 }) });
		expect(rows).toMatchObject([held, { details: { sapKey: '1', status: 'failed', reason: 'permission_missing' } }]);
	});
});

describe('a run', () => {
	const planned = async (parameters: object) => {
		const tables = new MemoryTables();
		await tables.store().create([definitions.state]);
		const { rows, requests, hints } = await upsert({ items: [vendor(1)], parameters: { ...parameters }, tables });
		return [rows[0]?.status, requests.length, ...hints];
	};

	it.each([
		['a run', { run: run() }, ['synced', 1]],
		['a run given as text', { run: JSON.stringify(run()) }, ['synced', 1]],
		[
			'a preview',
			{ run: run({ mode: 'preview', dryRun: true }) },
			['planned', 0, 'Nothing was changed in Procore: The run is a preview'],
		],
		[
			'a run, with Dry Run on',
			{ run: run(), dryRun: true },
			['planned', 0, 'Nothing was changed in Procore: Dry Run is on'],
		],
		[
			'a single step',
			{ run: run({ step: true, dryRun: true }) },
			['planned', 0, 'Nothing was changed in Procore: A single step only plans (Options > On Execute Step)'],
		],
		[
			'a single step that is to write',
			{ run: run({ step: true, dryRun: true }), options: { onExecuteStep: 'write' } },
			['synced', 1],
		],
		[
			'a single step of a preview that is to write',
			{ run: run({ step: true, dryRun: true, mode: 'preview' }), options: { onExecuteStep: 'write' } },
			['planned', 0, 'Nothing was changed in Procore: The run is a preview'],
		],
		['no run', { run: '' }, ['synced', 1]],
	])('in %s', async (_case, parameters, result) => {
		expect(await planned(parameters)).toEqual(result);
	});

	const getMany = (resource: string, more: object = {}): FakeOptions => ({
		handler: () => ({ body: [{ id: 1, name: 'One' }] }),
		parameters: { resource, operation: 'getAll', returnAll: true, simplify: false, run: run(), ...more },
	});

	it('Get Many of project reads nothing when the lane does not', async () => {
		expect((await upsert(getMany('project'))).rows).toMatchObject([{ id: 1 }]);
		const none = await upsert(getMany('project', { run: run({ lanes: { project: { reads: false } } }) }));
		expect([none.rows, none.requests]).toEqual([[], []]);
	});

	it.each([
		['a supplier', { supplier: '1' }],
		['a supplier that could not be read, as others may come behind it', failedDocument],
		['a lane that failed, as suppliers of orders may come behind it', laneFailure],
	])('Get Many of vendor reads behind %s, also when the lane of suppliers reads nothing', async (_case, item) => {
		const ofOrders = getMany('vendor', { run: run({ lanes: { supplier: { reads: false } } }) });
		expect((await upsert({ ...ofOrders, items: [json(item)] })).rows).toMatchObject([{ id: 1 }]);
		const none = await upsert({ ...ofOrders, items: [{}] });
		expect([none.rows, none.requests]).toEqual([[], []]);
	});
});

describe('a run that holds a lease', () => {
	const leased = run({ holder: 'execution 1' });
	const policies = { dryRun: false, onApprovedContract: 'reopen', onEditedContract: 'hold' };
	const contracts = async (simulated: Simulated, projects: number[], more: object = {}) =>
		await simulated.run('purchaseOrderContract', 'upsertMany', { ...policies, run: leased, ...more }, [
			json({ ...held, entity: 'purchase_order' }),
			...projects.map((project) => json(contract(1, project))),
		]);
	beforeEach(() => Object.assign(mockLease, { asked: 0, kept: 0, lostAt: Infinity, said: [] }));

	it('keeps it alive around the work, and confirms it before every write', async () => {
		const made = await contracts(company([1, 2]), [1, 2]);
		expect(made.outcomes.map(({ status }) => status)).toEqual(['held', 'synced', 'synced']);
		expect(mockLease.kept).toBe(1);
		expect(mockLease.said).toEqual(['Purchase orders: project 1 of 2', 'Purchase orders: project 2 of 2']);
		expect(mockLease.asked).toBeGreaterThanOrEqual(made.writes.length);
	});

	it('that it loses between two projects: the second one is not written, and one failed item says so', async () => {
		const simulated = company([1, 2]);
		simulated.fault = ({ method, url }) => {
			if (method === 'GET' && url.includes('project_id=2')) mockLease.lostAt = 0;
			return undefined;
		};
		const made = await contracts(simulated, [1, 2]);
		expect(made.items.map(({ json, pairedItem }) => [json.status ?? json.details, pairedItem])).toEqual([
			['held', { item: 0 }],
			['synced', { item: 1 }],
			[expect.objectContaining({ reason: 'lease_lost', entity: 'purchase_order' }), { item: 2 }],
		]);
		expect(simulated.contracts().map(({ project_id }) => project_id)).toEqual([1]);
	});

	it('that it loses in the middle of a contract: nothing more is written, and the next run completes it', async () => {
		const simulated = company([1]);
		simulated.fault = ({ method, url }) => {
			if (method === 'PATCH' && url.includes('purchase_order_contracts/sync')) mockLease.lostAt = 0;
			return undefined;
		};
		const made = await contracts(simulated, [1]);
		expect(made.writes).toHaveLength(1);
		expect(made.rows).toMatchObject([{ status: 'held' }, { reason: 'lease_lost' }]);
		expect(simulated.contracts()).toMatchObject([{ status: 'Draft', grand_total: '0.0' }]);
		Object.assign(mockLease, { lostAt: Infinity });
		simulated.fault = () => undefined;
		expect((await contracts(simulated, [1])).outcomes).toMatchObject([{ status: 'held' }, { status: 'synced' }]);
		expect(simulated.contracts()).toMatchObject([{ status: 'Approved', grand_total: '200.0' }]);
	});

	it('that nobody can tell about, because its table cannot be reached: nothing is written', async () => {
		mockLease.lostAt = 0;
		mockLease.reason = 'table_unavailable';
		const simulated = company([1]);
		const made = await contracts(simulated, [1]);
		expect(made.rows).toMatchObject([{ status: 'held' }, { reason: 'table_unavailable' }]);
		expect(made.writes).toEqual([]);
		mockLease.reason = 'lease_lost';
	});

	it.each(['vendor', 'project'])('keeps it alive while Get Many of %s reads', async (resource) => {
		const parameters = { resource, operation: 'getAll', returnAll: true, simplify: false, run: leased };
		await upsert({ handler: () => ({ body: [] }), parameters, items: [json({ supplier: '1' })] });
		expect(mockLease.kept).toBe(1);
	});
});

describe('the vendors of contracts', () => {
	let executions = 0;
	let simulated: Simulated;
	let execution: string;
	beforeEach(() => {
		executions += 1;
		execution = `stream ${executions}`;
		simulated = company([1, 2], {
			vendors: [
				{ id: 11, name: 'Steel Ltd', origin_id: 'sap:S4P:supplier:1' },
				{ id: 12, name: 'Concrete Inc', origin_id: 'sap:S4P:supplier:2' },
				{ id: 13, name: 'Gone Ltd', origin_id: 'sap:S4P:supplier:5', is_active: false },
			],
		});
	});
	const ordered = (order: number, supplier: number, project = 1) =>
		json(contract(order, project, { vendor: { originId: `sap:S4P:supplier:${supplier}`, id: '' } }));
	const policies = { onApprovedContract: 'reopen', onEditedContract: 'hold' };
	const contracts = async (items: IDataObject[], parameters: object = {}) =>
		await simulated.run(
			'purchaseOrderContract',
			'upsertMany',
			{ dryRun: false, ...policies, ...parameters },
			items,
			execution,
		);
	const vendors = async (items: IDataObject[], parameters: object = {}) =>
		await simulated.run('vendor', 'upsertMany', { dryRun: false, ...parameters }, items, execution);
	const list = async (filters: object, more: object = {}) =>
		await simulated.run('vendor', 'getAll', { returnAll: true, simplify: true, filters, ...more }, [{}], execution);
	const vendorReads = ({ calls }: { calls: Array<{ path: string }> }) =>
		calls.filter(({ path }) => path.endsWith('/vendors') || path.endsWith('/inactive')).length;
	const ends = ({ outcomes }: { outcomes: Outcome[] }) =>
		outcomes.map(({ action, status, reason }) => [action, status, reason].filter(Boolean).join(' '));

	it('are read once, active or not, when nobody has', async () => {
		const made = await contracts([ordered(1, 1), ordered(2, 2), ordered(3, 1, 2), ordered(4, 9, 2), ordered(5, 5)]);
		expect(ends(made)).toEqual([
			...Array<string>(3).fill('create synced'),
			'none waiting vendor_missing',
			// Procore takes no contract with an inactive vendor: it waits, instead of being refused in every run.
			'none waiting vendor_missing',
		]);
		expect(vendorReads(made)).toBe(2);
		expect(simulated.contracts().map(({ vendor_id }) => vendor_id)).toEqual([11, 12, 11]);
	});

	it('are known from the whole list that an earlier node of the execution has read', async () => {
		await list({ status: 'All' });
		const made = await contracts([ordered(1, 1), ordered(2, 9)]);
		expect(ends(made)).toEqual(['create synced', 'none waiting vendor_missing']);
		expect(vendorReads(made)).toBe(0);
	});

	it.each<[string, object, object]>([
		['a search', { status: 'All', search: 'Steel' }, {}],
		['a limit', { status: 'All' }, { returnAll: false, limit: 1 }],
		['the active ones', {}, {}],
	])('are read when the list had only %s', async (_case, filters, more) => {
		await list(filters, more);
		const made = await contracts([ordered(1, 9)]);
		expect(ends(made)).toEqual(['none waiting vendor_missing']);
		expect(vendorReads(made)).toBe(2);
	});

	it('are found among those that this execution has created, linked or compared, without a call', async () => {
		simulated.change({ do: 'add-vendor', vendor: { id: 14, name: 'Supplier 4' } });
		const written = await vendors([
			vendor(3),
			vendor(4, { observed: { id: 14, name: 'Supplier 4', origin_id: null, notes: null } }),
		]);
		expect(ends(written)).toEqual(['create synced', 'link synced']);
		const made = await contracts([ordered(1, 3), ordered(2, 4)]);
		expect(ends(made)).toEqual(['create synced', 'create synced']);
		expect(vendorReads(made)).toBe(0);
	});

	it('that are only planned are good enough for a preview, and for nothing else', async () => {
		await vendors([vendor(3)], { dryRun: true });
		expect(ends(await contracts([ordered(1, 3), ordered(2, 9)], { dryRun: true }))).toEqual([
			'create planned',
			'none waiting vendor_missing',
		]);
		expect(ends(await contracts([ordered(1, 3)]))).toEqual(['none waiting vendor_missing']);
	});

	it('are not those of another execution, nor of another company', async () => {
		await vendors([vendor(3)], { dryRun: true });
		const first = simulated;
		simulated = company([1]);
		expect(ends(await contracts([ordered(1, 1)]))).toEqual(['none waiting vendor_missing']);
		simulated = first;
		execution = `${execution} again`;
		expect(ends(await contracts([ordered(1, 3)], { dryRun: true }))).toEqual(['none waiting vendor_missing']);
	});

	it('of unchanged contracts are not looked for', async () => {
		await contracts([ordered(1, 1), ordered(2, 2)]);
		execution = `${execution} again`;
		const again = await contracts([ordered(1, 1), ordered(2, 2)]);
		expect(ends(again)).toEqual(['none unchanged', 'none unchanged']);
		expect(vendorReads(again)).toBe(0);
	});

	it('follow a supplier that was linked to another vendor meanwhile', async () => {
		await contracts([ordered(1, 1)]);
		simulated.change({ do: 'edit-vendor', id: 11, set: { origin_id: 'sap:S4P:supplier:1 old' } });
		simulated.change({ do: 'edit-vendor', id: 12, set: { origin_id: 'sap:S4P:supplier:1' } });
		execution = `${execution} again`;
		await list({ status: 'All' });
		expect(ends(await contracts([ordered(1, 1)]))).toEqual(['reopen synced']);
		expect(simulated.contracts()[0]?.vendor_id).toBe(12);
	});

	it('are not needed to void a contract', async () => {
		await contracts([ordered(1, 1)]);
		const nobody: Partial<DesiredContract> = { vendor: { originId: '', id: '' }, void: true, lines: [], total: '0' };
		const made = await contracts([json(contract(1, 1, nobody))]);
		expect(ends(made)).toEqual(['void synced']);
		expect(vendorReads(made)).toBe(0);
	});

	it('that cannot be read keep their contracts waiting, and an item with its vendor is written', async () => {
		simulated.fault = ({ url }) => (url.includes('/vendors') ? { status: 503 } : undefined);
		const made = await contracts([ordered(1, 1), json(contract(2, 1))]);
		expect(ends(made)).toEqual(['create waiting system_unavailable', 'create synced']);
	});
});
