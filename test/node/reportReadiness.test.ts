import { readAccounts } from '../../nodes/shared/accountRanges';
import { sum } from '../../nodes/shared/decimal';
import { readsOf } from '../../nodes/SapToProcore/reports/request';
import type { ReadinessReport } from '../../nodes/SapToProcore/reports/readiness/model.ts';
import { revenueAccount } from '../../simulators/data/costs/gl-accounts.ts';
import { readRoster, type Items } from '../support/bothSystems.ts';
import { asReadiness, makeReport, requestFor, tablesWith } from '../support/madeReports.ts';
import { World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
	world = await World.start();
});
afterEach(async () => await world.close());

interface Given {
	roster: Items;
	costCodes?: Items;
}

/** Looks at both systems, and reads what the report counts. */
async function readiness(
	{ roster, costCodes }: Given,
	panel: object = { tolerance: 10 },
	settings: object | null = {},
): Promise<ReturnType<typeof asReadiness>> {
	const rows = costCodes ?? world.simulators.dataset.tables.sap_procore_cost_codes;
	const tables = await tablesWith({ projects: roster, cost_codes: rows, settings });
	return asReadiness(await makeReport(world, tables, requestFor('readiness', { changedDays: 0 }), panel));
}

const open = ({ findings }: ReadinessReport) => findings.filter(({ state }) => state !== 'fits');
const named = (report: ReadinessReport) =>
	open(report).map(({ state, system, area, subject }) => `${state}: ${system} ${area} ${subject}`);

describe('readiness of both systems', () => {
	it('finds nothing to do where all is as it should be, with reads only', async () => {
		const roster = await readRoster(world);
		world.forgetCalls();
		const report = await readiness({ roster });
		expect(named(report)).toEqual([]);
		expect(report).toMatchObject({ state: 'ready', gaps: [], counts: { missing: 0, attention: 0 } });
		const calls = [...world.calls('sap'), ...world.calls('procore')];
		expect([...new Set(calls.map(({ method }) => method))]).toEqual(['GET']);
		expect(report.coverage.map(({ companyCode, currency }) => `${companyCode} ${currency}`)).toEqual([
			'1010 EUR',
			'1710 USD',
			'2810 JPY',
			'2910 KWD',
		]);
		const { known = 0, link = 0, create = 0, ignored = 0, held = [] } = report.suppliers ?? {};
		expect(known + link + create + ignored + held.length).toBe(world.simulators.dataset.sap.suppliers.length);
	});

	it('proposes the accounts of costs where none are chosen: all that SAP posts costs on, and no revenue', async () => {
		const rows = world.simulators.dataset.tables.sap_procore_cost_codes;
		const tables = await tablesWith({ projects: await readRoster(world), cost_codes: rows, settings: null });
		const { sapReads } = readsOf(['readiness'], 90);
		const request = requestFor('readiness', { changedDays: 0, sapReads });
		const report = asReadiness(await makeReport(world, tables, request, { tolerance: 10 }));
		expect(named(report)).toEqual(['missing: tables settings Cost Accounts in Fetch costs']);
		const [{ what, todo } = { what: '', todo: '' }] = open(report);
		const proposed = readAccounts(todo.split('Cost Accounts: ')[1] ?? '');
		const { postings, glAccounts } = world.simulators.dataset.sap;
		const balance = new Set(glAccounts.filter((row) => row.IsBalanceSheetAccount).map((row) => row.GLAccount));
		const costly = postings.filter(
			({ Ledger, IsSettlement, IsCommitment, GLAccount, WBSElementInternalID }) =>
				Ledger === '0L' && !IsSettlement && !IsCommitment && WBSElementInternalID !== '' && !balance.has(GLAccount),
		);
		const accounts = [...new Set(costly.map(({ GLAccount }) => GLAccount))];
		expect(accounts.filter((account) => !proposed?.has(account))).toEqual([revenueAccount]);
		expect(what).toContain(`not proposed: ${revenueAccount} (-`);
	});

	it('names what the settings of the last run count twice, and what to change', async () => {
		const settings = { lanes: 'purchase_order, requisition, supplier_invoice', requisitions: 'draftInvoice' };
		const report = await readiness({ roster: await readRoster(world) }, undefined, settings);
		expect(named(report)).toEqual(['missing: tables settings Settings of the sync']);
		expect(open(report)[0]?.todo).toMatch(/^Set Requisitions in Map requisitions to Off/);
	});

	it('with the quota used up: what was checked stands, the rest is not missing, and a time is named', async () => {
		const rows = world.simulators.dataset.tables.sap_procore_cost_codes;
		const tables = await tablesWith({ projects: await readRoster(world), cost_codes: rows });
		const check = async (most: number) =>
			asReadiness(await makeReport(world, tables, requestFor('readiness', { procoreRequests: most })));
		const until = /until \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/;

		const partly = open(await check(3 + 4 * 13)).filter(({ system }) => system === 'procore');
		expect(partly.map(({ state, area }) => `${state} ${area}`)).toEqual(['unchecked project', 'unchecked project']);
		for (const each of partly) expect(each.what).toMatch(until);

		const report = await check(1);
		expect(report.counts.missing).toBe(0);
		expect(open(report)).toContainEqual(
			expect.objectContaining({
				...{ state: 'unchecked', area: 'log-on', what: expect.stringMatching(until) as unknown },
				todo: expect.stringContaining('lower Reserve for the Sync') as unknown,
			}),
		);
	});

	it('costs two calls a service of SAP, three of Procore and one for each project and tool', async () => {
		await world.sap({ resource: 'system', operation: 'readDocuments', reads: ['check'] });
		await world.procore({ resource: 'company', operation: 'readRecords', reads: ['access'] });
		expect(world.calls('sap')).toHaveLength(2 * 8);
		expect(world.calls('procore')).toHaveLength(3 + 4 * 15);
	});

	it('says what a person has to decide, down to the last cent and supplier, when nothing is tolerated', async () => {
		const report = await readiness({ roster: await readRoster(world) }, { tolerance: 0 });
		expect(named(report)).toEqual([
			'attention: tables cost codes Company code 1710, USD',
			'attention: procore vendors Suppliers',
		]);
		expect(report.suppliers?.held.map(({ reason }) => reason).sort()).toEqual([
			'ambiguous_vendor_name',
			'duplicate_supplier_name',
			'foreign_origin_id',
			'vendor_inactive',
		]);
	});

	it('names a service that is not activated, and nothing else', async () => {
		const roster = await readRoster(world);
		world.changeSap({ do: 'set-service', service: 'API_GLACCOUNTLINEITEM', active: false });
		const report = await readiness({ roster });
		expect(named(report)).toEqual(['missing: sap service API_GLACCOUNTLINEITEM']);
		expect(report).toMatchObject({ state: 'missing', gaps: [] });
		expect(open(report)[0]?.todo).toContain('/IWFND/MAINT_SERVICE');
	});

	it('names the service of the orders, and says that their value was not looked at', async () => {
		const roster = await readRoster(world);
		world.changeSap({ do: 'set-service', service: 'API_PURCHASEORDER_2', active: false });
		const report = await readiness({ roster });
		expect(named(report)).toEqual(['missing: sap service API_PURCHASEORDER_2']);
		expect(report.gaps).toEqual([expect.stringMatching(/^Orders could not be read: /)]);
		expect(report.coverage).toEqual([]);
	});

	it('names a field that is missing, and nothing else', async () => {
		const roster = await readRoster(world);
		const [service, set] = ['API_PURCHASEREQUISITION_2', 'PurchaseReqnItem'];
		world.changeSap({ do: 'hide-property', service, set, property: 'RequestedQuantity' });
		const report = await readiness({ roster });
		expect(named(report)).toEqual(['missing: sap fields API_PURCHASEREQUISITION_2']);
		expect(open(report)[0]?.what).toBe('The entity set PurchaseReqnItem has no field RequestedQuantity.');
		expect(report.gaps).toEqual([]);
	});

	it('names the tool that is switched off in one project, and nothing else', async () => {
		const roster = await readRoster(world);
		world.changeProcore({ do: 'set-tool', tool: 'budget', enabled: false, project: 2204 });
		const report = await readiness({ roster });
		expect(named(report)).toEqual(['missing: procore tool Foothills Water Treatment Plant']);
		expect(open(report)[0]).toMatchObject({ projectId: '2204', what: expect.stringMatching(/^Budget cannot be read/) });
	});

	it('names the project that the app may not see, and nothing else', async () => {
		const roster = await readRoster(world);
		world.changeProcore({ do: 'edit-project', id: 2203, set: { visible: false } });
		const report = await readiness({ roster });
		expect(named(report)).toEqual(['missing: procore project Union Station Parking Structure']);
		expect(open(report)[0]).toMatchObject({ projectId: '2203', todo: expect.stringContaining('Permitted Projects') });
	});

	it('names the company codes whose cost codes are half unmapped, with amount and accounts', async () => {
		const roster = await readRoster(world);
		const rows = world.simulators.dataset.tables.sap_procore_cost_codes;
		const costCodes = rows.map((row, index) => (index % 2 === 0 ? row : { ...row, cost_code: '' }));
		const report = await readiness({ roster, costCodes });
		const affected = report.coverage.filter(({ share }) => Number(share) < 90);
		expect(affected.length).toBeGreaterThan(0);
		expect(named(report)).toEqual(
			// What nothing is covered of comes first.
			[...affected]
				.sort((a, b) => Number(Number(a.covered) > 0) - Number(Number(b.covered) > 0))
				.map(
					({ companyCode, currency, covered }) =>
						`${Number(covered) === 0 ? 'missing' : 'attention'}: tables cost codes Company code ${companyCode}, ${currency}`,
				),
		);
		for (const { companyCode, currency, inProjects, covered } of report.coverage) {
			const waiting = report.unmapped.filter((row) => row.companyCode === companyCode && row.currency === currency);
			expect(sum([covered, ...waiting.map(({ amount }) => amount)])).toBe(inProjects);
		}
		expect(open(report).at(-1)?.todo).toContain('On the page Mapping, give a cost code to G/L account ');
	});

	it('says which log-on is refused, and what was not looked at because of it', async () => {
		const roster = await readRoster(world);
		world.changeProcore({ do: 'set-connected', connected: false });
		const report = await readiness({ roster });
		expect(named(report)).toHaveLength(1);
		expect(named(report)[0]).toMatch(/^missing: procore log-on /);
		expect(report.suppliers).toBeNull();
		expect(report.gaps).toEqual([expect.stringMatching(/^Vendors could not be read: /)]);
	});

	it('takes a check that failed as a whole for a finding', async () => {
		const roster = await readRoster(world);
		world.fault('procore', { kind: 'status', status: 503, times: 1000 });
		const report = await readiness({ roster });
		expect(named(report)).toEqual(['missing: procore log-on Check']);
		expect(report.state).toBe('missing');
	});

	it('before the first run it judges by the settings of a new workflow, and says so', async () => {
		const report = await readiness({ roster: await readRoster(world) }, { tolerance: 10 }, null);
		expect(report.gaps).toEqual([expect.stringContaining('The sync has not run yet')]);
		expect(named(report)).toEqual(['missing: tables settings Cost Accounts in Fetch costs']);
	});

	it('shows on its page what it puts out, without a script', async () => {
		world.changeProcore({ do: 'edit-project', id: 2201, set: { name: '<script>document.title = "taken"</script>' } });
		const roster = await readRoster(world);
		world.changeProcore({ do: 'set-tool', tool: 'budget', enabled: false, project: 2201 });
		const { html } = await readiness({ roster });
		expect(html.replaceAll('<wbr>', '')).toContain('&lt;script&gt;document.title');
		expect(html).not.toContain('<script');
	});
});
