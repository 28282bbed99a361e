import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import type { Row } from '../../tools/n8n/tables.ts';
import { contractsOf, differences } from '../e2e/support/contracts.ts';
import { type ScenarioRun, World } from './support/scenarioWorld.ts';
import { Scene } from './walks/scene.ts';

/** What becomes of each awkward case of the data set: action, status and reason. */
const expected: Record<string, [action: string, status: string, reason: string]> = {
	exactNameNoOrigin: ['link', 'synced', ''],
	ambiguousName: ['none', 'held', 'ambiguous_vendor_name'],
	foreignOrigin: ['none', 'held', 'foreign_origin_id'],
	duplicateSupplierName: ['create', 'synced', ''],
	nearCase: ['create', 'synced', ''],
	nearComma: ['create', 'synced', ''],
	nearLegalForm: ['create', 'synced', ''],
	nearAccents: ['create', 'synced', ''],
	inactiveVendorSameName: ['none', 'held', 'vendor_inactive'],
	apostrophe: ['create', 'synced', ''],
	ampersand: ['create', 'synced', ''],
	umlaut: ['create', 'synced', ''],
	chinese: ['create', 'synced', ''],
	longName: ['create', 'synced', ''],
	postingBlocked: ['none', 'ignored', 'supplier_blocked'],
	purchasingBlocked: ['none', 'ignored', 'supplier_blocked'],
	deletionFlag: ['none', 'ignored', 'supplier_deleted'],
	partnerNumberDiffers: ['create', 'synced', ''],
	shortPartnerNumber: ['create', 'synced', ''],
	alphanumericNumber: ['create', 'synced', ''],
	neverChanged: ['create', 'synced', ''],
	regionNotIso: ['create', 'synced', ''],
	severalPaymentTerms: ['create', 'synced', ''],
	noAddress: ['create', 'synced', ''],
	noCountry: ['create', 'synced', ''],
	movedAddress: ['create', 'synced', ''],
	twoEmails: ['create', 'synced', ''],
};

describe('tour: suppliers become vendors, beside the projects and orders that need them', () => {
	let world: World;
	let first: ScenarioRun;
	let audit: Row[];
	const caseOf = (name: string) => {
		const found = world.simulators.dataset.cases[name];
		assert.ok(found, `the data set has no case ${name}`);
		return found;
	};
	const rowOf = (supplier: string) => audit.find(({ sap_key }) => sap_key === supplier);
	const identities = () => world.vendors().map(({ id, origin_id }) => [id, origin_id]);

	before(async () => {
		world = await World.start({ name: 'tour', dataset: 'tour', limits: false });
		first = await world.syncOrders();
		audit = (await world.lastAudit()).filter(({ entity }) => entity === 'supplier');
	});

	it('the run succeeds and moves the watermark of each lane', async () => {
		assert.equal(first.status, 'success', first.error?.message);
		assert.deepEqual(Object.keys(first.outcomes), ['project', 'supplier', 'purchase_order']);
		for (const lane of Object.keys(first.outcomes))
			assert.match(String(await world.watermark(lane)), /^\d{4}-\d\d-\d\dT/, lane);
	});

	it('every project of Procore has an outcome and its row in the roster', async () => {
		const projects = world.simulators.dataset.procore.projects.map(({ id }) => String(id)).sort();
		const outcomes = (await world.lastAudit()).filter(({ entity }) => entity === 'project');
		const recorded = new Set(outcomes.map(({ project_id }) => project_id));
		const roster = await world.rows('sap_procore_projects');
		assert.deepEqual(roster.map(({ project_id }) => project_id).sort(), projects);
		assert.ok([...recorded].every((id) => projects.includes(String(id))));
		const { synced = 0, unchanged = 0 } = first.outcomes.project ?? {};
		assert.equal(synced + unchanged, projects.length);
	});

	it('every supplier has exactly one outcome', () => {
		const suppliers = world.simulators.dataset.sap.suppliers.map(({ supplier }) => supplier.Supplier).sort();
		assert.deepEqual(audit.map(({ sap_key }) => sap_key).sort(), suppliers);
	});

	it('the table of cases is complete', () => {
		assert.deepEqual(Object.keys(world.simulators.dataset.cases).sort(), Object.keys(expected).sort());
	});

	for (const [name, outcome] of Object.entries(expected)) {
		it(`${name}: ${outcome.filter(Boolean).join(', ')}`, () => {
			const row = rowOf(caseOf(name).supplier);
			assert.deepEqual([row?.action, row?.status, row?.reason], outcome);
			const vendor = world.vendorOf(caseOf(name).supplier);
			assert.equal(vendor !== undefined, outcome[1] === 'synced');
			if (vendor) assert.equal(vendor.name, nameOf(world, caseOf(name).supplier));
		});
	}

	it('duplicateSupplierName: the higher number is held', () => {
		const [second] = caseOf('duplicateSupplierName').others;
		assert.equal(rowOf(String(second))?.reason, 'duplicate_supplier_name');
	});

	it('exactNameNoOrigin: the vendor that was there is taken, none is added', () => {
		const { supplier, vendors } = caseOf('exactNameNoOrigin');
		assert.deepEqual([world.vendorOf(supplier)?.id], vendors);
	});

	for (const name of ['nearCase', 'nearComma', 'nearLegalForm', 'nearAccents'])
		it(`${name}: the similar name is noted for the auditor`, () => {
			assert.match(String(rowOf(caseOf(name).supplier)?.detail), /Almost the same name/);
		});

	it('regionNotIso: the region is left out, the country stays, and the auditor is told', () => {
		const { supplier } = caseOf('regionNotIso');
		assert.deepEqual(
			[world.vendorOf(supplier)?.country_code, world.vendorOf(supplier)?.state_code ?? null],
			['DE', null],
		);
		assert.match(String(rowOf(supplier)?.detail), /not an ISO code/);
	});

	it('severalPaymentTerms: one managed line in the notes names them by company code', () => {
		const notes = String(world.vendorOf(caseOf('severalPaymentTerms').supplier)?.notes);
		assert.match(notes, /SAP payment terms: .+ \(1010\), .+ \(1710\)/);
	});

	it('twoEmails: the one flagged as default wins', () => {
		const { supplier } = caseOf('twoEmails');
		const record = world.simulators.dataset.sap.suppliers.find((each) => each.supplier.Supplier === supplier);
		const wanted = record?.addresses.flatMap(({ emails }) => emails).find((email) => email.IsDefaultEmailAddress);
		assert.equal(world.vendorOf(supplier)?.email_address, wanted?.EmailAddress);
	});

	it('held suppliers are open exceptions with advice, and rows for a person to decide on', async () => {
		const all = await world.rows('sap_procore_exceptions');
		assert.deepEqual([...new Set(all.map(({ status }) => status))], ['open']);
		const exceptions = all.filter(({ entity }) => entity === 'supplier');
		assert.equal(exceptions.length, first.outcomes.supplier?.held);
		assert.ok(exceptions.every(({ advice, title }) => String(advice).length > 10 && String(title).length > 10));
		const decisions = await world.rows('sap_procore_vendors');
		assert.deepEqual(decisions.map(({ supplier }) => supplier).sort(), exceptions.map(({ sap_key }) => sap_key).sort());
	});

	it('the run row counts outcomes and calls', async () => {
		const [row] = await world.rows('sap_procore_runs');
		assert.deepEqual(
			[row?.status, row?.sap_calls, row?.procore_calls],
			['success', first.calls.sap.total - 1, first.calls.procore.total - 1],
		);
	});

	it('an unchanged run asks Procore for what it has and makes no write', async () => {
		const run = await world.syncOrders();
		assert.deepEqual([run.status, run.calls.procore.writes, run.calls.procore.rejected], ['success', 0, 0]);
	});

	it('reading everything again finds every vendor unchanged and makes no write', async () => {
		const run = await world.syncOrders({ mode: 'backfill' });
		assert.deepEqual([run.status, run.calls.procore.writes], ['success', 0]);
		assert.equal(run.outcomes.supplier?.unchanged, first.outcomes.supplier?.synced);
		assert.equal(run.outcomes.supplier?.synced, 0);
	});

	it('a change in SAP sends one row with only what changed', async () => {
		const { supplier } = caseOf('apostrophe');
		world.simulators.sap.simulator.change({ do: 'edit-supplier', supplier, name: "O'Leary & Daughters" });
		const run = await world.syncOrders();
		const [sent] = run.traffic.filter(({ method }) => method === 'PATCH');
		assert.deepEqual([run.outcomes.supplier?.synced, run.calls.procore.writes], [1, 1]);
		const [row] = (sent?.body as { updates: Array<Record<string, unknown>> }).updates;
		assert.deepEqual(Object.keys(row ?? {}).sort(), ['id', 'name', 'origin_data', 'origin_id']);
		assert.equal(world.vendorOf(supplier)?.name, "O'Leary & Daughters");
	});

	it("a person's decision releases a held supplier and, in the same run, its order; both exceptions are resolved", async () => {
		const { supplier, vendors } = caseOf('ambiguousName');
		const decision = { decision: 'link', procore_vendor_id: String(vendors[1]) };
		world.editRows('sap_procore_vendors', { supplier }, decision);
		await world.syncOrders();
		assert.equal(world.vendorOf(supplier)?.id, vendors[1]);
		const { order = '' } = world.simulators.dataset.orderCases.supplierHeld ?? {};
		const contract = contractsOf(world.simulators).find(({ number }) => number === order);
		assert.deepEqual([contract?.vendor_id, contract?.status], [vendors[1], 'Approved']);
		assert.deepEqual([await world.openExceptions(supplier), await world.openExceptions(order)], [[], []]);
		assert.deepEqual(differences(world.simulators), []);
		assert.equal((await world.rows('sap_procore_vendors')).filter((row) => row.supplier === supplier).length, 1);
	});

	it('a preview plans and changes nothing', async () => {
		world.simulators.sap.simulator.change({
			do: 'edit-supplier',
			supplier: caseOf('umlaut').supplier,
			name: 'Schönbau AG',
		});
		const [before, watermark] = [JSON.stringify(world.vendors()), await world.watermark()];
		const run = await world.syncOrders({ mode: 'preview' });
		assert.deepEqual([run.outcomes.supplier?.planned, run.calls.procore.writes], [1, 0]);
		assert.deepEqual([JSON.stringify(world.vendors()), await world.watermark()], [before, watermark]);
		await world.syncOrders();
		assert.equal(world.vendorOf(caseOf('umlaut').supplier)?.name, 'Schönbau AG');
	});

	it('deleting all tables: the next run makes them again, creates nothing and touches no contract', async () => {
		const [vendors, contracts] = [identities(), JSON.stringify(contractsOf(world.simulators))];
		world.dropTables();
		const run = await world.syncOrders();
		assert.equal(run.status, 'success');
		assert.deepEqual(identities(), vendors);
		assert.equal(JSON.stringify(contractsOf(world.simulators)), contracts);
		// Without the table of values, the notes of vendors name payment terms as SAP does.
		assert.deepEqual(writtenFields(run), ['id', 'notes', 'origin_data', 'origin_id']);
		assert.ok((run.outcomes.purchase_order?.held ?? 0) > 80, 'nobody maps cost codes');
	});

	it('people fill the tables anew: every contract is recognised and none is written', async () => {
		const contracts = JSON.stringify(contractsOf(world.simulators));
		world.fillTablesAnew();
		const run = await world.syncOrders();
		assert.equal(run.status, 'success');
		assert.deepEqual(writtenFields(run), ['id', 'notes', 'origin_data', 'origin_id']);
		assert.equal(JSON.stringify(contractsOf(world.simulators)), contracts);
		assert.deepEqual(differences(world.simulators), []);
	});

	it('deleting the n8n folder: a new n8n beside the same Procore creates no vendor and no contract', async () => {
		const [vendors, contracts] = [identities(), JSON.stringify(contractsOf(world.simulators))];
		world.fillTablesAnew();
		world.engine.restart();
		const run = await world.syncOrders();
		assert.deepEqual([run.status, run.calls.procore.writes], ['success', 0]);
		assert.deepEqual(identities(), vendors);
		assert.equal(JSON.stringify(contractsOf(world.simulators)), contracts);
	});
});

describe('a block comes and goes, with Deactivate Blocked', () => {
	const supplier = '100050';
	let scene: Scene;
	let run: ScenarioRun;

	const block = (blocked: boolean) => {
		scene.sap({ do: 'edit-supplier', supplier, set: { supplier: { PurchasingIsBlocked: blocked } } });
	};
	const sync = async (deactivateBlocked = true) => {
		scene.world.later();
		run = await scene.run({ deactivateBlocked });
	};
	const isActive = () => scene.vendorOf(supplier)?.is_active;
	const told = async () => (await scene.exceptions({ entity: 'supplier', key: supplier })).map(({ reason }) => reason);

	beforeEach(async () => {
		scene = await Scene.open();
		await sync();
		assert.equal(isActive(), true);
	});

	it('what the sync made inactive it makes active again, whatever else has changed, and sends its order', async () => {
		block(true);
		await sync();
		assert.equal(isActive(), false);
		const order = scene.order();
		await sync();
		assert.equal((await scene.outcomes({ entity: 'purchase_order', key: order }))[0]?.reason, 'vendor_missing');
		block(false);
		scene.sap({ do: 'edit-supplier', supplier, name: 'Under New Management' });
		await sync();
		assert.deepEqual([isActive(), await told()], [true, []]);
		assert.equal(scene.contract(order).status, 'Approved');
		await sync();
		assert.equal(run.calls.procore.writes, 0);
	});

	it('what a person made inactive stays so, and is told', async () => {
		scene.procore({ do: 'deactivate-vendor', id: scene.vendorOf(supplier)?.id });
		block(true);
		await sync();
		block(false);
		await sync();
		assert.deepEqual([isActive(), await told()], [false, ['vendor_inactive']]);
	});

	it('what a person made inactive after the sync had made it active again stays so', async () => {
		for (const blocked of [true, false]) {
			block(blocked);
			await sync();
		}
		assert.equal(isActive(), true);
		scene.procore({ do: 'deactivate-vendor', id: scene.vendorOf(supplier)?.id });
		scene.sap({ do: 'edit-supplier', supplier, name: 'Under New Management' });
		await sync();
		assert.deepEqual([isActive(), await told()], [false, ['vendor_inactive']]);
	});

	it('once the switch is off, nothing is made active, and somebody is told', async () => {
		block(true);
		await sync();
		block(false);
		await sync(false);
		assert.deepEqual([isActive(), await told()], [false, ['vendor_inactive']]);
	});
});

/** Names of the fields that a run has sent in its vendor syncs; it has made no other write. */
function writtenFields({ traffic, calls }: ScenarioRun): string[] {
	const syncs = traffic.filter(({ method, url }) => method === 'PATCH' && url.endsWith('/vendors/sync'));
	assert.equal(calls.procore.writes, syncs.length);
	const rows = syncs.flatMap(({ body }) => (body as { updates: Array<Record<string, unknown>> }).updates);
	return [...new Set(rows.flatMap((row) => Object.keys(row)))].sort();
}

function nameOf(world: World, supplier: string): string | undefined {
	return world.simulators.dataset.sap.suppliers.find((each) => each.supplier.Supplier === supplier)?.supplier
		.SupplierName;
}
