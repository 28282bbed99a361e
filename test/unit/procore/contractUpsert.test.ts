import { readMemory } from '../../../nodes/Procore/objects/contract/memory';
import { run as runWith } from '../../support/examples.ts';
import { company, contract, contractOrigin, endsOf, kindsOf, line, lineOrigin, upsert, voided } from './contracts';
import { answering, type Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const found = (simulated: Simulated, order: number, project = 1) => {
	const one = simulated.contracts().find(({ origin_id }) => origin_id === contractOrigin(order, project));
	if (!one) throw new Error(`Procore has no contract for order ${order}`);
	return one;
};
const amounts = (simulated: Simulated, order: number, project = 1) =>
	Object.fromEntries(found(simulated, order, project).lines.map(({ origin_id, amount }) => [origin_id, amount]));

/** A company that holds these orders already. */
async function holding(orders: number[], more: Parameters<typeof contract>[2] = {}) {
	const simulated = company();
	await upsert(
		simulated,
		orders.map((order) => contract(order, 1, more)),
	);
	return simulated;
}

describe('a new contract', () => {
	it('is written as Draft, with its lines, then with its status: six calls for two in one project', async () => {
		const simulated = company();
		const run = await upsert(simulated, [contract(1, 1), contract(2, 1)]);
		expect(kindsOf(run)).toEqual(['list', 'wbs', 'headers', 'lines', 'lines', 'headers']);
		expect(endsOf(run)).toEqual(['create synced', 'create synced']);
		expect(found(simulated, 1)).toMatchObject({
			number: '1',
			title: 'Order 1',
			status: 'Approved',
			vendor_id: 11,
			origin_code: '1',
			payment_terms: 'Net 30',
			contract_date: '2026-09-01',
			grand_total: '200.0',
		});
		expect(found(simulated, 1).lines).toMatchObject([
			{ origin_id: lineOrigin(1, 10, 1), description: 'Item 10', amount: '100.0', flat_code: '03-310.M' },
			{ origin_id: lineOrigin(1, 20, 1) },
		]);
		expect(run.outcomes[0]).toMatchObject({
			entity: 'purchase_order',
			sapKey: '1',
			projectId: '1',
			originId: contractOrigin(1, 1),
			procoreId: String(found(simulated, 1).id),
			previousFingerprint: '',
			detail: { total: '200.00', lines: { added: 2, changed: 0, removed: 0 } },
		});
		expect(JSON.stringify(run.writes[0]?.body)).not.toContain('status');
	});

	it('of each project is a contract of its own', async () => {
		const simulated = company();
		const run = await upsert(simulated, [contract(1, 1), contract(1, 2)]);
		expect(endsOf(run)).toEqual(['create synced', 'create synced']);
		expect(
			simulated
				.contracts()
				.map(({ project_id }) => project_id)
				.sort(),
		).toEqual([1, 2]);
	});

	it('with quantities, of which the amount stays exact', async () => {
		const simulated = company();
		const priced = line(1, 10, 1, { quantity: '3', uom: 'kg', unitCost: '33.33', amount: '100.00' });
		const run = await upsert(simulated, [contract(1, 1, { accountingMethod: 'unit', lines: [priced] })]);
		expect(endsOf(run)).toEqual(['create synced']);
		expect(found(simulated, 1)).toMatchObject({
			accounting_method: 'unit',
			lines: [{ amount: '100.0', quantity: '3.0', unit_cost: '33.33', uom: 'kg' }],
		});
	});

	it('with returns and free items keeps negative and zero lines', async () => {
		const simulated = company();
		const lines = [line(1, 10, 1), line(1, 20, 1, { amount: '-30.00' }), line(1, 30, 1, { amount: '0.00' })];
		expect(endsOf(await upsert(simulated, [contract(1, 1, { lines })]))).toEqual(['create synced']);
		expect(found(simulated, 1)).toMatchObject({ grand_total: '70.0' });
		expect(found(simulated, 1).lines).toHaveLength(3);
	});

	it('without a vendor in Procore waits, on a preview too', async () => {
		const wanted = contract(1, 1, { vendor: { originId: 'sap:S4P:supplier:9', id: '' } });
		for (const dryRun of [false, true]) {
			const run = await upsert(company(), [wanted], { dryRun });
			expect(endsOf(run)).toEqual(['none waiting vendor_missing']);
			expect(run.outcomes[0]).toMatchObject({
				message: 'The supplier of the order is not in Procore yet: purchase order 1, project 1. Supplier 9.',
				detail: { advice: expect.stringContaining('Look up the supplier') as unknown },
			});
		}
	});

	it('whose number a contract made by hand has, or another integration, is held without a call more', async () => {
		const simulated = company([1], {
			contracts: [
				{ project_id: 1, number: '1', vendor_id: 11 },
				{ project_id: 1, number: '2', vendor_id: 11, origin_id: 'other:2' },
			],
		});
		const run = await upsert(simulated, [contract(1, 1), contract(2, 1)]);
		expect(endsOf(run)).toEqual(['none held number_taken', 'none held foreign_contract']);
		expect(kindsOf(run)).toEqual(['list']);
	});

	it('whose number was taken meanwhile is held in the words of Procore', async () => {
		const simulated = company([1]);
		simulated.fault = ({ method }) => {
			if (method === 'PATCH' && simulated.contracts().length === 0)
				simulated.change({ do: 'add-contract', contract: { project_id: 1, number: '1', vendor_id: 11 } });
			return undefined;
		};
		expect(endsOf(await upsert(simulated, [contract(1, 1)]))).toEqual(['create held number_taken']);
	});
});

describe('codes', () => {
	it('that are missing hold the contract, and say what is missing; the others go on', async () => {
		const simulated = company();
		const coded = (order: number, costCode: string, costType: string) =>
			contract(order, 1, { lines: [line(order, 10, 1, { costCode, costType })] });
		const run = await upsert(simulated, [
			coded(1, '99-999', 'M'),
			coded(2, '03-310', 'X'),
			coded(3, '09-900', 'S'),
			contract(4, 1),
		]);
		expect(endsOf(run)).toEqual([
			'create held cost_code_missing',
			'create held cost_code_missing',
			'create held wbs_code_missing',
			'create synced',
		]);
		expect(run.outcomes.slice(0, 3).map(({ message }) => message)).toEqual([
			'The project has no cost code 99-999',
			'The project has no cost type X',
			expect.stringContaining('but not the code itself'),
		]);
	});

	it('are created where that is wanted, all in one call', async () => {
		const simulated = company();
		const lines = [line(1, 10, 1, { costCode: '09-900', costType: 'S' })];
		const run = await upsert(simulated, [contract(1, 1, { lines })], { options: { createMissingWbsCodes: true } });
		expect(endsOf(run)).toEqual(['create synced']);
		expect(kindsOf(run).filter((kind) => kind === 'wbs write')).toHaveLength(1);
		expect(found(simulated, 1).lines).toMatchObject([{ flat_code: '09-900.S' }]);
	});
});

describe('an unchanged contract', () => {
	it('costs nothing but the list of its project', async () => {
		const simulated = await holding([1, 2]);
		const before = simulated.snapshot();
		const run = await upsert(simulated, [contract(1, 1), contract(2, 1)]);
		expect(endsOf(run)).toEqual(['none unchanged', 'none unchanged']);
		expect(kindsOf(run)).toEqual(['list']);
		expect(simulated.snapshot()).toBe(before);
	});

	it('stays so when somebody approved it, or wrote another title', async () => {
		const simulated = await holding([1], { status: 'Draft' });
		simulated.change({ do: 'edit-contract', id: found(simulated, 1).id, set: { status: 'Approved', title: 'Mine' } });
		expect(endsOf(await upsert(simulated, [contract(1, 1, { status: 'Draft' })]))).toEqual(['none unchanged']);
	});
});

describe('a changed contract', () => {
	const dearer = (order: number) =>
		contract(order, 1, { lines: [line(order, 10, 1, { amount: '150.00' }), line(order, 20, 1)] });

	it('that is approved is reopened, changed and approved again, without a look at its lines', async () => {
		const simulated = await holding([1, 2]);
		const run = await upsert(simulated, [dearer(1), contract(2, 1)]);
		expect(endsOf(run)).toEqual(['reopen synced', 'none unchanged']);
		expect(kindsOf(run)).toEqual(['list', 'wbs', 'headers', 'lines', 'headers']);
		expect(found(simulated, 1)).toMatchObject({ status: 'Approved', grand_total: '250.0' });
		expect(run.outcomes[0]?.detail).toMatchObject({
			lines: { added: 0, changed: 1, removed: 0 },
			previousTotal: '200.0',
			total: '250.00',
			fields: ['line_items'],
		});
		expect(run.outcomes[0]?.previousFingerprint).toMatch(/^[0-9a-f]{32}$/);
	});

	it('that a person approved gets that status back, again and again', async () => {
		const simulated = await holding([1], { status: 'Draft' });
		simulated.change({ do: 'set-contract-status', id: found(simulated, 1).id, status: 'Approved' });
		for (const amount of ['150.00', '160.00']) {
			const lines = [line(1, 10, 1, { amount }), line(1, 20, 1)];
			expect(endsOf(await upsert(simulated, [contract(1, 1, { status: 'Draft', lines })]))).toEqual(['reopen synced']);
			expect(found(simulated, 1)).toMatchObject({ status: 'Approved' });
		}
	});

	it('whose status SAP changes gets it, when nobody else changed it', async () => {
		const simulated = await holding([1], { status: 'Draft' });
		expect(endsOf(await upsert(simulated, [contract(1, 1)]))).toEqual(['update synced']);
		expect(found(simulated, 1)).toMatchObject({ status: 'Approved' });
	});

	it('that is approved is held where that is wanted', async () => {
		const simulated = await holding([1]);
		const run = await upsert(simulated, [dearer(1)], { onApprovedContract: 'hold' });
		expect(endsOf(run)).toEqual(['none held contract_approved']);
		expect(run.writes).toHaveLength(0);
		simulated.change({ do: 'set-contract-status', id: found(simulated, 1).id, status: 'Draft' });
		expect(endsOf(await upsert(simulated, [dearer(1)], { onApprovedContract: 'hold' }))).toEqual(['update synced']);
	});

	it('that is closed is held', async () => {
		const simulated = await holding([1]);
		simulated.change({ do: 'set-contract-status', id: found(simulated, 1).id, status: 'Closed' });
		expect(endsOf(await upsert(simulated, [contract(1, 1)]))).toEqual(['none unchanged']);
		expect(endsOf(await upsert(simulated, [dearer(1)]))).toEqual(['none held contract_closed']);
	});

	it('gains and loses lines', async () => {
		const simulated = await holding([1]);
		const run = await upsert(simulated, [contract(1, 1, { lines: [line(1, 20, 1), line(1, 30, 1)] })]);
		expect(kindsOf(run)).toEqual(['list', 'wbs', 'billed', 'line list', 'headers', 'lines', 'remove', 'headers']);
		expect(run.outcomes[0]?.detail.lines).toEqual({ added: 1, changed: 0, removed: 1 });
		expect(amounts(simulated, 1)).toEqual({ [lineOrigin(1, 20, 1)]: '100.0', [lineOrigin(1, 30, 1)]: '100.0' });
	});

	it('loses no line that invoices are on, also where they take each other back', async () => {
		const simulated = await holding([1]);
		const { id, lines } = found(simulated, 1);
		for (const amount of ['10.00', '-10.00'])
			simulated.change({ do: 'bill', contract: id, lines: [{ id: lines[0]?.id ?? 0, amount }], status: 'draft' });
		const before = simulated.snapshot();
		const run = await upsert(simulated, [contract(1, 1, { lines: [line(1, 20, 1)] })]);
		expect(endsOf(run)).toEqual(['reopen held already_billed']);
		expect(run.outcomes[0]?.message).toMatch(/^Lines would go that invoices are on: .+, on 1, 2$/);
		expect(simulated.snapshot()).toBe(before);
		expect(endsOf(await upsert(simulated, [dearer(1)]))).toEqual(['reopen synced']);
	});

	it('with invoices that take each other back is not reopened where the sync sends reversals', async () => {
		const simulated = await holding([1, 2]);
		const { id, lines } = found(simulated, 1);
		for (const amount of ['10.00', '-10.00'])
			simulated.change({ do: 'bill', contract: id, lines: [{ id: lines[0]?.id ?? 0, amount }], status: 'approved' });
		const run = await upsert(
			simulated,
			[dearer(1), dearer(2)].map((each) => ({ ...each, invoicesSent: true })),
		);
		expect(endsOf(run)).toEqual(['reopen held contract_invoiced', 'reopen synced']);
		expect(kindsOf(run).filter((kind) => kind === 'billed')).toHaveLength(1);
	});

	it('a line that moves to another project leaves one contract and joins the other', async () => {
		const simulated = company();
		await upsert(simulated, [contract(1, 1), contract(1, 2, { lines: [line(1, 30, 2)] })]);
		const run = await upsert(simulated, [
			contract(1, 1, { lines: [line(1, 10, 1)] }),
			contract(1, 2, { lines: [line(1, 20, 2), line(1, 30, 2)] }),
		]);
		expect(endsOf(run)).toEqual(['reopen synced', 'reopen synced']);
		expect([found(simulated, 1, 1).grand_total, found(simulated, 1, 2).grand_total]).toEqual(['100.0', '200.0']);
	});

	it('gets another vendor', async () => {
		const simulated = await holding([1]);
		const run = await upsert(simulated, [contract(1, 1, { vendor: { originId: 'sap:S4P:supplier:2', id: '12' } })]);
		expect(endsOf(run)).toEqual(['reopen synced']);
		expect(found(simulated, 1)).toMatchObject({ vendor_id: 12, status: 'Approved' });
		expect(run.outcomes[0]?.detail.fields).toEqual(['vendor_id']);
	});

	it('whose vendor Procore keeps in silence is not called synced, and is written again', async () => {
		const simulated = await holding([1]);
		const wanted = contract(1, 1, { vendor: { originId: 'sap:S4P:supplier:2', id: '12' } });
		simulated.change({ do: 'keep-fields', path: '/purchase_order_contracts/sync', fields: ['vendor_id'] });
		const run = await upsert(simulated, [wanted]);
		expect(endsOf(run)).toEqual(['reopen failed not_as_sent']);
		expect(run.outcomes[0]?.message).toContain('vendor_id is 11 instead of 12');
		simulated.change({ do: 'keep-fields', path: '/purchase_order_contracts/sync', fields: [] });
		expect(endsOf(await upsert(simulated, [wanted]))).toEqual(['reopen synced']);
		expect(found(simulated, 1)).toMatchObject({ vendor_id: 12, status: 'Approved' });
	});

	it('keeps what people have written where SAP has nothing', async () => {
		const simulated = await holding([1]);
		const set = { description: 'Ask Ann', delivery_date: '2027-01-31' };
		simulated.change({ do: 'edit-contract', id: found(simulated, 1).id, set });
		expect(endsOf(await upsert(simulated, [contract(1, 1, { title: 'Other', deliveryDate: '' })]))).toEqual([
			'reopen synced',
		]);
		expect(found(simulated, 1)).toMatchObject({ title: 'Other', ...set });
	});

	it('keeps its accounting method, which Procore cannot change', async () => {
		const simulated = await holding([1]);
		const lines = [line(1, 10, 1, { quantity: '4', uom: 'ea', unitCost: '30', amount: '120.00' }), line(1, 20, 1)];
		const run = await upsert(simulated, [contract(1, 1, { accountingMethod: 'unit', lines })]);
		expect(endsOf(run)).toEqual(['reopen synced']);
		expect(run.outcomes[0]?.detail.remarks).toEqual([expect.stringContaining('accounting method')]);
	});
});

describe('a contract that somebody edited in Procore', () => {
	const edit = async () => {
		const simulated = await holding([1]);
		simulated.change({ do: 'edit-line', id: found(simulated, 1).lines[0]?.id ?? 0, set: { amount: '90' } });
		return simulated;
	};

	it('is held, and says what differs', async () => {
		const simulated = await edit();
		const run = await upsert(simulated, [contract(1, 1)]);
		expect(endsOf(run)).toEqual(['none held edited_in_procore']);
		expect(run.outcomes[0]?.message).toContain('the total is 190.0 instead of 200.00');
		expect(kindsOf(run)).toEqual(['list']);
	});

	it('is held as well when SAP changed meanwhile', async () => {
		const simulated = await edit();
		const run = await upsert(simulated, [contract(1, 1, { title: 'New' })]);
		expect(endsOf(run)).toEqual(['none held edited_in_procore']);
	});

	it('is written again where SAP is to win', async () => {
		const simulated = await edit();
		const run = await upsert(simulated, [contract(1, 1)], { onEditedContract: 'overwrite' });
		expect(endsOf(run)).toEqual(['reopen synced']);
		expect(found(simulated, 1)).toMatchObject({ grand_total: '200.0', status: 'Approved' });
	});

	it.each([
		[{ vendor_id: 12 }, 'the vendor is 12 instead of 11'],
		[{ status: 'Draft' as const }, 'the status is Draft instead of Approved'],
	])('as to vendor or status: %j', async (set, words) => {
		const simulated = await holding([1]);
		simulated.change({ do: 'edit-contract', id: found(simulated, 1).id, set });
		const run = await upsert(simulated, [contract(1, 1)]);
		expect(endsOf(run)).toEqual(['none held edited_in_procore']);
		expect(run.outcomes[0]?.message).toContain(words);
		expect(endsOf(await upsert(simulated, [contract(1, 1)], { onEditedContract: 'overwrite' }))[0]).toContain('synced');
		expect(found(simulated, 1)).toMatchObject({ vendor_id: 11, status: 'Approved' });
	});

	it('as to its status, which comes back to theirs: SAP wins once, and not in every run', async () => {
		const simulated = await holding([1]);
		simulated.change({ do: 'edit-contract', id: found(simulated, 1).id, set: { status: 'Submitted' } });
		const overwrite = { onEditedContract: 'overwrite' };
		expect(endsOf(await upsert(simulated, [contract(1, 1)]))).toEqual(['none held edited_in_procore']);
		await upsert(simulated, [contract(1, 1)], overwrite);
		const again = await upsert(simulated, [contract(1, 1)], overwrite);
		expect([endsOf(again), again.writes]).toEqual([['none unchanged'], []]);
		expect(found(simulated, 1).status).toBe('Submitted');
		expect(endsOf(await upsert(simulated, [contract(1, 1)]))).toEqual(['none unchanged']);
		// A Draft counts nowhere: whoever sets it back to that is asked all the same.
		simulated.change({ do: 'edit-contract', id: found(simulated, 1).id, set: { status: 'Draft' } });
		expect(endsOf(await upsert(simulated, [contract(1, 1)]))).toEqual(['none held edited_in_procore']);
	});

	it('by a line of theirs keeps that line, and says that the totals differ until it is gone', async () => {
		const simulated = await holding([1]);
		const { id } = found(simulated, 1);
		const theirs = { cost_code: '03-320', cost_type: 'M', amount: '5', description: 'By hand' };
		simulated.change({ do: 'add-line', contract: id, line: theirs });
		for (const action of ['reopen', 'none']) {
			const run = await upsert(simulated, [contract(1, 1)], { onEditedContract: 'overwrite' });
			expect(endsOf(run)).toEqual([`${action} failed total_mismatch`]);
			// What did not help is not written once more while nothing has changed.
			expect(run.writes.length > 0).toBe(action === 'reopen');
			expect(found(simulated, 1).status).toBe('Approved');
			expect(run.outcomes[0]?.message).toBe("Procore's total is 205.0, SAP's is 200.00");
			expect(run.items[0]?.json).toHaveProperty('error');
			expect(readMemory(found(simulated, 1).origin_data ?? '')).toMatchObject({ pending: 'changed' });
		}
		const asked = await upsert(simulated, [contract(1, 1)], {
			onEditedContract: 'overwrite',
			run: runWith({ mode: 'replay' }),
		});
		expect(endsOf(asked)).toEqual(['reopen failed total_mismatch']);
		const added = found(simulated, 1).lines.find(({ origin_id }) => origin_id === null);
		simulated.change({ do: 'delete-line', id: added?.id ?? 0 });
		expect(endsOf(await upsert(simulated, [contract(1, 1)]))).toEqual(['reopen synced']);
		// The status was ours all the time.
		expect(readMemory(found(simulated, 1).origin_data ?? '')?.status).toBe('Approved');
	});

	it('that is deleted is held, and not created a second time', async () => {
		const simulated = await holding([1]);
		simulated.change({ do: 'delete-contract', id: found(simulated, 1).id });
		const run = await upsert(simulated, [contract(1, 1)]);
		expect(endsOf(run)).toEqual(['none held deleted_in_procore']);
		expect(run.writes).toHaveLength(0);
		expect(endsOf(await upsert(simulated, [voided(1, 1)]))).toEqual(['none unchanged']);
	});
});

describe('a contract that was billed', () => {
	/** As a draft of ours bills it, which nobody has submitted. */
	async function billed(amount: string) {
		const simulated = await holding([1]);
		const { id, lines } = found(simulated, 1);
		simulated.change({ do: 'bill', contract: id, lines: [{ id: lines[0]?.id ?? 0, amount }], status: 'draft' });
		return simulated;
	}
	const with10 = (amount: string) => contract(1, 1, { lines: [line(1, 10, 1, { amount }), line(1, 20, 1)] });

	it('never shrinks below that: one list is enough when the total tells', async () => {
		const simulated = await billed('100');
		const run = await upsert(simulated, [contract(1, 1, { lines: [line(1, 10, 1, { amount: '40.00' })] })]);
		expect(endsOf(run)).toEqual(['none held already_billed']);
		expect(kindsOf(run)).toEqual(['list']);
	});

	it('is held when a line would, before anything is touched', async () => {
		const simulated = await billed('80');
		const run = await upsert(simulated, [with10('70.00')]);
		expect(endsOf(run)).toEqual(['reopen held already_billed']);
		expect(run.outcomes[0]?.message).toContain('Item 10: 80.0 billed, 70.00 would be left');
		expect(kindsOf(run).filter((kind) => kind === 'billed')).toHaveLength(1);
		expect(run.writes).toHaveLength(0);
	});

	it('shrinks to what was billed, and grows', async () => {
		const simulated = await billed('80');
		expect(endsOf(await upsert(simulated, [with10('80.00')]))).toEqual(['reopen synced']);
		expect(endsOf(await upsert(simulated, [with10('300.00')]))).toEqual(['reopen synced']);
	});

	it('does not lose a line that was billed', async () => {
		const simulated = await billed('10');
		const run = await upsert(simulated, [contract(1, 1, { lines: [line(1, 20, 1)] })]);
		expect(endsOf(run)).toEqual(['reopen held already_billed']);
	});
});

describe('an order that is void', () => {
	it('takes the lines of its contract, which goes back to Draft; once', async () => {
		const simulated = await holding([1]);
		const run = await upsert(simulated, [voided(1, 1), voided(2, 1)]);
		expect(endsOf(run)).toEqual(['void synced', 'none ignored order_deleted']);
		expect(found(simulated, 1)).toMatchObject({ status: 'Draft', grand_total: '0.0', lines: [] });
		expect(kindsOf(run)).toEqual(['list', 'billed', 'line list', 'headers', 'remove', 'remove', 'headers']);
		const again = await upsert(simulated, [voided(1, 1), voided(2, 1)]);
		expect(endsOf(again)).toEqual(['none unchanged', 'none ignored order_deleted']);
		expect(kindsOf(again)).toEqual(['list']);
	});

	it('keeps its title and its vendor', async () => {
		const simulated = await holding([1]);
		await upsert(simulated, [{ ...voided(1, 1), title: 'Purchase order 1', vendor: { originId: '', id: '' } }]);
		expect(found(simulated, 1)).toMatchObject({ title: 'Order 1', vendor_id: 11 });
	});

	it('can come back', async () => {
		const simulated = await holding([1]);
		await upsert(simulated, [voided(1, 1)]);
		expect(endsOf(await upsert(simulated, [contract(1, 1)]))).toEqual(['update synced']);
		expect(found(simulated, 1)).toMatchObject({ status: 'Approved', grand_total: '200.0' });
	});
});

describe('a dry run', () => {
	it('says what would be done, and changes nothing', async () => {
		const simulated = await holding([1, 2]);
		const before = simulated.snapshot();
		const wanted = [contract(1, 1, { lines: [line(1, 30, 1)] }), contract(2, 1), contract(3, 1), voided(1, 2)];
		const run = await upsert(simulated, wanted, { dryRun: true });
		expect(endsOf(run)).toEqual(['reopen planned', 'none unchanged', 'create planned', 'none ignored order_deleted']);
		expect(run.outcomes[0]?.detail).toMatchObject({ lines: { added: 1, changed: 0, removed: 2 } });
		expect(run.writes).toHaveLength(0);
		expect(simulated.snapshot()).toBe(before);
	});
});

describe('what goes wrong with one', () => {
	it('leaves the others: a bad row among a thousand headers', async () => {
		const simulated = company([1]);
		const many = Array.from({ length: 1000 }, (_, index) =>
			contract(index + 1, 1, { lines: [], vendor: { originId: '', id: index === 500 ? '13' : '11' } }),
		);
		const run = await upsert(simulated, many);
		const bad = run.outcomes.filter(({ status }) => status !== 'synced');
		expect(bad).toMatchObject([{ sapKey: '501', status: 'failed', reason: 'procore_rejected' }]);
		expect(bad[0]?.message).toContain('vendor');
		expect(kindsOf(run)).toEqual(['list', 'headers', 'headers']);
	});

	it('an answer that does not say which contract was created is told', async () => {
		const simulated = company([1]);
		answering(simulated, /\/purchase_order_contracts\/sync$/, ({ entities }) => ({
			entities: (entities as object[]).map((entity) => ({ ...entity, id: undefined })),
			errors: [],
		}));
		expect(endsOf(await upsert(simulated, [contract(1, 1)]))).toEqual(['create failed no_answer']);
	});

	it('leaves the others: lines that Procore rejects, by name', async () => {
		const simulated = company();
		const unit = (order: number, uom: string) =>
			contract(order, 1, {
				accountingMethod: 'unit',
				lines: [line(order, 10, 1, { quantity: '1', uom, unitCost: '100' }), line(order, 20, 1)],
			});
		const run = await upsert(simulated, [unit(1, 'furlong'), unit(2, 'kg')]);
		expect(endsOf(run)).toEqual(['create failed procore_rejected', 'create synced']);
		expect(run.outcomes[0]?.message).toMatch(/^Item 10: uom/);
		expect(found(simulated, 1)).toMatchObject({ status: 'Draft' });
		expect(endsOf(await upsert(simulated, [unit(1, 'ea')]))).toEqual(['update synced']);
	});

	it('leaves the others: a project whose commitments are switched off costs one refused call', async () => {
		const simulated = company();
		simulated.change({ do: 'set-tool', tool: 'commitments', enabled: false, project: 1 });
		const run = await upsert(simulated, [contract(1, 1), contract(2, 1), contract(3, 2)]);
		expect(endsOf(run)).toEqual([
			'create failed permission_missing',
			'create failed permission_missing',
			'create synced',
		]);
		expect(run.calls.filter(({ status }) => status === 403)).toHaveLength(1);
		expect(String(run.outcomes[0]?.detail.advice)).toContain('Commitments tool');
	});

	it('halves lines that are too large for one request', async () => {
		const simulated = company([1], { maxBodyBytes: 30_000 });
		const lines = Array.from({ length: 300 }, (_, index) => line(1, index + 1, 1, { amount: '1.00' }));
		const run = await upsert(simulated, [contract(1, 1, { lines })]);
		expect(endsOf(run)).toEqual(['create synced']);
		expect(found(simulated, 1)).toMatchObject({ grand_total: '300.0' });
		expect(run.calls.some(({ status }) => status === 413)).toBe(true);
	});

	it('Procore that is down is not asked for ever', async () => {
		const simulated = company([1, 2, 3, 4, 5]);
		simulated.fault = () => ({ status: 503 });
		const run = await upsert(
			simulated,
			[1, 2, 3, 4, 5].map((project) => contract(1, project)),
		);
		expect(endsOf(run)).toEqual(Array(5).fill('create waiting system_unavailable'));
		expect(run.calls).toHaveLength(8);
	});

	it('refuses what is no contract, the second of one identity, and a setting that does not exist', async () => {
		const run = await upsert(company(), [
			contract(1, 1),
			contract(1, 1, { title: 'Another' }),
			{ ...contract(2, 1), number: '' },
		]);
		expect(endsOf(run)).toEqual(['create synced', 'none failed duplicate_item', 'none failed invalid_item']);
		const wrong = await upsert(company(), [contract(1, 1)], { onApprovedContract: 'Reopen' });
		expect(wrong.rows).toMatchObject([{ reason: 'configuration_invalid' }]);
		expect(wrong.calls).toHaveLength(0);
	});
});
