import type { IDataObject } from 'n8n-workflow';
import { finding, type Finding } from '../../nodes/shared/model';
import { runNode } from '../support/nodeHarness.ts';
import { asJson } from '../support/examples.ts';
import { purchaseOrder, rosterRow } from '../support/orders.ts';
import { exceptionRow, runRow } from '../support/reports.ts';

const exceptions = { resource: 'report', operation: 'exceptions', customer: 'acme', month: '2026-10' };
const status = { resource: 'report', operation: 'status', customer: 'acme' };

describe('SAP to Procore > Report > Exceptions', () => {
	it('puts out the report with its page, and the rows of the file', async () => {
		const inputs = [[asJson(exceptionRow())], [asJson(rosterRow())], [{}], [asJson(purchaseOrder())]];
		const { error, outputs } = await runNode({ node: 'sapToProcore', parameters: exceptions, inputs });
		expect(error).toBeUndefined();
		expect(outputs.map((items) => items.length)).toEqual([1, 2]);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			report: 'exceptions',
			waiting: [{ amount: '100.00', currency: 'USD' }],
			subject: expect.stringContaining('1 open exception'),
			html: expect.stringContaining('<!DOCTYPE html>'),
		});
		expect(outputs[1]?.[0]?.json).toMatchObject({ sap_key: '4500000001', amount: 100 });
	});

	it('goes on without SAP and says what is missing', async () => {
		const inputs = [[asJson(exceptionRow())], [{}], [{}], [{ error: 'SAP is down' }, { no: 'order' }]];
		const { outputs } = await runNode({ node: 'sapToProcore', parameters: exceptions, inputs });
		expect(outputs[0]?.[0]?.json.gaps).toEqual([
			'Orders could not be read: SAP is down',
			'Orders: 1 could not be understood and are left out.',
		]);
	});

	it('refuses to report without the exceptions: an empty page would say that all is well', async () => {
		const inputs = [[{ error: 'The table is gone' }], [{}], [{}]];
		const { error } = await runNode({ node: 'sapToProcore', parameters: exceptions, inputs });
		expect(error?.message).toContain('Exceptions could not be read');
	});

	it('refuses a month that is none', async () => {
		const parameters = { ...exceptions, month: 'October' };
		const { error } = await runNode({ node: 'sapToProcore', parameters, inputs: [[{}], [{}], [{}]] });
		expect(error?.message).toBe('The parameter Month does not take "October"');
	});
});

describe('SAP to Procore > Report > Status', () => {
	it('tells runs, freshness and calls', async () => {
		const inputs = [[asJson(runRow())], [{ entity: 'supplier', watermark: '2026-10-01T04:58:00.000Z' }], [{}]];
		const { error, outputs } = await runNode({ node: 'sapToProcore', parameters: status, inputs });
		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toMatchObject({ report: 'status', freshness: [{ title: 'Suppliers' }] });
		expect(outputs[1]?.[0]?.json).toMatchObject({ status: 'success', procore_calls: 120 });
	});

	it('refuses hours that make no schedule', async () => {
		const parameters = { ...status, everyHours: 0 };
		const { error } = await runNode({ node: 'sapToProcore', parameters, inputs: [[{}], [{}], [{}]] });
		expect(error?.message).toContain("'Run Every (Hours)'");
	});
});

describe('SAP to Procore > Report > Reconciliation', () => {
	const reconciliation = { resource: 'report', operation: 'reconciliation', customer: 'acme', system: 'S4P' };
	const failedRead = (details: object) => ({ error: 'It broke', details });
	const run = async (inputs: Array<Array<Record<string, unknown>>>, parameters: object = reconciliation) =>
		await runNode({
			node: 'sapToProcore',
			parameters: { ...parameters },
			inputs: inputs.map((items) => items.map(asJson)),
		});

	it.each([
		['orders', [[failedRead({})], [{}], [{}], [{}]], 'Orders could not be read: It broke'],
		['contracts', [[{}], [{}], [{}], [failedRead({ reason: 'system_unavailable' })]], 'Contracts could not be read'],
		['projects', [[{}], [failedRead({})], [{}], [{}]], 'Projects could not be read'],
	])('compares nothing when the %s could not be read', async (_what, inputs, message) => {
		const { error } = await run(inputs);
		expect(error?.message).toContain(message);
	});

	it('goes on without the orders and projects that failed by themselves, and names them', async () => {
		const inputs = [
			[asJson(purchaseOrder({ items: [] })), failedRead({ sapKey: '4500000009' })],
			[asJson(rosterRow())],
			[{}],
			[failedRead({ projectId: '2201' })],
		];
		const { error, outputs } = await run(inputs);
		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toMatchObject({
			differences: [],
			gaps: ['Orders could not be read: It broke', 'Contracts could not be read: It broke'],
		});
	});

	it('refuses to go on without the System ID: no contract would be recognised', async () => {
		const { error } = await run([[{}], [{}], [{}], [{}]], { ...reconciliation, system: '' });
		expect(error?.message).toBe('The parameter System ID is empty');
	});

	it('lists no contracts to read where nothing differs', async () => {
		const { outputs } = await run([[{}], [{}], [{}], [{}]], { ...reconciliation, operation: 'listDifferences' });
		expect(outputs).toEqual([[]]);
	});
});

describe('SAP to Procore > Report > Readiness', () => {
	const readiness = { resource: 'report', operation: 'readiness', customer: 'acme', system: 'S4P' };
	const fits = (system: Finding['system']) =>
		asJson(finding({ system, area: 'log-on', state: 'fits', what: 'It works.' }));
	const looked = [[fits('sap')], [fits('procore')], [asJson(rosterRow())], [{}]];
	const run = async (inputs: IDataObject[][], parameters: object = readiness) =>
		await runNode({ node: 'sapToProcore', parameters: { ...parameters }, inputs });

	it('goes on without orders, suppliers and vendors, and says that they were not looked at', async () => {
		const { error, outputs } = await run([...looked, [{ error: 'SAP is down' }]]);
		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toMatchObject({
			state: 'attention',
			coverage: [],
			suppliers: null,
			gaps: [
				'Orders could not be read: SAP is down',
				'Suppliers were not read and not looked at.',
				'Vendors were not read and not looked at.',
			],
			html: expect.stringContaining('<!DOCTYPE html>'),
		});
		expect(outputs[1]).toHaveLength(2);
	});

	it('counts orders from the day that it is given', async () => {
		const inputs = [...looked, [asJson(purchaseOrder())]];
		const from = async (asOf: string) => (await run(inputs, { ...readiness, asOf })).outputs[0]?.[0]?.json;
		// Its order is of 2026-09-28.
		expect(await from('2026-12-27T23:00:00.000Z')).toMatchObject({
			ordersFrom: '2026-09-28',
			coverage: [{ share: '0.0' }],
		});
		expect(await from('2026-12-28')).toMatchObject({ ordersFrom: '2026-09-29', coverage: [] });
	});

	it('says that a system was not checked when there is no finding', async () => {
		const { outputs } = await run([[{}], ...looked.slice(1)]);
		expect(outputs[0]?.[0]?.json.gaps).toContain('SAP Findings: there is none, so the system was not checked.');
	});

	it('refuses what is no finding, an empty check would say that all is well', async () => {
		const { error } = await run([[asJson(rosterRow())], ...looked.slice(1)]);
		expect(error?.message).toBe('The input SAP Findings has an unexpected item [item 0]');
	});

	it.each([
		[{ asOf: 'yesterday' }, 'The parameter As Of does not take "yesterday"'],
		[{ tolerance: 101 }, "'Tolerance (%)'"],
		[{ days: 0 }, "'Look Back (Days)'"],
	])('refuses %j', async (parameters, message) => {
		const { error } = await run(looked, { ...readiness, ...parameters });
		expect(error?.message).toContain(message);
	});
});
