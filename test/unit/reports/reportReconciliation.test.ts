import fc from 'fast-check';
import { compared, fromUnscaled, isZero, negated, subtracted, sum } from '../../../nodes/shared/decimal';
import { readOriginData, writeOriginData } from '../../../nodes/shared/fingerprint';
import type { PlannedCost, ProjectCost, PurchaseOrder } from '../../../nodes/shared/model';
import { page } from '../../../nodes/SapToProcore/reports/kit/page';
import { renderReconciliation } from '../../../nodes/SapToProcore/reports/reconciliation';
import { missingColumns, type BudgetRow } from '../../../nodes/SapToProcore/reports/reconciliation/budget';
import type { ReportedContract } from '../../../nodes/SapToProcore/reports/reconciliation/contracts';
import { comparedColumns, isOff } from '../../../nodes/SapToProcore/reports/reconciliation/costCodes';
import { reconciliationPage } from '../../../nodes/SapToProcore/reports/reconciliation/page';
import { valueMap } from '../../../nodes/SapToProcore/lookup/values';
import { costCodeMap } from '../../../nodes/SapToProcore/lookup/costCodes';
import { posted } from '../../support/costs.ts';
import { assignment, costCodeRow, orderItem, purchaseOrder, rosterRow } from '../../support/orders';
import {
	costCodeRows,
	handMade,
	orderOriginId,
	projects,
	reconcile,
	settings,
	synced,
	unreadFigures,
} from '../../support/reconciliation';
import { exceptionRow } from '../../support/reports';

const order = purchaseOrder({
	items: [orderItem({ netAmount: '100.00' }), orderItem({ item: '20', netAmount: '20.50' })],
});

/** The report after something was done to the only contract of the order. */
function after(change: (contract: ReportedContract) => ReportedContract[], of: PurchaseOrder = order) {
	const [contract] = synced([of]);
	return reconcile({ orders: [of], contracts: contract ? change(contract) : [] });
}

/** The order was left out by a step after its last change. */
const leftOut = new Map([[order.purchaseOrder, '2026-10-01T06:00:00.000Z']]);

const shown = (report: Parameters<typeof reconciliationPage>[0]) => page(reconciliationPage(report));

describe('Reconciliation, one planted difference at a time', () => {
	it('finds none where everything arrived', () => {
		const report = reconcile({ orders: [order] });
		expect(report).toMatchObject({ tiesOut: 'yes', differences: [], notCompared: [], others: [] });
		expect(report.projects).toMatchObject([
			{ projectId: '2201', orders: 1, sap: '120.50', procore: '120.50', explained: '0.00', unexplained: '0.00' },
		]);
	});

	it('not sent: Procore has no contract, and nothing says why', () => {
		expect(after(() => []).differences).toMatchObject([
			{
				kind: 'not_sent',
				purchaseOrder: order.purchaseOrder,
				sapAmount: '120.50',
				procoreAmount: '0.00',
				difference: '120.50',
			},
		]);
	});

	it('filtered out: a step of the workflow keeps it out, so it ties out on a line of its own', () => {
		const held = purchaseOrder({ purchaseOrder: '4500000002', items: [orderItem({ netAmount: '10.00' })] });
		const report = reconcile({
			...{ orders: [order, held], contracts: synced([held]), filteredOut: leftOut },
			...{ costs: [], budget: [] },
		});
		expect(report).toMatchObject({
			...{ tiesOut: 'yes', differences: [], counts: { differences: 0, byKind: { filtered_out: 1, not_sent: 0 } } },
			filteredOut: [{ purchaseOrder: order.purchaseOrder, reason: 'left_out_by_workflow', difference: '120.50' }],
		});
		expect(report.projects).toMatchObject([
			{ sap: '130.50', procore: '10.00', unexplained: '0.00', gaps: { filtered: '120.50' }, tiesOut: 'yes' },
		]);
		expect(report.columns).toMatchObject([{ sapOrders: '10.00' }]);
		const text = shown(report);
		expect(text).toContain('Filtered out by a step of your workflow: 1 order');
		expect(text).toContain('1 project without a difference');
		expect(text).toContain('SAP and Procore agree, but for 120.50 USD that your workflow filters out.');
		expect(text).not.toMatch(/to the cent|tile good/);
	});

	it('filtered out, and changed in SAP since: a run should have brought it', () => {
		const at = (changedAt: string | null) =>
			reconcile({ orders: [{ ...order, changedAt }], contracts: [], filteredOut: leftOut });
		expect(at('2026-10-01T06:00:00.001Z')).toMatchObject({
			...{ tiesOut: 'no', filteredOut: [], differences: [{ kind: 'not_sent' }] },
		});
		for (const changedAt of ['2026-10-01T06:00:00.000Z', null])
			expect(at(changedAt)).toMatchObject({ tiesOut: 'yes', differences: [], filteredOut: [{ kind: 'filtered_out' }] });
	});

	it('filtered out once, and in Procore since: what differs is a difference', () => {
		const [contract] = synced([order]);
		const contracts = contract ? [{ ...contract, grand_total: '100.00' }] : [];
		expect(reconcile({ orders: [order], contracts, filteredOut: leftOut }).differences).toMatchObject([
			{ kind: 'edited' },
		]);
	});

	it('filtered out when it changed, with a contract of before: no run brings the difference', () => {
		const changed = { ...order, changedAt: '2026-10-01T05:00:00.000Z', items: [orderItem({ netAmount: '90.00' })] };
		const { differences } = reconcile({ orders: [changed], contracts: synced([order]), filteredOut: leftOut });
		expect(differences).toMatchObject([{ kind: 'held', reason: 'left_out_by_workflow', difference: '-30.50' }]);
	});

	it('not sent: SAP changed after the last write', () => {
		const changed = { ...order, changedAt: '2026-10-30T00:00:00.000Z', items: [orderItem({ netAmount: '90.00' })] };
		const report = reconcile({ orders: [changed], contracts: synced([order]) });
		expect(report.differences).toMatchObject([{ kind: 'not_sent', difference: '-30.50' }]);
		expect(report.differences[0]?.lines).toMatchObject([
			{ line: '10/1', difference: '-10.00', note: '' },
			{ line: '', difference: '-20.50', note: 'No longer in SAP' },
		]);
	});

	it('not sent: an earlier run broke off while it wrote', () => {
		const origin_data = writeOriginData({ fingerprint: 'a'.repeat(32), changedAt: null, more: { p: 'new' } });
		const report = after((contract) => [{ ...contract, origin_data, grand_total: '0.0', line_items: [] }]);
		expect(report.differences).toMatchObject([{ kind: 'not_sent', lines: [{ note: 'Not in Procore' }, {}] }]);
	});

	it('edited in Procore: a line on a budget code with segments is shown with the whole code', () => {
		const extra = (flat_code: string) => ({
			...{ origin_id: '', description: 'Extra', amount: '7.0', cost_code: { full_code: '01-001' } },
			...{ line_item_type: { code: 'M' }, wbs_code: { flat_code } },
		});
		const report = after((contract) => [
			{
				...contract,
				grand_total: '134.50',
				line_items: [...(contract.line_items ?? []), extra('P1.01-001.M'), extra('01-001.M')],
			},
		]);
		expect(report.differences[0]?.lines.map(({ costCode }) => costCode)).toEqual(['P1.01-001.M', '01-001 / M']);
	});

	it('edited in Procore: a line was changed, another one added', () => {
		const report = after((contract) => [
			{
				...contract,
				grand_total: '207.50',
				line_items: [
					...(contract.line_items ?? []).map((line) =>
						line.amount === '100.00' ? { ...line, amount: '180.0' } : line,
					),
					{
						origin_id: '',
						description: 'Extra',
						amount: '7.0',
						cost_code: { full_code: '01-001' },
						line_item_type: null,
					},
				],
			},
		]);
		expect(report.differences).toMatchObject([
			{
				kind: 'edited',
				difference: '-87.00',
				lines: [
					{ line: '10/1', sapAmount: '100.00', procoreAmount: '180.00', difference: '-80.00' },
					{ line: '', description: 'Extra', costCode: '01-001', difference: '-7.00', note: 'Added in Procore' },
				],
			},
		]);
	});

	it('edited in Procore: a change order was approved', () => {
		const report = after((contract) => [{ ...contract, grand_total: '110.0', approved_change_orders: '50.0' }]);
		expect(report.differences).toMatchObject([{ kind: 'edited', procoreAmount: '160.00', difference: '-39.50' }]);
	});

	it('a change order with the difference makes the two agree', () => {
		const raised = { ...order, items: [...order.items, orderItem({ item: '30', netAmount: '9.50' })] };
		const contracts = synced([order]).map((contract) => ({ ...contract, approved_change_orders: '9.5' }));
		expect(reconcile({ orders: [raised], contracts }).differences).toEqual([]);
	});

	it('deleted in Procore', () => {
		const report = after((contract) => [{ ...contract, deleted_at: '2026-10-20T00:00:00Z' }]);
		expect(report.differences).toMatchObject([{ kind: 'deleted', difference: '120.50' }]);
	});

	it('rounding: a cent', () => {
		const report = after((contract) => [{ ...contract, grand_total: '120.51' }]);
		expect(report.differences).toMatchObject([{ kind: 'rounding', difference: '-0.01' }]);
	});

	it('tax: the contract is as the sync left it, with the tax of its lines in the total; an edit stays an edit', () => {
		const left = (contract: ReportedContract, total: string) => {
			const { fingerprint, changedAt = null } = readOriginData(contract.origin_data) ?? { fingerprint: '' };
			return writeOriginData({ fingerprint, changedAt, more: { t: total } });
		};
		const taxed = synced([order]).map((contract) => ({
			...contract,
			grand_total: '129.54',
			origin_data: left(contract, '129.54'),
		}));
		const edited = taxed.map((contract) => ({ ...contract, grand_total: '140.00' }));
		const kindsOf = (contracts: ReportedContract[], isTaxed: boolean) =>
			reconcile({ orders: [order], contracts, isTaxed }).differences.map(({ kind }) => kind);
		expect(kindsOf(taxed, true)).toEqual(['tax']);
		expect(kindsOf(edited, true)).toEqual(['edited']);
		expect(kindsOf(taxed, false)).toEqual(['not_sent']);
	});

	it('currency: the amounts cannot be subtracted, and the totals tie out in both', () => {
		const report = after((contract) => [{ ...contract, currency_configuration: { currency_iso_code: 'CAD' } }]);
		expect(report.differences).toMatchObject([
			{
				kind: 'currency',
				currency: 'USD',
				procoreCurrency: 'CAD',
				sapAmount: '120.50',
				procoreAmount: '120.50',
				difference: '',
			},
		]);
		expect(report).toMatchObject({ tiesOut: 'yes' });
		expect(report.projects.map(({ currency, sap, procore }) => [currency, sap, procore])).toEqual([
			['CAD', '0.00', '120.50'],
			['USD', '120.50', '0.00'],
		]);
	});

	it('currency: the sync holds an order in another currency', () => {
		const euro = { ...order, currency: 'EUR' };
		expect(reconcile({ orders: [euro] }).differences).toMatchObject([
			{ kind: 'currency', reason: 'currency_mismatch', currency: 'EUR', difference: '120.50' },
		]);
	});

	it('an order that is sent in another currency on purpose agrees', () => {
		const euro = { ...order, currency: 'EUR' };
		const contracts = synced([order]);
		const report = reconcile({ orders: [euro], contracts, settings: { ...settings, currencyPolicy: 'send' } });
		expect(report.differences).toEqual([]);
	});

	it('held: a line without cost code keeps the whole contract of the project back', () => {
		const unmapped = purchaseOrder({
			items: [
				orderItem(),
				orderItem({ item: '20', netAmount: '5.00', assignments: [assignment({ glAccount: '700000' })] }),
			],
		});
		const report = reconcile({ orders: [unmapped] });
		expect(report.differences).toMatchObject([{ kind: 'held', reason: 'unmapped_cost_code', difference: '105.00' }]);
		expect(report.costCodes).toMatchObject([
			{ costCode: '', sapOrders: '5.00' },
			{ costCode: '03-300', sapOrders: '100.00' },
		]);
	});

	it('held: lines without a project stand by themselves, the other projects agree', () => {
		const lost = purchaseOrder({
			items: [
				orderItem(),
				orderItem({ item: '20', netAmount: '5.00', assignments: [assignment({ wbsElement: 'X-9' })] }),
			],
		});
		expect(reconcile({ orders: [lost] }).differences).toMatchObject([
			{ kind: 'held', reason: 'unmapped_project', projectId: '', difference: '5.00' },
		]);
	});

	it('waiting: the exception of the order says why it is not there yet', () => {
		const exceptions = [exceptionRow({ reason: 'vendor_missing', advice: 'Look at the supplier.' })];
		const report = reconcile({ orders: [order], contracts: [], exceptions });
		expect(report.differences).toMatchObject([
			{ kind: 'waiting', reason: 'vendor_missing', advice: 'Look at the supplier.' },
		]);
	});

	it('waiting: an order that went back into release commits to nothing, its contract still stands', () => {
		const report = reconcile({
			orders: [{ ...order, status: 'out_for_approval' }],
			contracts: synced([order]),
		});
		expect(report.differences).toMatchObject([
			{ kind: 'waiting', reason: 'not_released', projectId: '2201', sapAmount: '0.00', difference: '-120.50' },
		]);
	});

	it('failed: what the sync could not write', () => {
		const exceptions = [exceptionRow({ reason: 'procore_rejected' })];
		const report = reconcile({ orders: [order], contracts: [], exceptions });
		expect(report.differences).toMatchObject([{ kind: 'failed' }]);
	});

	it('not in SAP: a contract of ours whose order SAP does not list', () => {
		const report = reconcile({ orders: [], contracts: synced([order]) });
		expect(report.differences).toMatchObject([{ kind: 'not_in_sap', sapAmount: '0.00', difference: '-120.50' }]);
	});

	it('an order that is deleted in SAP agrees with a contract of nothing', () => {
		const voided = { ...order, status: 'void' as const };
		const empty = synced([order]).map((contract) => ({ ...contract, grand_total: '0.0', line_items: [] }));
		expect(reconcile({ orders: [voided], contracts: empty }).differences).toEqual([]);
		expect(reconcile({ orders: [voided], contracts: synced([order]) }).differences).toMatchObject([
			{ difference: '-120.50' },
		]);
	});

	it('a moved account assignment leaves the old contract behind', () => {
		const moved = { ...order, items: [orderItem({ assignments: [assignment({ wbsElement: 'P-1002.1' })] })] };
		const report = reconcile({ orders: [moved], contracts: synced([order]) });
		expect(report.differences.map(({ projectId, difference }) => [projectId, difference])).toEqual([
			['2201', '-120.50'],
			['2202', '100.00'],
		]);
		// One order in two projects is one order.
		expect(report.counts).toMatchObject({ orders: 1, ordersThatDiffer: 1, differences: 2 });
	});
});

describe('Reconciliation ties out only for what was read, and where nothing is unexplained', () => {
	const pageOf = (given: Parameters<typeof reconcile>[0]) => shown(reconcile(given));
	const quotaUsedUp = { orders: [order], contracts: [], unreadProjects: new Set(['2201', '2202']) };

	it('the quota is used up, so that no contract was read: nothing is green, and the projects are named', () => {
		const report = reconcile(quotaUsedUp);
		expect(report.tiesOut).toBe('not read');
		expect(report.projects.map(({ projectId, sap, tiesOut }) => [projectId, sap, tiesOut]).sort()).toEqual([
			['2201', '', 'not read'],
			['2202', '', 'not read'],
		]);
		const text = pageOf(quotaUsedUp);
		expect(text).not.toContain('tile good');
		expect(text).not.toMatch(/tie out|agree, to the cent/);
		expect(text).toContain('not everything could be read');
	});

	it('one project was not read: the others say yes, the whole does not', () => {
		const report = reconcile({ orders: [order], unreadProjects: new Set(['2202']) });
		expect(report.projects.map(({ tiesOut }) => tiesOut).sort()).toEqual(['not read', 'yes']);
		expect(report.tiesOut).toBe('not read');
	});

	it('an order that SAP sent unreadable, of a project or of none that is known', () => {
		const unreadOrders = new Set([order.purchaseOrder]);
		expect(reconcile({ orders: [], contracts: synced([order]), unreadOrders }).tiesOut).toBe('not read');
		expect(reconcile({ orders: [order], unreadOrders: new Set(['999']) }).tiesOut).toBe('not read');
	});

	it('no project is synced: nothing was read', () => {
		expect(reconcile({ projects: [], orders: [], contracts: [] }).tiesOut).toBe('not read');
	});

	it('an unexplained difference does not tie out, also where others make up for it; an explained one stands beside it', () => {
		const [first, second, held] = ['1', '2', '3'].map((purchaseOrderNumber) => ({
			...order,
			purchaseOrder: purchaseOrderNumber,
			changedAt: '2026-10-30T00:00:00.000Z',
		}));
		if (!first || !second || !held) throw new Error('three orders');
		const moved = synced([first, second]).map((contract, index) => {
			const total = index === 0 ? '110.50' : '130.50';
			return { ...contract, grand_total: total, origin_data: contract.origin_data.replaceAll('120.50', total) };
		});
		const exceptions = [exceptionRow({ entity: 'purchase_order', sap_key: '3', status: 'open' })];
		const report = reconcile({ orders: [first, second, held], contracts: moved, exceptions });
		expect(report.tiesOut).toBe('no');
		expect(report.projects).toMatchObject([{ explained: '120.50', unexplained: '0.00', tiesOut: 'no' }]);
	});
});

describe('Reconciliation, what is not compared', () => {
	it('contracts that people or other integrations made are listed, not counted', () => {
		const contracts = [
			...synced([order]),
			handMade(),
			handMade({ id: '2', origin_id: 'sage:1', number: order.purchaseOrder }),
		];
		const report = reconcile({ orders: [order], contracts });
		expect(report.differences).toEqual([]);
		expect(report.others.map(({ number, amount, originId }) => [number, amount, originId])).toEqual([
			[order.purchaseOrder, '850.00', 'sage:1'],
			['SC-001', '850.00', ''],
		]);
		expect(report.projects).toMatchObject([{ procore: '120.50', others: '1700.00' }]);
	});

	it('a pending contract of a requisition is committed nowhere, unless somebody has approved it', () => {
		const pending = (number: string, status: string) => {
			const [own] = synced([order]);
			return { ...own, ...{ id: number, number, status, origin_id: `sap:S4P:prc:${number}:2201` } } as ReportedContract;
		};
		const contracts = [...synced([order]), pending('10000001', 'Processing'), pending('10000002', 'Approved')];
		const report = reconcile({ orders: [order], contracts });
		expect(report.differences).toEqual([]);
		expect(report.others.map(({ number, status }) => [number, status])).toEqual([['10000002', 'Approved']]);
		expect(report.projects).toMatchObject([{ sap: '120.50', procore: '120.50', others: '120.50' }]);
	});

	it('projects that are inactive, switched off or could not be read are told apart from differences', () => {
		const rows = [
			{ ...rosterRow(), active: false },
			rosterRow({ id: '2', project_id: '2202', sap_project: 'P-1002', sync_enabled: false }),
			rosterRow({ id: '3', project_id: '2203', sap_project: 'P-1003' }),
		];
		const orders = ['P-1001.1', 'P-1002.1', 'P-1003.1'].map((wbsElement, index) =>
			purchaseOrder({
				purchaseOrder: String(index),
				items: [orderItem({ assignments: [assignment({ wbsElement })] })],
			}),
		);
		const report = reconcile({ projects: rows, orders, contracts: [], unreadProjects: new Set(['2203']) });
		expect(report.differences).toEqual([]);
		expect(report.notCompared.map(({ projectId, why, amount }) => [projectId, why, amount])).toEqual([
			['2201', 'The project is inactive in Procore', '100.00'],
			['2202', 'The sync is switched off for the project', '100.00'],
			['2203', 'The contracts of the project could not be read', '100.00'],
		]);
	});

	it('an order that SAP sent unreadable is not taken for missing', () => {
		const report = reconcile({ orders: [], contracts: synced([order]), unreadOrders: new Set([order.purchaseOrder]) });
		expect(report.differences).toEqual([]);
		expect(report.notCompared).toMatchObject([{ why: 'The order could not be read in SAP' }]);
	});

	it('orders outside projects, rejected and unreleased ones commit to nothing', () => {
		const orders = [
			purchaseOrder({ items: [orderItem({ assignments: [assignment({ wbsElement: '', costCenter: '1' })] })] }),
			purchaseOrder({ purchaseOrder: '2', status: 'rejected' }),
			purchaseOrder({ purchaseOrder: '3', status: 'held' }),
		];
		expect(reconcile({ orders })).toMatchObject({ differences: [], projects: [], notCompared: [] });
	});
});

describe('Reconciliation by cost code', () => {
	const cost: ProjectCost = {
		...posted,
		...{ companyCode: '1010', ledger: '0L', wbsElement: 'P-1001.1', costCenter: '', order: '', glAccount: '630000' },
		...{ isBalanceSheet: false, currency: 'USD', amount: '70.10', from: '', to: '' },
	};
	const planned: PlannedCost = {
		...{ companyCode: '1010', wbsElement: 'P-1001.1', costCenter: '', order: '', glAccount: '630000' },
		...{ planCategory: 'PLN', fiscalYear: '2026', currency: 'USD', amount: '200.00' },
	};
	const row: BudgetRow = {
		...{ projectId: '2201', costCode: '03-300', costType: 'M', currency: '', amount: '200' },
		...{ committedCosts: '120.5', directCosts: '70.1', invoicedCosts: '60' },
	};
	const onOrder = { ...cost, amount: '60.00', purchaseOrder: order.purchaseOrder };
	const costs = [cost, onOrder, { ...cost, isBalanceSheet: true }];
	const approved = synced([order]).map((contract) => ({ ...contract, status: 'Approved' }));
	const given = { orders: [order], contracts: approved, costs, plan: [planned], budget: [row] };
	const sums = {
		...{ projectId: '2201', project: 'Riverside', currency: 'USD' },
		...{ sapPlan: '200.00', procoreBudget: '200.00', sapOrders: '120.50', procoreCommitted: '120.50' },
		...{ sapOthers: '70.10', procoreDirect: '70.10', sapOnOrders: '60.00', procoreInvoiced: '60.00' },
	};

	it('puts plan, orders and costs beside the columns of the budget, as Procore shows them', () => {
		const { costCodes, columns } = reconcile(given);
		expect(costCodes).toEqual([{ ...sums, costCode: '03-300', costType: 'M' }]);
		expect(columns).toEqual([sums]);
		expect(costCodes.flatMap(comparedColumns).filter(isOff)).toEqual([]);
	});

	it('compares whole budget codes: each sub job and segment by itself, however the map writes them', () => {
		const parts = { sub_job: '01', segments: 'Phase = P; Building=B' };
		const costType = 'M; Building=B; Phase=P; Sub Job=01';
		const map = costCodeMap([costCodeRow({ gl_account: '63*', ...parts })]);
		const whole = { ...row, costType };
		const report = reconcile({ ...given, costCodes: map, budget: [whole] });
		expect(report.costCodes).toEqual([{ ...sums, costCode: '03-300', costType }]);
		expect(report.costCodes.flatMap(comparedColumns).filter(isOff)).toEqual([]);
		const other = reconcile({
			...given,
			costCodes: map,
			budget: [{ ...whole, costType: 'M; Building=B; Phase=Q; Sub Job=01' }],
		});
		expect(shown(other)).toContain(`03-300 ${costType}`);
		expect(other.costCodes.map((each) => [each.costType, each.sapOrders, each.procoreCommitted])).toEqual([
			[costType, '120.50', '0.00'],
			['M; Building=B; Phase=Q; Sub Job=01', '0.00', '120.50'],
		]);
	});

	it('takes nothing for granted: what Procore shows is what counts, also what a person entered there', () => {
		const { costCodes } = reconcile({ ...given, budget: [{ ...row, committedCosts: '121.5' }] });
		expect(costCodes).toMatchObject([{ sapOrders: '120.50', procoreCommitted: '121.50' }]);
		expect(costCodes.flatMap(comparedColumns).filter(isOff)).toMatchObject([
			{ column: { title: 'Committed' }, sap: '120.50', procore: '121.50', difference: '-1.00' },
		]);
	});

	it('costs on an order that no contract covers are other costs', () => {
		for (const contracts of [[], approved.map((contract) => ({ ...contract, status: 'Draft' }))])
			expect(reconcile({ ...given, contracts }).costCodes).toMatchObject([
				{ sapOthers: '130.10', sapOnOrders: '0.00' },
			]);
		const costRules = { onOrders: 'send', overContract: 'name' } as const;
		expect(reconcile({ ...given, costRules }).costCodes).toMatchObject([{ sapOthers: '130.10', sapOnOrders: '0.00' }]);
	});

	it('what was posted beyond a contract is a cost on the order, or another cost where it is sent', () => {
		const beyond = { ...given, costs: [cost, { ...onOrder, amount: '130.50' }] };
		expect(reconcile(beyond).costCodes).toMatchObject([{ sapOthers: '70.10', sapOnOrders: '130.50' }]);
		const costRules = { onOrders: 'leaveOut', overContract: 'send' } as const;
		expect(reconcile({ ...beyond, costRules }).costCodes).toMatchObject([
			{ sapOthers: '80.10', sapOnOrders: '120.50' },
		]);
	});

	it('says nothing of a column that was not read, or that the budget view does not show', () => {
		const unread = reconcile({ ...given, plan: undefined, budget: [{ ...row, committedCosts: '' }] });
		expect(unread.columns).toEqual([{ ...sums, sapPlan: '', procoreCommitted: '' }]);
		expect(unread.costCodes.flatMap(comparedColumns).filter(isOff)).toEqual([]);
		expect(unread.columns.flatMap(comparedColumns).map(({ column, difference }) => [column.title, difference])).toEqual(
			[
				['Budget', ''],
				['Committed', ''],
				['Direct', '0.00'],
				['Invoiced', '0.00'],
			],
		);
		expect(missingColumns([{ ...row, committedCosts: '' }, row])).toEqual([
			expect.stringMatching(/^The budget view of project 2201 does not show Committed Costs: this was not compared/),
		]);
		const silent = reconcile({ ...given, contracts: [], unreadProjects: new Set(['2201']) });
		expect(silent.columns).toEqual([{ ...sums, sapOrders: '', sapOthers: '', sapOnOrders: '' }]);
		expect(silent.costCodes.flatMap(comparedColumns).filter(isOff)).toEqual([]);
		const closed = reconcile({ ...given, budget: [], unreadBudgets: new Set(['2201']) });
		expect(closed.columns).toMatchObject([{ sapPlan: '200.00', procoreBudget: '', procoreCommitted: '' }]);
		expect(closed.costCodes.flatMap(comparedColumns).filter(isOff)).toEqual([]);
		expect(reconcile({ ...given, costs: undefined, budget: undefined }).columns).toEqual([
			{
				...sums,
				...{ procoreBudget: '', procoreCommitted: '', sapOthers: '', procoreDirect: '' },
				...{ sapOnOrders: '', procoreInvoiced: '' },
			},
		]);
	});
});

describe('Reconciliation, as page and file', () => {
	it('says that the two agree, or how many orders differ', () => {
		const input = {
			customer: 'acme',
			now: '2026-11-01T06:00:00.000Z',
			settings,
			orders: [order],
			unreadOrders: new Set<string>(),
			contracts: synced([order]),
			wholeContracts: [],
			unreadProjects: new Set<string>(),
			projects,
			costCodes: costCodeMap(costCodeRows),
			values: valueMap([]),
			exceptions: [],
			filteredOut: new Map<string, string>(),
			onlyPreviewed: false,
			...unreadFigures,
			gaps: [],
		};
		const agreed = renderReconciliation(input);
		expect(agreed.subject).toContain('SAP and Procore agree');
		expect(page(agreed.page)).toContain('SAP and Procore agree, to the cent.');
		const previewed = renderReconciliation({ ...input, onlyPreviewed: true });
		expect(previewed.subject).toContain('only previews have run, nothing to compare');
		expect(page(previewed.page)).not.toMatch(/tile good|agree, to the cent/);
		const { subject, rows } = renderReconciliation({ ...input, contracts: [] });
		expect(subject).toContain('1 order differs from Procore');
		expect(rows.map(({ list, difference, unexplained }) => [list, difference ?? unexplained])).toEqual([
			['project', 120.5],
			['difference', 120.5],
			['column', undefined],
			['cost code', undefined],
		]);
	});

	it('draws the way from SAP to Procore for each currency: lengths of different ones say nothing together', () => {
		const report = reconcile({ orders: [order] });
		const yen = { ...report.projects[0], currency: 'JPY', sap: '120000000', project: 'Osaka' };
		const html = shown({ ...report, projects: [...report.projects, yen as (typeof report.projects)[0]] });
		for (const currency of ['JPY', 'USD']) expect(html).toContain(`<caption>All projects, in ${currency}</caption>`);
		expect(shown(report)).toContain('<caption>All projects</caption>');
	});

	it('does not call the figures those of all projects where some could not be read', () => {
		const html = shown(reconcile({ orders: [order], unreadProjects: new Set(['2202']) }));
		expect(html).toContain('<caption>Projects that were read (1 of 2)</caption>');
		expect(html).not.toContain('All projects');
	});

	it('tells the steps in their order, each bar beginning where the one above it ended', () => {
		const gone = purchaseOrder({ purchaseOrder: '4500000009', items: [orderItem({ netAmount: '60.00' })] });
		const edited = synced([order]).map((contract) => ({ ...contract, grand_total: '80.50' }));
		const html = shown(reconcile({ orders: [order, gone], contracts: edited }));
		const [chart = ''] = /<table class="bars"><caption>All projects[^]*?<\/table>/.exec(html) ?? [];
		const labels = [...chart.matchAll(/<th scope="row">([^<]+)/g)].map(([, label]) => label);
		expect(labels).toEqual(['SAP commits to', 'Unexplained', 'Edited or deleted in Procore', 'Procore holds']);
		const bars = [...chart.matchAll(/x="([\d.]+)%" width="([\d.]+)%"/g)].map(([, x, width]) => [x, width].map(Number));
		expect(bars.map(([x]) => Math.round(Number(x)))).toEqual([0, 67, 45, 0]);
		expect(bars.map(([, width]) => Math.round(Number(width)))).toEqual([100, 33, 22, 45]);
	});

	it('folds what agrees, and opens the project with the largest unexplained amount first', () => {
		const bridge = purchaseOrder({
			purchaseOrder: '4500000008',
			items: [orderItem({ netAmount: '900.00', assignments: [assignment({ wbsElement: 'P-1002.1' })] })],
		});
		const html = shown(reconcile({ orders: [order, bridge], contracts: [] }));
		const names = [...html.matchAll(/<summary><strong>([^<]+)/g)].map(([, name]) => name);
		expect(names).toEqual(['Bridge', projects[0]?.project_name]);
		expect(shown(reconcile({ orders: [order], contracts: synced([order]) }))).toContain(
			'1 project without a difference',
		);
	});
});

const cents = fc.integer({ min: -500_000, max: 5_000_000 }).filter((value) => value !== 0);
const money = (value: number) => fromUnscaled(BigInt(value), 2);

/** Orders of one to four lines over two projects, returns among them. */
const anyOrders = fc
	.array(
		fc.array(
			fc.record({
				amount: fc.integer({ min: 1, max: 9_999_999 }),
				wbsElement: fc.constantFrom('P-1001.1', 'P-1002.7'),
				glAccount: fc.constantFrom('630000', '640000'),
				isReturn: fc.boolean(),
			}),
			{ minLength: 1, maxLength: 4 },
		),
		{ minLength: 1, maxLength: 12 },
	)
	.map((orders) =>
		orders.map((lines, index) =>
			purchaseOrder({
				purchaseOrder: String(4_500_000_000 + index),
				items: lines.map(({ amount, wbsElement, glAccount, isReturn }, line) =>
					orderItem({
						item: String((line + 1) * 10),
						netAmount: money(amount),
						isReturn,
						assignments: [assignment({ wbsElement, glAccount })],
					}),
				),
			}),
		),
	);

type Plant = 'none' | 'missing' | 'deleted' | 'raised' | 'line' | 'unknown' | 'changeOrder';
const plants = fc.array(
	fc.record({
		plant: fc.constantFrom<Plant[]>('none', 'none', 'missing', 'deleted', 'raised', 'line', 'unknown', 'changeOrder'),
		by: cents,
	}),
	{
		minLength: 40,
		maxLength: 40,
	},
);

/** A contract with something planted, and by how much SAP − Procore is then. */
function planted(contract: ReportedContract, plant: Plant, by: number): { contracts: ReportedContract[]; off: string } {
	const more = (amount: string) => sum([amount, money(by)]);
	const [first, ...rest] = contract.line_items ?? [];
	switch (plant) {
		case 'none':
			return { contracts: [contract], off: '0' };
		case 'missing':
			return { contracts: [], off: contract.grand_total };
		case 'deleted':
			return { contracts: [{ ...contract, deleted_at: '2026-10-01T00:00:00Z' }], off: contract.grand_total };
		case 'raised':
			return {
				contracts: [
					{
						...contract,
						grand_total: more(contract.grand_total),
						line_items: first ? [{ ...first, amount: more(first.amount) }, ...rest] : [],
					},
				],
				off: negated(money(by)),
			};
		case 'line':
			return {
				contracts: [
					{
						...contract,
						grand_total: more(contract.grand_total),
						line_items: [
							...(contract.line_items ?? []),
							{ origin_id: '', description: 'Extra', amount: money(by), cost_code: null, line_item_type: null },
						],
					},
				],
				off: negated(money(by)),
			};
		case 'changeOrder':
			return { contracts: [{ ...contract, approved_change_orders: money(by) }], off: negated(money(by)) };
		case 'unknown':
			return {
				contracts: [
					contract,
					{ ...contract, id: `${contract.id}x`, origin_id: orderOriginId(`9${contract.number}`, contract.project.id) },
				],
				off: '0',
			};
	}
}

describe('Reconciliation, any planted differences', () => {
	it('finds exactly those, to the cent; what nobody has given a reason for does not tie out', () => {
		fc.assert(
			fc.property(anyOrders, plants, (orders, chosen) => {
				const expected = new Map<string, string>();
				const contracts = synced(orders).flatMap((contract, index) => {
					const { plant, by } = chosen[index] ?? { plant: 'none', by: 1 };
					const { contracts: left, off } = planted(contract, plant, by);
					if (!isZero(off)) expected.set(contract.origin_id, off);
					if (plant === 'unknown' && !isZero(contract.grand_total))
						expected.set(orderOriginId(`9${contract.number}`, contract.project.id), negated(contract.grand_total));
					return left;
				});
				const report = reconcile({ orders, contracts });
				const found = report.differences.map((each) => [
					orderOriginId(each.purchaseOrder, each.projectId),
					each.difference,
				]);
				expect(found).toHaveLength(expected.size);
				for (const [key, off] of found) expect(isZero(subtracted(off ?? '', expected.get(key ?? '') ?? ''))).toBe(true);
				const isOpen = report.differences.some(({ kind }) => kind === 'not_sent');
				expect(report.tiesOut).toBe(isOpen ? 'no' : 'yes');
				for (const { sap, procore, explained, unexplained, gaps } of report.projects) {
					expect(isZero(subtracted(subtracted(sap, sum([explained, unexplained])), procore))).toBe(true);
					expect(compared(sum(Object.values(gaps)), sum([explained, unexplained]))).toBe(0);
				}
				for (const { lines, difference, contractId } of report.differences)
					if (contractId !== '')
						expect(isZero(subtracted(sum(lines.map((line) => line.difference)), difference))).toBe(true);
				const commitments = sum(report.costCodes.map(({ sapOrders }) => sapOrders));
				expect(isZero(subtracted(commitments, sum(report.projects.map(({ sap }) => sap))))).toBe(true);
			}),
			{ numRuns: 150 },
		);
	});

	it('a clean sync of any orders has no difference', () => {
		fc.assert(
			fc.property(anyOrders, (orders) => {
				const report = reconcile({ orders });
				expect(report.differences).toEqual([]);
				expect(report.tiesOut).toBe('yes');
			}),
			{ numRuns: 50 },
		);
	});
});
