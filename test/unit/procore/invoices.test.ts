import type { IDataObject } from 'n8n-workflow';
import { negated, sum } from '../../../nodes/shared/decimal';
import type { DesiredRequisition } from '../../../nodes/shared/model';
import { invoiceOriginId } from '../../../nodes/shared/originId';
import { company, contract, contractOrigin, endsOf, lineOrigin, upsert as upsertContracts } from './contracts';
import type { Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const originOf = (n: number) => invoiceOriginId('S4P', `2026/${n}`, '1', '4500000001');

/** An invoice over two lines of order 1. */
function invoice(n: number, amounts = ['60.00', '40.00'], more: Partial<DesiredRequisition> = {}): DesiredRequisition {
	return {
		originId: originOf(n),
		projectId: '1',
		contractOriginId: contractOrigin(1, 1),
		number: `${n}/2026`,
		billingDate: '2026-09-15',
		comment: `SAP supplier invoice ${n} of 2026`,
		status: 'approved',
		currency: 'USD',
		allocations: amounts.map((amount, at) => ({ lineOriginId: lineOrigin(1, (at + 1) * 10, 1), amount })),
		total: sum(['0.00', ...amounts]),
		source: { entity: 'supplier_invoice', sapKey: `2026/${n}`, sapChangedAt: null },
		withdrawn: false,
		remarks: [],
		mappedAssignments: [],
		...more,
	};
}

/** What reverses an invoice, as SAP posts it. */
const reversing = (n: number, reversed: DesiredRequisition) =>
	invoice(
		n,
		reversed.allocations.map(({ amount }) => negated(amount)),
		{ requires: reversed.originId },
	);

interface Billed {
	status: string;
	items: Array<{ work_completed_this_period: string }>;
}
const billed = (simulated: Simulated) => {
	const { requisitions } = simulated.state<{ requisitions: Billed[] }>();
	return {
		statuses: requisitions.map(({ status }) => status),
		total: sum([
			'0.00',
			...requisitions.flatMap(({ items }) => items.map(({ work_completed_this_period: work }) => work)),
		]),
	};
};

/** A company with order 1 of two lines of 100.00 in project 1. */
async function started() {
	const simulated = company([1], {
		billingPeriods: [
			{ project_id: 1, start_date: '2026-09-01', end_date: '2026-09-30', due_date: '2026-10-10', status: 'open' },
		],
	});
	await upsertContracts(simulated, [contract(1, 1)]);
	return simulated;
}

const upsert = async (simulated: Simulated, wanted: DesiredRequisition[]) =>
	await simulated.run(
		'requisition',
		'upsertMany',
		{ dryRun: false, options: { submit: true } },
		wanted.map((one) => structuredClone(one) as unknown as IDataObject),
	);

describe('a supplier invoice in Procore', () => {
	it('is approved with its amounts, and of the lane that it came from', async () => {
		const simulated = await started();
		const run = await upsert(simulated, [invoice(1)]);
		expect(endsOf(run)).toEqual(['create synced']);
		expect(run.items.map(({ json }) => json.entity)).toEqual(['supplier_invoice']);
		expect(billed(simulated)).toEqual({ statuses: ['approved'], total: '100.00' });
		expect(endsOf(await upsert(simulated, [invoice(1)]))).toEqual(['none unchanged']);
	});

	it('stays as it was written when the setting of its status changes', async () => {
		const simulated = await started();
		await upsert(simulated, [invoice(1)]);
		const underReview = { status: 'under_review' } as const;
		expect(endsOf(await upsert(simulated, [invoice(1, undefined, underReview)]))).toEqual(['none unchanged']);
		expect(billed(simulated).statuses).toEqual(['approved']);
	});

	it('that was reversed before it got there is not sent, and neither is what reverses it', async () => {
		const simulated = await started();
		const reversed = invoice(1, undefined, { requires: originOf(1) });
		const run = await upsert(simulated, [reversed, reversing(2, reversed)]);
		expect(endsOf(run)).toEqual(['none ignored invoice_reversed', 'none ignored invoice_reversed']);
		expect(billed(simulated).statuses).toEqual([]);
	});

	it('that was reversed later is followed by what reverses it: together they bill nothing', async () => {
		const simulated = await started();
		await upsert(simulated, [invoice(1)]);
		const reversed = invoice(1, undefined, { requires: originOf(1) });
		const run = await upsert(simulated, [reversed, reversing(2, reversed)]);
		expect(endsOf(run)).toEqual(['none unchanged', 'create synced']);
		expect(billed(simulated)).toEqual({ statuses: ['approved', 'approved'], total: '0.00' });
	});

	it('is followed by the right one after its reversal, within what was ordered', async () => {
		const simulated = await started();
		await upsert(simulated, [invoice(1, ['100.00', '100.00'])]);
		const reversed = invoice(1, ['100.00', '100.00'], { requires: originOf(1) });
		const run = await upsert(simulated, [reversed, reversing(2, reversed), invoice(3, ['90.00', '95.00'])]);
		expect(endsOf(run)).toEqual(['none unchanged', 'create synced', 'create synced']);
		expect(billed(simulated).total).toBe('185.00');
	});
});
