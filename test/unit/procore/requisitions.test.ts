import * as fc from 'fast-check';
import { compared, sum } from '../../../nodes/shared/decimal';
import type { DesiredRequisition } from '../../../nodes/shared/model';
import { identityOf } from '../../e2e/support/requisitions.ts';
import { amountsOf, held, originOf, period, requisition, started, upsert } from './billing';
import { company, contract, contractOrigin, endsOf, line, lineOrigin, upsert as upsertContracts } from './contracts';
import type { Fault, Run, Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const pathsOf = ({ calls }: Run) => calls.map(({ method, path }) => `${method} ${path.replace(/\d{3,}/g, '*')}`);

describe('a requisition', () => {
	it('is created as a draft with its allocations, in one request after three lists and the lines', async () => {
		const simulated = await started();
		const run = await upsert(simulated, [
			requisition(7, undefined, { comment: 'Requisition 7', status: 'under_review' }),
		]);
		expect(endsOf(run)).toEqual(['create synced']);
		expect(pathsOf(run)).toEqual([
			'GET /rest/v1.1/requisitions',
			'GET /rest/v1.0/purchase_order_contracts',
			'GET /rest/v1.0/purchase_order_contracts/*/line_items',
			'GET /rest/v1.0/projects/1/billing_periods',
			'POST /rest/v1.1/requisitions',
		]);
		expect(held(simulated)).toMatchObject([
			{ origin_id: null, status: 'draft', invoice_number: '7', billing_date: '2026-09-15' },
		]);
		expect(held(simulated).map(identityOf)).toEqual([originOf(7)]);
		expect(held(simulated)[0]?.items).toMatchObject([
			{ work_completed_this_period: '60.0', comment: 'Requisition 7' },
			{ work_completed_this_period: '40.0' },
		]);
		expect(run.outcomes[0]).toMatchObject({
			entity: 'requisition',
			sapKey: '7',
			projectId: '1',
			procoreId: String(held(simulated)[0]?.id),
			detail: { allocations: 2, total: '100.00', contractOriginId: contractOrigin(1, 1) },
		});
	});

	it('that is unchanged costs nothing but the list, also when it has moved on', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		const again = await upsert(simulated, [requisition(7)]);
		expect(endsOf(again)).toEqual(['none unchanged']);
		expect(again.calls).toHaveLength(1);
		simulated.change({ do: 'set-requisition-status', id: held(simulated)[0]?.id ?? 0, status: 'approved' });
		expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['none unchanged']);
	});

	it('that changed in SAP changes while it is a draft', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		const run = await upsert(simulated, [requisition(7, ['0.00', '75.00'])]);
		expect(endsOf(run)).toEqual(['update synced']);
		expect(amountsOf(simulated)).toEqual([['0.0', '75.0']]);
		expect(run.outcomes[0]?.detail).toMatchObject({ previousTotal: '100.0', total: '75.00' });
		expect(run.writes).toHaveLength(1);
	});

	it('that changed after it was approved is never touched', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		simulated.change({ do: 'set-requisition-status', id: held(simulated)[0]?.id ?? 0, status: 'approved' });
		const before = simulated.snapshot();
		expect(endsOf(await upsert(simulated, [requisition(7, ['1.00'])]))).toEqual(['none held requisition_in_progress']);
		expect(simulated.snapshot()).toBe(before);
	});

	it('that somebody edited is held', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		const [one] = held(simulated);
		await simulated.call('PATCH', `/rest/v1.0/requisitions/${one?.id ?? 0}/bulk_item_update?project_id=1`, {
			requisition_items: [{ id: one?.items[0]?.id, item_type: 'contract_item', work_completed_this_period: '10' }],
		});
		const run = await upsert(simulated, [requisition(7)]);
		expect(endsOf(run)).toEqual(['none held edited_in_procore']);
		expect(run.outcomes[0]?.message).toContain('it bills 50.0 instead of 100.00');
	});

	/** Somebody in Procore bills these amounts instead. */
	async function edit(simulated: Simulated, amounts: string[]) {
		const [one] = held(simulated);
		const requisition_items = (one?.items ?? []).map(({ id }, at) => ({
			id,
			item_type: 'contract_item',
			work_completed_this_period: amounts[at] ?? '0',
		}));
		await simulated.call('PATCH', `/rest/v1.0/requisitions/${one?.id ?? 0}/bulk_item_update?project_id=1`, {
			requisition_items,
		});
	}

	it('whose amounts somebody moved to other lines is held, although the total is the same', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		await edit(simulated, ['50', '50']);
		const run = await upsert(simulated, [requisition(7)]);
		expect(endsOf(run)).toEqual(['none held edited_in_procore']);
		expect(run.outcomes[0]?.message).toContain('its amounts are on other lines');
	});

	it('that somebody edited and SAP changed as well is held, not overwritten; equal changes are none', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		await edit(simulated, ['10', '40']);
		const before = simulated.snapshot();
		expect(endsOf(await upsert(simulated, [requisition(7, ['30.00', '40.00'])]))).toEqual([
			'update held edited_in_procore',
		]);
		expect(simulated.snapshot()).toBe(before);
		expect(endsOf(await upsert(simulated, [requisition(7, ['10.00', '40.00'])]))).toEqual(['update synced']);
		expect(endsOf(await upsert(simulated, [requisition(7, ['10.00', '40.00'])]))).toEqual(['none unchanged']);
	});

	it('that was drafted before a line of its contract cannot bill it: held, with what to do', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		await upsertContracts(simulated, [contract(1, 1, { lines: [10, 20, 30].map((item) => line(1, item, 1)) })]);
		const run = await upsert(simulated, [requisition(7, ['60.00', '40.00', '5.00'])]);
		expect(endsOf(run)).toEqual(['update held contract_line_missing']);
		expect(run.outcomes[0]?.message).toContain('was drafted before a line of its contract');
		expect(amountsOf(simulated)).toEqual([['60.0', '40.0']]);
	});

	it('that was withdrawn is ignored where Procore has none, else held', async () => {
		const simulated = await started();
		const withdrawn = requisition(7, [], { withdrawn: true });
		expect(endsOf(await upsert(simulated, [withdrawn]))).toEqual(['none ignored requisition_deleted']);
		await upsert(simulated, [requisition(7)]);
		expect(endsOf(await upsert(simulated, [withdrawn]))).toEqual(['none held requisition_withdrawn']);
	});

	it('is submitted only by the option', async () => {
		const simulated = await started();
		const wanted = requisition(7, undefined, { status: 'under_review' });
		await upsert(simulated, [wanted]);
		expect(held(simulated)).toMatchObject([{ status: 'draft' }]);
		await upsert(simulated, [wanted], { submit: true });
		expect(held(simulated)).toMatchObject([{ status: 'under_review' }]);
		expect(endsOf(await upsert(simulated, [wanted], { submit: true }))).toEqual(['none unchanged']);
	});

	it('is submitted last, once its amounts are there; killed in between it is a draft, and the next run submits it', async () => {
		const simulated = await started();
		const wanted = requisition(7, undefined, { status: 'under_review' });
		simulated.fault = ({ method }) => (method === 'PATCH' ? 'drop-before' : undefined);
		await upsert(simulated, [wanted], { submit: true });
		expect(held(simulated)).toMatchObject([{ status: 'draft' }]);
		expect(amountsOf(simulated)).toEqual([['60.0', '40.0']]);
		simulated.fault = () => undefined;
		const run = await upsert(simulated, [wanted], { submit: true });
		expect(endsOf(run)).toEqual(['update synced']);
		expect(run.writes).toHaveLength(1);
		expect(held(simulated)).toMatchObject([{ status: 'under_review' }]);
	});

	it('that a person gave back as a draft is not submitted again, and one under review stays when the setting goes', async () => {
		const simulated = await started();
		const wanted = requisition(7, undefined, { status: 'under_review' });
		await upsert(simulated, [wanted], { submit: true });
		expect(endsOf(await upsert(simulated, [wanted]))).toEqual(['none unchanged']);
		simulated.change({ do: 'set-requisition-status', id: held(simulated)[0]?.id ?? 0, status: 'draft' });
		expect(endsOf(await upsert(simulated, [wanted], { submit: true }))).toEqual(['none unchanged']);
		expect(endsOf(await upsert(simulated, [wanted]))).toEqual(['none unchanged']);
	});

	it('that was approved stays unchanged when requisitions are submitted from now on', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7)]);
		simulated.change({ do: 'set-requisition-status', id: held(simulated)[0]?.id ?? 0, status: 'approved' });
		const wanted = requisition(7, undefined, { status: 'under_review' });
		expect(endsOf(await upsert(simulated, [wanted], { submit: true }))).toEqual(['none unchanged']);
	});

	it('is never above draft without it, whatever its item says', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom<DesiredRequisition['status']>(
					'under_review',
					'approved',
					'approved_as_noted',
					'pending_owner_approval',
				),
				fc.constantFrom({}, { submit: false }, { submit: 'true' }),
				async (status, options) => {
					const simulated = await started();
					await upsert(simulated, [requisition(7, undefined, { status })], options);
					await upsert(simulated, [requisition(7, ['5.00'], { status })], options);
					expect(held(simulated)).toMatchObject([{ status: 'draft' }]);
				},
			),
			{ numRuns: 12 },
		);
	});

	it('waits for its contract, and for its approval; a contract that takes no invoices holds it', async () => {
		const simulated = company([1, 2], { billingPeriods: [period] });
		const run = await upsert(simulated, [requisition(7)]);
		expect(endsOf(run)).toEqual(['create waiting contract_missing']);
		await upsertContracts(simulated, [contract(1, 1, { status: 'Draft' })]);
		expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['create waiting contract_missing']);
		const [one] = simulated.contracts();
		const set = { status: 'Approved' as const, requisitions_are_enabled: false };
		simulated.change({ do: 'edit-contract', id: one?.id ?? 0, set });
		expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['create held invoices_not_allowed']);
		expect(held(simulated)).toEqual([]);
	});

	it('of a line that the contract lacks is held, and names it', async () => {
		const simulated = await started();
		const run = await upsert(simulated, [requisition(7, ['1.00', '2.00', '3.00'])]);
		expect(endsOf(run)).toEqual(['create held contract_line_missing']);
		expect(run.outcomes[0]?.message).toContain(lineOrigin(1, 30, 1));
		expect(run.writes).toEqual([]);
	});

	it('without an open billing period waits, or opens one for the month where that is wanted', async () => {
		const simulated = await started({ billingPeriods: [] });
		expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['create waiting no_billing_period']);
		const run = await upsert(simulated, [requisition(7), requisition(8, ['1.00'])], { createBillingPeriod: true });
		expect(endsOf(run)).toEqual(['create synced', 'create synced']);
		expect(simulated.state<{ billingPeriods: object[] }>().billingPeriods).toMatchObject([
			{ start_date: '2026-09-01', end_date: '2026-09-30', due_date: '2026-09-30', status: 'open' },
		]);
	});

	it('waits when the period of its month is closed', async () => {
		const simulated = await started({ billingPeriods: [{ ...period, status: 'closed' }] });
		const run = await upsert(simulated, [requisition(7)], { createBillingPeriod: true });
		expect(endsOf(run)).toEqual(['create waiting no_billing_period']);
		expect(run.outcomes[0]?.message).toContain('overlaps');
	});

	it('that bills more than a line has left is held in the words of Procore; the others go on', async () => {
		const simulated = await started();
		const run = await upsert(simulated, [requisition(7, ['101.00']), requisition(8)]);
		expect(endsOf(run)).toEqual(['create failed over_billed', 'create synced']);
		expect(run.outcomes[0]?.message).toContain('over billed');
	});

	it("stays apart from another integration's on the same contract; its number is not taken twice", async () => {
		const simulated = await started();
		const [one] = simulated.contracts();
		simulated.change({
			do: 'add-requisition',
			contract: one?.id ?? 0,
			set: { origin_id: 'other:1', invoice_number: '7' },
		});
		const run = await upsert(simulated, [requisition(7), requisition(8)]);
		expect(endsOf(run)).toEqual(['create held number_taken', 'create synced']);
	});

	it('is only planned on a dry run', async () => {
		const simulated = await started({ billingPeriods: [] });
		const before = simulated.snapshot();
		const run = await upsert(simulated, [requisition(7)], { createBillingPeriod: true }, true);
		expect(endsOf(run)).toEqual(['create planned']);
		expect(simulated.snapshot()).toBe(before);
	});

	it('fails with the permission that is missing where commitments are switched off, with one call', async () => {
		const simulated = await started();
		simulated.change({ do: 'set-tool', tool: 'commitments', enabled: false, project: 1 });
		const run = await upsert(simulated, [requisition(7), requisition(8)]);
		expect(endsOf(run)).toEqual(['create failed permission_missing', 'create failed permission_missing']);
		expect(run.calls).toHaveLength(1);
	});
});

describe('a requisition that Procore takes without its amounts', () => {
	/** Procore ignores the items of a new requisition. */
	function ignoringItems(simulated: Simulated) {
		const handle = simulated.simulator.handle.bind(simulated.simulator);
		simulated.simulator.handle = (request) => {
			const body = request.body as { requisition?: { items?: unknown } } | null;
			if (request.method === 'POST' && body?.requisition) body.requisition.items = [];
			return handle(request);
		};
	}

	it('gets them by themselves', async () => {
		const simulated = await started();
		ignoringItems(simulated);
		const run = await upsert(simulated, [requisition(7)]);
		expect(endsOf(run)).toEqual(['create synced']);
		expect(pathsOf(run).slice(-2)).toEqual([
			'PATCH /rest/v1.0/requisitions/*/bulk_item_update',
			'GET /rest/v1.1/requisitions/*',
		]);
		expect(amountsOf(simulated)).toEqual([['60.0', '40.0']]);
	});

	it('killed between creation and allocation is completed by the next run: one requisition, fully allocated', async () => {
		const simulated = await started();
		ignoringItems(simulated);
		simulated.fault = ({ url }) => (url.includes('bulk_item_update') ? 'drop-before' : undefined);
		await upsert(simulated, [requisition(7)]);
		expect(amountsOf(simulated)).toEqual([['0.0', '0.0']]);
		simulated.fault = () => undefined;
		expect(endsOf(await upsert(simulated, [requisition(7)]))).toEqual(['update synced']);
		expect(amountsOf(simulated)).toEqual([['60.0', '40.0']]);
	});
});

it('under any faults and kills: one requisition each, allocated as SAP has it, then silence', async () => {
	const aRound = fc.record({
		wanted: fc.uniqueArray(
			fc.record({
				n: fc.integer({ min: 1, max: 4 }),
				cents: fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 2 }),
			}),
			{ selector: ({ n }) => n, maxLength: 4 },
		),
		faults: fc.array(
			fc.record({
				nth: fc.integer({ min: 1, max: 12 }),
				fault: fc.constantFrom<Fault>(
					'drop-before',
					'drop-after',
					{ status: 500 },
					{ status: 502, processed: true },
					{ status: 429 },
				),
			}),
			{ maxLength: 3 },
		),
		killedAt: fc.option(fc.integer({ min: 1, max: 12 }), { nil: Infinity }),
	});
	await fc.assert(
		fc.asyncProperty(fc.array(aRound, { minLength: 1, maxLength: 3 }), async (rounds) => {
			const simulated = await started({ billingPeriods: [] });
			const known = new Map<number, DesiredRequisition>();
			const options = { createBillingPeriod: true };
			for (const { wanted, faults, killedAt } of rounds) {
				for (const { n, cents } of wanted)
					known.set(
						n,
						requisition(
							n,
							cents.map((one) => (one / 100).toFixed(2)),
						),
					);
				simulated.fault = (_request, count) =>
					count >= killedAt ? 'drop-before' : faults.find(({ nth }) => nth === count)?.fault;
				const run = await upsert(simulated, [...known.values()], options);
				expect(run.outcomes).toHaveLength(known.size);
			}
			simulated.fault = () => undefined;
			await upsert(simulated, [...known.values()], options);
			expect(held(simulated).map(identityOf).sort()).toEqual(
				[...known.values()].map(({ originId }) => originId).sort(),
			);
			for (const one of held(simulated)) {
				const { items, status } = one;
				const wanted = [...known.values()].find(({ originId }) => originId === identityOf(one));
				expect(compared(sum(items.map((item) => item.work_completed_this_period)), wanted?.total ?? '')).toBe(0);
				expect(status).toBe('draft');
			}
			const silent = await upsert(simulated, [...known.values()], options);
			expect(silent.writes).toEqual([]);
			expect(new Set(endsOf(silent)).size).toBeLessThanOrEqual(1);
			expect(simulated.state<{ billingPeriods: object[] }>().billingPeriods.length).toBeLessThanOrEqual(1);
		}),
		{ numRuns: 60 },
	);
});

describe('Get and Get Many', () => {
	it('of requisitions', async () => {
		const simulated = await started();
		await upsert(simulated, [requisition(7), requisition(8, ['1.00'])]);
		const filters = { originId: originOf(8), status: 'draft' };
		const many = await simulated.run('requisition', 'getAll', {
			projectId: '1',
			returnAll: true,
			simplify: true,
			filters,
		});
		expect(many.rows).toMatchObject([
			{ invoiceNumber: '8', status: 'draft', claimedAmount: '1.0', vendor: 'Steel Ltd' },
		]);
		const requisitionId = String(many.rows[0]?.id);
		const one = await simulated.run('requisition', 'get', { projectId: '1', requisitionId, simplify: false });
		expect(one.rows[0]?.items).toHaveLength(2);
	});

	it('of billing periods, and Create', async () => {
		const simulated = company([1]);
		const days = { startDate: '2026-10-01T00:00:00.000-04:00', endDate: '2026-10-31', dueDate: '2026-11-05' };
		const made = await simulated.run('billingPeriod', 'create', { projectId: '1', status: 'open', ...days });
		expect(made.rows).toMatchObject([{ start_date: '2026-10-01', end_date: '2026-10-31', status: 'open' }]);
		const list = { projectId: '1', returnAll: true, simplify: true, filters: { status: 'open' } };
		expect((await simulated.run('billingPeriod', 'getAll', list)).rows).toMatchObject([{ dueDate: '2026-11-05' }]);
		const wrong = await simulated.run('billingPeriod', 'create', {
			projectId: '1',
			status: 'open',
			...days,
			endDate: 'x',
		});
		expect(wrong.rows).toMatchObject([{ reason: 'configuration_invalid' }]);
	});
});
