import { readMemory } from '../../../nodes/Procore/objects/contract/memory';
import type { DesiredContract } from '../../../nodes/shared/model';
import { company, contract, contractOrigin, endsOf, line, upsert } from './contracts';
import { answering, type Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const taxCodes = [
	{ id: 901, code: 'GST', rate: 10 },
	{ id: 902, code: 'OLD', rate: 5, archived: true },
];
const taxed = (more: Partial<DesiredContract> = {}, taxCode = 'GST') =>
	contract(1, 1, { lines: [line(1, 10, 1, { taxCode }), line(1, 20, 1)], ...more });
const found = (simulated: Simulated) => {
	const one = simulated.contracts().find(({ origin_id }) => origin_id === contractOrigin(1, 1));
	if (!one) throw new Error('Procore has no contract');
	return one;
};
const start = (inTotals: boolean) => {
	const simulated = company([1, 2], { taxCodes });
	simulated.change({ do: 'set-tax-in-totals', on: inTotals });
	return simulated;
};
const isTaxList = ({ path }: { path: string }) => path.endsWith('/tax_codes');

describe.each([
	['net, as Procore may show it', false, '200.0'],
	['with the tax, as Procore may show it as well', true, '210.0'],
])('a contract with tax codes; the total is %s', (_, inTotals, total) => {
	it('has the codes on its lines, and is synced and then unchanged', async () => {
		const simulated = start(inTotals);
		const first = await upsert(simulated, [taxed()]);
		expect(endsOf(first)).toEqual(['create synced']);
		expect(first.calls.filter(isTaxList)).toHaveLength(1);
		expect(found(simulated)).toMatchObject({ status: 'Approved', grand_total: total });
		expect(found(simulated).lines).toMatchObject([{ tax_code_id: 901 }, { tax_code_id: null }]);
		const again = await upsert(simulated, [taxed()]);
		expect([endsOf(again), again.writes, again.calls.filter(isTaxList)]).toEqual([['none unchanged'], [], []]);
	});

	it('loses them when they are switched off, and its total is the net amount again', async () => {
		const simulated = start(inTotals);
		await upsert(simulated, [taxed()]);
		const without = contract(1, 1);
		expect(endsOf(await upsert(simulated, [without]))).toEqual(['reopen synced']);
		expect(found(simulated)).toMatchObject({ status: 'Approved', grand_total: '200.0' });
		expect(found(simulated).lines).toMatchObject([{ tax_code_id: null }, { tax_code_id: null }]);
		expect(endsOf(await upsert(simulated, [without]))).toEqual(['none unchanged']);
	});

	it('loses them after a change of its text that needed no change order, too', async () => {
		const simulated = start(inTotals);
		await upsert(simulated, [taxed()]);
		const byOrder = { onApprovedContract: 'changeOrder' };
		expect(endsOf(await upsert(simulated, [taxed({ title: 'Other' })], byOrder))).toEqual(['update synced']);
		expect(endsOf(await upsert(simulated, [contract(1, 1, { title: 'Other' })]))).toEqual(['reopen synced']);
		expect(found(simulated).lines).toMatchObject([{ tax_code_id: null }, { tax_code_id: null }]);
	});

	it.each([1, 2, 3, 4, 5, 6])('loses them also in a run that is killed at request %i', async (killedAt) => {
		for (const kill of ['drop-before', 'drop-after'] as const) {
			const simulated = start(inTotals);
			await upsert(simulated, [taxed()]);
			simulated.fault = (_request, count) => (count >= killedAt ? kill : undefined);
			await upsert(simulated, [contract(1, 1)]).catch(() => undefined);
			simulated.fault = () => undefined;
			await upsert(simulated, [contract(1, 1)]);
			expect(found(simulated)).toMatchObject({ status: 'Approved', grand_total: '200.0' });
		}
	});

	it('an edit of its total in Procore is told', async () => {
		const simulated = start(inTotals);
		await upsert(simulated, [taxed()]);
		expect(Number(readMemory(found(simulated).origin_data ?? '')?.total)).toBe(Number(total));
		simulated.change({ do: 'edit-line', id: found(simulated).lines[1]?.id ?? 0, set: { amount: '150.00' } });
		expect(endsOf(await upsert(simulated, [taxed()]))).toEqual(['none held edited_in_procore']);
	});

	it('a line that somebody added shows in no total that could be compared, and is told all the same', async () => {
		const simulated = start(inTotals);
		await upsert(simulated, [taxed()]);
		const [ours] = found(simulated).lines;
		const [cost_code = '', cost_type = ''] = ours?.flat_code.split('.') ?? [];
		simulated.change({
			do: 'add-line',
			contract: found(simulated).id,
			line: { cost_code, cost_type, amount: '66.00' },
		});
		const changed = taxed({ title: 'Other' });
		const overwrite = { onEditedContract: 'overwrite' };
		const run = await upsert(simulated, [changed], overwrite);
		expect(endsOf(run)).toEqual(['reopen failed total_mismatch']);
		expect(run.outcomes[0]?.message).toContain('come to 66.0,');
		const again = await upsert(simulated, [changed], overwrite);
		expect([endsOf(again), again.writes]).toEqual([['none failed total_mismatch'], []]);
		const added = found(simulated).lines.find(({ amount }) => Number(amount) === 66);
		simulated.change({ do: 'delete-line', id: added?.id ?? 0 });
		const [end] = endsOf(await upsert(simulated, [changed], overwrite));
		expect(end).toMatch(/^(update|reopen) synced$/);
		expect(endsOf(await upsert(simulated, [changed], overwrite))).toEqual(['none unchanged']);
	});

	it('ended before its total was remembered: nobody is blamed for an edit', async () => {
		const simulated = start(inTotals);
		let headers = 0;
		simulated.fault = ({ url }) =>
			url.endsWith('/purchase_order_contracts/sync') && ++headers > 2 ? 'drop-before' : undefined;
		await upsert(simulated, [taxed()]);
		expect(headers).toBeGreaterThan(2);
		simulated.fault = () => undefined;
		expect(endsOf(await upsert(simulated, [taxed()]))).toEqual(['none unchanged']);
	});
});

it.each(['OLD', 'NONE'])(
	'a tax code that the company does not have, or has archived (%s), is held, and nothing is written',
	async (code) => {
		const simulated = start(false);
		const run = await upsert(simulated, [taxed({}, code), contract(2, 1)]);
		expect(endsOf(run)).toEqual(
			['none held tax_code_missing', 'create synced'].map((end) => end.replace('none', 'create')),
		);
		expect(run.outcomes[0]?.message).toContain(code);
		expect(simulated.contracts().map(({ number }) => number)).toEqual(['2']);
	},
);

it('where no line has a tax code, the tax codes of the company are not read', async () => {
	const run = await upsert(start(false), [contract(1, 1)]);
	expect(run.calls.filter(isTaxList)).toEqual([]);
});

it('a line that Procore kept at another amount is told, and the contract is not called synced', async () => {
	const simulated = start(true);
	answering(simulated, /\/line_items\/sync$/, ({ entities }) => ({
		entities: (entities as object[]).map((entity) => ({ ...entity, amount: '1.0' })),
		errors: [],
	}));
	const run = await upsert(simulated, [taxed()]);
	expect(endsOf(run)).toEqual(['create failed not_as_sent']);
	expect(run.outcomes[0]?.message).toContain('amount is 1.0 instead of 100.00');
});

it('a number that Procore kept is told, and the next run looks at the contract again', async () => {
	const simulated = start(true);
	answering(simulated, /\/purchase_order_contracts\/sync$/, ({ entities }) => ({
		entities: (entities as object[]).map((entity) => ({ ...entity, number: 'OTHER' })),
		errors: [],
	}));
	expect(endsOf(await upsert(simulated, [taxed()]))).toEqual(['create failed not_as_sent']);
	expect(readMemory(found(simulated).origin_data ?? '')?.pending).toBe('changed');
});

describe('retainage', () => {
	const percentOf = (simulated: Simulated) =>
		(found(simulated) as unknown as { retainage_percent: string }).retainage_percent;

	it('is that of the setting on a new contract, and people change it later', async () => {
		const simulated = start(false);
		await upsert(simulated, [contract(1, 1, { retainagePercent: '7.5' })]);
		expect(percentOf(simulated)).toBe('7.5');
		const path = `/rest/v1.0/purchase_order_contracts/${String(found(simulated).id)}`;
		const given = { project_id: 1, purchase_order_contract: { retainage_percent: '10' } };
		expect((await simulated.call('PATCH', path, given)).status).toBe(200);
		await upsert(simulated, [contract(1, 1, { retainagePercent: '7.5', title: 'Another' })]);
		expect(percentOf(simulated)).toBe('10.0');
	});

	it('another setting writes no contract again', async () => {
		const simulated = start(false);
		await upsert(simulated, [contract(1, 1)]);
		const run = await upsert(simulated, [contract(1, 1, { retainagePercent: '5' })]);
		expect([endsOf(run), run.writes]).toEqual([['none unchanged'], []]);
		expect(percentOf(simulated)).toBe('0.0');
	});
});
