import type { IDataObject } from 'n8n-workflow';
import type { DesiredContract } from '../../../nodes/shared/model';
import { company, contract, endsOf, kindsOf, line } from './contracts';
import type { Run, Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const share = (quantity: string) => ({ requisition: '900', item: '10', quantity, unit: 'EA' });
/** What is not ordered of requisition 900. */
const unordered = (quantity: string, more: Partial<DesiredContract> = {}) => {
	const amount = `${quantity}0.00`;
	return contract(900, 1, {
		originId: 'sap:S4P:prc:900:1',
		vendor: { originId: '', id: '' },
		status: 'Processing',
		lines: [{ ...line(900, 10, 1), originId: 'sap:S4P:prci:900:10:1:1', amount }],
		total: amount,
		unordered: true,
		requisitionItems: [share(quantity)],
		source: { entity: 'requisition', sapKey: '900', sapChangedAt: null },
		...more,
	});
};
const ordered = (quantity: string, more: Partial<DesiredContract> = {}) =>
	contract(1, 1, { lines: [line(1, 10, 1)], requisitionItems: [share(quantity)], ...more });

const write = async (
	simulated: Simulated,
	resource: 'purchaseOrderContract' | 'requisition',
	desired: DesiredContract[],
	{ execution, ...parameters }: Record<string, unknown> & { execution?: string } = {},
): Promise<Run> =>
	await simulated.run(
		resource,
		'upsertMany',
		{ dryRun: false, onApprovedContract: 'reopen', onEditedContract: 'hold', ...parameters },
		desired.map((one) => structuredClone(one) as unknown as IDataObject),
		execution,
	);
const shown = (simulated: Simulated) =>
	simulated.contracts().map(({ number, status, grand_total: total }) => `${number} ${status} ${total}`);

describe('a contract of what is not ordered, written by Requisition > Upsert Many', () => {
	it('is there without a vendor, is unchanged then, and is a requisition on record', async () => {
		const simulated = company();
		const run = await write(simulated, 'requisition', [unordered('5')]);
		expect(endsOf(run)).toEqual(['create synced']);
		expect(run.outcomes).toMatchObject([{ entity: 'requisition', sapKey: '900', originId: 'sap:S4P:prc:900:1' }]);
		expect(shown(simulated)).toEqual(['900 Processing 50.0']);
		const again = await write(simulated, 'requisition', [unordered('5')]);
		expect([endsOf(again), again.writes]).toEqual([['none unchanged'], []]);
	});

	it('keeps the vendor that somebody has given it', async () => {
		const simulated = company();
		await write(simulated, 'requisition', [unordered('5')]);
		simulated.change({ do: 'edit-contract', id: simulated.contracts()[0]?.id ?? 0, set: { vendor_id: 11 } });
		expect(endsOf(await write(simulated, 'requisition', [unordered('7')]))).toEqual(['update synced']);
		expect(simulated.contracts()).toMatchObject([{ vendor_id: 11, grand_total: '70.0' }]);
	});

	it('with nothing left and none in Procore says why', async () => {
		const nothing = unordered('5', { void: true, lines: [], total: '0', absentReason: 'requisition_ordered' });
		const run = await write(company(), 'requisition', [nothing]);
		expect(endsOf(run)).toEqual(['none ignored requisition_ordered']);
		expect(run.outcomes[0]?.message).toContain('purchase requisition 900');
	});
});

describe('an order and the contract of its requisition', () => {
	const holding = async (set: Partial<Parameters<Simulated['change']>[0]> = {}) => {
		const simulated = company();
		await write(simulated, 'requisition', [unordered('5')]);
		const [one] = simulated.contracts();
		if (Object.keys(set).length > 0) simulated.change({ do: 'edit-contract', id: one?.id ?? 0, set } as never);
		return { simulated, id: one?.id };
	};

	it('takes over what stands for exactly the same: one contract, with the same ID', async () => {
		const { simulated, id } = await holding();
		const run = await write(simulated, 'purchaseOrderContract', [ordered('5')]);
		expect(endsOf(run)).toEqual(['update synced']);
		expect(run.outcomes[0]?.procoreId).toBe(String(id));
		expect(simulated.contracts()).toMatchObject([{ id, number: '1', origin_id: 'sap:S4P:po:1:1', vendor_id: 11 }]);
	});

	it('any other order: room is made before it is written, in one request for all of the project', async () => {
		const { simulated } = await holding();
		await write(simulated, 'requisition', [
			unordered('7', { originId: 'sap:S4P:prc:901:1', number: '901', lines: [], total: '0' }),
		]);
		const two = [share('2'), { ...share('1'), requisition: '901' }];
		const run = await write(simulated, 'purchaseOrderContract', [ordered('2', { requisitionItems: two })]);
		expect(kindsOf(run)).toEqual(['list', 'wbs', 'headers', 'headers', 'lines', 'headers']);
		expect(endsOf(run)).toEqual(['create synced']);
		expect(shown(simulated)).toEqual(['900 Draft 50.0', '901 Draft 0.0', '1 Approved 100.0']);
		expect(run.outcomes[0]?.detail.remarks).toContainEqual(expect.stringContaining('requisition 900'));
		const rest = await write(simulated, 'requisition', [unordered('3')]);
		expect([endsOf(rest), shown(simulated)[0]]).toEqual([['update synced'], '900 Processing 30.0']);
	});

	it('an order that stands for no more of it than before leaves it alone', async () => {
		const { simulated } = await holding();
		await write(simulated, 'purchaseOrderContract', [ordered('2')]);
		await write(simulated, 'requisition', [unordered('3')]);
		const dearer = ordered('2', { lines: [line(1, 10, 1, { amount: '150.00' })], total: '150.00' });
		const run = await write(simulated, 'purchaseOrderContract', [dearer]);
		expect(endsOf(run)).toEqual(['reopen synced']);
		expect(shown(simulated)).toEqual(['900 Processing 30.0', '1 Approved 150.0']);
	});

	it.each([
		['closed', { status: 'Closed', vendor_id: 11 }, {}],
		['executed', { executed: true }, {}],
		[
			'approved, where approved contracts are held',
			{ status: 'Approved', vendor_id: 11 },
			{ onApprovedContract: 'hold' },
		],
	])('is held where that is %s: nothing is written', async (_, set, policy) => {
		const { simulated } = await holding(set as never);
		const before = simulated.snapshot();
		const run = await write(simulated, 'purchaseOrderContract', [ordered('2')], policy);
		expect(endsOf(run)).toEqual(['none held requisition_contract_kept']);
		expect(simulated.snapshot()).toBe(before);
	});

	it.each(['ignored', 'refused'] as const)(
		'is held where a workflow keeps its status (%s)',
		async (commitment_workflow) => {
			const { simulated } = await holding();
			simulated.change({ do: 'edit-project', id: 1, set: { commitment_workflow } });
			const run = await write(simulated, 'purchaseOrderContract', [ordered('2')]);
			expect(endsOf(run)).toEqual(['create held requisition_contract_kept']);
			expect(shown(simulated)).toEqual(['900 Processing 50.0']);
		},
	);

	it('one that was deleted in Procore is neither taken over nor in the way', async () => {
		const { simulated, id } = await holding();
		simulated.change({ do: 'delete-contract', id: id ?? 0 });
		expect(endsOf(await write(simulated, 'purchaseOrderContract', [ordered('5')]))).toEqual(['create synced']);
	});

	it('the number of the order is taken: held, and the contract of the requisition stays as it is', async () => {
		const { simulated } = await holding();
		simulated.change({ do: 'add-contract', contract: { project_id: 1, number: '1', vendor_id: 12 } } as never);
		const run = await write(simulated, 'purchaseOrderContract', [ordered('5')]);
		expect(endsOf(run)).toEqual(['none held number_taken']);
		expect(shown(simulated)[0]).toBe('900 Processing 50.0');
	});

	it('a dry run says what would be done', async () => {
		const { simulated } = await holding();
		const before = simulated.snapshot();
		expect(endsOf(await write(simulated, 'purchaseOrderContract', [ordered('5')], { dryRun: true }))).toEqual([
			'update planned',
		]);
		expect(simulated.snapshot()).toBe(before);
	});
});

describe('in one execution the contracts of a project are read', () => {
	const lists = (run: Run) => kindsOf(run).filter((kind) => kind === 'list').length;

	it('once where the lane of orders has written none of them', async () => {
		const simulated = company();
		await write(simulated, 'purchaseOrderContract', [ordered('5')]);
		const orders = await write(simulated, 'purchaseOrderContract', [ordered('5')], { execution: 'quiet' });
		const requisitions = await write(simulated, 'requisition', [unordered('3')], { execution: 'quiet' });
		expect([lists(orders), lists(requisitions), endsOf(requisitions)]).toEqual([1, 0, ['create synced']]);
	});

	it('again where it has', async () => {
		const simulated = company();
		await write(simulated, 'requisition', [unordered('5')]);
		const orders = await write(simulated, 'purchaseOrderContract', [ordered('2')], { execution: 'busy' });
		const requisitions = await write(simulated, 'requisition', [unordered('3')], { execution: 'busy' });
		expect([lists(orders), lists(requisitions), endsOf(requisitions)]).toEqual([1, 1, ['update synced']]);
	});
});
