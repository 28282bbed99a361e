import { adviceOf } from '../../../nodes/shared/reasons';
import { changeOrderByHand, company, contract, contractOrigin, endsOf, line, upsert, voided } from './contracts';
import { answering, type Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

interface Order {
	id: number;
	status: string;
	title: string;
	reference: string;
	lines: Array<{ amount: string }>;
}
const ordersOf = (simulated: Simulated) => simulated.state<{ changeOrders: Order[] }>().changeOrders;
const contractOf = (simulated: Simulated) =>
	simulated.contracts().find(({ origin_id }) => origin_id === contractOrigin(1, 1));
const amountsOf = (simulated: Simulated) => ordersOf(simulated).map(({ lines }) => lines.map(({ amount }) => amount));

const change = { onApprovedContract: 'changeOrder' };
const dearer = (amount: string) =>
	contract(1, 1, { lines: [line(1, 10, 1, { amount }), line(1, 20, 1, { costCode: '05-100' })] });

async function approved() {
	const simulated = company([1]);
	await upsert(simulated, [dearer('100.00')]);
	return simulated;
}

describe('a change of an approved contract as change order', () => {
	it('is drafted once, and waits until somebody approves it', async () => {
		const simulated = await approved();
		const run = await upsert(simulated, [dearer('150.00')], change);
		expect(endsOf(run)).toEqual(['update waiting change_order_pending']);
		expect(ordersOf(simulated)).toMatchObject([
			{
				status: 'draft',
				title: 'Change of order 1 in SAP',
				// By that one is known again which an earlier version drafted.
				reference: expect.stringMatching(/^sap:S4P:po:1:1 [0-9a-f]{8}$/) as string,
			},
		]);
		expect(amountsOf(simulated)).toEqual([['50.0']]);
		expect(contractOf(simulated)).toMatchObject({ status: 'Approved', grand_total: '200.0' });

		const again = await upsert(simulated, [dearer('150.00')], change);
		expect(endsOf(again)).toEqual(['none waiting change_order_pending']);
		expect(again.writes).toEqual([]);

		const [order] = ordersOf(simulated);
		simulated.change({ do: 'set-change-order-status', id: order?.id ?? 0, status: 'approved' });
		expect(endsOf(await upsert(simulated, [dearer('150.00')], change))).toEqual(['none unchanged']);
	});

	it('counts the change orders of earlier runs, by budget code', async () => {
		const simulated = await approved();
		await upsert(simulated, [dearer('150.00')], change);
		const moved = contract(1, 1, { lines: [line(1, 10, 1, { amount: '120.00' }), line(1, 20, 1), line(1, 30, 1)] });
		await upsert(simulated, [moved], change);
		expect(amountsOf(simulated)[0]).toEqual(['50.0']);
		expect(amountsOf(simulated)[1]?.sort()).toEqual(['-100.0', '170.0']);
	});

	it('that comes back to an amount of before gets one of its own: the approved one stays as it was approved', async () => {
		const simulated = await approved();
		for (const amount of ['150.00', '100.00', '150.00']) {
			expect(endsOf(await upsert(simulated, [dearer(amount)], change))).toEqual([
				'update waiting change_order_pending',
			]);
			const { id = 0 } = ordersOf(simulated).at(-1) ?? {};
			simulated.change({ do: 'set-change-order-status', id, status: 'approved' });
			expect(endsOf(await upsert(simulated, [dearer(amount)], change))).toEqual(['none unchanged']);
		}
		expect(amountsOf(simulated)).toEqual([['50.0'], ['-50.0'], ['50.0']]);
		expect(contractOf(simulated)).toMatchObject({ status: 'Approved' });
	});

	it.each([
		['50', 'approved', 1, ['none']],
		['30', 'approved', 1, ['20.0']],
		['50', 'draft', 1, ['50.0']],
		['50', 'approved', 2, ['50.0']],
	] as const)(
		'counts what people have agreed on in Procore: %s %s on contract %i',
		async (amount, status, order, drafted) => {
			const simulated = await approved();
			await upsert(simulated, [contract(2, 1)]);
			await changeOrderByHand(simulated, order, { amount, status });
			const run = await upsert(simulated, [dearer('150.00')], change);
			const ours = ordersOf(simulated).filter(({ title }) => title !== 'Extra work');
			expect(ours.flatMap(({ lines }) => lines.map((each) => each.amount))).toEqual(
				drafted[0] === 'none' ? [] : drafted,
			);
			expect(endsOf(run)).toEqual([drafted[0] === 'none' ? 'update synced' : 'update waiting change_order_pending']);
		},
	);

	it('leaves alone what people have added to the contract', async () => {
		const simulated = await approved();
		const line = { cost_code: '03-310', cost_type: 'M', amount: '5', description: 'By hand' };
		simulated.change({ do: 'add-line', contract: contractOf(simulated)?.id ?? 0, line });
		await upsert(simulated, [dearer('150.00')], { ...change, onEditedContract: 'overwrite' });
		expect(amountsOf(simulated)).toEqual([['50.0']]);
	});

	it('that Procore keeps with another amount is told, and not called drafted', async () => {
		const simulated = await approved();
		answering(simulated, /commitment_change_orders\/\d+\/line_items$/, ({ data }) => ({
			data: { ...(data as object), amount: '1.0' },
		}));
		const run = await upsert(simulated, [dearer('150.00')], change);
		expect(endsOf(run)).toEqual(['update failed not_as_sent']);
		const [order] = ordersOf(simulated);
		expect(run.outcomes[0]?.message).toContain(`in change order ${order?.id ?? ''} amount is 1.0 instead of 50.00`);
	});

	it.each([
		['another amount', '11', 'ownOrders'],
		['another supplier', '12', 'otherSupplier'],
	] as const)(
		'is not written to the lines as well where somebody has set the contract back to Draft: %s',
		async (_, id, inCase) => {
			const simulated = await approved();
			await upsert(simulated, [dearer('150.00')], change);
			simulated.change({ do: 'edit-contract', id: contractOf(simulated)?.id ?? 0, set: { status: 'Draft' } });
			const run = await upsert(simulated, [{ ...dearer('170.00'), vendor: { originId: '', id } }]);
			expect(endsOf(run)).toEqual(['none held contract_has_change_orders']);
			expect(run.outcomes[0]?.detail.advice).toBe(adviceOf('contract_has_change_orders', inCase));
			expect(contractOf(simulated)).toMatchObject({ grand_total: '200.0' });
		},
	);

	it('of the text only needs none', async () => {
		const simulated = await approved();
		const run = await upsert(simulated, [{ ...dearer('100.00'), title: 'Other' }], change);
		expect(endsOf(run)).toEqual(['update synced']);
		expect(ordersOf(simulated)).toEqual([]);
		expect(contractOf(simulated)).toMatchObject({ title: 'Other', status: 'Approved' });
		expect(endsOf(await upsert(simulated, [{ ...dearer('100.00'), title: 'Other' }], change))).toEqual([
			'none unchanged',
		]);
	});

	it('cannot change the vendor', async () => {
		const simulated = await approved();
		const wanted = { ...dearer('150.00'), vendor: { originId: '', id: '12' } };
		expect(endsOf(await upsert(simulated, [wanted], change))).toEqual(['none held contract_approved']);
	});

	it('takes back a void order', async () => {
		const simulated = await approved();
		await upsert(simulated, [voided(1, 1)], change);
		expect(amountsOf(simulated)).toEqual([['-100.0', '-100.0']]);
	});

	it('that was rejected is told', async () => {
		const simulated = await approved();
		await upsert(simulated, [dearer('150.00')], change);
		simulated.change({ do: 'set-change-order-status', id: ordersOf(simulated)[0]?.id ?? 0, status: 'rejected' });
		expect(endsOf(await upsert(simulated, [dearer('150.00')], change))).toEqual(['none held edited_in_procore']);
	});

	describe('that only moves an amount between cost codes, which shows in no total', () => {
		const moved = (from: string) =>
			contract(1, 1, {
				lines: [line(1, 10, 1, { costCode: from }), line(1, 20, 1, { costCode: '05-100' })],
			});
		async function drafted() {
			const simulated = company([1]);
			await upsert(simulated, [moved('03-320')]);
			expect(endsOf(await upsert(simulated, [moved('03-310')], change))).toEqual([
				'update waiting change_order_pending',
			]);
			expect(amountsOf(simulated)[0]?.sort()).toEqual(['-100.0', '100.0']);
			const decide = (status: 'approved' | 'rejected' | 'void') => {
				simulated.change({ do: 'set-change-order-status', id: ordersOf(simulated).at(-1)?.id ?? 0, status });
			};
			return { simulated, decide, again: async () => await upsert(simulated, [moved('03-310')], change) };
		}

		it('waits until it is approved, and is read by one request for all contracts', async () => {
			const { simulated, decide, again } = await drafted();
			const waits = await again();
			expect(endsOf(waits)).toEqual(['none waiting change_order_pending']);
			expect(waits.writes).toEqual([]);
			expect(waits.outcomes[0]?.message).toContain(String(ordersOf(simulated)[0]?.id));
			const { outcomes } = await upsert(simulated, [moved('03-310')], { ...change, dryRun: true });
			expect(outcomes).toMatchObject([{ status: 'waiting', reason: 'change_order_pending' }]);
			decide('approved');
			const ended = await again();
			expect(endsOf(ended)).toEqual(['none unchanged']);
			// One list of the project, and the lines of the one that there is.
			expect(ended.calls.filter(({ path }) => path.includes('change_orders'))).toHaveLength(2);
		});

		it('is found contract by contract where the list does not say whose a change order is', async () => {
			const { simulated, decide, again } = await drafted();
			simulated.change({ do: 'set-list-order-contracts', shown: false });
			expect(endsOf(await again())).toEqual(['none waiting change_order_pending']);
			decide('approved');
			const ended = await again();
			expect(endsOf(ended)).toEqual(['none unchanged']);
			// The list of the project, that of the contract, and the lines of the one that there is.
			expect(ended.calls.filter(({ path }) => path.includes('change_orders'))).toHaveLength(3);
		});

		it('is not taken for one of another contract that Procore lists, too', async () => {
			const { simulated, decide, again } = await drafted();
			simulated.change({ do: 'set-list-order-contracts', shown: false });
			decide('approved');
			const foreign = { id: 999, contract_id: 999, status: 'approved', title: 'Of another', grand_total: '70.0' };
			answering(
				simulated,
				/commitment_change_orders$/,
				(listed) => [...(listed as unknown as object[]), foreign],
				(method) => method === 'GET',
			);
			expect(endsOf(await again())).toEqual(['none unchanged']);
		});

		it.each(['rejected', 'void'] as const)('and is %s is told, until the cost codes are right', async (status) => {
			const { simulated, decide, again } = await drafted();
			decide(status);
			const told = await again();
			expect(endsOf(told)).toEqual(['none held edited_in_procore']);
			expect(told.outcomes[0]?.message).toContain('cost codes');
			expect(told.writes).toEqual([]);
			expect(endsOf(await upsert(simulated, [moved('03-320')], change))).toEqual(['update synced']);
			expect(endsOf(await upsert(simulated, [moved('03-320')], change))).toEqual(['none unchanged']);
		});

		it('and one of several is voided: the amounts on the cost codes tell it, whatever the last one was for', async () => {
			const { simulated, decide, again } = await drafted();
			await upsert(simulated, [moved('03-320')], change);
			decide('approved');
			const [first] = ordersOf(simulated);
			simulated.change({ do: 'set-change-order-status', id: first?.id ?? 0, status: 'void' });
			const run = await upsert(simulated, [moved('03-320')], change);
			expect(endsOf(run)).toEqual(['none held edited_in_procore']);
			expect(endsOf(await again())).not.toEqual(['none unchanged']);
		});

		it('and its budget code is made inactive once it is approved: nothing is written, and nothing is held', async () => {
			const { simulated, decide, again } = await drafted();
			decide('approved');
			const codes = simulated.state<{ wbsCodes: Array<{ id: number; flat_code: string }> }>().wbsCodes;
			for (const { id, flat_code } of codes)
				if (flat_code.startsWith('03-310')) simulated.change({ do: 'edit-wbs-code', id, set: { status: 'inactive' } });
			const run = await again();
			expect([endsOf(run), run.writes]).toEqual([['none unchanged'], []]);
		});

		it('and comes back to a content that was approved once is told when it is rejected the second time', async () => {
			const { simulated, decide, again } = await drafted();
			decide('approved');
			await upsert(simulated, [moved('03-320')], change);
			decide('approved');
			expect(endsOf(await again())).toEqual(['update waiting change_order_pending']);
			decide('rejected');
			expect(ordersOf(simulated)).toHaveLength(3);
			expect(endsOf(await again())).toEqual(['none held edited_in_procore']);
		});

		it('is not known where change orders cannot be read, and nothing is green', async () => {
			const { simulated, again } = await drafted();
			simulated.fault = ({ url }) => (url.includes('change_orders') ? { status: 503 } : undefined);
			const [outcome] = (await again()).outcomes;
			expect(outcome).toMatchObject({ status: 'waiting', reason: 'system_unavailable' });
		});
	});

	it('is not written to the lines as well by another policy', async () => {
		const simulated = await approved();
		await upsert(simulated, [dearer('150.00')], change);
		expect(endsOf(await upsert(simulated, [dearer('170.00')]))).toEqual(['none held contract_has_change_orders']);
		simulated.change({ do: 'set-change-order-status', id: ordersOf(simulated)[0]?.id ?? 0, status: 'rejected' });
		expect(endsOf(await upsert(simulated, [dearer('170.00')]))).toEqual(['reopen synced']);
		expect(contractOf(simulated)).toMatchObject({ status: 'Approved', grand_total: '270.0' });
	});

	it('fails in a project with three tiers, and nothing else happens', async () => {
		const projects = [{ id: 1, name: 'One', project_number: '1', active: true, change_order_tiers: 3 as const }];
		const simulated = company([1], { projects });
		await upsert(simulated, [dearer('100.00')]);
		const run = await upsert(simulated, [dearer('150.00')], change);
		expect(endsOf(run)).toEqual(['update failed permission_missing']);
		expect(String(run.outcomes[0]?.detail.advice)).toContain('one or two tiers');
	});

	it.each(Array.from({ length: 9 }, (_, index) => index + 1))(
		'killed at request %i is completed, never drafted twice',
		async (killedAt) => {
			for (const kill of ['drop-before', 'drop-after'] as const) {
				const simulated = await approved();
				const wanted = contract(1, 1, {
					lines: [line(1, 10, 1, { amount: '150.00' }), line(1, 20, 1, { costCode: '05-100', amount: '130.00' })],
				});
				simulated.fault = (_request, count) =>
					count > killedAt ? 'drop-before' : count === killedAt ? kill : undefined;
				await upsert(simulated, [wanted], change);
				simulated.fault = () => undefined;
				expect(endsOf(await upsert(simulated, [wanted], change))[0]).toMatch(/ waiting change_order_pending$/);
				expect(endsOf(await upsert(simulated, [wanted], change))).toEqual(['none waiting change_order_pending']);
				expect(amountsOf(simulated).map((amounts) => amounts.sort())).toEqual([['30.0', '50.0']]);
			}
		},
	);
});
