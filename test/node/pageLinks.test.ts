import { customer, onTables, requestFor, tablesWith, type Given } from '../support/madeReports.ts';
import { candidate, heldException, heldOutcome, waitingOrder } from '../support/heldSuppliers.ts';
import { costCodeRow, purchaseOrder, rosterRow } from '../support/orders.ts';
import { openPage, sendForm, tokenIn } from '../support/pages.ts';
import { exceptionRow, runRow } from '../support/reports.ts';
import { jsonOf, World } from '../support/world.ts';

const sap = [{ read: 'addresses', record: { launchpad: 'https://s4.example/ui' } }];
const procore = [{ read: 'addresses', record: { web: 'https://app.procore.com', companyId: '4711' } }];
const outcome = {
	...{ run_id: '20261002T080000Z-231', at: '2026-10-02T08:00:00.000Z', entity: 'purchase_order', sap_key: '41' },
	...{ origin_id: 'sap:S4P:po:41:2201', project_id: '2201', procore_id: '77', action: 'create', status: 'synced' },
};
const given: Given = {
	projects: [{ project_id: '2201', project_name: 'Tower' }],
	exceptions: [exceptionRow({ sap_key: '41' }), heldException('9001'), waitingOrder('42', '9001', '10.00')],
	audit: [outcome, heldOutcome('9001', [candidate()], { run_id: '20261002T080000Z-232' })],
	state: [{ entity: 'lease', sync_workflow: 'sync1' }],
	runs: [{ ...runRow(), started_at: new Date().toISOString() }],
};
const inSap = 'href="https://s4.example/ui#PurchaseOrder-displayFactSheet?PurchaseOrder=41">SAP<';
const supplierInSap = 'href="https://s4.example/ui#Supplier-displayFactSheet?Supplier=9001">SAP<';
const contract = 'href="https://app.procore.com/2201/project/commitments/purchase_order_contracts/77">Procore<';
const budget = 'href="https://app.procore.com/projects/2201/budgeting">Procore budget<';
const execution = (id: string) => `/workflow/sync1/executions/${id}">n8n<`;

describe('The links of a page', () => {
	it.each([
		['status', {}, [execution('7')]],
		['exceptions', {}, [inSap, budget, execution('7'), supplierInSap]],
		['vendors', {}, [supplierInSap, execution('232')]],
		['projects', {}, [budget]],
		['why', { find: '41' }, [inSap, contract, budget, execution('231')]],
	])('%s lead to SAP, Procore and n8n', async (page, query, expected) => {
		const html = await openPage(await tablesWith(given), { page, ...query }, { sap, procore });
		for (const link of expected) expect(html).toContain(link);
		const without = await openPage(await tablesWith(given), { page, ...query });
		expect(without).not.toMatch(/s4\.example|procore\.com/);
	});

	it('reconciliation leads to the order and the budget', async () => {
		const tables = await tablesWith({ projects: [rosterRow()], cost_codes: [costCodeRow({ gl_account: '*' })] });
		const read = [
			{ read: 'system', record: { system: 'S4P', now: new Date().toISOString() } },
			{ read: 'orders', record: purchaseOrder({ purchaseOrder: '41' }) },
		];
		const html = await openPage(
			tables,
			{ page: 'reconciliation', after: '2999-01-01' },
			{ sap: [...sap, ...read], procore },
		);
		expect(html).toContain(inSap);
		expect(html).toContain(budget);
	});

	it('readiness leads to the page that mends a finding', async () => {
		const tables = await tablesWith({ projects: [rosterRow()] });
		const html = await openPage(
			tables,
			{ page: 'readiness', check: 'now' },
			{
				sap: [...sap, { read: 'orders', record: purchaseOrder({ date: new Date().toISOString().slice(0, 10) }) }],
				procore,
			},
		);
		expect(html).toMatch(/On the page Mapping, give a cost code to .*<a href="\?page=mapping">Mapping<\/a>/);
	});

	it('what a run has left in Procore leads there, and the run to its execution', async () => {
		const tables = await tablesWith({ ...given, runs: [], settings: null });
		const row = tables.rows('sap_procore_exceptions').find(({ sap_key }) => sap_key === '41');
		const asked = await openPage(tables, { page: 'exceptions', do: 'retry', row: String(row?.id) });
		const { location } = await sendForm(tables, { token: tokenIn(asked), name: 'Ann' });
		const run = runRow({ run_id: '20261002T090000Z-240', mode: 'replay', started_at: new Date().toISOString() });
		tables.addRows('sap_procore_runs', [{ ...run, customer }]);
		tables.addRows('sap_procore_audit', [{ ...outcome, run_id: run.run_id, procore_id: '78', customer }]);
		const html = await openPage(tables, Object.fromEntries(location), { sap, procore });
		expect(html).toContain('/purchase_order_contracts/78">purchase order 41 (Tower)</a>');
		expect(html).toContain(execution('240'));
	});

	it('Mail has none', async () => {
		const request = requestFor('exceptions', { asked: false });
		const { outputs } = await onTables(await tablesWith(given), { resource: 'report', operation: 'make', request }, [
			sap,
			null,
			procore,
		]);
		expect(String(outputs[1]?.[0]?.json.html)).not.toContain('<a ');
	});

	it('lead where the panel says, and nowhere where it is empty there', async () => {
		const tables = await tablesWith(given);
		const request = { ...requestFor('exceptions', { asked: true }), format: 'html' };
		const pageAddresses = { sapPurchaseOrder: 'PurchaseOrder-manage?Order={key}', procoreBudget: '' };
		const { outputs } = await onTables(tables, { resource: 'report', operation: 'make', request, pageAddresses }, [
			sap,
			null,
			procore,
		]);
		const html = Buffer.from(outputs[0]?.[0]?.binary?.data?.data ?? '', 'base64').toString('utf8');
		expect(html).toContain('https://s4.example/ui#PurchaseOrder-manage?Order=41');
		expect(html).not.toContain('budgeting');
	});
});

describe('Web addresses of both systems', () => {
	let world: World;
	beforeAll(async () => {
		world = await World.start();
	});
	afterAll(async () => {
		await world.close();
	});

	const read = async (system: 'sap' | 'procore', addresses: boolean) => {
		const parameters = { reads: [], addresses };
		const { outputs } =
			system === 'sap'
				? await world.sap({ resource: 'system', operation: 'readDocuments', ...parameters })
				: await world.procore({ resource: 'company', operation: 'readRecords', ...parameters });
		return jsonOf(outputs[0]).map(({ record }) => record);
	};

	it('are put out on request, as the credentials have them, without asking the systems', async () => {
		expect([await read('sap', false), await read('procore', false)]).toEqual([[], []]);
		world.sapCredential.data.launchpadUrl = 's4.example/ui#Shell-home';
		world.procoreCredential.data.webUrl = 'https://us02.procore.com/';
		const companyId = String(world.procoreCredential.data.companyId);
		expect([await read('sap', true), await read('procore', true)]).toEqual([
			[{ launchpad: 'https://s4.example/ui' }],
			[{ web: 'https://us02.procore.com', companyId }],
		]);
		expect([world.sapCredential.stored, world.procoreCredential.stored]).toEqual([[], []]);
	});

	it.each([
		['production', '4711', 'https://app.procore.com'],
		['developerSandbox', '4711', 'https://sandbox.procore.com'],
		['monthlySandbox', '4711', 'https://api-sandbox-monthly.procore.com'],
		// Each zone has an address of its own, which the ID does not tell.
		['production', '598134325779301', ''],
		['productionUs02', '598134325779301', 'https://us02.procore.com'],
		['productionUk01', '4711', 'https://uk01.procore.com'],
		['federal', '4711', ''],
		['custom', '4711', ''],
	])('of Procore, in %s for company %s, are %j where nobody has entered one', async (environment, companyId, web) => {
		Object.assign(world.procoreCredential.data, { environment, companyId, webUrl: '' });
		expect(await read('procore', true)).toEqual([{ web, companyId }]);
	});
});
