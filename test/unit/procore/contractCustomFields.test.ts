import type { DesiredContract } from '../../../nodes/shared/model';
import { company, contract, contractOrigin, endsOf, kindsOf, upsert } from './contracts';
import type { Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const customFields = [
	{ id: 71, data_type: 'string' as const },
	{ id: 72, data_type: 'decimal' as const },
	{ id: 73, data_type: 'boolean' as const },
	{ id: 74, data_type: 'lov_entry' as const, entries: [5, 6] },
];
const all = { '71': 'Phase 2', '72': 12.5, '73': true, '74': 6 };
const wanted = (fields: DesiredContract['customFields'], more: Partial<DesiredContract> = {}) =>
	contract(1, 1, { ...more, customFields: fields });
const held = (simulated: Simulated) =>
	simulated.contracts().find(({ origin_id }) => origin_id === contractOrigin(1, 1)) as
		| { status: string; grand_total: string; custom_fields: Record<string, unknown> }
		| undefined;

describe('custom fields of a contract', () => {
	it('are written with a new contract, each as what it is, by one request more', async () => {
		const simulated = company([1], { customFields });
		const run = await upsert(simulated, [wanted(all)]);
		expect(endsOf(run)).toEqual(['create synced']);
		expect(held(simulated)).toMatchObject({
			status: 'Approved',
			custom_fields: { custom_field_71: 'Phase 2', custom_field_72: 12.5, custom_field_73: true, custom_field_74: 6 },
		});
		expect(kindsOf(run)).toHaveLength(kindsOf(await upsert(company([1]), [contract(1, 1)])).length + 1);
		expect(run.outcomes[0]?.detail.fields).toContain('custom_field_71');
		const again = await upsert(simulated, [wanted(all)]);
		expect([endsOf(again), again.writes]).toEqual([['none unchanged'], []]);
	});

	it('are named by a dry run, and not written', async () => {
		const simulated = company([1], { customFields });
		const { outcomes, writes } = await upsert(simulated, [wanted({ '71': 'x' })], { dryRun: true });
		expect([outcomes[0]?.status, outcomes[0]?.detail.fields, writes]).toEqual([
			'planned',
			expect.arrayContaining(['custom_field_71']),
			[],
		]);
	});

	it('change an approved contract, also where only they change', async () => {
		const simulated = company([1], { customFields });
		await upsert(simulated, [wanted({ '71': 'Phase 1' })]);
		expect(endsOf(await upsert(simulated, [wanted({ '71': 'Phase 2' })]))).toEqual(['reopen synced']);
		expect(held(simulated)).toMatchObject({ status: 'Approved', custom_fields: { custom_field_71: 'Phase 2' } });
	});

	it('are left as they are where the template names none any more', async () => {
		const simulated = company([1], { customFields });
		await upsert(simulated, [wanted({ '71': 'Phase 1' })]);
		await upsert(simulated, [contract(1, 1)]);
		expect(held(simulated)?.custom_fields).toEqual({ custom_field_71: 'Phase 1' });
	});

	it('are written beside a change order', async () => {
		const simulated = company([1], { customFields });
		await upsert(simulated, [contract(1, 1)]);
		const run = await upsert(simulated, [wanted({ '71': 'Phase 1' })], { onApprovedContract: 'changeOrder' });
		expect(endsOf(run)).toEqual(['update synced']);
		expect(held(simulated)).toMatchObject({ status: 'Approved', custom_fields: { custom_field_71: 'Phase 1' } });
	});

	it.each<[string, DesiredContract['customFields'], string]>([
		['that Procore does not have', { '99': 'x' }, 'custom_field_99'],
		['of another type', { '72': 'twelve' }, 'custom_field_72'],
		['with an entry that its list lacks', { '74': 7 }, 'custom_field_74'],
	])('%s: the contract stays as it is, and the message names the field', async (_what, fields, name) => {
		const simulated = company([1], { customFields });
		await upsert(simulated, [contract(1, 1)]);
		const before = held(simulated);
		const run = await upsert(simulated, [wanted(fields, { title: 'Other' })]);
		expect(run.outcomes).toMatchObject([{ status: 'failed', reason: 'procore_rejected' }]);
		expect(run.outcomes[0]?.message).toContain(name);
		expect(held(simulated)).toEqual(before);
	});

	it('that Procore keeps otherwise are noted, and amounts are not kept back by them', async () => {
		const simulated = company([1], { customFields });
		simulated.change({ do: 'keep-fields', path: '/purchase_order_contracts/', fields: ['custom_field_71'] });
		const run = await upsert(simulated, [wanted({ '71': 'Phase 2' })]);
		expect(endsOf(run)).toEqual(['create synced']);
		expect(run.outcomes[0]?.detail.remarks).toEqual([expect.stringContaining('custom_field_71')]);
		expect(held(simulated)).toMatchObject({ status: 'Approved', grand_total: '200.0' });
		const again = await upsert(simulated, [wanted({ '71': 'Phase 2' })]);
		expect([endsOf(again), again.writes]).toEqual([['none unchanged'], []]);
	});

	it('that are refused for a new contract leave a Draft without its mark, which the next run completes', async () => {
		const simulated = company([1], { customFields });
		expect(endsOf(await upsert(simulated, [wanted({ '99': 'x' })]))).toEqual(['create failed procore_rejected']);
		expect(held(simulated)?.status).toBe('Draft');
		expect(endsOf(await upsert(simulated, [wanted({ '71': 'x' })]))).toEqual(['update synced']);
		expect(held(simulated)).toMatchObject({ status: 'Approved', custom_fields: { custom_field_71: 'x' } });
	});

	it('of one contract are refused: the others go through', async () => {
		const simulated = company([1], { customFields });
		const run = await upsert(simulated, [
			wanted({ '99': 'x' }),
			contract(2, 1),
			contract(3, 1, { customFields: { '71': 'y' } }),
		]);
		expect(endsOf(run)).toEqual(['create failed procore_rejected', 'create synced', 'create synced']);
	});

	it.each(Array.from({ length: 8 }, (_, index) => index + 1))(
		'killed at request %i are completed',
		async (killedAt) => {
			for (const kill of ['drop-before', 'drop-after'] as const) {
				const simulated = company([1], { customFields });
				simulated.fault = (_request, count) => (count >= killedAt ? kill : undefined);
				await upsert(simulated, [wanted(all)]).catch(() => undefined);
				simulated.fault = () => undefined;
				await upsert(simulated, [wanted(all)]);
				expect(held(simulated)).toMatchObject({
					status: 'Approved',
					grand_total: '200.0',
					custom_fields: { custom_field_74: 6 },
				});
			}
		},
	);
});
