import { costCodeMap } from '../../../nodes/SapToProcore/lookup/costCodes';
import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import { renderExceptions } from '../../../nodes/SapToProcore/reports/exceptions';
import type { ExceptionsInput } from '../../../nodes/SapToProcore/reports/exceptions/build';
import { unmappedCombinations } from '../../../nodes/SapToProcore/reports/exceptions/unmapped';
import { waitingAmounts } from '../../../nodes/SapToProcore/mapping/waiting';
import { page } from '../../../nodes/SapToProcore/reports/kit/page';
import { monthOf } from '../../../nodes/SapToProcore/reports/month';
import type { PurchaseOrder } from '../../../nodes/shared/model';
import { posted } from '../../support/costs.ts';
import { assignment, costCodeRow, orderItem, purchaseOrder, rosterRow } from '../../support/orders';
import { exceptionRow, hostileNames } from '../../support/reports';

const projects = [
	rosterRow(),
	rosterRow({ id: '2', project_id: '2202', project_name: 'Bridge', sap_project: 'P-1002' }),
];
const october = monthOf('2026-10') ?? { name: '', from: '', to: '' };

function report(fields: Partial<ExceptionsInput> = {}, orders: PurchaseOrder[] = []) {
	const made = renderExceptions({
		customer: 'acme',
		now: '2026-10-02T06:00:00.000Z',
		month: october,
		exceptions: [],
		projects,
		waiting: waitingAmounts(orders, [], roster(projects)),
		unmapped: [],
		gaps: [],
		...fields,
	});
	return { ...made, html: page(made.page) };
}

describe('Report > Exceptions', () => {
	it('counts who has to act: held and parked ones need a person, waiting ones go on by themselves', () => {
		const { model } = report({
			exceptions: [
				exceptionRow({ reason: 'unmapped_cost_code' }),
				exceptionRow({ sap_key: '2', reason: 'not_released' }),
				exceptionRow({ sap_key: '3', reason: 'not_released', status: 'parked' }),
				exceptionRow({ sap_key: '4', status: 'ignored' }),
				exceptionRow({ sap_key: '5', status: 'resolved', last_seen: '2026-10-01T00:00:00.000Z' }),
				exceptionRow({ sap_key: '6', status: 'resolved', last_seen: '2026-09-30T23:59:59.999Z' }),
			],
		});
		expect(model.counts).toEqual({ open: 3, parked: 1, byItself: 1, forPeople: 2, ignored: 1, resolved: 1 });
		expect(model.resolved.map(({ sapKey, days }) => [sapKey, days])).toEqual([['5', 10]]);
	});

	it('tells by reason, age and project what waits, each in its own currency', () => {
		const orders = [
			purchaseOrder(),
			purchaseOrder({ purchaseOrder: '2', currency: 'JPY', items: [orderItem({ netAmount: '700' })] }),
		];
		const { model } = report(
			{
				exceptions: [
					exceptionRow(),
					exceptionRow({ sap_key: '2', first_seen: '2026-08-01T00:00:00.000Z' }),
					exceptionRow({ sap_key: '3', project_id: '', entity: 'supplier', reason: 'vendor_inactive', title: 'V' }),
				],
			},
			orders,
		);
		expect(model.waiting).toEqual([
			{ currency: 'JPY', amount: '700' },
			{ currency: 'USD', amount: '100.00' },
		]);
		expect(model.byReason.map(({ key, count }) => [key, count])).toEqual([
			['unmapped_cost_code', 2],
			['vendor_inactive', 1],
		]);
		expect(model.byAge.map(({ label, count }) => [label, count])).toEqual([
			['30 days and more', 1],
			['7 to 29 days', 2],
		]);
		expect(model.byProject.map(({ label, count }) => [label, count])).toEqual([
			['Riverside', 2],
			['No project', 1],
		]);
		expect(model.open.map(({ sapKey }) => sapKey)).toEqual(['2', '3', '4500000001']);
	});

	it('divides an order among its projects, returns negative, deleted items left out', () => {
		const order = purchaseOrder({
			items: [
				orderItem({ item: '10', netAmount: '100.00' }),
				orderItem({ item: '20', netAmount: '40.00', isReturn: true }),
				orderItem({ item: '30', netAmount: '7.00', deleted: true }),
				orderItem({ item: '40', netAmount: '5.50', assignments: [assignment({ wbsElement: 'P-1002.1' })] }),
				orderItem({ item: '50', netAmount: '3.00', assignments: [assignment({ wbsElement: 'X-1' })] }),
			],
		});
		const { model } = report(
			{
				exceptions: [
					exceptionRow(),
					exceptionRow({ project_id: '2202' }),
					exceptionRow({ project_id: '', reason: 'unmapped_project' }),
				],
			},
			[order],
		);
		const amounts = Object.fromEntries(model.open.map(({ projectId, amount }) => [projectId, amount]));
		expect(amounts).toEqual({ '2201': '60.00', '2202': '5.50', '': '3.00' });
	});

	it("counts an item once where SAP's figures contradict each other", () => {
		const item = orderItem({
			distribution: 'amount',
			assignments: [assignment({ amount: '50.00' }), assignment({ number: '2', amount: '30.00' })],
		});
		const { model } = report({ exceptions: [exceptionRow({ reason: 'amount_mismatch' })] }, [
			purchaseOrder({ items: [item] }),
		]);
		expect(model.open[0]?.amount).toBe('100.00');
	});

	it('says that amounts are missing when SAP could not be read', () => {
		const gap = 'Orders could not be read: SAP is down';
		const { html, model } = report({ exceptions: [exceptionRow()], gaps: [gap] });
		expect(model.open[0]?.amount).toBe('');
		expect(html).toContain(gap);
	});

	it('shows hostile names as text and keeps them out of formulas', () => {
		const exceptions = hostileNames.map((message, index) => exceptionRow({ sap_key: String(index), message }));
		const { html, rows } = report({ exceptions });
		expect(html).not.toMatch(/<script|<img|<h1>Taken/);
		expect(html.match(/<h1>/g)).toHaveLength(1);
		expect(rows.map(({ title }) => title)).toContain(`'=HYPERLINK("http://evil.example","click")`);
	});

	it('one subject line and one file with all lists', () => {
		const { subject, rows } = report(
			{ exceptions: [exceptionRow(), exceptionRow({ sap_key: '9', status: 'resolved' })] },
			[purchaseOrder()],
		);
		expect(subject).toBe('SAP to Procore, acme: 1 open exception, 100.00 USD waiting');
		expect(rows.map(({ list, sap_key, amount }) => [list, sap_key, amount])).toEqual([
			['open', '4500000001', 100],
			['resolved', '9', undefined],
		]);
	});
});

describe('Unmapped combinations', () => {
	const order = purchaseOrder({
		items: [
			orderItem({ item: '10', netAmount: '100.00' }),
			orderItem({ item: '20', netAmount: '40.00', assignments: [assignment({ glAccount: '0000640000' })] }),
			orderItem({ item: '30', netAmount: '60.00', assignments: [assignment({ glAccount: '640000' })] }),
			orderItem({ item: '40', netAmount: '9.00', assignments: [assignment({ wbsElement: 'X-1', glAccount: '1' })] }),
		],
	});
	const found = (rows = [costCodeRow({ gl_account: '63*' })]) =>
		unmappedCombinations({ orders: [order], costs: [], rows, map: costCodeMap(rows), projects: roster(projects) });

	it('add up what waits on them, whichever way SAP writes the account', () => {
		expect(found()).toEqual([
			{
				companyCode: '1010',
				glAccount: '0000640000',
				costCenter: '',
				wbsElement: 'P-1001.1',
				amount: '100.00',
				currency: 'USD',
				documents: 1,
			},
		]);
	});

	it('a row that waits to be filled is told even when nothing that was read waits on it, unless another row covers it', () => {
		const empty = costCodeRow({ id: '2', company_code: '1010', gl_account: '650000', cost_code: '', cost_type: '' });
		const disabled = { ...empty, gl_account: '660000', enabled: false };
		const others = ['63*', '64*'].map((account) => costCodeRow({ gl_account: account }));
		expect(found([...others, empty, disabled])).toMatchObject([{ glAccount: '650000', amount: '', documents: 0 }]);
		expect(found([costCodeRow({ gl_account: '6*' }), empty, disabled])).toEqual([]);
	});

	it('in a project that takes nothing none is to be mapped, by SAP as by what runs have recorded', () => {
		const rows = [costCodeRow({ gl_account: '63*' })];
		const keys = { companyCode: '1010', glAccount: '640000', costCenter: '', wbsElement: 'P-1001.1' };
		const recorded = [
			{ keys, money: { amount: '1.00', currency: 'USD' }, document: 'order 1', projectId: '2201', text: '' },
		];
		const combinations = (fields: object) =>
			unmappedCombinations({
				...{ orders: [order], costs: [], rows, map: costCodeMap(rows) },
				...{ recorded, projects: roster([rosterRow(fields)]) },
			});
		expect(combinations({})).toHaveLength(1);
		expect(combinations({ active: false })).toEqual([]);
		expect(combinations({ sync_enabled: false })).toEqual([]);
	});

	it('costs count too, balance-sheet accounts and other projects do not', () => {
		const cost = {
			...posted,
			companyCode: '1010',
			ledger: '0L',
			wbsElement: 'P-1001.2',
			costCenter: '',
			order: '',
			glAccount: '700000',
			isBalanceSheet: false,
			currency: 'USD',
			amount: '12.34',
			from: '',
			to: '',
		};
		const rows = [costCodeRow({ gl_account: '6*' })];
		const combinations = unmappedCombinations({
			orders: [],
			costs: [cost, { ...cost, isBalanceSheet: true }, { ...cost, wbsElement: 'X' }],
			rows,
			map: costCodeMap(rows),
			projects: roster(projects),
		});
		expect(combinations).toMatchObject([{ glAccount: '700000', amount: '12.34', documents: 1 }]);
	});
});
