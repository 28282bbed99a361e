import type { IDataObject } from 'n8n-workflow';
import { finding, type Finding } from '../../nodes/shared/model';
import { asJson } from '../support/examples.ts';
import { customer, onTables, requestFor, tablesWith, type Given } from '../support/madeReports.ts';
import type { MemoryTables } from '../support/memoryTables.ts';
import { purchaseOrder, rosterRow } from '../support/orders.ts';
import { openPage, textOf } from '../support/pages.ts';
import { exceptionRow, runRow } from '../support/reports.ts';
import { shownFields } from '../support/shownFields.ts';
import { jsonOf } from '../support/world.ts';

type Stream = Array<{ read: string; record: object } | { error: string; details: object }>;
const failed = (read: string, message = 'It broke', details: object = {}) => ({
	error: message,
	details: { read, ...details },
});
const record = (read: string, value: object) => ({ read, record: asJson(value) });
const clock = record('system', { system: 'S4P', now: '2026-10-01T05:00:00.000Z' });

/** A node that has nothing to say puts out one empty item: Always Output Data. */
const orEmpty = (stream: Stream): object[] => (stream.length > 0 ? stream : [{}]);

/** Runs Make on tables with these rows; what each output has. */
async function make(
	request: object,
	{ sap = [], procore = [], ...given }: Given & { sap?: Stream; procore?: Stream } = {},
	{ tables, panel = {} }: { tables?: MemoryTables; panel?: object } = {},
) {
	const parameters = { resource: 'report', operation: 'make', request, ...panel };
	const result = await onTables(tables ?? (await tablesWith(given)), parameters, [
		orEmpty(sap),
		null,
		orEmpty(procore),
	]);
	const [answers = [], mails = [], troubles = []] = result.outputs;
	return { error: result.error, answers, mails, troubles: jsonOf(troubles) };
}
const textIn = ({ answers: [answer] }: Awaited<ReturnType<typeof make>>) =>
	Buffer.from(answer?.binary?.data?.data ?? '', 'base64').toString('utf8');

describe('SAP to Procore > Report > Make', () => {
	const exceptions = requestFor('exceptions', { month: '2026-10' });
	const asked = { asked: true, format: 'html' } as const;

	it('for the mail: figures, subject, page, and both files', async () => {
		const sap = [record('orders', purchaseOrder())];
		const { mails, answers, troubles } = await make(exceptions, {
			exceptions: [exceptionRow()],
			projects: [rosterRow()],
			sap,
		});
		expect([mails.length, answers, troubles]).toEqual([1, [], []]);
		expect(mails[0]?.json).toMatchObject({
			report: 'exceptions',
			waiting: [{ amount: '100.00', currency: 'USD' }],
			subject: expect.stringContaining('1 open exception'),
			html: expect.stringContaining('<!DOCTYPE html>'),
		});
		expect(mails[0]?.binary).toMatchObject({
			page: {
				fileName: expect.stringMatching(/^sap-procore-exceptions-\d{4}-\d\d-\d\d\.html$/),
				mimeType: 'text/html',
			},
			data: { fileName: expect.stringMatching(/\.xlsx$/) },
		});
	});

	it.each([
		['html', 'inline', /^<!DOCTYPE html>/],
		['csv', 'attachment; filename="sap-procore-exceptions-', /^\uFEFFlist,/],
		['xlsx', 'attachment; filename="sap-procore-exceptions-', /^PK/],
	] as const)('for whoever waits: %s, and how the browser takes it', async (format, disposition, content) => {
		const made = await make({ ...exceptions, ...asked, format }, { exceptions: [exceptionRow()] });
		expect([made.answers.length, made.mails, made.troubles]).toEqual([1, [], []]);
		expect(made.answers[0]?.json).toMatchObject({
			statusCode: 200,
			disposition: expect.stringContaining(disposition),
		});
		expect(textIn(made)).toMatch(content);
		expect(Object.keys(made.answers[0]?.json ?? {}).sort()).toEqual(shownFields('report/make'));
	});

	it('a request that cannot be meant is 400 in words, and no trouble', async () => {
		const refusal = { statusCode: 400, message: 'The month "banana" cannot be read. A month looks like 2026-10.' };
		const made = await make({ ...exceptions, ...asked, reports: [], refusal });
		expect(made.answers[0]?.json).toMatchObject({ statusCode: 400 });
		expect(textIn(made)).toBe(refusal.message);
		expect([made.mails, made.troubles]).toEqual([[], []]);
	});

	it('the tables cannot be read: 503 with reason and what to do for whoever waits, and trouble', async () => {
		const tables = await tablesWith();
		tables.before = (operation) => {
			if (operation.startsWith('get')) throw new Error('SQLITE_IOERR');
		};
		const made = await make({ ...requestFor('status'), ...asked }, {}, { tables });
		expect(made.answers[0]?.json.statusCode).toBe(503);
		expect(textIn(made)).toMatch(/^The report could not be made: .*sap_procore_\w+.*\n\nTry again in a few minutes\./s);
		expect(made.troubles).toEqual([{ report: 'status', message: expect.stringContaining('could not be made') }]);
	});

	it('of two reports the one that can be made is made', async () => {
		const { mails, troubles } = await make(
			{ ...requestFor('reconciliation'), reports: ['exceptions', 'reconciliation'] },
			{ sap: [failed('orders')], exceptions: [exceptionRow()] },
		);
		expect(mails.map(({ json }) => json.report)).toEqual(['exceptions']);
		expect(troubles).toEqual([
			{ report: 'reconciliation', message: 'The report could not be made: Orders could not be read: It broke' },
		]);
	});

	it('goes on without SAP and says what is missing; the amounts are then those that the run has recorded', async () => {
		const { mails } = await make(exceptions, {
			exceptions: [{ ...exceptionRow(), amount: '75.00', currency: 'USD' }],
			sap: [failed('orders', 'SAP is down'), record('requisitions', { no: 'requisition' })],
		});
		expect(mails[0]?.json).toMatchObject({
			waiting: [{ amount: '75.00', currency: 'USD' }],
			gaps: [
				'Orders could not be read: SAP is down.',
				'Requisitions: 1 could not be understood and are left out: number 1 (purchaseRequisition: Required; type: Required; description: Required).',
			],
		});
	});

	it('a failure that names no read is one of all reads', async () => {
		const { mails } = await make(exceptions, { sap: [{ error: 'No credential', details: {} }] });
		expect(mails[0]?.json.gaps).toEqual([
			'Orders could not be read: No credential.',
			'Requisitions could not be read: No credential.',
			'Project Costs could not be read: No credential.',
		]);
	});

	it('refuses an input that is not a stream of records', async () => {
		const { troubles } = await make(exceptions, { sap: [asJson(purchaseOrder())] as never });
		expect(troubles).toMatchObject([{ message: expect.stringContaining('SAP Documents has an unexpected item') }]);
	});

	it('refuses a parameter Request that holds something else', async () => {
		const { error } = await make({ report: 'status' });
		expect(error?.message).toBe('The parameter Request does not hold a request');
	});

	it('status tells runs, freshness and calls, by the tables alone', async () => {
		const { mails } = await make(requestFor('status'), {
			runs: [runRow()],
			state: [{ entity: 'supplier', watermark: '2026-10-01T04:58:00.000Z' }],
			settings: null,
		});
		expect(mails[0]?.json).toMatchObject({
			report: 'status',
			freshness: [{ title: 'Suppliers' }],
			runs: [{ status: 'success', procoreCalls: 120 }],
		});
	});

	it('refuses hours that make no schedule', async () => {
		const { error } = await make(requestFor('status'), {}, { panel: { everyHours: 0 } });
		expect(error?.message).toContain("'Sync Runs Every (Hours)'");
	});

	describe('reconciliation', () => {
		const request = requestFor('reconciliation');

		it.each([
			['orders', { sap: [failed('orders')] }, 'Orders could not be read: It broke'],
			['contracts', { sap: [clock], procore: [failed('contracts')] }, 'Contracts could not be read: It broke'],
			['system ID', { sap: [] }, 'The System ID of SAP is not known'],
			['settings, before the first run,', { sap: [clock], settings: null }, 'No run of the sync is on record yet'],
		])('compares nothing when the %s could not be read', async (_what, given, message) => {
			const { troubles, mails } = await make(request, given);
			expect(mails).toEqual([]);
			expect(troubles).toMatchObject([{ message: expect.stringContaining(message) }]);
		});

		it('goes on without the orders and projects that failed by themselves, and names them', async () => {
			const { mails } = await make(request, {
				projects: [rosterRow()],
				sap: [
					clock,
					record('orders', purchaseOrder({ items: [] })),
					failed('orders', 'It broke', { sapKey: '4500000009' }),
				],
				procore: [failed('contracts', 'It broke', { projectId: '2201' })],
			});
			expect(mails[0]?.json).toMatchObject({
				differences: [],
				gaps: ['Orders could not be read: It broke.', 'Contracts could not be read: It broke.'],
			});
		});
	});

	describe('readiness', () => {
		const fits = (system: Finding['system']) => finding({ system, area: 'log-on', state: 'fits', what: 'It works.' });
		const looked = {
			sap: [clock, record('check', fits('sap'))],
			procore: [record('access', fits('procore'))],
			projects: [rosterRow()],
		};
		const request = requestFor('readiness');

		it('goes on without orders and suppliers, and says that they were not looked at', async () => {
			const { mails } = await make(request, {
				...looked,
				sap: [...looked.sap, failed('orders', 'SAP is down'), failed('suppliers', 'SAP is down')],
			});
			expect(mails[0]?.json).toMatchObject({
				state: 'unchecked',
				coverage: [],
				suppliers: null,
				gaps: ['Orders could not be read: SAP is down.', 'Suppliers could not be read: SAP is down.'],
			});
		});

		it('counts orders from the day that SAP has', async () => {
			const from = async (now: string) => {
				const sap = [record('system', { system: 'S4P', now }), looked.sap[1], record('orders', purchaseOrder())];
				return (await make(request, { ...looked, sap: sap as Stream })).mails[0]?.json;
			};
			// Its order is of 2026-09-28.
			expect(await from('2026-12-27T23:00:00.000Z')).toMatchObject({
				ordersFrom: '2026-09-28',
				coverage: [{ share: '0.0' }],
			});
			expect(await from('2026-12-28T00:00:00.000Z')).toMatchObject({ ordersFrom: '2026-09-29', coverage: [] });
		});

		it('says that a system was not checked when there is no finding', async () => {
			const { mails } = await make(request, { ...looked, sap: [clock] });
			expect(mails[0]?.json.gaps).toContain('SAP was not checked: there is no finding.');
		});
	});
});

describe('SAP to Procore > Report > List Differences', () => {
	const list = async (request: object, tables: MemoryTables) => {
		const parameters = { resource: 'report', operation: 'listDifferences', request };
		const { outputs, error } = await onTables(tables, parameters, [[clock], []]);
		return { error, outputs };
	};

	it('lists no contracts to read where nothing differs, or nothing can be compared', async () => {
		for (const settings of [{}, null])
			expect((await list(requestFor('reconciliation'), await tablesWith({ settings }))).outputs).toEqual([[]]);
	});

	it('does nothing for another report', async () => {
		const tables = await tablesWith();
		tables.forget();
		expect((await list(requestFor('exceptions'), tables)).outputs).toEqual([[]]);
		expect(tables.count()).toBe(0);
	});
});

describe('SAP to Procore > Report > Read Request', () => {
	const page = (name: string, query: object = {}) => ({
		headers: {},
		query: { page: name, ...query },
		body: {},
		webhookUrl: 'https://n8n.example/webhook/sap-procore',
	});
	const read = async (item: object, tables?: MemoryTables, parameters: object = {}) => {
		const { outputs, error } = await onTables(
			tables ??
				(await tablesWith({ projects: [rosterRow(), rosterRow({ id: '2', project_id: '2299', active: false })] })),
			{ resource: 'report', operation: 'readRequest', customer, ...parameters },
			[[item]],
		);
		const [report = [], replay = []] = outputs.map(jsonOf) as IDataObject[][];
		return { error, report: report[0], replay: replay[0] };
	};

	it('a page of the reconciliation reads all orders of SAP and the synced projects of Procore', async () => {
		const { report, replay } = await read(page('reconciliation', { format: 'xlsx' }));
		expect(report).toMatchObject({
			customer,
			reports: ['reconciliation'],
			format: 'xlsx',
			asked: true,
			sapReads: ['system', 'orders', 'costs'],
			changedDays: 0,
			procoreReads: ['contracts', 'budgets'],
			projectIds: ['2201'],
			refusal: null,
		});
		expect(Object.keys(report ?? {}).sort()).toEqual(shownFields('report/readRequest'));
		expect(replay).toBeUndefined();
	});

	it('costs are read of the ledger that the sync reads', async () => {
		const tables = await tablesWith({ settings: { ledger: '2L' } });
		const file = page('exceptions', { format: 'xlsx' });
		expect((await read(file, tables)).report?.ledger).toBe('2L');
		expect((await read(file, await tablesWith({ settings: null }))).report?.ledger).toBe('0L');
	});

	it('the plan is read where the sync has a category, by its own ledger and accounts; costs by theirs', async () => {
		const settings = { costAccounts: '6*', planCategory: 'PLN', planLedger: '2L', planAccounts: '600000-699999' };
		const { report } = await read(page('reconciliation'), await tablesWith({ settings }));
		expect(report).toMatchObject({ ...settings, ledger: '0L', sapReads: ['system', 'orders', 'costs', 'plan'] });
		const chosen = await tablesWith({ settings: { costAccounts: '600000-699999' } });
		expect((await read(page('readiness', { check: 'now' }), chosen)).report?.sapReads).not.toContain('costs');
		expect(
			(await read(page('readiness', { check: 'now' }), await tablesWith({ settings: {} }))).report?.sapReads,
		).toContain('costs');
	});

	it.each([
		[{}, false],
		[{ check: 'now' }, true],
		[{ after: '2026-10-01T06:00:00.000Z' }, true],
		[{ format: 'xlsx' }, true],
	])('readiness with %j checks the systems: %s', async (query, isChecked) => {
		const { sapReads, procoreReads } = (await read(page('readiness', query))).report ?? {};
		expect([sapReads, procoreReads].map((reads) => (reads as unknown[]).length > 0)).toEqual([isChecked, isChecked]);
	});

	it('a browser is told at once what the readiness checks, and goes on to it by itself', async () => {
		const html = await openPage(await tablesWith({ projects: [{ project_id: '2201', active: true }] }), {
			page: 'readiness',
		});
		expect(html).toContain('<meta http-equiv="refresh" content="1; url=?page=readiness&amp;check=now">');
		expect(textOf(html)).toContain('the tools of 1 project,');
		const checked = await openPage(await tablesWith(), { page: 'readiness', check: 'now' });
		expect(checked).not.toContain('http-equiv="refresh"');
	});

	it('exceptions in a browser are those of the tables: SAP is read for files and mails', async () => {
		expect((await read(page('exceptions'))).report?.sapReads).toEqual([]);
		expect((await read(page('exceptions', { format: 'csv' }))).report?.sapReads).toContain('orders');
	});

	it('makes the tables where there are none: readiness is asked for before the first run', async () => {
		const { MemoryTables } = await import('../support/memoryTables.ts');
		const tables = new MemoryTables();
		expect((await read(page('readiness'), tables)).report).toMatchObject({ refusal: null, changedDays: 90 });
		expect(tables.names()).toContain('sap_procore_projects');
	});

	it('when the tables cannot be read, nothing is read of either system, and whoever waits is told', async () => {
		const tables = await tablesWith();
		tables.before = () => {
			throw new Error('SQLITE_IOERR');
		};
		expect((await read(page('reconciliation'), tables)).report).toMatchObject({
			sapReads: [],
			procoreReads: [],
			refusal: { statusCode: 503 },
		});
	});

	it('a replay goes its own way, as it came in', async () => {
		const body = { entity: 'supplier', key: '1' };
		const { report, replay } = await read({
			...page('status'),
			webhookUrl: 'https://n8n.example/webhook/acme/replay',
			body,
		});
		expect([report, replay]).toEqual([undefined, { customer, by: 'webhook', given: body }]);
	});

	it('refuses an empty customer and a report of the month end that is none', async () => {
		expect((await read({}, undefined, { customer: ' ' })).error?.message).toContain('Customer');
		expect((await read({}, undefined, { monthEndReports: 'exceptoins' })).error?.message).toContain(
			"'Reports of the Month End'",
		);
	});
});
