import type { IDataObject } from 'n8n-workflow';
import { changeOrderByHand, company, contract, endsOf, line, lineOrigin, upsert, voided } from './contracts';
import type { Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const dearer = contract(1, 1, { lines: [line(1, 10, 1, { amount: '150.00' }), line(1, 20, 1)] });

const one = (simulated: Simulated) => {
	const [found] = simulated.contracts();
	if (!found) throw new Error('Procore has no contract');
	return found;
};
const shown = (simulated: Simulated) => [one(simulated).status, one(simulated).grand_total];
const changeOrders = (simulated: Simulated) =>
	simulated.state<{ changeOrders: Array<{ id: number; status: string; lines: Array<{ amount: string }> }> }>()
		.changeOrders;

/** What somebody does with the contract in Procore's web app; answers the status. */
const asPerson = (simulated: Simulated, purchase_order_contract: IDataObject): number => {
	const path = `/rest/v1.0/purchase_order_contracts/${one(simulated).id}`;
	const act = { do: 'as-person', method: 'PATCH', path, body: { project_id: 1, purchase_order_contract } } as const;
	return (simulated.simulator.change(act) as { status: number }).status;
};

const edit = (simulated: Simulated, set: IDataObject) => {
	simulated.change({ do: 'edit-contract', id: one(simulated).id, set });
};

/** The workflow that leads the contracts of the project keeps their status. */
const workflow = (simulated: Simulated, answer: 'refused' | 'ignored' | 'none') => {
	simulated.change({ do: 'edit-project', id: 1, set: { commitment_workflow: answer } });
};

const bill = (simulated: Simulated, status: 'draft' | 'under_review' | 'approved') => {
	const { id, lines } = one(simulated);
	simulated.change({ do: 'bill', contract: id, lines: [{ id: lines[0]?.id ?? 0, amount: '10' }], status });
};

const addChangeOrder = async (simulated: Simulated) => {
	await changeOrderByHand(simulated, 1, { amount: '5', status: 'draft' });
};

async function approved() {
	const simulated = company([1]);
	await upsert(simulated, [contract(1, 1)]);
	return simulated;
}

const reopenOr = { onApprovedContract: 'reopenOrChangeOrder' };
const byChangeOrder = { onApprovedContract: 'changeOrder' };

describe('an approved contract is reopened only where nothing relies on it as it is', () => {
	const bonds: Array<[string, string, (simulated: Simulated) => Promise<void> | void]> = [
		['executed', 'contract_executed', (simulated) => edit(simulated, { executed: true })],
		['invoiced', 'contract_invoiced', (simulated) => bill(simulated, 'approved')],
		['invoiced, and the invoice under review', 'contract_invoiced', (simulated) => bill(simulated, 'under_review')],
		['changed by a change order', 'contract_has_change_orders', addChangeOrder],
	];

	it.each(bonds)('%s: held, with the reason that is true, and nothing is touched', async (_, reason, bind) => {
		const simulated = await approved();
		await bind(simulated);
		const before = simulated.snapshot();
		const run = await upsert(simulated, [dearer]);
		expect(run.outcomes).toMatchObject([{ status: 'held', reason }]);
		expect(run.outcomes[0]?.detail.advice).toContain('Draft a Change Order');
		expect(simulated.snapshot()).toBe(before);
	});

	it.each(bonds)('%s: by the settings that its advice names a change order has the difference', async (_, __, bind) => {
		for (const policy of [reopenOr, byChangeOrder]) {
			const simulated = await approved();
			await bind(simulated);
			await upsert(simulated, [dearer]);
			expect(endsOf(await upsert(simulated, [dearer], policy))).toEqual(['update waiting change_order_pending']);
			expect(changeOrders(simulated).at(-1)).toMatchObject({ status: 'draft', lines: [{ amount: '50.0' }] });
			expect(shown(simulated)).toEqual(['Approved', '200.0']);
			expect(endsOf(await upsert(simulated, [dearer], policy))).toEqual(['none waiting change_order_pending']);
		}
	});

	it('executed: with another supplier not even by a change order', async () => {
		const simulated = await approved();
		edit(simulated, { executed: true });
		const other = { ...dearer, vendor: { originId: 'sap:S4P:supplier:2', id: '12' } };
		expect(endsOf(await upsert(simulated, [other], reopenOr))).toEqual(['none held contract_approved']);
	});

	it('a draft invoice of ours binds nothing: reopened', async () => {
		const simulated = await approved();
		bill(simulated, 'draft');
		for (const policy of [{}, reopenOr]) {
			const amount = policy === reopenOr ? '160.00' : '150.00';
			const wanted = contract(1, 1, { lines: [line(1, 10, 1, { amount }), line(1, 20, 1)] });
			expect(endsOf(await upsert(simulated, [wanted], policy))).toEqual(['reopen synced']);
		}
		expect(shown(simulated)).toEqual(['Approved', '260.0']);
	});

	it('where nothing binds it, Reopen, Else Change Order reopens', async () => {
		const simulated = await approved();
		expect(endsOf(await upsert(simulated, [dearer], reopenOr))).toEqual(['reopen synced']);
		expect(changeOrders(simulated)).toEqual([]);
	});

	it('executed and void in SAP: held', async () => {
		const simulated = await approved();
		edit(simulated, { executed: true });
		expect(endsOf(await upsert(simulated, [voided(1, 1)]))).toEqual(['none held contract_executed']);
	});
});

describe.each(['refused', 'ignored'] as const)('a workflow that controls the status (a program is %s)', (answer) => {
	it('a new contract is written and held at its status; never retried, nobody is blamed', async () => {
		const simulated = company([1]);
		workflow(simulated, answer);
		const run = await upsert(simulated, [contract(1, 1)]);
		expect(endsOf(run)).toEqual(['create held workflow_controls_status']);
		expect(run.outcomes[0]?.message).toContain('keeps it Draft, and it should be Approved');
		expect(shown(simulated)).toEqual(['Draft', '200.0']);
		const again = await upsert(simulated, [contract(1, 1)]);
		expect(endsOf(again)).toEqual(['none held workflow_controls_status']);
		expect(again.writes).toEqual([]);
		// What the advice says.
		expect(asPerson(simulated, { status: 'Approved' })).toBe(200);
		expect(endsOf(await upsert(simulated, [contract(1, 1)]))).toEqual(['none unchanged']);
	});

	it('one that is written as a Draft is none of its business', async () => {
		const simulated = company([1]);
		workflow(simulated, answer);
		expect(endsOf(await upsert(simulated, [contract(1, 1, { status: 'Draft' })]))).toEqual(['create synced']);
	});

	it('an approved one is not reopened: held, its lines as they were; once, not again', async () => {
		const simulated = await approved();
		workflow(simulated, answer);
		const run = await upsert(simulated, [dearer]);
		expect(endsOf(run)).toEqual(['reopen held workflow_controls_status']);
		expect(run.outcomes[0]?.message).toContain('it stays Approved');
		expect(shown(simulated)).toEqual(['Approved', '200.0']);
		const again = await upsert(simulated, [dearer]);
		expect(endsOf(again)).toEqual(['none held workflow_controls_status']);
		expect(again.writes).toEqual([]);
		expect(endsOf(await upsert(simulated, [contract(1, 1)]))).toEqual(['none unchanged']);
	});

	it('what a person does then: back to Draft in the workflow, the change arrives, and on to Approved', async () => {
		const simulated = await approved();
		workflow(simulated, answer);
		await upsert(simulated, [dearer]);
		expect(asPerson(simulated, { status: 'Draft' })).toBe(200);
		expect(endsOf(await upsert(simulated, [dearer]))).toEqual(['update held workflow_controls_status']);
		expect(shown(simulated)).toEqual(['Draft', '250.0']);
		expect(asPerson(simulated, { status: 'Approved' })).toBe(200);
		expect(endsOf(await upsert(simulated, [dearer]))).toEqual(['none unchanged']);
	});

	it('or out of the workflow: the next change is written as ever', async () => {
		const simulated = await approved();
		workflow(simulated, answer);
		await upsert(simulated, [dearer]);
		workflow(simulated, 'none');
		const other = contract(1, 1, { lines: [line(1, 10, 1, { amount: '170.00' }), line(1, 20, 1)] });
		expect(endsOf(await upsert(simulated, [other]))).toEqual(['reopen synced']);
		expect(shown(simulated)).toEqual(['Approved', '270.0']);
	});

	it('with Reopen, Else Change Order the next run drafts one', async () => {
		const simulated = await approved();
		workflow(simulated, answer);
		expect(endsOf(await upsert(simulated, [dearer], reopenOr))).toEqual(['reopen held workflow_controls_status']);
		expect(endsOf(await upsert(simulated, [dearer], reopenOr))).toEqual(['update waiting change_order_pending']);
	});

	it('of the others none is kept back', async () => {
		const simulated = company([1]);
		await upsert(simulated, [contract(1, 1), contract(2, 1)]);
		edit(simulated, { workflow: answer });
		const wanted = [dearer, contract(2, 1, { lines: [line(2, 10, 1)] })];
		expect(endsOf(await upsert(simulated, wanted))).toEqual(['reopen held workflow_controls_status', 'reopen synced']);
	});

	it('one whose lines somebody has changed is put right; its status is not tried again', async () => {
		const simulated = company([1]);
		workflow(simulated, answer);
		await upsert(simulated, [contract(1, 1)]);
		simulated.change({ do: 'edit-line', id: one(simulated).lines[0]?.id ?? 0, set: { amount: '90' } });
		const run = await upsert(simulated, [contract(1, 1)], { onEditedContract: 'overwrite' });
		expect(endsOf(run)).toEqual(['update held workflow_controls_status']);
		expect(shown(simulated)).toEqual(['Draft', '200.0']);
		const rows = run.writes.flatMap(({ body }) => (body as { updates?: IDataObject[] }).updates ?? []);
		expect(rows.filter((row) => 'status' in row)).toEqual([]);
		expect((await upsert(simulated, [contract(1, 1)])).writes).toEqual([]);
	});

	it('one that has lost what the sync noted on it is tried once, too', async () => {
		const simulated = await approved();
		edit(simulated, { origin_data: '' });
		workflow(simulated, answer);
		expect(endsOf(await upsert(simulated, [dearer]))).toEqual(['reopen held workflow_controls_status']);
		const again = await upsert(simulated, [dearer]);
		expect(endsOf(again)).toEqual(['none held workflow_controls_status']);
		expect(again.writes).toEqual([]);
	});

	it('is told by Void, too', async () => {
		const simulated = await approved();
		workflow(simulated, answer);
		const parameters = { projectId: '1', contractId: String(one(simulated).id) };
		const run = await simulated.run('purchaseOrderContract', 'void', parameters);
		expect(JSON.stringify(run.items)).toMatch(/workflow/i);
		expect(shown(simulated)).toEqual(['Approved', '200.0']);
	});
});

describe('a line that Procore refuses', () => {
	const refuse = (simulated: Simulated, times = 1) => {
		simulated.change({ do: 'refuse-line', origin_id: lineOrigin(1, 10, 1), times });
	};

	it('of an approved contract gives it its status back, and says what it is now; the next run completes it', async () => {
		const simulated = await approved();
		refuse(simulated);
		const both = contract(1, 1, { lines: [10, 20].map((item) => line(1, item, 1, { amount: '150.00' })) });
		const run = await upsert(simulated, [both]);
		expect(endsOf(run)).toEqual(['reopen failed procore_rejected']);
		expect(run.outcomes[0]?.message).toContain(
			"The contract is Approved again, with a total of 250.0; SAP's total is 300.00",
		);
		expect(shown(simulated)).toEqual(['Approved', '250.0']);
		expect(endsOf(await upsert(simulated, [both]))).toEqual(['reopen synced']);
		expect(shown(simulated)).toEqual(['Approved', '300.0']);
	});

	it('leaves a status that people gave', async () => {
		const simulated = await approved();
		expect(asPerson(simulated, { status: 'Received' })).toBe(200);
		refuse(simulated);
		await upsert(simulated, [dearer]);
		expect(one(simulated).status).toBe('Received');
		expect(endsOf(await upsert(simulated, [dearer]))).toEqual(['update synced']);
		expect(one(simulated).status).toBe('Received');
	});

	it('where the status cannot be given back: says that the contract is a Draft', async () => {
		const simulated = await approved();
		refuse(simulated);
		let headers = 0;
		simulated.fault = ({ url }) =>
			url.includes('/purchase_order_contracts/sync') && ++headers > 1 ? { status: 500 } : undefined;
		const run = await upsert(simulated, [dearer]);
		expect(JSON.stringify(run.outcomes[0])).toContain('is a Draft until a run has completed it');
		expect(one(simulated).status).toBe('Draft');
		simulated.fault = () => undefined;
		expect(endsOf(await upsert(simulated, [dearer]))).toEqual(['update synced']);
		expect(shown(simulated)).toEqual(['Approved', '250.0']);
	});

	it('where a workflow has taken the status over meanwhile: says that the contract is a Draft', async () => {
		const simulated = await approved();
		refuse(simulated);
		simulated.fault = ({ url }) => {
			if (url.includes('/line_items/sync')) workflow(simulated, 'refused');
			return undefined;
		};
		const run = await upsert(simulated, [dearer]);
		expect(endsOf(run)).toEqual(['reopen failed procore_rejected']);
		expect(run.outcomes[0]?.message).toContain('The contract was Approved, and is a Draft');
		expect(one(simulated).status).toBe('Draft');
	});

	it('of a new contract leaves it a Draft', async () => {
		const simulated = company([1]);
		refuse(simulated);
		expect(endsOf(await upsert(simulated, [contract(1, 1)]))).toEqual(['create failed procore_rejected']);
		expect(one(simulated).status).toBe('Draft');
		expect(endsOf(await upsert(simulated, [contract(1, 1)]))).toEqual(['update synced']);
	});
});

describe('what an advice says, done by a person', () => {
	it('contract_approved: set back to Draft, the change arrives, approved again', async () => {
		const simulated = await approved();
		const hold = { onApprovedContract: 'hold' };
		expect(endsOf(await upsert(simulated, [dearer], hold))).toEqual(['none held contract_approved']);
		expect(asPerson(simulated, { status: 'Draft' })).toBe(200);
		expect(endsOf(await upsert(simulated, [dearer], hold))).toEqual(['update synced']);
		expect(shown(simulated)).toEqual(['Approved', '250.0']);
	});

	it('contract_closed: reopened, the change arrives', async () => {
		const simulated = await approved();
		expect(asPerson(simulated, { status: 'Closed' })).toBe(200);
		expect(endsOf(await upsert(simulated, [dearer]))).toEqual(['none held contract_closed']);
		expect(asPerson(simulated, { status: 'Approved' })).toBe(200);
		expect(endsOf(await upsert(simulated, [dearer]))).toEqual(['reopen synced']);
	});

	it('edited_in_procore: the status given again', async () => {
		const simulated = await approved();
		expect(asPerson(simulated, { status: 'Draft' })).toBe(200);
		expect(endsOf(await upsert(simulated, [contract(1, 1)]))).toEqual(['none held edited_in_procore']);
		expect(asPerson(simulated, { status: 'Approved' })).toBe(200);
		expect(endsOf(await upsert(simulated, [contract(1, 1)]))).toEqual(['none unchanged']);
	});

	it('change_order_pending: approved', async () => {
		const simulated = await approved();
		await upsert(simulated, [dearer], byChangeOrder);
		const path = `/rest/v1.0/projects/1/commitment_change_orders/${changeOrders(simulated)[0]?.id ?? 0}`;
		const act = { do: 'as-person', method: 'PATCH', path, body: { change_order: { status: 'approved' } } } as const;
		expect(simulated.simulator.change(act)).toMatchObject({ status: 200 });
		expect(endsOf(await upsert(simulated, [dearer], byChangeOrder))).toEqual(['none unchanged']);
	});

	it('number_taken: another number for the other contract', async () => {
		const simulated = company([1]);
		simulated.change({ do: 'add-contract', contract: { project_id: 1, number: '1', vendor_id: 11 } });
		expect(endsOf(await upsert(simulated, [contract(1, 1)]))).toEqual(['none held number_taken']);
		expect(asPerson(simulated, { number: 'PO-1' })).toBe(200);
		expect(endsOf(await upsert(simulated, [contract(1, 1)]))).toEqual(['create synced']);
	});
});
