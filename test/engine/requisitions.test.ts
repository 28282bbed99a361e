import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Row } from '../../tools/n8n/tables.ts';
import { contractsOf } from '../e2e/support/contracts.ts';
import { originOf, ownRequisitions, requisitionDifferences, requisitionWith } from '../e2e/support/requisitions.ts';
import { orderLanes } from '../support/lanes.ts';
import { type ScenarioRun, World } from './support/scenarioWorld.ts';

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
	overBilled: [['2208', 'failed', 'over_billed']],
	foreignRequisition: [['2208', draft, '']],
	deletedOrderItem: [
		['', 'waiting', 'not_ordered_yet'],
		['2208', 'ignored', 'requisition_deleted'],
	],
	nullStamp: [['2203', draft, '']],
};

for (const api of ['V4', 'V2'] as const)
	describe(`tour: purchase requisitions become requisitions read by OData ${api}`, () => {
		let world: World;
		let first: ScenarioRun;
		let audit: Row[];
		let foreign: string;
		/** Requisitions that Procore keeps from being as SAP has them. */
		let refused: string[];

		before(async () => {
			const apis = { purchaseOrderApi: api, purchaseRequisitionApi: api };
			world = await World.start({ name: `requisitions-${api}`, dataset: 'tour', ...apis, limits: false });
			// Contracts first: then the requisition lane starts with no order that changed, and has to find them all.
			await world.sync({ lanes: orderLanes });
			world.later(60);
			const billed = contractOf('overBilled');
			const amounts = billed.lines.map(({ id, amount }) => ({ id, amount }));
			world.changeProcore({ do: 'bill', contract: billed.id, lines: amounts });
			const set = { origin_id: 'erp:77', invoice_number: 'INV-77', origin_data: 'theirs' };
			world.changeProcore({ do: 'add-requisition', contract: contractOf('foreignRequisition').id, set });
			foreign = theirs();
			refused = [caseOf('overBilled').requisition];
			first = await world.sync({ lanes });
			audit = (await world.lastAudit()).filter(({ entity }) => entity === 'requisition');
		});

		const caseOf = (name: string) => {
			const found = world.simulators.dataset.requisitionCases[name];
			assert.ok(found);
			return found;
		};
		const contractOf = (name: string) => {
			const found = contractsOf(world.simulators).find(({ number }) => number === caseOf(name).orders[0]);
			assert.ok(found);
			return found;
		};
		const theirs = () => JSON.stringify(requisitionWith(world.simulators, 'erp:77'));

		it('the run succeeds, and only what would bill too much was rejected', () => {
			assert.deepEqual([first.status, first.calls.procore.rejected], ['success', 1]);
			assert.equal(first.outcomes.purchase_order?.synced, 0, 'no order changed');
		});

		it('the table of cases is complete', () => {
			assert.deepEqual(Object.keys(world.simulators.dataset.requisitionCases).sort(), Object.keys(expected).sort());
		});

		for (const [name, outcomes] of Object.entries(expected))
			it(`${name}: ${outcomes.map((outcome) => outcome.slice(1).filter(Boolean).join(' ')).join(', ')}`, () => {
				const rows = audit.filter(({ sap_key }) => sap_key === caseOf(name).requisition);
				const found = rows.map(({ project_id, status, reason }) => [String(project_id ?? ''), status, reason]);
				assert.deepEqual(found.sort(), outcomes, JSON.stringify(rows.map(({ message }) => message)));
			});

		it('every requisition of SAP is on record', () => {
			const seen = new Set(audit.map(({ sap_key }) => sap_key));
			assert.equal(seen.size, world.simulators.dataset.sap.requisitions.length);
		});

		it('nothing is above draft, and allocations add up to what SAP ordered, on the lines of the account assignments', () => {
			assert.ok(ownRequisitions(world.simulators).length > 20);
			assert.deepEqual([...new Set(ownRequisitions(world.simulators).map(({ status }) => status))], ['draft']);
			assert.deepEqual(requisitionDifferences(world.simulators, refused), []);
		});

		it('over-billing is told in the words of Procore, and nothing of it is there', () => {
			const row = audit.find(({ sap_key }) => sap_key === refused[0]);
			assert.match(String(row?.message), /over billed/);
			const { orders } = caseOf('overBilled');
			assert.deepEqual(requisitionWith(world.simulators, originOf(refused[0] ?? '', '2208', orders[0] ?? '')), []);
		});

		it("another integration's requisition on the same contract stays as it is, ours is beside it", () => {
			const { requisition, orders } = caseOf('foreignRequisition');
			const [own] = requisitionWith(world.simulators, originOf(requisition, '2208', orders[0] ?? ''));
			assert.equal(own?.commitment_id, contractOf('foreignRequisition').id);
			assert.equal(theirs(), foreign);
		});

		it('reading everything again makes no write', async () => {
			const run = await world.sync({ lanes, mode: 'backfill' });
			// What Procore refuses is offered again in every run: nothing tells that somebody corrected the billing.
			assert.deepEqual([run.status, run.calls.procore.writes, run.calls.procore.rejected], ['success', 1, 1]);
			assert.equal(run.outcomes.requisition?.unchanged, first.outcomes.requisition?.synced);
			assert.deepEqual(requisitionDifferences(world.simulators, refused), []);
		});

		it('the contract arrives: the requisition that waited for it goes on in the same run', async () => {
			const { requisition, orders } = caseOf('contractMissing');
			world.changeSap({ do: 'set-order-state', order: orders[0], state: 'approved' });
			await world.sync({ lanes });
			const rows = (await world.lastAudit()).filter(({ sap_key }) => sap_key === requisition);
			assert.deepEqual(
				rows.map(({ status }) => status),
				['synced'],
			);
			assert.deepEqual(await world.openExceptions(requisition), []);
			assert.deepEqual(requisitionDifferences(world.simulators, refused), []);
		});

		it('a billing period is opened by somebody: the requisition that waited for it goes on', async () => {
			const period = { project_id: 2211, start_date: '2026-10-01', end_date: '2026-10-31', due_date: '2026-11-05' };
			world.changeProcore({ do: 'add-period', period: { ...period, status: 'open' } });
			await world.sync({ lanes, mode: 'replay', replayEntity: 'requisition' });
			assert.deepEqual(await world.openExceptions(caseOf('noBillingPeriod').requisition), []);
			assert.deepEqual(requisitionDifferences(world.simulators, refused), []);
		});
	});
