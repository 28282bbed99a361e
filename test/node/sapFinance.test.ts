import type { IDataObject } from 'n8n-workflow';
import type { SapPosting } from '../../simulators/data/sap-cost-types.ts';
import { compared, sum } from '../../nodes/shared/decimal';
import { companyCodeSchema, costCenterSchema, glAccountSchema, projectCostSchema } from '../../nodes/shared/model';
import { failed, goOn, jsonOf, World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
	world = await World.start();
});
afterEach(async () => await world.close());

const getMany = (resource: string, filters: object = {}, more: object = {}) => ({
	resource,
	operation: 'getAll',
	returnAll: true,
	filters,
	...more,
});
const read = async (resource: string, filters: object = {}, more: object = {}) => {
	const { outputs, error } = await world.sap(getMany(resource, filters, more));
	expect(error).toBeUndefined();
	return jsonOf(outputs[0]);
};
const sap = () => world.simulators.dataset.sap;

describe('G/L Account > Get Many', () => {
	it('every account with its text in the language of the credential', async () => {
		const accounts = await read('glAccount');
		for (const account of accounts) expect(glAccountSchema.parse(account)).toEqual(account);
		const textIn = (language: string) =>
			sap()
				.glAccounts.map(({ GLAccount, IsBalanceSheetAccount, texts }) => [
					GLAccount,
					texts.find(({ Language }) => Language === language)?.GLAccountLongName ?? '',
					IsBalanceSheetAccount,
				])
				.sort();
		const seen = (rows: IDataObject[]) => rows.map((one) => [one.glAccount, one.longName, one.isBalanceSheet]);
		expect(seen(accounts)).toEqual(textIn('EN'));
		expect(accounts.some(({ name }) => name === '')).toBe(true);
		world.sapCredential.data = { ...world.sapCredential.data, language: 'DE' };
		expect(seen(await read('glAccount'))).toEqual(textIn('DE'));
	});

	it('a window finds accounts that were changed, and those of which only the text in that language was', async () => {
		const [a, b, c] = sap().glAccounts.filter(({ texts }) => texts.some(({ Language }) => Language === 'EN'));
		const stamp = '2026-11-20T10:00:00Z';
		const edit = (glAccount = '', language?: string) =>
			world.changeSap({
				do: 'edit-gl-account',
				glAccount,
				set: language ? { GLAccountName: 'New name' } : { AccountIsBlockedForPosting: true },
				...(language ? { language } : {}),
				stamp,
			});
		edit(a?.GLAccount);
		edit(b?.GLAccount, 'EN');
		edit(sap().glAccounts.find(({ texts }) => texts.some(({ Language }) => Language === 'DE'))?.GLAccount, 'DE');
		const changed = await read('glAccount', { changedFrom: stamp, changedTo: stamp });
		expect(changed).toEqual([
			expect.objectContaining({ glAccount: a?.GLAccount, blocked: true, changedAt: '2026-11-20T10:00:00.000Z' }),
			expect.objectContaining({ glAccount: b?.GLAccount, name: 'New name', changedAt: '2026-11-20T10:00:00.000Z' }),
		]);
		expect(await read('glAccount', { changedFrom: '2030-01-01' })).toEqual([]);
		const one = await read('glAccount', { glAccounts: `00${c?.GLAccount ?? ''}` });
		expect(one.map(({ glAccount }) => glAccount)).toEqual([c?.GLAccount]);
	});

	it('pages that the server cuts at 7: every account once; a limit ends it early', async () => {
		world.changeSap({ do: 'page-size', v2: { default: 7, max: 7 } });
		expect(await read('glAccount')).toHaveLength(sap().glAccounts.length);
		world.forgetCalls();
		expect(await read('glAccount', {}, { returnAll: false, limit: 8 })).toHaveLength(8);
		expect(world.calls('sap')).toHaveLength(2);
	});
});

describe('Cost Center > Get Many', () => {
	const validOn = (day: string) =>
		sap()
			.costCenters.filter((slice) => slice.ValidityStartDate <= day && slice.ValidityEndDate >= day)
			.map(({ CostCenter, texts }) => [CostCenter, texts[0]?.CostCenterName])
			.sort();
	const seen = (rows: IDataObject[]) => rows.map(({ costCenter, name }) => [costCenter, name]);

	it('each in the one time slice that is valid today, with its text', async () => {
		const centers = await read('costCenter');
		for (const center of centers) expect(costCenterSchema.parse(center)).toEqual(center);
		const today = new Date(world.simulators.sap.simulator.clock.now()).toISOString().slice(0, 10);
		expect(seen(centers)).toEqual(validOn(today));
		expect(sap().costCenters.length).toBeGreaterThan(centers.length);
	});

	it('on another day the other slice', async () => {
		expect(seen(await read('costCenter', { validOn: '2025-12-31' }))).toEqual(validOn('2025-12-31'));
		expect(validOn('2025-12-31')).not.toEqual(validOn('2026-01-01'));
	});

	it('by company code and by number; one that SAP does not have is told', async () => {
		const inCode = sap().costCenters.filter((slice) => slice.CompanyCode === '1010');
		expect(await read('costCenter', { companyCodes: '1010' })).toHaveLength(inCode.length);
		const [first] = inCode;
		const { outputs } = await world.sap(
			getMany('costCenter', { costCenters: `${first?.CostCenter ?? ''}, 99999999` }),
			goOn,
		);
		expect(jsonOf(outputs[0]).map(({ costCenter }) => costCenter)).toEqual([first?.CostCenter]);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: 'SAP has no cost center 99999999',
			details: { entity: 'cost_code', sapKey: '99999999', reason: 'not_found' },
		});
	});
});

it('Company Code > Get Many: each with chart of accounts and controlling area', async () => {
	const companies = await read('companyCode');
	expect(companies.length).toBeGreaterThan(1);
	for (const company of companies) expect(companyCodeSchema.parse(company)).toEqual(company);
	const one = await read('companyCode', { companyCodes: '1710' });
	expect(one).toEqual(companies.filter(({ companyCode }) => companyCode === '1710'));
});

describe('Project Cost > Get Many', () => {
	const wbsOf = ({ WBSElementInternalID }: SapPosting) =>
		sap().wbsElements.find((element) => element.WBSElementInternalID === WBSElementInternalID)?.ProjectElement ?? '';
	const filled = (number: string) => (number === '0' ? '' : number);
	const keyOf = (posting: SapPosting) =>
		[
			...[posting.CompanyCode, wbsOf(posting), posting.CostCenter, posting.OrderID],
			...[posting.GLAccount, posting.CompanyCodeCurrency, posting.FiscalYear, posting.FiscalPeriod.slice(1)],
			...[posting.PurchasingDocument, filled(posting.PurchasingDocumentItem)],
			...[posting.AccountingDocumentType, posting.ReferenceDocumentType],
		].join(' ');
	const seenKey = (cost: IDataObject) =>
		[
			...[cost.companyCode, cost.wbsElement, cost.costCenter, cost.order, cost.glAccount, cost.currency],
			...[cost.fiscalYear, cost.fiscalPeriod, cost.purchaseOrder, cost.purchaseOrderItem],
			...[cost.documentType, cost.referenceType],
		].join(' ');
	/** What the postings add up to, by key. */
	function totals(which: (posting: SapPosting) => boolean, ledger = '0L') {
		const amounts = new Map<string, string[]>();
		for (const posting of sap().postings) {
			const { CostCenter, OrderID, WBSElementInternalID } = posting;
			const belongs = CostCenter !== '' || OrderID !== '' || WBSElementInternalID !== '0';
			const isCost = !posting.IsSettlement && !posting.IsCommitment;
			if (posting.Ledger !== ledger || !belongs || !isCost || !which(posting)) continue;
			const key = keyOf(posting);
			amounts.set(key, [...(amounts.get(key) ?? []), posting.AmountInCompanyCodeCurrency]);
		}
		return new Map([...amounts].map(([key, list]) => [key, sum(list)]));
	}
	function expectTotals(costs: IDataObject[], expected: Map<string, string>) {
		expect(costs.map(seenKey).sort()).toEqual([...expected.keys()].sort());
		const off = costs.filter((cost) => compared(String(cost.amount), expected.get(seenKey(cost)) ?? '') !== 0);
		expect(off).toEqual([]);
	}
	const lineCalls = () => world.calls('sap', 'GET', 'GLAccountLineItem').length;

	it('the cumulative amounts of the leading ledger, to the cent, in one call; balance-sheet accounts are flagged', async () => {
		const costs = await read('projectCost');
		expectTotals(
			costs,
			totals(() => true),
		);
		expect(lineCalls()).toBe(Math.floor(costs.length / 1000) + 1);
		for (const cost of costs) expect(projectCostSchema.parse(cost)).toEqual(cost);
		const balanceSheet = new Set(
			sap()
				.glAccounts.filter((account) => account.IsBalanceSheetAccount)
				.map(({ GLAccount }) => GLAccount),
		);
		expect(costs.filter(({ isBalanceSheet }) => isBalanceSheet).map(({ glAccount }) => glAccount)).toEqual(
			costs.filter(({ glAccount }) => balanceSheet.has(String(glAccount))).map(({ glAccount }) => glAccount),
		);
		expect(costs.some(({ isBalanceSheet }) => isBalanceSheet)).toBe(true);
	});

	it('postings and reversals cancel out', async () => {
		const costs = await read('projectCost', { wbsElements: 'P-1005.1.1, P-1005.2' });
		expectTotals(
			costs,
			totals((posting) => ['P-1005.1.1', 'P-1005.2'].includes(wbsOf(posting))),
		);
		for (const element of ['P-1005.1.1', 'P-1005.2']) {
			const reversed = costs.filter(({ wbsElement, glAccount }) => wbsElement === element && glAccount === '62039900');
			expect(reversed.length).toBeGreaterThan(0);
			expect(sum(reversed.map(({ amount }) => String(amount)))).toBe('0.00');
		}
	});

	it('company codes, another ledger, posting days and WBS elements by their beginning narrow it', async () => {
		expectTotals(
			await read('projectCost', { companyCodes: '1010' }),
			totals(({ CompanyCode }) => CompanyCode === '1010'),
		);
		const second = await read('projectCost', { ledger: '2L' });
		expectTotals(
			second,
			totals(() => true, '2L'),
		);
		expect(second[0]?.ledger).toBe('2L');
		const days = { postedFrom: '2026-03-01', postedTo: '2026-06-30' };
		const posted = await read('projectCost', days);
		expectTotals(
			posted,
			totals(({ PostingDate }) => PostingDate >= days.postedFrom && PostingDate <= days.postedTo),
		);
		expect(posted[0]).toMatchObject({ from: days.postedFrom, to: days.postedTo });
		expectTotals(
			await read('projectCost', { wbsElements: 'P-1001.*' }),
			totals((posting) => wbsOf(posting).startsWith('P-1001.')),
		);
		const { outputs } = await world.sap(getMany('projectCost', { wbsElements: 'P-0' }), goOn);
		expect(failed(outputs[1]?.[0])).toMatchObject({ error: 'SAP has no WBS element P-0' });
	});

	const stamp = '2026-11-24T10:00:00Z';
	const posted = (wbsElement: string, costCenter: string) =>
		`1710 ${wbsElement} ${costCenter}  69000200 USD 2026 11   KR BKPF`;
	const post = (where: object, amount = '100.00') =>
		world.changeSap({ do: 'post-cost', glAccount: '69000200', amount, stamp, ...where });

	it('a window in which something moved gives all costs as they stand', async () => {
		post({ wbsElement: 'P-1002.1' });
		const costs = await read('projectCost', { changedFrom: stamp, changedTo: stamp });
		expectTotals(costs, new Map([...totals(() => true), [posted('P-1002.1', ''), '100.00']]));
	});

	it('or all amounts of the projects and cost centers in which something moved', async () => {
		post({ wbsElement: 'P-1002.1' });
		post({ costCenter: '17100101' }, '-7.50');
		const options = { changesReturn: 'projects' };
		const costs = await read('projectCost', { changedFrom: stamp, changedTo: stamp }, { options });
		const project = sap().projects.find(({ Project }) => Project === 'P-1002')?.ProjectInternalID;
		const expected = totals(
			(posting) =>
				(posting.WBSElementInternalID !== '0' && posting.ProjectInternalID === project) ||
				(posting.WBSElementInternalID === '0' && posting.CostCenter === '17100101'),
		);
		expected.set(posted('P-1002.1', ''), '100.00');
		expected.set(posted('', '17100101'), '-7.50');
		expectTotals(costs, expected);
		expect(lineCalls()).toBe(3);
	});

	it('or only the amounts that moved; one that goes back to zero comes as zero', async () => {
		post({ wbsElement: 'P-1002.1' });
		post({ wbsElement: 'P-1002.1' }, '-100.00');
		post({ wbsElement: 'P-1003.1' });
		const options = { changesReturn: 'moved' };
		const costs = await read('projectCost', { changedFrom: stamp }, { options });
		expect(costs.map(({ wbsElement, glAccount, amount }) => [wbsElement, glAccount, amount])).toEqual([
			['P-1002.1', '69000200', '0.00'],
			['P-1003.1', '69000200', '100.00'],
		]);
	});

	it('a window in which nothing moved costs one call', async () => {
		expect(await read('projectCost', { changedFrom: '2030-01-01' })).toEqual([]);
		expect(world.calls('sap')).toHaveLength(1);
	});

	it('a posting that comes late into the window before is in the next amount: missed deltas heal', async () => {
		post({ wbsElement: 'P-1002.1', stamp: '2026-11-24T09:00:00Z' });
		post({ wbsElement: 'P-1002.1' });
		const costs = await read('projectCost', { changedFrom: stamp }, { options: { changesReturn: 'moved' } });
		expect(costs.map(({ amount }) => amount)).toEqual(['200.00']);
	});

	it('settlements and commitments are none; each cost says what it comes from, and only cost accounts come', async () => {
		const where = { wbsElement: 'P-1002.1', kind: 'payroll' } as const;
		world.changeSap({ do: 'post-cost', glAccount: '69000200', amount: '100.00', stamp, ...where });
		world.changeSap({ do: 'post-cost', glAccount: '69000200', amount: '-100.00', stamp, ...where, kind: 'settlement' });
		world.changeSap({ do: 'post-cost', glAccount: '69000200', amount: '40.00', stamp, ...where, kind: 'commitment' });
		world.changeSap({ do: 'post-cost', glAccount: '81000000', amount: '-500.00', stamp, ...where, kind: 'revenue' });
		const filters = { changedFrom: stamp, costAccounts: '60000000-69999999' };
		const costs = await read('projectCost', filters, { options: { changesReturn: 'moved' } });
		expect(costs).toMatchObject([
			{ amount: '100.00', kind: 'payroll', purchaseOrder: '', fiscalYear: '2026', fiscalPeriod: '11' },
		]);
	});

	it('simplify off gives SAP’s own sums, without looking anything up', async () => {
		const [record] = await read('projectCost', {}, { returnAll: false, limit: 1, simplify: false });
		expect(record).toHaveProperty('AmountInCompanyCodeCurrency');
		expect(world.calls('sap')).toHaveLength(1);
	});

	it('accounts that cannot be looked up because their service is off: said with its scenario', async () => {
		world.changeSap({ do: 'set-service', service: 'API_GLACCOUNTINCHARTOFACCOUNTS_SRV', active: false });
		const { outputs } = await world.sap(getMany('projectCost'), goOn);
		expect(outputs[0]).toEqual([]);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: expect.stringContaining('API_GLACCOUNTINCHARTOFACCOUNTS_SRV is not activated') as string,
			details: { entity: 'actual_cost', sapKey: '', reason: 'service_not_available' },
		});
		expect(JSON.stringify(failed(outputs[1]?.[0]))).toContain('SAP_COM_0087');
	});
});
