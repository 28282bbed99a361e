import type { ExceptionRow } from '../../../nodes/SapToProcore/ledger/rows';
import { effectOf, type EffectInput } from '../../../nodes/SapToProcore/mapping/effects';
import { assignment, costCodeRow, orderItem, purchaseOrder, rosterRow } from '../../support/orders';
import { exceptionRow } from '../../support/reports';
import { purchaseRequisition } from '../../support/requisitions';

const now = '2026-10-01T06:00:00.000Z';
/** Long before the window of the next run, and within it. */
const [before, lately] = ['2026-09-30T10:00:00.000Z', '2026-10-01T05:50:00.000Z'];
const state = [
	{ entity: 'purchase_order', watermark: '2026-10-01T05:00:00.000Z' },
	{ entity: 'actual_cost', watermark: '2026-10-01T05:00:00.000Z' },
].map((row) => ({ ...row, cursor: '', window_from: '', window_to: '', backfill_run: '', costs_sent: '' }));

const order = (changedAt: string, glAccount = '630000', amount = '100.00') =>
	purchaseOrder({
		changedAt,
		items: [orderItem({ netAmount: amount, assignments: [assignment({ glAccount })] })],
	});

const projects = [rosterRow()];
const empty = costCodeRow({ id: '1', gl_account: '630000', cost_code: '', cost_type: '' });
const filled = costCodeRow({ id: '1', gl_account: '630000' });
const other = costCodeRow({ id: '1', gl_account: '630000', cost_code: '05-100', cost_type: 'S' });
const tables = (costCodes: EffectInput['before']['costCodes'], more = {}) => ({
	projects,
	costCodes,
	values: [],
	...more,
});
const contract = { sap_key: '4500000001', project_id: '2201', origin_id: 'sap:S4P:po:4500000001:2201' };

const inputWith = (fields: Partial<EffectInput>): EffectInput => ({
	...{
		before: tables([]),
		after: tables([]),
		orders: [],
		requisitions: [],
		costs: [],
		plans: [],
		exceptions: [],
		contracts: [],
	},
	...{
		state,
		standing: [],
		codes: new Map(),
		isCommitted: () => false,
		withoutVendor: new Set(),
		withoutBillingPeriod: new Set(),
		costsMoved: false,
	},
	next: {
		...{ system: 'S4P', lanes: ['purchase_order', 'actual_cost'], now, startedAt: now },
		...{ overlapMinutes: 15, settleMinutes: 2, createsCodes: false },
		orders: {
			...{
				system: 'S4P',
				releaseGate: 'released',
				contractStatus: 'Approved',
				lineMethod: 'amount',
				taxCodes: false,
			},
			...{
				retainagePercent: '',
				currencyPolicy: 'hold',
				outsideProjects: 'ignore',
				invoicesSent: false,
				projectCurrency: 'USD',
			},
		},
		requisitions: { requisitions: 'draftInvoice', billingDate: 'change' },
		costs: { target: 'directCost', per: 'month', overContract: 'name', onOrders: 'leaveOut' },
	},
	...fields,
});
const effect = (fields: Partial<EffectInput>) => effectOf(inputWith(fields));

const nothing = { documents: 0, amounts: [] };
const one = { documents: 1, amounts: [{ currency: 'USD', amount: '100.00' }] };
const waits = (fields: Partial<ExceptionRow> = {}) => [exceptionRow(fields)];

it('leaves out a requisition whose contract is missing with and without the change, as after a preview', () => {
	const rows = [empty, costCodeRow({ id: '2', gl_account: '640000' })];
	const change = effect({
		...{ before: tables([empty]), after: tables(rows), orders: [order(before)], requisitions: [purchaseRequisition()] },
		next: { ...inputWith({}).next, lanes: ['purchase_order', 'requisition'] },
		state: [],
	});
	expect(change.documents).toEqual([]);
});

describe('an order that waits', () => {
	const change = { before: tables([empty]), after: tables([filled]), orders: [order(before)], exceptions: waits() };

	it('is released once its row is filled', () => {
		expect(effect(change)).toMatchObject({ released: one, moved: nothing, later: nothing, notSent: [], stopped: [] });
	});

	it('is not released while it is parked: no run looks at it by itself', () => {
		expect(effect({ ...change, exceptions: waits({ status: 'parked' }) })).toMatchObject({
			released: nothing,
			later: one,
		});
	});

	it('is not sent where its project has no such code, or its supplier no vendor', () => {
		const code = { costCode: '05-100', costType: 'S', costCodeName: '', costTypeName: '' };
		const reasons = (fields: Partial<EffectInput>) =>
			effect({ ...change, ...fields }).notSent.map(({ reason, documents }) => [reason, documents]);
		expect(reasons({ codes: new Map([['2201', [code]]]) })).toEqual([['cost_code_missing', 1]]);
		const after = tables([costCodeRow({ id: '1', gl_account: '630000', segments: 'Phase=P' })]);
		for (const [costType, reason] of [
			['S; Phase=P', 'cost_code_missing'],
			['M; Phase=Q', 'cost_code_missing'],
			['M', 'cost_code_missing'],
			['M; Phase=P; Sub Job=01', 'wbs_code_missing'],
		] as const)
			expect(reasons({ after, codes: new Map([['2201', [{ ...code, costCode: '03-300', costType }]]]) })).toEqual([
				[reason, 1],
			]);
		expect(reasons({ withoutVendor: new Set(['100001']) })).toEqual([['vendor_missing', 1]]);
		const supplier = exceptionRow({
			entity: 'supplier',
			sap_key: '100001',
			project_id: '',
			reason: 'near_duplicate_vendor',
		});
		expect(reasons({ exceptions: [...waits(), supplier] })).toEqual([['vendor_missing', 1]]);
	});

	it('stays untold where the change is about another account', () => {
		const after = tables([empty, costCodeRow({ id: '2', gl_account: '640000' })]);
		expect(effect({ ...change, after }).documents).toEqual([]);
	});
});

describe('an order that is in Procore', () => {
	const change = { before: tables([filled]), after: tables([other]), contracts: [contract] };

	it('moves when the next run reads it again', () => {
		expect(effect({ ...change, orders: [order(lately, '630000', '-100.00')] })).toMatchObject({
			moved: one,
			later: nothing,
			documents: [
				{
					from: { projectId: '2201', costCode: '03-300', costType: 'M' },
					to: { projectId: '2201', costCode: '05-100', costType: 'S' },
				},
			],
		});
	});

	it('does not move when it has not changed in SAP: 0, and so much later', () => {
		expect(effect({ ...change, orders: [order(before)] })).toMatchObject({ moved: nothing, later: one });
	});

	it('does not move where it stands already', () => {
		const standing = [
			{
				...{ run_id: '1', entity: 'purchase_order', sap_key: '4500000001', sap_item: '10', assignment: '1' },
				...{ project_id: '2201', cost_code: '05-100', cost_type: 'S' },
			},
		];
		expect(effect({ ...change, standing, orders: [order(lately)] }).moved).toEqual(nothing);
	});

	it('stays as it is once its row is emptied', () => {
		expect(effect({ ...change, after: tables([empty]), orders: [order(lately)] }).stopped).toMatchObject([
			{ reason: 'unmapped_cost_code', ...one },
		]);
	});

	it('is not moved against what Procore keeps back', () => {
		const exceptions = waits({ reason: 'contract_executed' });
		expect(effect({ ...change, exceptions, orders: [order(lately)] })).toMatchObject({
			moved: nothing,
			notSent: [{ reason: 'contract_executed', documents: 1 }],
		});
	});
});

it('a cell that the next run fills again changes nothing', () => {
	const after = tables([filled], { projects: [rosterRow({ sap_project: '' })] });
	expect(effect({ before: tables([filled]), after, orders: [order(lately)], contracts: [contract] }).documents).toEqual(
		[],
	);
});

describe('the plan', () => {
	const plan = (wbsElement: string, amount: string) => ({
		...{ companyCode: '1010', wbsElement, costCenter: '', order: '', glAccount: '630000' },
		...{ planCategory: 'PLN', fiscalYear: '2026', currency: 'USD', amount },
	});
	const plans = [plan('P-1001.1', '100.00'), plan('P-1001.2', '50.00')];
	const own = (id: string, wbs_element: string, cost_code: string) =>
		costCodeRow({ id, gl_account: '630000', wbs_element, cost_code, cost_type: 'M' });
	const { next } = inputWith({});
	const lanes: EffectInput['next']['lanes'] = ['budget'];
	const planned = (was: string, is: string, more: Partial<EffectInput> = {}) =>
		effect({
			plans,
			before: tables([own('1', 'P-1001.1', '03-100'), own('2', 'P-1001.2', was)]),
			after: tables([own('1', 'P-1001.1', '03-100'), own('2', 'P-1001.2', is)]),
			next: { ...next, lanes },
			...more,
		}).budget.map(({ costCode, before: from, amount, becomes }) => [costCode, from, amount, becomes]);

	it('a budget line gets what its rows bring it, and one that the plan leaves is named: nothing takes it out of Procore', () => {
		expect(planned('03-100', '04-200')).toEqual([
			['03-100', '150.00', '100.00', 'set'],
			['04-200', '', '50.00', 'set'],
		]);
		expect(planned('04-200', '03-100')).toEqual([
			['03-100', '100.00', '150.00', 'set'],
			['04-200', '50.00', '50.00', 'left'],
		]);
		expect(planned('', '04-200')).toEqual([['04-200', '', '50.00', 'set']]);
	});

	it('a code that the project does not have is not set, a change that brings the same amounts is none, a lane that is off has none', () => {
		const codes = new Map([['2201', [{ costCode: '03-100', costType: 'M', costCodeName: '', costTypeName: '' }]]]);
		expect(planned('', '04-200', { codes })).toEqual([['04-200', '', '50.00', 'codeMissing']]);
		expect(planned('03-100', '03-100')).toEqual([]);
		expect(planned('', '04-200', { next })).toEqual([]);
	});

	it('counts beside documents, not among what waits or moves', () => {
		const { released, moved, documents } = effect({
			plans,
			after: tables([own('1', 'P-1001.1', '03-100')]),
			next: { ...next, lanes },
		});
		expect([released, moved, documents]).toEqual([nothing, nothing, []]);
	});
});
