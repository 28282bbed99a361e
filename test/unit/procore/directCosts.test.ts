import type { IDataObject } from 'n8n-workflow';
import type { DesiredBudgetAmount } from '../../../nodes/shared/model';
import { company, endsOf } from './contracts';
import type { Run, Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

interface Cost {
	id: number;
	origin_id: string;
	status: string;
	direct_cost_type: string;
	lines: Array<{ origin_id: string; amount: string }>;
}
const costsOf = (simulated: Simulated) => simulated.state<{ directCosts: Cost[] }>().directCosts;
const amountsOf = (simulated: Simulated) =>
	costsOf(simulated).map(({ lines }) =>
		Object.fromEntries(lines.map(({ origin_id, amount }) => [origin_id.split(':').at(-1), amount])),
	);

const amount = (costCode: string, value: string): DesiredBudgetAmount => ({
	originId: `sap:S4P:budget:1:M:${costCode}`,
	projectId: '1',
	costCode,
	costType: 'M',
	amount: value,
	currency: 'USD',
	measure: 'actual',
	source: { entity: 'actual_cost', sapKey: `${costCode}|M`, sapChangedAt: null },
	remarks: [],
});
const upsert = async (
	simulated: Simulated,
	wanted: DesiredBudgetAmount[],
	parameters: Record<string, unknown> = {},
): Promise<Run> =>
	await simulated.run(
		'directCost',
		'upsertMany',
		{ dryRun: false, status: 'draft', ...parameters },
		wanted.map((one) => structuredClone(one) as unknown as IDataObject),
	);

describe('Upsert Many of direct costs', () => {
	it('keeps the costs of a project as lines of one direct cost, and writes only what differs', async () => {
		const simulated = company([1]);
		const run = await upsert(simulated, [
			amount('03-310', '10.10'),
			amount('03-320', '-2.00'),
			amount('05-100', '0.00'),
		]);
		expect(endsOf(run)).toEqual(['create synced', 'create synced', 'none unchanged']);
		expect(run.writes).toHaveLength(2);
		expect(costsOf(simulated)).toMatchObject([
			{ origin_id: 'sap:S4P:directcost:1', status: 'draft', direct_cost_type: 'expense' },
		]);
		expect(amountsOf(simulated)).toEqual([{ '03-310': '10.1', '03-320': '-2.0' }]);

		const next = await upsert(simulated, [
			amount('03-310', '0.00'),
			amount('03-320', '-2.00'),
			amount('05-100', '4.00'),
		]);
		expect(endsOf(next)).toEqual(['update synced', 'none unchanged', 'create synced']);
		expect(next.writes).toHaveLength(1);
		expect(amountsOf(simulated)).toEqual([{ '03-310': '0.0', '03-320': '-2.0', '05-100': '4.0' }]);
		expect(next.outcomes[0]?.detail).toMatchObject({ previous: '10.1', now: '0.00' });
		expect((await upsert(simulated, [amount('03-310', '0.00'), amount('05-100', '4.00')])).writes).toEqual([]);
	});

	it('sends at most a hundred lines at once', async () => {
		const many = Array.from({ length: 250 }, (_, index) => `90-${index}`);
		const simulated = company([1], {
			costCodes: many.map((code, index) => ({ id: index + 1, project_id: 1, code, name: code })),
			wbsCodes: many.map((cost_code) => ({ project_id: 1, cost_code, cost_type: 'M' })),
		});
		const run = await upsert(
			simulated,
			many.map((code) => amount(code, '1.00')),
		);
		expect(run.writes).toHaveLength(4);
		expect(run.outcomes.every(({ status }) => status === 'synced')).toBe(true);
	});

	it('tries again while somebody else is writing the same direct cost', async () => {
		const simulated = company([1]);
		await upsert(simulated, [amount('03-310', '1.00')]);
		simulated.change({ do: 'busy-direct-cost', id: costsOf(simulated)[0]?.id ?? 0, times: 2 });
		const run = await upsert(simulated, [amount('03-310', '2.00'), amount('03-320', '3.00')]);
		expect(endsOf(run)).toEqual(['update synced', 'create synced']);
		expect(run.writes.map(({ status }) => status)).toEqual([409, 409, 200]);
	});

	it('gives a new one the status that is set, holds missing codes, plans on a dry run', async () => {
		const simulated = company([1]);
		const planned = await upsert(simulated, [amount('03-310', '1.00')], { dryRun: true });
		expect(endsOf(planned)).toEqual(['create planned']);
		expect(costsOf(simulated)).toEqual([]);
		const run = await upsert(simulated, [amount('03-310', '1.00'), amount('77', '1.00')], { status: 'approved' });
		expect(endsOf(run)).toEqual(['create synced', 'none held cost_code_missing']);
		expect(costsOf(simulated)).toMatchObject([{ status: 'approved' }]);
	});

	it.each([1, 2, 3, 4, 5])('killed at request %i is completed, never doubled', async (killedAt) => {
		for (const kill of ['drop-before', 'drop-after'] as const) {
			const simulated = company([1]);
			const wanted = [amount('03-310', '1.00'), amount('03-320', '2.00')];
			simulated.fault = (_request, count) => (count > killedAt ? 'drop-before' : count === killedAt ? kill : undefined);
			await upsert(simulated, wanted);
			simulated.fault = () => undefined;
			await upsert(simulated, wanted);
			expect(amountsOf(simulated)).toEqual([{ '03-310': '1.0', '03-320': '2.0' }]);
			expect((await upsert(simulated, wanted)).writes).toEqual([]);
		}
	});
});
