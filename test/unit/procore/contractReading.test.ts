import type { IDataObject } from 'n8n-workflow';
import type { DesiredContract } from '../../../nodes/shared/model';
import { adviceOf } from '../../../nodes/shared/reasons';
import { changeOrderByHand, company, contract, endsOf, line, upsert } from './contracts';
import { answering, type Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const one = (simulated: Simulated) => {
	const [found] = simulated.contracts();
	if (!found) throw new Error('Procore has no contract');
	return found;
};
async function holding(options: Parameters<typeof company>[1] = {}) {
	const simulated = company([1], options);
	await upsert(simulated, [contract(1, 1)]);
	return simulated;
}

describe('contracts of a project', () => {
	const read = async (simulated: Simulated) =>
		(
			await simulated.run('purchaseOrderContract', 'getAll', {
				...{ projectId: '1', returnAll: true, simplify: true, filters: {} },
			})
		).rows;

	it('are read in ten fields, those that Procore does not tell are empty', async () => {
		const simulated = await holding();
		const { id } = one(simulated);
		expect(await read(simulated)).toEqual([
			{
				...{ id, number: '1', title: 'Order 1', status: 'Approved', vendorId: 11, vendor: 'Steel Ltd' },
				...{ grandTotal: '200.0', contractDate: '2026-09-01', originId: 'sap:S4P:po:1:1' },
				updatedAt: expect.any(String) as string,
			},
		]);
		const handle = simulated.simulator.handle.bind(simulated.simulator);
		jest.spyOn(simulated.simulator, 'handle').mockImplementation(async (request) => {
			const answer = await handle(request);
			return request.path.endsWith('/purchase_order_contracts') ? { ...answer, body: [{ id: 7 }] } : answer;
		});
		const empty = [
			'number',
			'title',
			'status',
			'vendorId',
			'vendor',
			'grandTotal',
			'contractDate',
			'originId',
			'updatedAt',
		];
		expect(await read(simulated)).toEqual([{ id: 7, ...Object.fromEntries(empty.map((name) => [name, null])) }]);
	});
});

describe('Void', () => {
	const run = async (simulated: Simulated) =>
		await simulated.run('purchaseOrderContract', 'void', { projectId: '1', contractId: String(one(simulated).id) });

	it('sets a contract back to Draft and takes its lines, and goes on where it was stopped', async () => {
		const simulated = await holding();
		simulated.fault = (_request, count) => (count > 4 ? 'drop-before' : undefined);
		await run(simulated);
		expect([one(simulated).status, one(simulated).lines]).toEqual(['Draft', [expect.anything()]]);
		simulated.fault = () => undefined;
		const again = await run(simulated);
		expect([one(simulated).status, one(simulated).lines]).toEqual(['Draft', []]);
		expect(again.writes.map(({ method, url }) => [method, url.includes('project_id=1')])).toEqual([['DELETE', true]]);
	});

	it.each<[string, (simulated: Simulated) => void, 'already_billed' | 'contract_closed']>([
		[
			'billed',
			(simulated) => {
				const { id, lines } = one(simulated);
				simulated.change({ do: 'bill', contract: id, lines: [{ id: lines[0]?.id ?? 0, amount: '10' }] } as never);
			},
			'already_billed',
		],
		[
			'closed',
			(simulated) => {
				simulated.change({ do: 'set-contract-status', id: one(simulated).id, status: 'Closed' });
			},
			'contract_closed',
		],
	])('leaves a contract that is %s, and says what to do', async (_, bind, reason) => {
		const simulated = await holding();
		bind(simulated);
		const before = simulated.snapshot();
		const { rows } = await run(simulated);
		expect(rows).toMatchObject([{ reason, advice: adviceOf(reason, 'toVoid') }]);
		expect(simulated.snapshot()).toBe(before);
	});
});

describe('what Procore refuses in words of its own', () => {
	it.each([
		[{ vendor: ["can't be blank"] }, 'failed requisition_vendor_needed', 'Procore asks for a vendor: '],
		[{ vendor_id: ["can't be blank"] }, 'failed requisition_vendor_needed', 'Procore asks for a vendor: '],
		[{ base: ['cannot be less than what was billed'] }, 'held already_billed', 'billed'],
		[{ number: ['has already been taken'] }, 'held number_taken', 'Another contract in the project has this number: '],
	])('%j is for a person to decide: %s', async (errors, end, words) => {
		const simulated = await holding();
		answering(simulated, /\/purchase_order_contracts\/sync$/, () => ({
			entities: [],
			errors: [{ origin_id: 'sap:S4P:po:1:1', errors }],
		}));
		const run = await upsert(simulated, [contract(1, 1, { title: 'Other' })]);
		expect(endsOf(run)).toEqual([`reopen ${end}`]);
		expect(run.outcomes[0]?.message).toContain(words);
	});

	it('another one is an error', async () => {
		const simulated = await holding();
		answering(simulated, /\/purchase_order_contracts\/sync$/, () => ({
			entities: [],
			errors: [{ origin_id: 'sap:S4P:po:1:1', errors: { title: ['is too long'] } }],
		}));
		expect(endsOf(await upsert(simulated, [contract(1, 1, { title: 'Other' })]))).toEqual([
			'reopen failed procore_rejected',
		]);
	});
});

it('tax codes that cannot be read make only the contracts wait that have some', async () => {
	const simulated = company([1], { taxCodes: [{ id: 901, code: 'GST', rate: 10 }] });
	simulated.fault = ({ url }) => (url.includes('/tax_codes') ? { status: 503 } : undefined);
	const taxed = contract(1, 1, { lines: [line(1, 10, 1, { taxCode: 'GST' })] });
	const run = await upsert(simulated, [taxed, contract(2, 1)]);
	expect(endsOf(run)).toEqual(['create waiting system_unavailable', 'create synced']);
});

it('a line that is gone already, because a first answer was lost, is as good as removed', async () => {
	const simulated = await holding();
	let removals = 0;
	simulated.fault = ({ method }) => (method === 'DELETE' && ++removals === 1 ? 'drop-after' : undefined);
	const run = await upsert(simulated, [contract(1, 1, { lines: [line(1, 20, 1)] })]);
	expect(endsOf(run)).toEqual(['reopen synced']);
	expect(one(simulated).lines).toHaveLength(1);
});

describe('an order whose requisition has a contract', () => {
	const share = { requisition: '900', item: '10', quantity: '5', unit: 'EA' };
	const unordered = contract(900, 1, {
		...{ originId: 'sap:S4P:prc:900:1', vendor: { originId: '', id: '11' }, status: 'Processing', unordered: true },
		lines: [{ ...line(900, 10, 1), originId: 'sap:S4P:prci:900:10:1:1' }],
		requisitionItems: [share],
	});
	const ordered = contract(1, 1, { requisitionItems: [{ ...share, quantity: '2' }] });
	const write = async (simulated: Simulated, wanted: DesiredContract, parameters: object = {}) =>
		await simulated.run(
			wanted.unordered ? 'requisition' : 'purchaseOrderContract',
			'upsertMany',
			{ dryRun: false, onApprovedContract: 'reopen', onEditedContract: 'hold', ...parameters },
			[structuredClone(wanted) as unknown as IDataObject],
		);
	const made = async () => {
		const simulated = company([1]);
		await write(simulated, unordered);
		return simulated;
	};

	it.each<[string, (simulated: Simulated) => Promise<void> | void, object, string]>([
		[
			'approved, where approved contracts change by change orders only',
			(simulated) => {
				simulated.change({ do: 'set-contract-status', id: one(simulated).id, status: 'Approved' });
			},
			{ onApprovedContract: 'changeOrder' },
			'somebody approved it',
		],
		[
			'changed by people',
			(simulated) => {
				simulated.change({ do: 'edit-line', id: one(simulated).lines[0]?.id ?? 0, set: { amount: '90' } });
			},
			{},
			'somebody changed its total to 90.0',
		],
		[
			'changed by a change order',
			async (simulated) => {
				simulated.change({ do: 'set-contract-status', id: one(simulated).id, status: 'Approved' });
				await changeOrderByHand(simulated, 900, { amount: '5', status: 'draft' });
			},
			{},
			'it has change orders',
		],
		[
			'billed',
			(simulated) => {
				const { id, lines } = one(simulated);
				simulated.change({ do: 'set-contract-status', id, status: 'Approved' });
				simulated.change({ do: 'bill', contract: id, lines: [{ id: lines[0]?.id ?? 0, amount: '10' }] } as never);
			},
			{},
			'it is billed',
		],
	])('is held where that is %s, and says why', async (_, bind, policy, words) => {
		const simulated = await made();
		await bind(simulated);
		const run = await write(simulated, ordered, policy);
		expect(endsOf(run)).toEqual(['none held requisition_contract_kept']);
		expect(run.outcomes[0]?.message).toContain(`contract 900 (${one(simulated).id}): ${words}`);
		expect(simulated.contracts()).toHaveLength(1);
	});

	it('goes on where people changed that, and SAP is to win', async () => {
		const simulated = await made();
		simulated.change({ do: 'edit-line', id: one(simulated).lines[0]?.id ?? 0, set: { amount: '90' } });
		expect(endsOf(await write(simulated, ordered, { onEditedContract: 'overwrite' }))).toEqual(['create synced']);
	});

	it('waits where Procore cannot make room for it now, and is not written beside it', async () => {
		const simulated = await made();
		simulated.fault = ({ url }) => (url.includes('/purchase_order_contracts/sync') ? { status: 503 } : undefined);
		expect(endsOf(await write(simulated, ordered))).toEqual(['create waiting system_unavailable']);
		expect(simulated.contracts()).toHaveLength(1);
	});

	it('fails where the answer does not mention that', async () => {
		const simulated = await made();
		answering(simulated, /\/purchase_order_contracts\/sync$/, () => ({ entities: [], errors: [] }));
		expect(endsOf(await write(simulated, ordered))).toEqual(['create failed no_answer']);
		expect(simulated.contracts()).toHaveLength(1);
	});
});
