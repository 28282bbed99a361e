import type { IDataObject } from 'n8n-workflow';
import { identityOf } from '../../e2e/support/requisitions.ts';
import { amountsOf, held, originOf, requisition, started, upsert, type Requisition } from './billing';
import { contract, endsOf, line, upsert as upsertContracts } from './contracts';
import type { Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const one = (simulated: Simulated): Requisition => {
	const [first, ...more] = held(simulated);
	expect(more).toEqual([]);
	if (!first) throw new Error('Procore has no requisition');
	return first;
};
const identities = (simulated: Simulated) => held(simulated).map(identityOf);

const contractIdOf = (simulated: Simulated) => simulated.contracts()[0]?.id ?? 0;

/** What somebody, or another version of the sync, changes by Procore's API. */
const patch = async (simulated: Simulated, fields: IDataObject, id = one(simulated).id) => {
	const answer = await simulated.call('PATCH', `/rest/v1.1/requisitions/${id}`, {
		project_id: 1,
		commitment_id: contractIdOf(simulated),
		requisition: fields,
	});
	expect(answer.status).toBe(200);
};

/** What somebody does in Procore's web app, where a lock holds whoever it is; answers the status. */
const asPerson = (simulated: Simulated, method: string, path: string, body: IDataObject = {}): number => {
	const act = { do: 'as-person', method, path, query: { project_id: 1 }, body } as const;
	return (simulated.simulator.change(act) as { status: number }).status;
};

const remove = (simulated: Simulated, id = one(simulated).id) =>
	asPerson(simulated, 'DELETE', `/rest/v1.0/requisitions/${id}`);

const change = (simulated: Simulated, requisition: IDataObject, id = one(simulated).id) => {
	const act = { do: 'as-person', method: 'PATCH', path: `/rest/v1.1/requisitions/${id}` } as const;
	const body = { project_id: 1, commitment_id: contractIdOf(simulated), requisition };
	return (simulated.simulator.change({ ...act, body }) as { status: number }).status;
};

const setStatus = (simulated: Simulated, status: string) => {
	expect(change(simulated, { status })).toBe(200);
};

/** Somebody bills this amount on the first line. */
const bill = (simulated: Simulated, amount: string) => {
	const id = one(simulated).items[0]?.id;
	const item = { id, item_type: 'contract_item', work_completed_this_period: amount };
	const path = `/rest/v1.0/requisitions/${one(simulated).id}/bulk_item_update`;
	expect(asPerson(simulated, 'PATCH', path, { requisition_items: [item] })).toBe(200);
};

const unlink = async (simulated: Simulated, id = one(simulated).id) =>
	await simulated.run('requisition', 'unlink', { projectId: '1', requisitionId: String(id) });

/** As version 0.1 left it: with an origin ID, and without its identity in `origin_data`. */
async function asBefore(simulated: Simulated, id = one(simulated).id) {
	const found = held(simulated).find((each) => each.id === id);
	const { id: origin_id, ...memory } = JSON.parse(found?.origin_data ?? '{}') as Record<string, string>;
	await patch(simulated, { origin_id, origin_data: JSON.stringify(memory) }, id);
}

describe('a requisition that people still act on', () => {
	it('carries no origin ID, and is known again by what Procore keeps beside it', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		expect(one(simulated).origin_id).toBeNull();
		expect(identities(simulated)).toEqual([originOf(7)]);
		await patch(simulated, { invoice_number: 'INV-1' });
		expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['none unchanged']);
	});

	it('killed between creation and the answer is found again: never a second one', async () => {
		const simulated = await started();
		simulated.fault = ({ method }) => (method === 'POST' ? 'drop-after' : undefined);
		await upsert(simulated, [requisition(7)]);
		simulated.fault = () => undefined;
		expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['none unchanged']);
		expect(identities(simulated)).toEqual([originOf(7)]);
	});

	it('is found by Get Many under its origin ID, too', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7), requisition(8, ['1.00'])]);
		const parameters = { projectId: '1', returnAll: true, simplify: true, filters: { originId: originOf(8) } };
		const { rows } = await simulated.run('requisition', 'getAll', parameters);
		expect(rows).toMatchObject([{ invoiceNumber: '8', originId: originOf(8) }]);
	});

	it('that Procore has twice is held until somebody deletes one', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		const { origin_data } = one(simulated);
		simulated.change({
			do: 'add-requisition',
			contract: contractIdOf(simulated),
			set: { origin_data, invoice_number: '7 again' },
		});
		expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['create held requisition_twice']);
		expect(remove(simulated, held(simulated)[1]?.id)).toBe(200);
		expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['none unchanged']);
	});
});

describe('where the list does not tell origin_data', () => {
	async function silent() {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		simulated.change({ do: 'set-list-origin-data', shown: false });
		return simulated;
	}

	it('a requisition is known by contract and invoice number, and asked for by itself', async () => {
		const simulated = await silent();
		expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['none unchanged']);
		expect(endsOf(await upsert(simulated, [requisition(7, ['10.00', '5.00'])]))).toEqual(['update synced']);
		expect(amountsOf(simulated)).toEqual([['10.0', '5.0']]);
		expect(identities(simulated)).toEqual([originOf(7)]);
	});

	it('what somebody edited, what moved on and what was withdrawn is told as ever', async () => {
		const simulated = await silent();
		setStatus(simulated, 'approved');
		expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['none unchanged']);
		expect(endsOf(await upsert(simulated, [requisition(7, ['1.00'])]))).toEqual(['none held requisition_in_progress']);
		setStatus(simulated, 'draft');
		const withdrawn = requisition(7, [], { withdrawn: true });
		expect(endsOf(await upsert(simulated, [withdrawn]))).toEqual(['none held requisition_withdrawn']);
		bill(simulated, '1');
		expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['none held edited_in_procore']);
	});

	it('killed between creation and the answer: never a second one', async () => {
		const simulated = await started();
		simulated.change({ do: 'set-list-origin-data', shown: false });
		simulated.fault = ({ method }) => (method === 'POST' ? 'drop-after' : undefined);
		await upsert(simulated, [requisition(7)]);
		simulated.fault = () => undefined;
		expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['none unchanged']);
		expect(held(simulated)).toHaveLength(1);
	});
});

describe('a requisition with our number on our contract, of which nothing tells that we wrote it', () => {
	async function entered(amounts: string[]) {
		const simulated = await started();
		await upsert(simulated, [requisition(7, amounts)]);
		await patch(simulated, { origin_data: null });
		return simulated;
	}

	it('is taken over when it bills the same, or nothing yet', async () => {
		for (const amounts of [['60.00', '40.00'], []]) {
			const simulated = await entered(amounts);
			expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['update synced']);
			expect(identities(simulated)).toEqual([originOf(7)]);
			expect(amountsOf(simulated)).toEqual([['60.0', '40.0']]);
			expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['none unchanged']);
		}
	});

	it('is held when it bills something else: another number for it, or deleted, and the next run goes on', async () => {
		for (const act of [(simulated: Simulated) => change(simulated, { invoice_number: 'INV-1' }), remove]) {
			const simulated = await entered(['1.00']);
			const run = await upsert(simulated, [requisition(7)]);
			expect(endsOf(run)).toEqual(['update held number_taken']);
			expect(run.writes).toEqual([]);
			expect(act(simulated)).toBe(200);
			expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['create synced']);
			expect(identities(simulated)).toContain(originOf(7));
		}
	});

	it('that has moved on is left alone, whatever it bills', async () => {
		const simulated = await entered(['60.00', '40.00']);
		setStatus(simulated, 'approved');
		expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['none unchanged']);
		expect(endsOf(await upsert(simulated, [requisition(7, ['1.00'])]))).toEqual(['none held requisition_in_progress']);
	});
});

describe('a draft of an earlier version, which an origin ID locks', () => {
	async function ofBefore(locked = false) {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		await asBefore(simulated);
		simulated.change({ do: 'set-lock-synced', locked });
		return simulated;
	}

	it('is unlinked and taken over, nothing twice', async () => {
		const simulated = await ofBefore();
		const run = await upsert(simulated, [requisition(7)]);
		expect(endsOf(run)).toEqual(['update synced']);
		expect(run.writes).toHaveLength(1);
		expect(run.outcomes[0]?.detail.remarks).toEqual(['Its origin ID, which locked it for people, was taken off.']);
		expect(one(simulated)).toMatchObject({ origin_id: null, status: 'draft' });
		expect(identities(simulated)).toEqual([originOf(7)]);
		expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['none unchanged']);
	});

	it.each([false, true])(
		'and follows SAP in the same run, also where the API is held to the lock: %s',
		async (locked) => {
			const simulated = await ofBefore(locked);
			expect(endsOf(await upsert(simulated, [requisition(7, ['1.00'])]))).toEqual(['update synced']);
			expect(amountsOf(simulated)).toEqual([['1.0', '0.0']]);
			expect(one(simulated).origin_id).toBeNull();
		},
	);

	it('is only planned on a dry run', async () => {
		const simulated = await ofBefore();
		const before = simulated.snapshot();
		expect(endsOf(await upsert(simulated, [requisition(7)], {}, true))).toEqual(['update planned']);
		expect(simulated.snapshot()).toBe(before);
	});

	it('is unlinked although it is held, so that somebody can do what the advice says', async () => {
		const simulated = await ofBefore();
		const withdrawn = requisition(7, [], { withdrawn: true });
		expect(endsOf(await upsert(simulated, [withdrawn]))).toEqual(['none held requisition_withdrawn']);
		expect(one(simulated).origin_id).toBeNull();
	});

	it('that waits for approval is unlinked too; an approved one keeps its lock', async () => {
		const simulated = await ofBefore();
		await patch(simulated, { status: 'under_review' });
		expect(change(simulated, { status: 'draft' })).toBe(422);
		await upsert(simulated, [requisition(7)]);
		expect(one(simulated).origin_id).toBeNull();
		await asBefore(simulated);
		await patch(simulated, { status: 'approved' });
		expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['none unchanged']);
		expect(one(simulated).origin_id).toBe(originOf(7));
	});

	it('is held where Procore does not unlock it, and taken over once its lock is gone', async () => {
		const simulated = await ofBefore();
		for (const answer of ['refused', 'ignored'] as const) {
			simulated.change({ do: 'set-lock-synced', locked: true, unlink: answer });
			expect(endsOf(await upsert(simulated, [requisition(7, ['1.00'])]))).toEqual(['update held unlink_refused']);
		}
		simulated.change({ do: 'set-lock-synced', locked: true, unlink: 'accepted' });
		await patch(simulated, { origin_id: null });
		expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['none unchanged']);
		expect(identities(simulated)).toEqual([originOf(7)]);
	});

	it('killed at the unlinking or behind it: one requisition, taken over by the next run', async () => {
		for (const fault of ['drop-before', 'drop-after'] as const) {
			const simulated = await ofBefore();
			simulated.fault = ({ method }) => (method === 'PATCH' ? fault : undefined);
			await upsert(simulated, [requisition(7)]);
			simulated.fault = () => undefined;
			await upsert(simulated, [requisition(7)]);
			expect(one(simulated).origin_id).toBeNull();
			expect(identities(simulated)).toEqual([originOf(7)]);
		}
	});
});

describe('Lock When Approved', () => {
	const lock = { lockWhenApproved: true };

	it('gives an approved requisition its origin ID, and no other', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)], lock);
		expect(one(simulated).origin_id).toBeNull();
		setStatus(simulated, 'approved');
		expect(endsOf(await upsert(simulated, [requisition(7)], lock, true))).toEqual(['update planned']);
		expect(endsOf(await upsert(simulated, [requisition(7)], lock))).toEqual(['update synced']);
		expect(one(simulated)).toMatchObject({ origin_id: originOf(7), status: 'approved' });
		simulated.change({ do: 'set-lock-synced', locked: true });
		expect(endsOf(await upsert(simulated, [requisition(7)], lock))).toEqual(['none unchanged']);
	});

	it('that Procore refuses leaves it as it is, with a remark', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		setStatus(simulated, 'approved');
		simulated.change({ do: 'set-commitments-admin', admin: false });
		const run = await upsert(simulated, [requisition(7)], lock);
		expect(endsOf(run)).toEqual(['none unchanged']);
		expect(run.outcomes[0]?.detail.remarks).toMatchObject([expect.stringContaining('could not be locked')]);
	});

	it('what a person does about a locked one: unlink it, set it back to draft, and the change in SAP arrives', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		setStatus(simulated, 'approved');
		await upsert(simulated, [requisition(7)], lock);
		const run = await upsert(simulated, [requisition(7, ['1.00'])], lock);
		expect(endsOf(run)).toEqual(['none held requisition_in_progress']);
		expect(run.outcomes[0]?.detail.advice).toContain('Requisition > Unlink');
		expect(change(simulated, { status: 'draft' })).toBe(422);
		expect((await unlink(simulated)).rows).toMatchObject([{ originId: originOf(7), status: 'approved' }]);
		expect(one(simulated).origin_id).toBeNull();
		setStatus(simulated, 'draft');
		expect(endsOf(await upsert(simulated, [requisition(7, ['1.00'])], lock))).toEqual(['update synced']);
	});
});

describe('Unlink', () => {
	it('of what is not locked changes nothing', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		const before = simulated.snapshot();
		expect((await unlink(simulated)).rows).toMatchObject([{ invoiceNumber: '7' }]);
		expect(simulated.snapshot()).toBe(before);
	});

	it("refuses another integration's, and tells when Procore refuses", async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		await patch(simulated, { origin_id: 'sage:1' });
		expect((await unlink(simulated)).rows).toMatchObject([{ reason: 'foreign_requisition' }]);
		await patch(simulated, { origin_id: originOf(7) });
		simulated.change({ do: 'set-lock-synced', locked: true, unlink: 'refused' });
		expect((await unlink(simulated)).rows).toMatchObject([{ reason: 'unlink_refused' }]);
	});
});

describe('a contract with a subcontractor SOV', () => {
	const edit = (simulated: Simulated, subcontractor_sov: 'off' | 'empty' | 'filled') => {
		simulated.change({ do: 'edit-contract', id: contractIdOf(simulated), set: { subcontractor_sov } });
	};

	it.each(['empty', 'filled'] as const)(
		'(%s) holds the requisition, which bills nothing, and says what to switch off; never synced',
		async (sov) => {
			const simulated = await started();
			edit(simulated, sov);
			const run = await upsert(simulated, [requisition(7)], { submit: true });
			expect(endsOf(run)).toEqual(['create held subcontractor_sov_on']);
			expect(run.outcomes[0]?.detail.advice).toContain('Switch off Enable Subcontractor SOV');
			expect(one(simulated).status).toBe('draft');
			const again = await upsert(simulated, [requisition(7)], { submit: true });
			expect(endsOf(again)).toEqual(['none held subcontractor_sov_on']);
			expect(again.writes).toEqual([]);
			edit(simulated, 'off');
			expect(remove(simulated)).toBe(200);
			expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['create synced']);
			expect(amountsOf(simulated)).toEqual([['60.0', '40.0']]);
		},
	);
});

describe('what an advice says, done by a person', () => {
	it('requisition_in_progress: set back to draft, the change in SAP arrives', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		setStatus(simulated, 'approved');
		expect(endsOf(await upsert(simulated, [requisition(7, ['1.00'])]))).toEqual(['none held requisition_in_progress']);
		setStatus(simulated, 'draft');
		expect(endsOf(await upsert(simulated, [requisition(7, ['1.00'])]))).toEqual(['update synced']);
	});

	const withdrawn = requisition(7, [], { withdrawn: true });

	it('requisition_withdrawn: the draft deleted, or its amounts set to zero', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		expect(endsOf(await upsert(simulated, [withdrawn]))).toEqual(['none held requisition_withdrawn']);
		const items = one(simulated).items.map(({ id }) => ({
			...{ id, item_type: 'contract_item', work_completed_this_period: '0' },
		}));
		expect(change(simulated, { items })).toBe(200);
		expect(endsOf(await upsert(simulated, [withdrawn]))).toEqual(['none unchanged']);
		expect(remove(simulated)).toBe(200);
		expect(endsOf(await upsert(simulated, [withdrawn]))).toEqual(['none ignored requisition_deleted']);
	});

	it('requisition_withdrawn, approved: set back to draft and deleted', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		setStatus(simulated, 'approved');
		const run = await upsert(simulated, [withdrawn]);
		expect(run.outcomes[0]?.detail.advice).toMatch(/^Set it back to draft/);
		setStatus(simulated, 'draft');
		expect(remove(simulated)).toBe(200);
		expect(endsOf(await upsert(simulated, [withdrawn]))).toEqual(['none ignored requisition_deleted']);
	});

	it('edited_in_procore: the change undone, or the draft deleted', async () => {
		for (const act of [
			(simulated: Simulated) => {
				bill(simulated, '60');
			},
			remove,
		]) {
			const simulated = await started();
			await upsert(simulated, [requisition(7)]);
			bill(simulated, '1');
			expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['none held edited_in_procore']);
			act(simulated);
			expect(endsOf(await upsert(simulated, [requisition(7)]))[0]).toMatch(/^(none unchanged|create synced)$/);
			expect(amountsOf(simulated)).toEqual([['60.0', '40.0']]);
		}
	});

	it('contract_line_missing of an older draft: deleted, the next run creates it with all lines', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		await upsertContracts(simulated, [contract(1, 1, { lines: [10, 20, 30].map((item) => line(1, item, 1)) })]);
		const wanted = requisition(7, ['60.00', '40.00', '5.00']);
		expect(endsOf(await upsert(simulated, [wanted]))).toEqual(['update held contract_line_missing']);
		expect(remove(simulated)).toBe(200);
		expect(endsOf(await upsert(simulated, [wanted]))).toEqual(['create synced']);
	});

	it('permission_missing, where the service account may change the latest invoice only: Admin on Commitments', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7), requisition(8, ['1.00'])]);
		simulated.change({ do: 'set-commitments-admin', admin: false });
		expect(endsOf(await upsert(simulated, [requisition(7, ['2.00'])]))).toEqual(['update failed permission_missing']);
		simulated.change({ do: 'set-commitments-admin', admin: true });
		expect(endsOf(await upsert(simulated, [requisition(7, ['2.00'])]))).toEqual(['update synced']);
	});
});
