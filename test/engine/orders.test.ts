import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Row } from '../../tools/n8n/tables.ts';
import { contractsOf, demanded, differences } from '../e2e/support/contracts.ts';
import { type ScenarioRun, World } from './support/scenarioWorld.ts';

/** What becomes of each awkward order, by project ('' = the order as a whole): status and reason. */
const expected: Record<string, Record<string, [status: string, reason: string]>> = {
	percentSplit: { 2201: ['synced', ''] },
	quantitySplit: { 2201: ['synced', ''] },
	amountSplit: { 2202: ['synced', ''] },
	percentWithoutAmounts: { 2202: ['synced', ''] },
	threeProjects: { 2201: ['synced', ''], 2202: ['synced', ''], 2204: ['synced', ''] },
	deletedAssignment: { 2203: ['synced', ''] },
	lines300: { 2210: ['synced', ''] },
	twoCostCodes: { 2205: ['synced', ''] },
	pricePer100: { 2201: ['synced', ''] },
	pricePer1000: { 2201: ['synced', ''] },
	orderUnitIsNotPriceUnit: { 2201: ['synced', ''] },
	zeroDecimals: { 2213: ['synced', ''] },
	threeDecimals: { 2214: ['synced', ''] },
	returnsItem: { 2202: ['synced', ''] },
	freeOfCharge: { 2202: ['synced', ''] },
	limitItem: { 2203: ['synced', ''] },
	roundedBySap: { 2203: ['synced', ''] },
	amountMismatch: { 2203: ['held', 'amount_mismatch'] },
	foreignCurrency: { 2204: ['held', 'currency_mismatch'] },
	unmappedUnit: { 2204: ['synced', ''] },
	longText: { 2204: ['synced', ''] },
	deletedItem: { 2207: ['synced', ''] },
	allItemsDeleted: { 2207: ['ignored', 'order_deleted'] },
	headerDeleted: { 2207: ['ignored', 'order_deleted'] },
	held: { '': ['held', 'order_incomplete'] },
	inRelease: { '': ['waiting', 'not_released'] },
	rejected: { 2207: ['ignored', 'order_rejected'] },
	unknownStatus: { '': ['held', 'unknown_order_status'] },
	supplierBlocked: { 2208: ['waiting', 'vendor_missing'] },
	supplierNotInProcore: { 2208: ['synced', ''] },
	supplierHeld: { 2208: ['waiting', 'vendor_missing'] },
	outsideProjects: { '': ['ignored', 'not_a_project_purchase'] },
	stock: { '': ['ignored', 'no_account_assignment'] },
	stockAndProject: { 2208: ['synced', ''] },
	numberTaken: { 2205: ['held', 'number_taken'] },
	foreignContract: { 2205: ['held', 'foreign_contract'] },
	wbsByPrefix: { 2212: ['synced', ''] },
	projectByOriginId: { 2206: ['synced', ''] },
	unmappedWbs: { '': ['held', 'unmapped_project'] },
	internalWbsId: { 2204: ['synced', ''] },
	internalOrder: { 2203: ['synced', ''] },
	inactiveProject: { 2216: ['held', 'project_inactive'] },
	unmappedCostCode: { 2205: ['held', 'unmapped_cost_code'] },
	ambiguousMap: { 2205: ['held', 'mapping_ambiguous'] },
	partlyHeld: { 2205: ['synced', ''], 2202: ['held', 'unmapped_cost_code'] },
	prefixRow: { 2205: ['synced', ''] },
	wbsRowWins: { 2203: ['synced', ''] },
	costCenterRowWins: { 2202: ['synced', ''] },
	nullStamp: { 2201: ['synced', ''] },
	equalStamps: { 2209: ['synced', ''] },
};

const lanes = 'project, supplier, purchase_order';

for (const api of ['V4', 'V2'] as const)
	describe(`tour: purchase orders become contracts read by OData ${api}`, () => {
		let world: World;
		let first: ScenarioRun;
		let audit: Row[];
		const orders = (rows: Row[]) => rows.filter(({ entity }) => entity === 'purchase_order');

		before(async () => {
			world = await World.start({ name: `orders-${api}`, dataset: 'tour', purchaseOrderApi: api, limits: false });
			first = await world.sync({ lanes });
			audit = await world.lastAudit();
		});

		it('the run succeeds', () => {
			assert.equal(first.status, 'success', JSON.stringify(first.error));
		});

		it('every order has exactly one outcome for each project, and none is left out', () => {
			const keys = orders(audit).map(({ sap_key, project_id }) => `${String(sap_key)}|${String(project_id)}`);
			assert.deepEqual(
				keys.filter((key, index) => keys.indexOf(key) !== index),
				[],
			);
			const seen = new Set(orders(audit).map(({ sap_key }) => sap_key));
			const all = world.simulators.dataset.sap.orders.map(({ header }) => header.PurchaseOrder);
			assert.deepEqual(
				all.filter((order) => !seen.has(order)),
				[],
			);
		});

		it('the table of cases is complete', () => {
			assert.deepEqual(Object.keys(world.simulators.dataset.orderCases).sort(), Object.keys(expected).sort());
		});

		for (const [name, outcomes] of Object.entries(expected))
			it(`${name}: ${Object.values(outcomes)
				.map((outcome) => outcome.filter(Boolean).join(' '))
				.join(', ')}`, () => {
				const order = world.simulators.dataset.orderCases[name]?.order;
				const rows = orders(audit).filter(({ sap_key }) => sap_key === order);
				const found = rows.map(({ project_id, status, reason }) => [String(project_id ?? ''), [status, reason]]);
				assert.deepEqual(Object.fromEntries(found), outcomes, JSON.stringify(rows.map(({ message }) => message)));
			});

		it('sums tie out between SAP and Procore for every order, to the last minor unit', () => {
			assert.deepEqual(differences(world.simulators), []);
			assert.ok(demanded(world.simulators).filter(({ reason }) => reason === '').length > 90);
		});

		it('no call was rejected', () => {
			assert.equal(first.calls.procore.rejected, 0);
		});

		it('unmapped combinations are rows to fill, once', async () => {
			const found = (await world.rows('sap_procore_cost_codes')).filter(({ source }) => source === 'found');
			assert.ok(found.length > 0);
			assert.ok(found.every(({ cost_code }) => cost_code === '' || cost_code === null));
			await world.sync({ lanes });
			const again = (await world.rows('sap_procore_cost_codes')).filter(({ source }) => source === 'found');
			assert.equal(again.length, found.length);
		});

		it('allocations say which row of the map decided, for every line', async () => {
			const rows = await world.rows('sap_procore_allocations');
			const lines = contractsOf(world.simulators).flatMap(({ origin_id, lines: own }) =>
				origin_id?.startsWith('sap:') ? own.map((line) => line.origin_id) : [],
			);
			assert.deepEqual(new Set(rows.map(({ line_origin_id }) => line_origin_id)), new Set(lines));
			assert.ok(rows.every(({ rule }) => /^cost code by row \d+: .+; project by the row of \d+: /.test(String(rule))));
		});

		it('an unchanged run makes no write', async () => {
			const run = await world.sync({ lanes });
			assert.deepEqual([run.status, run.calls.procore.writes, run.calls.procore.rejected], ['success', 0, 0]);
		});

		it('reading everything again finds everything unchanged', async () => {
			const run = await world.sync({ lanes, mode: 'backfill' });
			assert.deepEqual([run.status, run.calls.procore.writes], ['success', 0]);
			assert.equal(run.outcomes.purchase_order?.unchanged, first.outcomes.purchase_order?.synced);
		});
	});
