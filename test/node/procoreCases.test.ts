import type { IDataObject } from 'n8n-workflow';
import type { SimContract, SimWbsCode } from '../../simulators/procore/index.ts';
import { byId, failed, goOn, jsonOf, World } from '../support/world.ts';

/**
 * What people reported of Procore, each named as it was reported: the built node, over HTTP, against what Procore publishes.
 */
let world: World;
let codes: SimWbsCode[];
let projectId: number;

interface Held {
	contracts: Array<SimContract & { id: number; grand_total: string; lines: Array<{ id: number; amount: string }> }>;
	requisitions: Array<{ id: number; project_id: number; invoice_number: string; status: string; items: IDataObject[] }>;
	budgetChanges: Array<{ project_id: number; status: string; title: string; adjustments: IDataObject[] }>;
	changeOrders: Array<{ id: number; status: string; lines: Array<{ amount: string }> }>;
	directCosts: Array<{ project_id: number; lines: Array<{ amount: string }> }>;
}
const held = () => world.simulators.procore.simulator.state() as Held;
const inProject = <T extends { project_id: number }>(rows: T[]) => rows.filter((row) => row.project_id === projectId);

beforeEach(async () => {
	world = await World.start();
	const { projects, wbsCodes = [], contracts = [] } = world.simulators.dataset.procore;
	const isPlain = (id: number) =>
		wbsCodes.some((code) => code.project_id === id) && !contracts.some((contract) => contract.project_id === id);
	projectId = projects.find(({ id, active, budget_locked }) => active && !budget_locked && isPlain(id))?.id ?? 0;
	codes = wbsCodes.filter((code) => code.project_id === projectId && code.status !== 'inactive');
	expect(codes.length).toBeGreaterThan(3);
});
afterEach(async () => await world.close());

const source = (entity: string, sapKey: string) => ({ entity, sapKey, sapChangedAt: '2026-09-30T10:00:00.000Z' });

/** What the node makes of items, whichever output they take. */
async function upsert(resource: string, items: object[], parameters: object = {}): Promise<IDataObject[]> {
	const run = await world.procore(
		{ resource, operation: 'upsertMany', ...parameters },
		{ inputs: [items as IDataObject[]], ...goOn },
	);
	return [...jsonOf(run.outputs[0]), ...(run.outputs[1] ?? []).map((item) => failed(item).details)];
}
const pair = (index = 0) => ({ costCode: codes[index]?.cost_code ?? '', costType: codes[index]?.cost_type ?? '' });

const budget = (amount: string, index = 0) => {
	const { costCode, costType } = pair(index);
	return {
		originId: `sap:S4P:budget:${projectId}:${costCode}:${costType}`,
		projectId: String(projectId),
		...{ costCode, costType, amount, currency: 'USD', remarks: [], mappedAssignments: [], covers: [] },
		source: source('planned_cost', `${costCode}|${costType}`),
	};
};

const order = (amounts: string[], more: object = {}) => ({
	originId: `sap:S4P:po:991:${projectId}`,
	projectId: String(projectId),
	number: '991',
	title: 'Order 991',
	vendor: { originId: '', id: String(world.simulators.dataset.procore.vendors[0]?.id) },
	status: 'Approved',
	...{ description: '', contractDate: '2026-09-01', deliveryDate: '', paymentTerms: '', void: false, remarks: [] },
	...{
		absentReason: '',
		rejected: false,
		invoicesSent: false,
		unordered: false,
		requisitionItems: [],
		retainagePercent: '',
		mappedAssignments: [],
	},
	accountingMethod: 'amount',
	currency: 'USD',
	lines: amounts.map((amount, index) => ({
		originId: `sap:S4P:poi:991:${index + 1}0:1:${projectId}`,
		description: `Item ${index + 1}0`,
		...pair(index),
		...{ quantity: '', uom: '', unitCost: '' },
		amount,
	})),
	total: amounts.reduce((sum, amount) => sum + Number(amount), 0).toFixed(2),
	source: source('purchase_order', '991'),
	...more,
});
const contract = () => held().contracts.find(({ number }) => number === '991');

const requisition = (amount: string, more: object = {}) => ({
	originId: `sap:S4P:pr:10:${projectId}:991`,
	projectId: String(projectId),
	contractOriginId: `sap:S4P:po:991:${projectId}`,
	number: '10',
	billingDate: '2031-05-17',
	...{ comment: '', withdrawn: false, remarks: [], mappedAssignments: [] },
	status: 'draft',
	currency: 'USD',
	allocations: [{ lineOriginId: `sap:S4P:poi:991:10:1:${projectId}`, amount }],
	total: amount,
	source: source('requisition', '10'),
	...more,
});
const openPeriod = () =>
	world.changeProcore({
		do: 'add-period',
		period: {
			project_id: projectId,
			...{ start_date: '2031-05-01', end_date: '2031-05-31', due_date: '2031-06-05', status: 'open' },
		},
	});
const billed = () => inProject(held().requisitions).find(({ invoice_number }) => invoice_number === '10');

const cost = (amount: string) => ({
	originId: `sap:S4P:costs:${projectId}:${pair().costCode}:${pair().costType}`,
	projectId: String(projectId),
	order: null,
	parts: [{ period: '2026-09', ...pair(), amount }],
	...{ currency: 'USD', target: 'directCost', overContract: 'name', isRecorded: false },
	...{ remarks: [], mappedAssignments: [], covers: [] },
	source: source('actual_cost', 'x'),
});
const costLines = () => inProject(held().directCosts).flatMap(({ lines }) => lines.map(({ amount }) => Number(amount)));

const person = (method: string, path: string, body: IDataObject) =>
	world.simulators.procore.simulator.change({ do: 'as-person', method, path, body });
const adviceOf = (outcome?: IDataObject) => String((outcome?.detail as IDataObject | undefined)?.advice);
const lockBudget = () => world.changeProcore({ do: 'edit-project', id: projectId, set: { budget_locked: true } });

describe('budgets', () => {
	test('budget-change-needs-change-event-line: each difference is an adjustment with a change event line', async () => {
		world.changeProcore({ do: 'set-budget-rules', changeEventRequired: true });
		await upsert('budgetLineItem', [budget('100.00'), budget('70.00', 1)]);
		lockBudget();
		const outcomes = await upsert('budgetLineItem', [budget('150.00'), budget('60.00', 1)], {
			onLockedBudget: 'draft',
		});
		expect(outcomes.map(({ status, reason }) => [status, reason])).toEqual(
			Array(2).fill(['waiting', 'budget_change_drafted']),
		);
		const [change, ...others] = inProject(held().budgetChanges);
		expect(others).toEqual([]);
		const lines = (change?.adjustments ?? []).map(({ adjustment_number: number, type, amount }) => [
			number,
			type,
			Number(amount),
		]);
		expect(lines).toEqual([
			[1, 'change_event', 50],
			[2, 'change_event', -10],
		]);
	});

	test('approved-budget-change-not-in-view: one approved change, and nothing is added a second time', async () => {
		world.changeProcore({ do: 'set-budget-rules', budgetChangeColumns: false });
		await upsert('budgetLineItem', [budget('100.00')]);
		lockBudget();
		const run = async () => await upsert('budgetLineItem', [budget('150.00')], { onLockedBudget: 'approved' });
		expect(await run()).toMatchObject([{ status: 'synced' }]);
		expect(await run()).toMatchObject([{ status: 'unchanged' }]);
		// Where Procore does not list what changes consist of either, only the title tells.
		world.fault('procore', {
			kind: 'status',
			status: 200,
			body: { data: [] },
			path: '/adjustment_line_items',
			times: 'always',
		});
		const [third] = await run();
		expect(third).toMatchObject({ status: 'held', reason: 'budget_change_not_shown' });
		expect(inProject(held().budgetChanges).map(({ status, adjustments }) => [status, adjustments[0]?.amount])).toEqual([
			['approved', '50.0'],
		]);
	});

	test('a list of budget changes that comes in pages is read to its end', async () => {
		world.changeProcore({ do: 'set-paged-lists', rows: 2 });
		await upsert('budgetLineItem', [budget('100.00')]);
		lockBudget();
		for (const amount of ['101.00', '102.00', '103.00', '104.00', '105.00'])
			await upsert('budgetLineItem', [budget(amount)], { onLockedBudget: 'approved' });
		// Each was approved in the run before, so that the sixth finds nothing to do only if all five are known.
		expect(await upsert('budgetLineItem', [budget('105.00')], { onLockedBudget: 'approved' })).toMatchObject([
			{ status: 'unchanged' },
		]);
		expect(inProject(held().budgetChanges)).toHaveLength(5);
	});
});

describe('what carries an origin ID is locked', () => {
	beforeEach(() => world.changeProcore({ do: 'set-lock-synced', locked: true }));

	test('invoice-with-origin-id-is-locked: a draft can be changed, submitted and set under review', async () => {
		openPeriod();
		await upsert('purchaseOrderContract', [order(['100.00'])]);
		expect(await upsert('requisition', [requisition('40.00')])).toMatchObject([{ status: 'synced' }]);
		expect(await upsert('requisition', [requisition('45.00')])).toMatchObject([{ status: 'synced' }]);
		expect(billed()).toMatchObject({ status: 'draft', items: [{ work_completed_this_period: '45.0' }] });
		expect(
			person('PATCH', `/rest/v1.1/requisitions/${billed()?.id}`, {
				project_id: projectId,
				commitment_id: contract()?.id,
				requisition: { status: 'under_review' },
			}),
		).toMatchObject({ status: 200 });
		expect(billed()?.status).toBe('under_review');
		expect(await upsert('requisition', [requisition('45.00')])).toMatchObject([{ status: 'unchanged' }]);
	});

	test('direct-cost-with-origin-id-is-locked: the difference becomes a further direct cost, once', async () => {
		await upsert('directCost', [cost('150.00')]);
		expect(await upsert('directCost', [cost('175.00')])).toMatchObject([{ status: 'synced' }]);
		expect(costLines()).toEqual([150, 25]);
		expect(await upsert('directCost', [cost('175.00')])).toMatchObject([{ status: 'unchanged' }]);
		expect(costLines()).toEqual([150, 25]);
	});

	test('direct-cost-with-origin-id-is-locked: also where the refusal does not name its row', async () => {
		world.changeProcore({ do: 'set-lock-synced', locked: false });
		await upsert('directCost', [cost('150.00')]);
		const errors = [{ errors: { base: ['This direct cost is synced with ERP and cannot be changed'] } }];
		world.fault('procore', {
			...{ kind: 'status', status: 200, body: { entities: [], errors } },
			path: '/line_items/sync',
			times: 'always',
		});
		expect(await upsert('directCost', [cost('175.00')])).toMatchObject([{ status: 'synced' }]);
		expect(costLines()).toEqual([150, 25]);
	});
});

test('ssov-enabled-invoice-bills-nothing: never synced, and the message names the subcontractor SOV', async () => {
	world.changeProcore({ do: 'edit-project', id: projectId, set: { subcontractor_sov: true } });
	openPeriod();
	await upsert('purchaseOrderContract', [order(['100.00'])]);
	for (let run = 0; run < 2; run++) {
		const [outcome] = await upsert('requisition', [requisition('40.00')]);
		expect(outcome).toMatchObject({ status: 'held', reason: 'subcontractor_sov_on' });
		expect(outcome?.message).toMatch(/subcontractor SOV/i);
	}
});

describe('contracts', () => {
	test('workflow-ignores-status: held for the workflow, and nobody is blamed in the next run', async () => {
		world.changeProcore({ do: 'edit-project', id: projectId, set: { commitment_workflow: 'ignored' } });
		for (let run = 0; run < 2; run++) {
			const [outcome] = await upsert('purchaseOrderContract', [order(['100.00'])]);
			expect(outcome).toMatchObject({ status: 'held', reason: 'workflow_controls_status' });
			expect(String(outcome?.message)).toContain('Draft');
			expect(JSON.stringify(outcome)).not.toMatch(/somebody|edited/i);
		}
	});

	test('line-refused-leaves-approved-contract-draft: the status is given back, and the outcome says what it holds', async () => {
		await upsert('purchaseOrderContract', [order(['100.00', '100.00'])]);
		world.changeProcore({ do: 'refuse-line', origin_id: `sap:S4P:poi:991:20:1:${projectId}` });
		const changed = order(['120.00', '80.00']);
		const [outcome] = await upsert('purchaseOrderContract', [changed], { onApprovedContract: 'reopen' });
		expect(outcome?.status).not.toBe('synced');
		expect(contract()?.status).toBe('Approved');
		expect(await upsert('purchaseOrderContract', [changed], { onApprovedContract: 'reopen' })).toMatchObject([
			{ status: 'synced' },
		]);
		expect(contract()).toMatchObject({ status: 'Approved', grand_total: '200.0' });
		expect(contract()?.lines.map(({ amount }) => amount)).toEqual(['120.0', '80.0']);
	});

	test('line-refused-leaves-approved-contract-draft: also where the refusal does not name its row', async () => {
		await upsert('purchaseOrderContract', [order(['100.00', '100.00'])]);
		const { simulator } = world.simulators.procore;
		const handle = simulator.handle.bind(simulator);
		const refused = `sap:S4P:poi:991:20:1:${projectId}`;
		simulator.handle = async (request) => {
			if (!request.path.endsWith('/line_items/sync')) return await handle(request);
			const updates = (request.body as { updates: Array<{ origin_id: string }> }).updates;
			const rest = updates.filter(({ origin_id }) => origin_id !== refused);
			const body = { ...(request.body as object), updates: rest };
			const answer = rest.length > 0 ? await handle({ ...request, body }) : { status: 200, body: { entities: [] } };
			const errors = rest.length < updates.length ? [{ line: 2, errors: { tax_code: ["can't be blank"] } }] : [];
			return { ...answer, body: { ...(answer.body as object), errors } };
		};
		const [outcome] = await upsert('purchaseOrderContract', [order(['120.00', '80.00'])], {
			onApprovedContract: 'reopen',
		});
		expect(outcome).toMatchObject({ reason: 'procore_rejected' });
		expect(String(outcome?.message)).toContain("tax_code: can't be blank");
		expect(contract()?.status).toBe('Approved');
	});

	test('a list of change orders that comes in pages is read to its end: no difference is drafted twice', async () => {
		world.changeProcore({ do: 'set-paged-lists', rows: 1 });
		await upsert('purchaseOrderContract', [order(['100.00'])]);
		const before = held().changeOrders.length;
		const drafted = () => held().changeOrders.slice(before);
		for (const amount of ['110.00', '120.00', '130.00']) {
			await upsert('purchaseOrderContract', [order([amount])], { onApprovedContract: 'changeOrder' });
			for (const { id } of drafted()) world.changeProcore({ do: 'set-change-order-status', id, status: 'approved' });
		}
		expect(drafted().map(({ lines }) => Number(lines[0]?.amount))).toEqual([10, 10, 10]);
	});

	test('custom-segment-in-pattern: the message names the segment, and no advice leads into a refusal', async () => {
		const segment = { name: 'Phase', required: true, items: ['P'] };
		world.changeProcore({ do: 'edit-project', id: projectId, set: { custom_segments: [segment] } });
		for (const createMissingCodes of [false, true]) {
			const [outcome] = await upsert('purchaseOrderContract', [order(['100.00'])], { createMissingCodes });
			expect(outcome).toMatchObject({ status: 'held', reason: 'wbs_code_missing' });
			expect(outcome?.message).toContain("The project's budget codes also have Phase");
			expect(adviceOf(outcome)).not.toMatch(/create missing/i);
		}
		expect(world.calls('procore', 'PATCH', '/wbs_codes')).toEqual([]);
	});

	test('custom-segment-in-pattern: what the advice says resolves it', async () => {
		const segment = { name: 'Phase', required: true, items: ['P'] };
		world.changeProcore({ do: 'edit-project', id: projectId, set: { custom_segments: [segment] } });
		const [first] = await upsert('purchaseOrderContract', [order(['100.00'])]);
		expect(first).toMatchObject({ message: expect.stringContaining('Phase') as string });
		expect(adviceOf(first)).toContain('Fill sub_job or segments in sap_procore_cost_codes');
		const filled = order(['100.00']);
		for (const line of filled.lines) line.costType += '; Phase=P';
		expect(await upsert('purchaseOrderContract', [filled])).toMatchObject([{ status: 'synced' }]);
	});
});

describe('success is read back: what Procore takes and keeps otherwise is held, and not as sent in the next run either', () => {
	const keep = (path: string, ...fields: string[]) => world.changeProcore({ do: 'keep-fields', path, fields });
	const vendor = (name: string) => ({
		originId: 'sap:S4P:supplier:990',
		code: '990',
		name,
		...{ street: '', city: '', postalCode: '', region: '', country: '', email: '', phone: '', website: '' },
		...{ taxId: null, paymentTerms: '', active: null, rule: 'new_name', remarks: [] },
		source: source('supplier', '990'),
		observed: null,
	});
	const costCode = (name: string) => ({
		originId: `sap:S4P:costcode:${projectId}:88-100`,
		projectId: String(projectId),
		...{ code: '88-100', name, costTypes: [pair().costType], remarks: [] },
		source: source('cost_code', '88-100'),
	});
	interface Kind {
		resource: string;
		before: () => Promise<unknown>;
		wanted: () => object;
		kept: [string, ...string[]];
		parameters?: object;
		message: string;
		left?: () => unknown;
	}
	const other = () => ({
		vendor: { originId: '', id: String(world.simulators.dataset.procore.vendors[1]?.id) },
	});
	const kinds: Array<[string, () => Kind]> = [
		[
			'the amount of a contract line, although the total is right',
			() => ({
				resource: 'purchaseOrderContract',
				before: async () => await upsert('purchaseOrderContract', [order(['100.00', '100.00'])]),
				wanted: () => order(['120.00', '80.00']),
				kept: ['/line_items/sync', 'amount'],
				parameters: { onApprovedContract: 'reopen' },
				message: 'Item 10: amount is 100.0 instead of 120.00',
			}),
		],
		[
			'the vendor of a contract',
			() => ({
				resource: 'purchaseOrderContract',
				before: async () => await upsert('purchaseOrderContract', [order(['100.00'])]),
				wanted: () => order(['100.00'], other()),
				kept: ['/purchase_order_contracts/sync', 'vendor_id'],
				parameters: { onApprovedContract: 'reopen' },
				message: 'vendor_id is ',
			}),
		],
		[
			'the name of a vendor',
			() => ({
				resource: 'vendor',
				before: async () => await upsert('vendor', [vendor('Old Name')]),
				wanted: () => ({ ...vendor('New Name'), observed: undefined }),
				kept: ['/vendors/sync', 'name'],
				message: 'name is Old Name instead of New Name',
			}),
		],
		[
			'the name of a cost code',
			() => ({
				resource: 'costCode',
				before: async () => await upsert('costCode', [costCode('Cranes')]),
				wanted: () => costCode('Tower cranes'),
				kept: ['/cost_codes/sync', 'name'],
				message: 'name is Cranes instead of Tower cranes',
			}),
		],
		[
			'the status of a requisition',
			() => ({
				resource: 'requisition',
				before: async () => {
					openPeriod();
					await upsert('purchaseOrderContract', [order(['100.00'])]);
				},
				wanted: () => requisition('40.00', { status: 'under_review' }),
				kept: ['/rest/v1.1/requisitions', 'status'],
				parameters: { options: { submit: true } },
				message: 'status is draft instead of under_review',
			}),
		],
	];

	test.each(kinds)('%s', async (_name, make) => {
		const { resource, before, wanted, kept, parameters = {}, message } = make();
		await before();
		keep(...kept);
		for (let run = 0; run < 2; run++) {
			const [outcome] = await upsert(resource, [wanted()], parameters);
			expect(outcome).toMatchObject({ status: 'failed', reason: 'not_as_sent' });
			expect(outcome?.message).toContain(message);
		}
		// What the advice says: whatever kept it is changed, and it is sent again.
		world.changeProcore({ do: 'keep-fields', path: kept[0], fields: [] });
		expect(await upsert(resource, [wanted()], parameters)).toMatchObject([{ status: 'synced' }]);
		expect(await upsert(resource, [wanted()], parameters)).toMatchObject([{ status: 'unchanged' }]);
	});

	test('a field that Procore writes in its own way is a remark, not an exception', async () => {
		keep('/vendors/sync', 'city');
		const [outcome] = await upsert('vendor', [{ ...vendor('A Name'), city: 'Ulm' }]);
		expect(outcome).toMatchObject({ status: 'synced' });
	});
});

describe('408-for-large-page', () => {
	const idsOf = (rows: IDataObject[]) => rows.map(({ id }) => String(id)).sort();
	const lists: Array<[string, object]> = [
		['vendor', {}],
		['project', {}],
		['wbsCode', { project: true }],
		['costCode', { project: true }],
		['costType', { project: true }],
		['budgetLineItem', { project: true }],
		['purchaseOrderContract', { project: true }],
		['requisition', { project: true }],
		['billingPeriod', { project: true }],
	];
	const read = async (resource: string, isOfProject: boolean) => {
		const of = isOfProject ? { projectId: byId(projectId) } : {};
		const { outputs, error } = await world.procore({ resource, operation: 'getAll', returnAll: true, ...of });
		expect(error).toBeUndefined();
		return idsOf(jsonOf(outputs[0]));
	};

	test.each(lists)(
		'408-for-large-page, %s: asked for in smaller pages, no row lost or doubled',
		async (resource, more) => {
			const whole = await read(resource, 'project' in more);
			for (const status of [408, 504] as const)
				for (const rows of [500, 30, 10]) {
					world.changeProcore({ do: 'set-largest-answer', rows, status });
					expect(await read(resource, 'project' in more)).toEqual(whole);
				}
		},
	);

	test('408-for-large-page: only from the third page on, the rows read so far stay', async () => {
		const whole = await read('vendor', false);
		world.changeProcore({ do: 'set-max-per-page', vendors: 70 });
		world.fault('procore', { kind: 'status', status: 408, path: '/rest/v1.0/vendors\\?.*page=3&per_page=', times: 2 });
		expect(await read('vendor', false)).toEqual(whole);
	});

	test('408-for-large-page: what was too large is not asked for again in the same execution', async () => {
		world.changeProcore({ do: 'set-largest-answer', rows: 500 });
		const read = async () =>
			await world.procore(
				{ resource: 'vendor', operation: 'getAll', returnAll: true },
				{ executionId: 'one-execution' },
			);
		await read();
		world.forgetCalls();
		await read();
		expect(world.calls('procore').map(({ status }) => status)).not.toContain(408);
	});

	test('408-for-large-page: a list in the editor', async () => {
		const whole = (await world.search('searchVendors')).results;
		world.changeProcore({ do: 'set-largest-answer', rows: 30 });
		const names: unknown[] = [];
		for (let token: string | undefined, first = true; first || token; first = false) {
			const page = await world.search('searchVendors', undefined, token);
			names.push(...page.results);
			token = page.paginationToken as string | undefined;
			if (names.length >= whole.length) break;
		}
		expect(names.slice(0, whole.length)).toEqual(whole);
	});
});

describe('token-endpoint-429-json', () => {
	const list = { resource: 'project', operation: 'getAll', returnAll: false, limit: 1 };
	const tokens = () => world.simulators.procore.traffic.entries('procore').filter(({ url }) => url.includes('/oauth'));

	test('token-endpoint-429-json: waited for and repeated, and the execution goes on', async () => {
		world.changeProcore({ do: 'limit-tokens', seconds: 1.5 });
		const { error, outputs } = await world.procore(list);
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(1);
		expect(
			tokens()
				.map(({ status }) => status)
				.slice(-1),
		).toEqual([200]);
		expect(tokens().length).toBeLessThan(5);
	});

	test.each([
		['503 with Retry-After', { status: 503, headers: { 'retry-after': '1' }, body: { error: 'Service Unavailable' } }],
		['502, a web page', { status: 502, body: '<html>Bad Gateway</html>' }],
		['429 in plain text', { status: 429, body: 'Retry later' }],
		['429 as OAuth says it', { status: 429, body: { error: 'slow_down' } }],
		['403 of a rate limiter', { status: 403, body: { error: 'rate_limit_exceeded' } }],
		['temporarily_unavailable', { status: 400, body: { error: 'temporarily_unavailable' } }],
	])('token-endpoint-429-json, %s: repeated too', async (_name, answer) => {
		world.fault('procore', { kind: 'status', path: '/oauth/token', ...answer });
		const { error, outputs } = await world.procore(list);
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(1);
		expect(tokens()).toHaveLength(2);
	});

	test('token-endpoint-429-json, a Retry-After of an hour: told at once, not as a refused secret, and tried again later', async () => {
		const headers = { 'retry-after': '3600' };
		world.fault('procore', { kind: 'status', path: '/oauth/token', status: 503, headers, body: 'x' });
		const first = await world.procore(list);
		expect(first.error?.message).toContain('Procore issued no access token');
		expect(`${first.error?.message} ${first.error?.description}`).not.toMatch(/client ID or client secret/);
		expect((await world.procore(list)).error).toBeUndefined();
	});
});
