import { ledgerOn } from '../../nodes/SapToProcore/ledger';
import type { ReportRequest } from '../../nodes/SapToProcore/reports/request';
import { asJson } from '../support/examples.ts';
import { customer, requestFor, tablesWith } from '../support/madeReports.ts';
import type { MemoryTables } from '../support/memoryTables.ts';
import { runNode } from '../support/nodeHarness.ts';
import { purchaseOrder, rosterRow } from '../support/orders.ts';
import { handMade } from '../support/reconciliation.ts';
import { shownTypes, typesOf } from '../support/shownFields.ts';
import { failed, jsonOf, World } from '../support/world.ts';

let world: World;
let projects: string[];

beforeEach(async () => {
	world = await World.start();
	projects = world.simulators.dataset.procore.projects.filter(({ active }) => active).map(({ id }) => String(id));
});
afterEach(async () => await world.close());

let executions = 0;
const nextExecution = () => `report-quota-${(executions += 1)}`;
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

async function readContracts(maximumRequests: number, executionId = nextExecution()) {
	const { outputs } = await world.procore(
		{
			...{ resource: 'company', operation: 'readRecords', reads: ['contracts'] },
			...{ projectIds: projects.join(','), maximumRequests },
		},
		{ onError: 'continueRegularOutput', executionId },
	);
	return (outputs[0] ?? []).flatMap((item) => (item.json.error === undefined ? [] : [failed(item)]));
}

/** Runs a node of ours on tables, in an execution; its outputs. */
async function run(
	tables: MemoryTables,
	parameters: object,
	inputs: object[][] = [[{}]],
	executionId = nextExecution(),
) {
	const { outputs, error } = await runNode({
		...{ node: 'sapToProcore', tables, executionId },
		parameters: parameters as never,
		inputs: inputs.map((items) => items.map(asJson)),
	});
	expect(error).toBeUndefined();
	return outputs;
}

const opened = (report: string, query: object = {}) => [
	[{ webhookUrl: 'https://n8n/webhook/sap-procore', query: { page: report, ...query } }],
];
async function read(tables: MemoryTables, report: string, query: object = {}, more: object = {}) {
	const settings = { monthEndReports: ['exceptions'], days: 90, quotaPerHour: 600, reserve: 50 };
	const parameters = { resource: 'report', operation: 'readRequest', customer, ...settings, ...more };
	return jsonOf((await run(tables, parameters, opened(report, query)))[0])[0] as unknown as ReportRequest;
}
async function make(
	tables: MemoryTables,
	request: object,
	inputs = [[{}], [{}], [{}]] as object[][],
	execution?: string,
) {
	const parameters = { resource: 'report', operation: 'make', request };
	const [[answer] = [], , troubles] = await run(tables, parameters, inputs, execution);
	expect(jsonOf(troubles)).toEqual([]);
	return Buffer.from(answer?.binary?.data?.data ?? '', 'base64').toString('utf8');
}

describe('reports leave quota to the sync', () => {
	it('no more requests than it may make; the projects that are left over are named, and none of them is asked for', async () => {
		const unread = await readContracts(2);
		expect(world.calls('procore')).toHaveLength(2);
		expect(unread.map(({ details }) => details.projectId)).toEqual(projects.slice(2));
		expect(unread[0]).toMatchObject({
			error: expect.stringContaining('left to the sync') as unknown,
			details: { reason: 'rate_limited', read: 'contracts' },
		});
	});

	it('none at all once Procore says that the hour is about to end', async () => {
		world.changeProcore({ do: 'set-limits', limits: true, hourlyLimit: 20, spikeLimit: 25 });
		const unread = await readContracts(100);
		expect(world.calls('procore')).toHaveLength(1);
		expect(unread.map(({ details }) => details.reason)).toEqual(projects.slice(1).map(() => 'rate_limited'));
	});

	it('without a maximum it reads all', async () => {
		expect(await readContracts(0)).toEqual([]);
	});

	it('half of the quota unless told otherwise, less what runs and reports of the last hour have made', async () => {
		const runs = [
			{ run_id: 'r1', status: 'success', started_at: ago(30), finished_at: ago(20), procore_calls: 100 },
			{ run_id: 'r2', status: 'success', started_at: ago(300), finished_at: ago(290), procore_calls: 1000 },
		];
		const requests = [{ at: ago(10), source: 'report: readiness', sap_calls: 9, procore_calls: 70 }];
		const tables = await tablesWith({ runs, requests });
		expect((await read(tables, 'reconciliation')).procoreRequests).toBe(300 - 170);
		expect((await read(tables, 'reconciliation', {}, { reserve: 90 })).procoreRequests).toBe(1);
	});

	it('lines of contracts that differ: the largest differences first, as many as are left', async () => {
		const orders = [1, 2, 3].map((n) => purchaseOrder({ purchaseOrder: String(n) }));
		const contracts = orders.map(({ purchaseOrder: number }, index) =>
			handMade({
				...{ id: String(index + 1), number, origin_id: `sap:S4P:po:${number}:2201`, status: 'Approved' },
				grand_total: String(1000 * (index + 1)),
			}),
		);
		const inputs = [
			[
				{ read: 'system', record: { system: 'S4P', now: ago(0) } },
				...orders.map((record) => ({ read: 'orders', record })),
			],
			contracts.map((record) => ({ read: 'contracts', record })),
		];
		const listed = async (procoreRequests: number) => {
			const request = requestFor('reconciliation', { procoreRequests });
			const parameters = { resource: 'report', operation: 'listDifferences', request };
			const [items] = await run(await tablesWith({ projects: [rosterRow()] }), parameters, inputs);
			for (const item of jsonOf(items)) expect(typesOf(item)).toEqual(shownTypes('report/listDifferences'));
			return jsonOf(items).map(({ contractId }) => contractId);
		};
		expect(await listed(600)).toEqual(['3', '2', '1']);
		expect(await listed(2)).toEqual(['3', '2']);
	});
});

describe('requests of reports are counted', () => {
	it('whoever reads: on record with the report, and on the status page', async () => {
		const tables = await tablesWith({
			requests: [{ at: ago(60 * 24 * 40), source: 'old', sap_calls: 1, procore_calls: 1 }],
		});
		const executionId = nextExecution();
		await readContracts(0, executionId);
		await make(tables, requestFor('exceptions', { asked: true, format: 'html' }), undefined, executionId);
		const rows = await ledgerOn(tables.store(), customer).rows('requests');
		expect(rows).toMatchObject([{ source: 'report: exceptions', procore_calls: projects.length }]);
		const page = await make(tables, requestFor('status', { asked: true, format: 'html' }));
		expect(page).toContain(`of 600, ${projects.length} of them by reports`);
	});

	it('a report that has read nothing leaves no row', async () => {
		const tables = await tablesWith();
		await make(tables, requestFor('status', { asked: true, format: 'html' }));
		expect(await ledgerOn(tables.store(), customer).rows('requests')).toEqual([]);
	});
});

describe('a reconciliation is kept for a quarter of an hour', () => {
	const order = purchaseOrder({ purchaseOrder: '4500000077' });
	const inputs = [
		[
			{ read: 'system', record: { system: 'S4P', now: ago(0) } },
			{ read: 'orders', record: order },
		],
		[{}],
		[{}],
	];

	it('opened again: neither system is asked, and the page says how old it is and offers to read anew', async () => {
		const tables = await tablesWith({ projects: [rosterRow()] });
		const first = await read(tables, 'reconciliation');
		expect(first).toMatchObject({ kept: false, procoreReads: ['contracts', 'budgets'] });
		const made = await make(tables, first, inputs);
		expect(made).not.toContain('Read again');

		const second = await read(tables, 'reconciliation');
		expect(second).toMatchObject({ kept: true, sapReads: [], procoreReads: [] });
		const page = await make(tables, second);
		expect(page).toContain('4500000077');
		expect(page).toContain('Read from SAP and Procore less than a minute ago.');

		const after = /[?;&]after=([^"]+)"/.exec(page)?.[1] ?? '';
		const anew = await read(tables, 'reconciliation', { after: decodeURIComponent(after) });
		expect(anew).toMatchObject({ kept: false, procoreReads: ['contracts', 'budgets'] });

		const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 16 * 60_000);
		expect(await read(tables, 'reconciliation')).toMatchObject({ kept: false });
		now.mockRestore();
	});

	it('as a file too; other reports, and the month end, read as ever', async () => {
		const tables = await tablesWith({ projects: [rosterRow()] });
		await make(tables, await read(tables, 'reconciliation', { after: '2999-01-01' }), inputs);
		const asFile = await read(tables, 'reconciliation', { format: 'csv' });
		expect(asFile.kept).toBe(true);
		expect(await make(tables, asFile)).toContain('4500000077');
		expect((await read(tables, 'readiness')).kept).toBe(false);
		const parameters = { resource: 'report', operation: 'readRequest', customer, monthEndReports: ['reconciliation'] };
		const panel = { days: 90, quotaPerHour: 600, reserve: 50 };
		const [[scheduled] = []] = await run(tables, { ...parameters, ...panel }, [[{ timestamp: ago(0) }]]);
		expect(scheduled?.json).toMatchObject({ kept: false, asked: false });
	});

	describe('while the share of reports is used up', () => {
		const projectIds = ['2201', '2202'];
		const rows = projectIds.map((project_id) => rosterRow({ project_id, sap_project: `P-${project_id}` }));
		const usedUp = { projects: rows, requests: [{ at: ago(10), source: 'report: readiness', procore_calls: 299 }] };
		const readAnew = { after: '2999-01-01' };
		/** Whole, and read this long ago. */
		async function madeBefore(minutes: number): Promise<string> {
			const tables = await tablesWith({ projects: rows });
			const past = new Date(Date.now() - minutes * 60_000);
			jest.useFakeTimers({ now: past, doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'queueMicrotask'] });
			await make(tables, await read(tables, 'reconciliation', readAnew), inputs);
			jest.useRealTimers();
			return past.toISOString().slice(0, 16).replace('T', ' ');
		}

		it('the last whole one is shown with its time, however old, and nothing is asked', async () => {
			const time = await madeBefore(50);
			const tables = await tablesWith(usedUp);
			for (const query of [{}, readAnew]) {
				const request = await read(tables, 'reconciliation', query);
				expect(request).toMatchObject({ kept: true, sapReads: [], procoreReads: [] });
				const page = await make(tables, request);
				expect(page).toContain('4500000077');
				expect(page).toContain(`This is the reconciliation of ${time} UTC. For a newer one,`);
				expect(page).toContain('Read from SAP and Procore 50 minutes ago.');
				expect(page).not.toContain('name="do" value="signOff"');
			}
		});

		it('it is shown, too, where the quota ends on the way; one that was cut is never taken for whole', async () => {
			const time = await madeBefore(50);
			const cut = {
				error: 'Left to the sync',
				details: { read: 'contracts', projectId: '2202', reason: 'rate_limited' },
			};
			const tables = await tablesWith({ projects: rows });
			const request = await read(tables, 'reconciliation', readAnew);
			expect(request.kept).toBe(false);
			const page = await make(tables, request, [inputs[0] ?? [], [{}], [cut]]);
			expect(page).toContain(`This is the reconciliation of ${time} UTC.`);
		});

		it('with quota left both systems are read again', async () => {
			await madeBefore(50);
			const tables = await tablesWith({ projects: rows });
			expect(await read(tables, 'reconciliation')).toMatchObject({
				kept: false,
				procoreReads: ['contracts', 'budgets'],
			});
		});
	});

	it('one that could not read everything is not kept', async () => {
		const tables = await tablesWith({ projects: [rosterRow({ project_id: '2299', sap_project: 'P-2299' })] });
		const before = new Date().toISOString();
		const failure = { error: 'Quota', details: { read: 'contracts', projectId: '2299' } };
		await make(tables, await read(tables, 'reconciliation', { after: '2999-01-01' }), [
			inputs[0] ?? [],
			[{}],
			[failure],
		]);
		const again = await read(tables, 'reconciliation', { after: before });
		expect(again.kept).toBe(false);
	});
});
