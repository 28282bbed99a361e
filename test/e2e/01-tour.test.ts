import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Row } from '../../demo/n8n/tables.ts';
import type { SyncRun } from '../../demo/playground/syncRun.ts';
import { World } from './support/world.ts';

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

describe('tour: suppliers become vendors in a real n8n', () => {
	let world: World;
	let first: SyncRun;
	let audit: Row[];
	const caseOf = (name: string) => {
		const found = world.simulators.dataset.cases[name];
		assert.ok(found, `the data set has no case ${name}`);
		return found;
	};
	const rowOf = (supplier: string) => audit.find(({ sap_key }) => sap_key === supplier);

	before(async () => {
		world = await World.start({ name: 'tour', dataset: 'tour' });
		first = await world.sync();
		audit = await world.lastAudit();
	});
	after(async () => {
		await world.close();
	});

	it('the run succeeds and moves the watermark', async () => {
		assert.equal(first.status, 'success', JSON.stringify(first.execution.data.resultData.error));
		assert.match(String(await world.watermark()), /^\d{4}-\d\d-\d\dT/);
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
		assert.match(String(rowOf(supplier)?.detail), /no ISO code/);
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
		const exceptions = await world.rows('sap_procore_exceptions');
		assert.deepEqual([...new Set(exceptions.map(({ status }) => status))], ['open']);
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

	it('a second run makes no write', async () => {
		const run = await world.sync();
		assert.deepEqual([run.status, run.calls.procore.writes, run.calls.procore.rejected], ['success', 0, 0]);
	});

	it('reading everything again finds every vendor unchanged and makes no write', async () => {
		const run = await world.sync({ mode: 'backfill' });
		assert.deepEqual([run.status, run.calls.procore.writes], ['success', 0]);
		assert.equal(run.outcomes.supplier?.unchanged, first.outcomes.supplier?.synced);
		assert.equal(run.outcomes.supplier?.synced, 0);
	});

	it('a change in SAP sends one row with only what changed', async () => {
		const { supplier } = caseOf('apostrophe');
		world.simulators.sap.simulator.change({ do: 'edit-supplier', supplier, name: "O'Leary & Daughters" });
		const run = await world.sync();
		const [sent] = run.traffic.filter(({ method }) => method === 'PATCH');
		assert.deepEqual([run.outcomes.supplier?.synced, run.calls.procore.writes], [1, 1]);
		const [row] = (sent?.body as { updates: Array<Record<string, unknown>> }).updates;
		assert.deepEqual(Object.keys(row ?? {}).sort(), ['id', 'name', 'origin_data', 'origin_id']);
		assert.equal(world.vendorOf(supplier)?.name, "O'Leary & Daughters");
	});

	it("a person's decision releases a held supplier, and its exception is resolved", async () => {
		const { supplier, vendors } = caseOf('ambiguousName');
		await world.n8n.rest.tables.update(
			'sap_procore_vendors',
			[{ columnName: 'supplier', condition: 'eq', value: supplier }],
			{
				decision: 'link',
				procore_vendor_id: String(vendors[1]),
			},
		);
		await world.sync();
		assert.equal(world.vendorOf(supplier)?.id, vendors[1]);
		const exception = (await world.rows('sap_procore_exceptions')).find(({ sap_key }) => sap_key === supplier);
		assert.equal(exception?.status, 'resolved');
		assert.equal((await world.rows('sap_procore_vendors')).filter((row) => row.supplier === supplier).length, 1);
	});

	it('a preview plans and changes nothing', async () => {
		world.simulators.sap.simulator.change({
			do: 'edit-supplier',
			supplier: caseOf('umlaut').supplier,
			name: 'Schönbau AG',
		});
		const [before, watermark] = [JSON.stringify(world.vendors()), await world.watermark()];
		const run = await world.sync({ mode: 'preview' });
		assert.deepEqual([run.outcomes.supplier?.planned, run.calls.procore.writes], [1, 0]);
		assert.deepEqual([JSON.stringify(world.vendors()), await world.watermark()], [before, watermark]);
		await world.sync();
		assert.equal(world.vendorOf(caseOf('umlaut').supplier)?.name, 'Schönbau AG');
	});

	it('deleting all tables: the next run makes them again and creates no vendor', async () => {
		const count = world.vendors().length;
		for (const { name } of await world.n8n.rest.tables.list()) await world.n8n.rest.tables.drop(name);
		const run = await world.sync();
		assert.deepEqual([run.status, world.vendors().length], ['success', count]);
		assert.equal(run.calls.procore.writes, 0);
	});

	it('deleting the n8n folder: a new n8n beside the same Procore creates no vendor', async () => {
		const before = world.vendors().map(({ id, origin_id }) => [id, origin_id]);
		await world.stop();
		world = await World.startBeside(world.simulators, 'tour-again');
		const run = await world.sync();
		assert.deepEqual([run.status, run.calls.procore.writes], ['success', 0]);
		assert.deepEqual(
			world.vendors().map(({ id, origin_id }) => [id, origin_id]),
			before,
		);
	});
});

function nameOf(world: World, supplier: string): string | undefined {
	return world.simulators.dataset.sap.suppliers.find((each) => each.supplier.Supplier === supplier)?.supplier
		.SupplierName;
}
