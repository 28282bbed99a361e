import type { IDataObject } from 'n8n-workflow';
import type { Approval, DesiredBudgetAmount, DesiredContract } from '../../../nodes/shared/model';
import { askedPlanOf, type AskedPlan } from '../../../nodes/shared/model';
import { run as runWith } from '../../support/examples.ts';
import { requisition, started } from './billing';
import { company, contract, contractOrigin, endsOf, line, upsert, voided } from './contracts';
import type { Run, Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

/** The settings of a run that asks before it makes such changes. */
const asking = (above: string, decided: Approval['decided'] = []) => ({
	run: runWith({ approval: { above, decided } }),
});

function askedIn({ outcomes }: Run): AskedPlan {
	const [asked] = outcomes.flatMap((each) => askedPlanOf(each) ?? []);
	if (!asked) throw new Error(`Nobody is asked: ${outcomes.map(({ message }) => message).join()}`);
	return asked;
}
const held = (simulated: Simulated, order: number | string = 1) => {
	const found = simulated.contracts().find(({ number }) => number === String(order));
	if (!found) throw new Error(`Procore has no contract for order ${order}`);
	return found;
};
const shown = (simulated: Simulated) =>
	simulated.contracts().map(({ number, status, grand_total: total }) => `${number} ${status} ${total}`);
const of = (order: number, amount: string, more: Partial<DesiredContract> = {}) =>
	contract(order, 1, { lines: [line(order, 10, 1, { amount })], ...more });
const one = { entity: 'purchase_order', sapKey: '1', originId: contractOrigin(1, 1), by: 'Ann' };

/** Order 1 over 100.00, approved. */
async function holding(more: Partial<DesiredContract> = {}) {
	const simulated = company([1]);
	await upsert(simulated, [of(1, '100.00', more)]);
	return simulated;
}

describe('a contract that somebody has to approve first', () => {
	it.each<[string, DesiredContract, string, string]>([
		['is voided', voided(1, 1), 'void', 'would be voided: 100.00 → 0.00 USD'],
		['is emptied', of(1, '0.00'), 'empty', 'would be emptied: 100.00 → 0.00 USD'],
		['is reopened', of(1, '100.01'), 'reopen', 'is approved, and would be reopened and changed: 100.00 → 100.01 USD'],
		['is reopened for its text', of(1, '100.00', { title: 'Other' }), 'reopen', '100.00 → 100.00 USD'],
	])('%s: asked whatever the amount, and nothing is written', async (_, wanted, change, words) => {
		const simulated = await holding();
		const before = simulated.snapshot();
		for (const above of ['', '1000000']) {
			const run = await upsert(simulated, [wanted], asking(above));
			expect(endsOf(run)).toEqual(['none held approval_needed']);
			expect(run.outcomes[0]?.message).toContain(words);
			expect(run.outcomes[0]?.message).toContain(`Contract 1 (${held(simulated).id}) `);
			expect(askedIn(run).change).toBe(change);
		}
		expect(simulated.snapshot()).toBe(before);
	});

	it.each<[string, string, string]>([
		['100.00', '', 'create synced'],
		['100.00', '100', 'create synced'],
		['100.01', '100', 'none held approval_needed'],
		['-100.01', '100', 'none held approval_needed'],
	])('is created over %s: asked above %j only: %s', async (amount, above, end) => {
		const run = await upsert(company([1]), [of(1, amount)], asking(above));
		expect(endsOf(run)).toEqual([end]);
		if (end.includes('held'))
			expect(askedIn(run)).toMatchObject({
				...{ change: 'create', what: 'Contract 1 would be created', before: '0.00', after: amount },
				...{ moved: '100.01', currency: 'USD' },
			});
	});

	it.each([
		['150.00', 'update synced'],
		['50.00', 'update synced'],
		['150.01', 'none held approval_needed'],
		['49.99', 'none held approval_needed'],
	])('is no draft any more and becomes %s: asked by how much it moves, up or down', async (amount, end) => {
		const simulated = await holding({ status: 'Processing' });
		const run = await upsert(simulated, [of(1, amount, { status: 'Processing' })], asking('50'));
		expect(endsOf(run)).toEqual([end]);
		if (end.includes('held')) {
			expect(askedIn(run)).toMatchObject({ change: 'update', before: '100.00', after: amount, moved: '50.01' });
			expect(askedIn(run).what).toMatch(/^Contract 1 \(\d+\) would be changed$/);
		}
	});

	it('changes by a change order: what earlier ones have counts as there', async () => {
		const simulated = await holding();
		const byOrder = { onApprovedContract: 'changeOrder' };
		const ask = async (amount: string, above: string) =>
			await upsert(simulated, [of(1, amount)], { ...byOrder, ...asking(above) });
		expect(askedIn(await ask('150.00', '49.99'))).toMatchObject({ change: 'update', before: '100.00', moved: '50.00' });
		expect(endsOf(await ask('150.00', '50'))).toEqual(['update waiting change_order_pending']);
		const second = await ask('170.00', '19.99');
		expect(askedIn(second)).toMatchObject({ before: '150.00', after: '170.00', moved: '20.00' });
		expect(askedIn(second).what).toMatch(/ would be changed by a change order$/);
		const [{ id = 0 } = {}] = simulated.state<{ changeOrders: Array<{ id: number }> }>().changeOrders;
		simulated.change({ do: 'set-change-order-status', id, status: 'approved' });
		expect(askedIn(await ask('170.00', '19.99'))).toMatchObject({ before: '150.00' });
		expect(endsOf(await ask('170.00', '20'))).toEqual(['update waiting change_order_pending']);
	});

	it('that an earlier run has begun is completed: nobody wants a half written one', async () => {
		const simulated = await holding();
		const wanted = of(1, '999.00');
		const { plan } = askedIn(await upsert(simulated, [wanted], asking('')));
		simulated.fault = (_request, count) => (count > 4 ? 'drop-before' : undefined);
		await upsert(simulated, [wanted], asking('', [{ ...one, plan, decision: 'approved' }]));
		simulated.fault = () => undefined;
		expect(shown(simulated)).toEqual(['1 Draft 999.0']);
		// What is half written is another content than what is wanted now.
		expect(endsOf(await upsert(simulated, [of(1, '888.00')], asking('10')))).toEqual(['none held approval_needed']);
		expect(endsOf(await upsert(simulated, [wanted], asking('10')))).toEqual(['update synced']);
		expect(shown(simulated)).toEqual(['1 Approved 999.0']);
	});
});

describe('what somebody has decided', () => {
	const wanted = of(1, '150.00');
	async function asked() {
		const simulated = await holding();
		const { plan } = askedIn(await upsert(simulated, [wanted], asking('')));
		const decide = (decision: 'approved' | 'left', by = 'Ann') => asking('', [{ ...one, plan, decision, by }]);
		return { simulated, plan, decide };
	}

	it('approved: it is carried out', async () => {
		const { simulated, decide } = await asked();
		expect(endsOf(await upsert(simulated, [wanted], decide('approved')))).toEqual(['reopen synced']);
		expect(shown(simulated)).toEqual(['1 Approved 150.0']);
	});

	it('left: it stays as it is, and is told by whom', async () => {
		const { simulated, decide } = await asked();
		const run = await upsert(simulated, [wanted], decide('left'));
		expect(endsOf(run)).toEqual(['none ignored left_as_it_is']);
		expect(run.outcomes[0]?.message).toMatch(/100\.00 → 150\.00 USD\. Ann decided to leave it as it is$/);
		expect(run.writes).toEqual([]);
		const unknown = await upsert(simulated, [wanted], decide('left', ''));
		expect(unknown.outcomes[0]?.message).toMatch(/\. Somebody decided to leave it as it is$/);
	});

	it('of another contract says nothing of this one', async () => {
		const { simulated, plan } = await asked();
		const other = asking('', [{ ...one, originId: contractOrigin(2, 1), plan, decision: 'approved' }]);
		const run = await upsert(simulated, [wanted], other);
		expect(endsOf(run)).toEqual(['none held approval_needed']);
		expect(run.outcomes[0]?.message).not.toContain('asked again');
	});

	it.each<[string, string, 'approved' | 'left', (simulated: Simulated) => DesiredContract]>([
		['SAP has changed', 'SAP, or a setting, has changed since Ann approved it', 'approved', () => of(1, '150.01')],
		[
			'Procore has changed',
			'Procore has changed since Ann decided to leave it as it is',
			'left',
			(simulated) => {
				simulated.change({ do: 'edit-contract', id: held(simulated).id, set: { vendor_id: 12 } });
				return wanted;
			},
		],
		[
			'both have',
			'SAP, or a setting, and Procore has changed since Ann approved it',
			'approved',
			(simulated) => {
				simulated.change({ do: 'edit-contract', id: held(simulated).id, set: { vendor_id: 12 } });
				return of(1, '150.01');
			},
		],
	])('is asked again where %s, and told why', async (_, words, decision, change) => {
		const { simulated, decide } = await asked();
		const run = await upsert(simulated, [change(simulated)], { ...decide(decision), onEditedContract: 'overwrite' });
		expect(endsOf(run)).toEqual(['none held approval_needed']);
		expect(run.outcomes[0]?.message).toMatch(new RegExp(`USD\\. It is asked again, because ${words}$`));
		expect(askedIn(run).what).toContain('. It is asked again, because');
		expect(shown(simulated)).toEqual(['1 Approved 100.0']);
	});

	it('counts by what was decided last', async () => {
		const { simulated, plan } = await asked();
		const decided = [
			{ ...one, plan: `${'0'.repeat(16)}${plan.slice(16)}`, decision: 'left' as const, by: 'Bob' },
			{ ...one, plan: `${plan.slice(0, 16)}${'0'.repeat(16)}`, decision: 'approved' as const, by: '' },
		];
		const run = await upsert(simulated, [wanted], asking('', decided));
		expect(run.outcomes[0]?.message).toMatch(/because Procore has changed since somebody approved it$/);
	});
});

describe('an order whose requisition has a contract', () => {
	const share = (quantity: string) => ({ requisition: '900', item: '10', quantity, unit: 'EA' });
	const unordered = (quantity: string) =>
		contract(900, 1, {
			...{ originId: 'sap:S4P:prc:900:1', vendor: { originId: '', id: '11' }, status: 'Processing' },
			lines: [{ ...line(900, 10, 1), originId: 'sap:S4P:prci:900:10:1:1', amount: `${quantity}0.00` }],
			...{ total: `${quantity}0.00`, unordered: true, requisitionItems: [share(quantity)] },
			source: { entity: 'requisition', sapKey: '900', sapChangedAt: null },
		});
	const ordered = of(1, '20.00', { requisitionItems: [share('2')] });
	const write = async (simulated: Simulated, wanted: DesiredContract, parameters: object = {}) =>
		await simulated.run(
			wanted.unordered ? 'requisition' : 'purchaseOrderContract',
			'upsertMany',
			{ dryRun: false, onApprovedContract: 'reopen', onEditedContract: 'hold', ...parameters },
			[structuredClone(wanted) as unknown as IDataObject],
		);

	it('is asked what becomes of that, whatever the amount where it is approved', async () => {
		const simulated = company([1]);
		await write(simulated, unordered('5'));
		const { id } = held(simulated, 900);
		simulated.change({ do: 'set-contract-status', id, status: 'Approved' });
		const run = await write(simulated, ordered, asking('1000'));
		expect(askedIn(run)).toMatchObject({
			change: 'create',
			what: `Contract 1 would be created, and contract 900 (${id}) of its requisition would be set to Draft`,
		});
		expect(shown(simulated)).toEqual(['900 Approved 50.0']);
	});

	it('where it is not approved goes by its amount, and what is left of the requisition then needs no question', async () => {
		const simulated = company([1]);
		await write(simulated, unordered('5'));
		expect(endsOf(await write(simulated, ordered, asking('20')))).toEqual(['create synced']);
		expect(shown(simulated)[0]).toBe('900 Draft 50.0');
		expect(endsOf(await write(simulated, unordered('3'), asking('1')))).toEqual(['update synced']);
		expect(endsOf(await write(simulated, unordered('9'), asking('1')))).toEqual(['none held approval_needed']);
	});
});

describe('a budget amount that somebody has to approve first', () => {
	const amount = (costCode: string, value: string): DesiredBudgetAmount => ({
		...{ originId: `sap:S4P:budget:1:${costCode}:M`, projectId: '1', costCode, costType: 'M', amount: value },
		...{ currency: 'USD', remarks: [], mappedAssignments: [], covers: [] },
		source: { entity: 'budget', sapKey: `${costCode}|M`, sapChangedAt: null },
	});
	const start = () =>
		company([1], {
			budgetLines: [{ project_id: 1, cost_code: '03-310', cost_type: 'M', original_budget_amount: '100' }],
		});
	const write = async (simulated: Simulated, wanted: DesiredBudgetAmount, parameters: object) =>
		await simulated.run('budgetLineItem', 'upsertMany', { dryRun: false, onLockedBudget: 'draft', ...parameters }, [
			structuredClone(wanted) as unknown as IDataObject,
		]);

	it.each<[string, string, string, object | null]>([
		['03-310', '150.00', '50', null],
		['03-310', '150.01', '50', { change: 'update', before: '100.00', after: '150.01', moved: '50.01' }],
		['03-310', '49.99', '50', { change: 'update', before: '100.00', after: '49.99', moved: '50.01' }],
		['05-100', '50.00', '50', null],
		['05-100', '50.01', '50', { change: 'create', before: '0.00', after: '50.01', moved: '50.01' }],
		['05-100', '999999.00', '', null],
	])('%s becomes %s: asked above %j', async (costCode, value, above, question) => {
		const simulated = start();
		const before = simulated.snapshot();
		const run = await write(simulated, amount(costCode, value), asking(above));
		if (question) {
			expect(endsOf(run)).toEqual(['none held approval_needed']);
			expect(askedIn(run)).toMatchObject({ ...question, what: `The budget of ${costCode} M would be changed` });
			expect(simulated.snapshot()).toBe(before);
			const decided = asking(above, [
				{ ...one, originId: amount(costCode, value).originId, plan: askedIn(run).plan, decision: 'approved' },
			]);
			expect(endsOf(await write(simulated, amount(costCode, value), decided))[0]).toMatch(/synced$/);
			const moved = start();
			moved.change({
				do: 'edit-budget-line',
				id: moved.state<{ budgetLines: Array<{ id: number }> }>().budgetLines[0]?.id ?? 0,
				original_budget_amount: '101',
			});
			if (costCode === '03-310') {
				const again = await write(moved, amount(costCode, value), { ...asking('1', decided.run.approval?.decided) });
				expect(again.outcomes[0]?.message).toContain('because Procore has changed since Ann approved it');
			}
			expect(endsOf(await write(start(), amount(costCode, `${value}1`), decided))).toEqual([
				'none held approval_needed',
			]);
		} else expect(endsOf(run)[0]).toMatch(/synced$/);
	});
});

describe('a requisition that somebody has to approve first', () => {
	const write = async (simulated: Simulated, amounts: string[], parameters: object) =>
		await simulated.run('requisition', 'upsertMany', { dryRun: false, options: {}, ...parameters }, [
			structuredClone(requisition(7, amounts)) as unknown as IDataObject,
		]);
	const bills = (simulated: Simulated) =>
		simulated
			.state<{ requisitions: Array<{ items: Array<{ work_completed_this_period: string }> }> }>()
			.requisitions.map(({ items }) => items.map(({ work_completed_this_period: work }) => work));

	it('is asked about by its amount when it is created, and by what moves when it changes', async () => {
		const simulated = await started();
		const first = await write(simulated, ['60.00', '40.00'], asking('99.99'));
		expect(endsOf(first)).toEqual(['none held approval_needed']);
		expect(askedIn(first)).toMatchObject({
			...{ change: 'create', what: 'Requisition 7 would be created', before: '0.00', after: '100.00' },
		});
		expect(bills(simulated)).toEqual([]);
		expect(endsOf(await write(simulated, ['60.00', '40.00'], asking('100')))).toEqual(['create synced']);
		const second = await write(simulated, ['60.00', '20.00'], asking('19.99'));
		expect(askedIn(second)).toMatchObject({ change: 'update', before: '100.00', after: '80.00', moved: '20.00' });
		expect(askedIn(second).what).toMatch(/^Requisition 7 \(\d+\) would be changed$/);
		expect(bills(simulated)).toEqual([['60.0', '40.0']]);
		expect(endsOf(await write(simulated, ['60.00', '20.00'], asking('20')))).toEqual(['update synced']);
		expect(endsOf(await write(simulated, ['60.00', '20.00'], asking('0')))).toEqual(['none unchanged']);
	});
});
