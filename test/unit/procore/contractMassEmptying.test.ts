import { company, contract, contractOrigin, endsOf, line, upsert, voided } from './contracts';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const orders = (count: number, first = 1) => Array.from({ length: count }, (_, index) => 4500000000 + first + index);

/** A project with that many contracts. */
async function projectWith(count: number) {
	const simulated = company();
	await upsert(
		simulated,
		orders(count).map((order) => contract(order, 1)),
	);
	return simulated;
}

const isHeld = (ends: string[]) => ends.every((end) => end === 'void held many_contracts_emptied');
const isVoided = (ends: string[]) => ends.every((end) => end === 'void synced');

describe('a run that takes many contracts of a project out of use', () => {
	it.each<[string, number, number, (ends: string[]) => boolean]>([
		['two of two: orders are deleted now and then', 2, 2, isVoided],
		['three of three', 3, 3, isHeld],
		['three of fifteen: a fifth', 15, 3, isVoided],
		['three of fourteen: more than a fifth', 14, 3, isHeld],
	])('%s', async (_, all, gone, expected) => {
		const simulated = await projectWith(all);
		const run = await upsert(
			simulated,
			orders(gone).map((order) => voided(order, 1)),
		);
		expect(expected(endsOf(run))).toBe(true);
	});

	it('says how many of how many, and writes none of them; what changes besides is written', async () => {
		const simulated = await projectWith(5);
		const [first = 0, ...others] = orders(5);
		const raised = contract(first, 1, { lines: [line(first, 10, 1, { amount: '300.00' })], total: '300.00' });
		const run = await upsert(simulated, [raised, ...others.map((order) => voided(order, 1))]);
		expect(run.outcomes[0]).toMatchObject({ status: 'synced' });
		expect(run.outcomes[1]?.message).toBe('The run would take 4 of 5 contracts of the project out of use');
		const held = simulated.state<{ contracts: Array<{ origin_id: string; status: string }> }>().contracts;
		for (const order of others)
			expect(held.find(({ origin_id }) => origin_id === contractOrigin(order, 1))?.status).toBe('Approved');
	});

	it('contracts whose lines all become zero count, too; contracts of another project do not', async () => {
		const simulated = await projectWith(4);
		await upsert(
			simulated,
			orders(20, 100).map((order) => contract(order, 2)),
		);
		const zeroed = orders(3).map((order) =>
			contract(order, 1, { lines: [line(order, 10, 1, { amount: '0.00' })], total: '0.00' }),
		);
		const run = await upsert(simulated, zeroed);
		expect(run.outcomes.map(({ reason }) => reason)).toEqual(Array(3).fill('many_contracts_emptied'));
	});

	it('those that are empty already do not count', async () => {
		const simulated = await projectWith(5);
		const two = orders(2).map((order) => voided(order, 1));
		expect(isVoided(endsOf(await upsert(simulated, two)))).toBe(true);
		const again = await upsert(simulated, [...two, voided(4500000003, 1)]);
		expect(endsOf(again).at(-1)).toBe('void synced');
	});

	it('a preview says the same', async () => {
		const simulated = await projectWith(4);
		const gone = orders(4).map((order) => voided(order, 1));
		expect(isHeld(endsOf(await upsert(simulated, gone, { dryRun: true })))).toBe(true);
	});
});
