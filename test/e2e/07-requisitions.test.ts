import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Row } from '../../demo/n8n/tables.ts';
import type { SyncRun } from '../../demo/playground/syncRun.ts';
import { World } from './support/world.ts';

const lanes = 'project, supplier, purchase_order, requisition';
const draft = 'synced';

/** What becomes of each awkward requisition: project ('' = as a whole), status and reason, in the order of projects. */
const expected: Record<string, Array<[project: string, status: string, reason: string]>> = {
	notOrdered: [['', 'waiting', 'not_ordered_yet']],
	notReleased: [['', 'waiting', 'requisition_not_released']],
	partlyOrdered: [
		['', 'waiting', 'not_ordered_yet'],
		['2203', draft, ''],
	],
	deletedItem: [['2203', draft, '']],
	closedItem: [['2203', draft, '']],
	allDeleted: [['', 'ignored', 'requisition_deleted']],
	splitCostCenters: [
		['2201', draft, ''],
		['2202', draft, ''],
	],
	partOrders: [
		['2204', draft, ''],
		['2204', draft, ''],
	],
	twoItemsOneLine: [['2204', draft, '']],
	twoContracts: [
		['2205', draft, ''],
		['2205', draft, ''],
	],
	aboveOrder: [['2205', 'held', 'requisition_above_order']],
	belowOrder: [['2205', draft, '']],
	otherAssignment: [['2205', 'held', 'contract_line_missing']],
	noBillingPeriod: [['2211', 'waiting', 'no_billing_period']],
	contractMissing: [['2207', 'waiting', 'contract_missing']],
	overBilled: [['2208', draft, '']],
	foreignRequisition: [['2208', draft, '']],
	deletedOrderItem: [
		['', 'waiting', 'not_ordered_yet'],
		['2208', 'ignored', 'requisition_deleted'],
	],
	nullStamp: [['2203', draft, '']],
};

interface RequisitionState {
	status: string;
	origin_id: string | null;
	items: Array<{ work_completed_this_period: string }>;
}

describe('tour: purchase requisitions become requisitions in a real n8n', () => {
	let world: World;
	let first: SyncRun;
	let audit: Row[];

	before(async () => {
		world = await World.start({ name: 'requisitions', dataset: 'tour', limits: false });
		first = await world.sync({ lanes });
		audit = (await world.lastAudit()).filter(({ entity }) => entity === 'requisition');
	});
	after(async () => {
		await world.close();
	});

	const held = () =>
		(world.simulators.procore.simulator.state() as unknown as { requisitions: RequisitionState[] }).requisitions.filter(
			({ origin_id }) => origin_id?.startsWith('sap:'),
		);

	it('the run succeeds, and no call was rejected', () => {
		assert.deepEqual([first.status, first.calls.procore.rejected], ['success', 0]);
	});

	it('the table of cases is complete', () => {
		assert.deepEqual(Object.keys(world.simulators.dataset.requisitionCases).sort(), Object.keys(expected).sort());
	});

	for (const [name, outcomes] of Object.entries(expected))
		it(`${name}: ${outcomes.map((outcome) => outcome.slice(1).filter(Boolean).join(' ')).join(', ')}`, () => {
			const { requisition } = world.simulators.dataset.requisitionCases[name] ?? {};
			const rows = audit.filter(({ sap_key }) => sap_key === requisition);
			const found = rows.map(({ project_id, status, reason }) => [String(project_id ?? ''), status, reason]);
			assert.deepEqual(found.sort(), outcomes);
		});

	it('every requisition of SAP is on record', () => {
		const seen = new Set(audit.map(({ sap_key }) => sap_key));
		assert.equal(seen.size, world.simulators.dataset.sap.requisitions.length);
	});

	it('nothing is above draft, and each is there once, with amounts', () => {
		assert.ok(held().length > 20);
		assert.deepEqual([...new Set(held().map(({ status }) => status))], ['draft']);
		assert.equal(new Set(held().map(({ origin_id }) => origin_id)).size, held().length);
		for (const { items, origin_id } of held())
			assert.ok(
				items.some(({ work_completed_this_period: amount }) => Number(amount) !== 0),
				String(origin_id),
			);
	});

	it('reading everything again makes no write', async () => {
		const run = await world.sync({ lanes, mode: 'backfill' });
		assert.deepEqual([run.status, run.calls.procore.writes], ['success', 0]);
		assert.equal(run.outcomes.requisition?.unchanged, first.outcomes.requisition?.synced);
	});

	it('the contract arrives: the requisition that waited for it goes on in the same run', async () => {
		const { requisition, orders } = world.simulators.dataset.requisitionCases.contractMissing ?? { orders: [] };
		world.changeSap({ do: 'set-order-state', order: orders[0], state: 'approved' });
		await world.sync({ lanes });
		const rows = (await world.lastAudit()).filter(({ sap_key }) => sap_key === requisition);
		assert.deepEqual(
			rows.map(({ status }) => status),
			['synced'],
		);
	});
});
