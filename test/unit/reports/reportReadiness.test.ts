import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readAccounts } from '../../../nodes/shared/accountRanges';
import { finding, type ProjectCost } from '../../../nodes/shared/model';
import { page } from '../../../nodes/SapToProcore/reports/kit/page';
import { linksTo, noLinks, usualPatterns } from '../../../nodes/SapToProcore/reports/links';
import { renderReadiness } from '../../../nodes/SapToProcore/reports/readiness';
import type { CostAccountsInput } from '../../../nodes/SapToProcore/reports/readiness/costAccounts';
import type { ReadinessInput } from '../../../nodes/SapToProcore/reports/readiness/input';
import { posted } from '../../support/costs.ts';
import { supplier, vendor } from '../../support/examples';
import { assignment, costCodeRow, orderItem, purchaseOrder, rosterRow } from '../../support/orders';
import { hostileNames } from '../../support/reports';

function render(fields: Partial<ReadinessInput> = {}, links = noLinks) {
	const input: ReadinessInput = {
		customer: 'acme',
		now: '2026-10-01T06:00:00.000Z',
		ordersFrom: '2026-07-03',
		tolerance: 0,
		order: { releaseGate: 'released' },
		vendor: {
			system: 'S4P',
			nearDuplicates: 'create',
			blockedSuppliers: 'ignore',
			taxTypes: { ein: 'US01', abn: '' },
			deactivateBlocked: false,
		},
		findings: [seen('2201')],
		projects: [rosterRow()],
		costCodes: [costCodeRow({ gl_account: '630000' })],
		orders: [purchaseOrder()],
		matching: undefined,
		costAccounts: undefined,
		gaps: [],
		...fields,
	};
	const made = renderReadiness(input, links);
	return { ...made, html: page(made.page) };
}

const seen = (projectId: string, subject = 'Hospital') =>
	finding({ system: 'procore', area: 'project', subject, projectId, state: 'fits', what: 'It can be seen.' });

const named = (fields: Partial<ReadinessInput>) =>
	render(fields)
		.model.findings.filter(({ state }) => state !== 'fits')
		.map(({ state, area, subject }) => `${state} ${area} ${subject}`);

/** An order over the given amounts by G/L account. */
const order = (amounts: Record<string, string>, fields: Parameters<typeof purchaseOrder>[0] = {}) =>
	purchaseOrder({
		items: Object.entries(amounts).map(([glAccount, netAmount], index) =>
			orderItem({ item: String(10 * (index + 1)), netAmount, assignments: [assignment({ glAccount })] }),
		),
		...fields,
	});

describe('Readiness: share of the order value that has a cost code', () => {
	const coverage = (fields: Partial<ReadinessInput>) => render(fields).model.coverage;

	it('is told for each company code and currency, never added up', () => {
		const orders = [
			order({ '630000': '75.00', '640000': '25.00' }),
			order({ '640000': '10.00' }, { purchaseOrder: '2', companyCode: '2020' }),
			order({ '630000': '500' }, { purchaseOrder: '3', currency: 'JPY' }),
		];
		expect(coverage({ orders })).toMatchObject([
			{ companyCode: '1010', currency: 'JPY', inProjects: '500', covered: '500', share: '100.0' },
			{ companyCode: '1010', currency: 'USD', inProjects: '100.00', covered: '75.00', share: '75.0' },
			{ companyCode: '2020', currency: 'USD', inProjects: '10.00', covered: '0.00', share: '0.0' },
		]);
		expect(named({ orders })).toEqual([
			'missing cost codes Company code 2020, USD',
			'attention cost codes Company code 1010, USD',
		]);
	});

	it('a return does not hide what its amount would cancel out', () => {
		const items = [
			orderItem({ item: '10', netAmount: '60.00' }),
			orderItem({ item: '20', netAmount: '60.00', isReturn: true, assignments: [assignment({ glAccount: '640000' })] }),
		];
		expect(coverage({ orders: [purchaseOrder({ items })] })).toMatchObject([
			{ inProjects: '120.00', covered: '60.00', share: '50.0' },
		]);
	});

	it('is not 100.0 while a cent is missing', () => {
		const orders = [order({ '630000': '99999999.99', '640000': '0.01' })];
		expect(coverage({ orders })).toMatchObject([{ share: '99.9' }]);
		expect(named({ orders })).toEqual(['attention cost codes Company code 1010, USD']);
	});

	it('two rows that contradict each other cover nothing, and that is said', () => {
		const costCodes = [
			costCodeRow({ gl_account: '630000' }),
			costCodeRow({ id: '2', gl_account: '630000', cost_code: '99-999' }),
		];
		const { model } = render({ costCodes });
		expect(model.coverage).toMatchObject([{ ambiguous: '100.00', covered: '0.00' }]);
		expect(model.findings[0]?.what).toContain('For 100.00 USD two rows name different cost codes.');
	});

	it('leaves out orders that are too old, not released, or in projects that are not synced', () => {
		const projects = [
			rosterRow(),
			rosterRow({ id: '2', project_id: '2202', sap_project: 'P-1002', sync_enabled: false }),
		];
		const off = orderItem({ assignments: [assignment({ wbsElement: 'P-1002.1' })] });
		const orders = [
			order({ '640000': '1.00' }, { date: '2026-07-02' }),
			order({ '640000': '1.00' }, { purchaseOrder: '2', status: 'out_for_approval' }),
			purchaseOrder({ purchaseOrder: '3', items: [off] }),
			order({ '630000': '1.00' }, { purchaseOrder: '4', date: '2026-07-03' }),
		];
		expect(coverage({ orders, projects })).toMatchObject([{ inProjects: '1.00', share: '100.0' }]);
	});

	it('names WBS elements that no project takes', () => {
		const items = [orderItem({ assignments: [assignment({ wbsElement: 'X-9.1' })] })];
		const { model } = render({ orders: [purchaseOrder(), purchaseOrder({ purchaseOrder: '2', items })] });
		expect(model.findings[0]).toMatchObject({
			area: 'projects',
			state: 'attention',
			what: '100.00 USD of the order value since 2026-07-03 belong to no single project: X-9.1.',
		});
	});

	it('tolerates what is asked to be tolerated, and no cent more', () => {
		const orders = [order({ '630000': '90.00', '640000': '10.00' })];
		expect(named({ orders, tolerance: 10 })).toEqual([]);
		expect(named({ orders: [order({ '630000': '89.99', '640000': '10.01' })], tolerance: 10 })).toHaveLength(1);
	});

	it('asks for the authorization of the user when SAP answers no order, and is silent when none was asked for', () => {
		expect(named({ orders: [] })).toEqual(['attention data Purchase orders']);
		expect(named({ orders: undefined })).toEqual([]);
	});
});

describe('Readiness: projects that the app may see against the roster', () => {
	it('names a project that is to be synced and cannot be seen', () => {
		const projects = [
			rosterRow(),
			rosterRow({ id: '2', project_id: '2202', project_name: 'Bridge', sap_project: 'P-2' }),
		];
		expect(named({ projects })).toEqual(['missing project Bridge']);
	});

	it('does not ask for projects that are not to be synced', () => {
		const off = { id: '2', project_id: '2202', sap_project: 'P-2' };
		expect(named({ projects: [rosterRow(), rosterRow({ ...off, active: false })] })).toEqual([]);
		expect(named({ projects: [rosterRow(), rosterRow({ ...off, sync_enabled: false })] })).toEqual([]);
	});

	it('names projects that the table does not have in one finding', () => {
		const findings = ['2201', '2202', '2203', '2204', '2205', '2206'].map((id) => seen(id, `P${id}`));
		const { model } = render({ findings });
		expect(model.findings[0]).toMatchObject({
			state: 'attention',
			what: 'The app may see 5 projects that the table does not have: P2202, P2203, P2204, 2 more.',
		});
	});

	it('says that the table is empty, and nothing of orders without projects', () => {
		expect(named({ projects: [] })).toEqual(['attention projects sap_procore_projects']);
	});

	it('says nothing of single projects while Procore could not be asked', () => {
		const refused = finding({ system: 'procore', area: 'log-on', state: 'missing', what: 'Refused.' });
		expect(named({ findings: [refused] })).toEqual(['missing log-on ']);
	});
});

describe('Readiness: what becomes of the suppliers', () => {
	const suppliers = [
		supplier({ supplier: '1', name: 'Known' }),
		supplier({ supplier: '2', name: 'Linked' }),
		supplier({ supplier: '3', name: 'New' }),
		supplier({ supplier: '4', name: 'Twice' }),
		supplier({ supplier: '5', name: 'Blocked', blocked: { posting: true, purchasing: false, deletion: false } }),
	];
	const vendors = [
		vendor({ id: 1, name: 'Known', origin_id: 'sap:S4P:supplier:1' }),
		vendor({ id: 2, name: 'Linked' }),
		vendor({ id: 3, name: 'Twice' }),
		vendor({ id: 4, name: 'Twice' }),
	];

	it('is counted by the rule of the sync, with the reason of those that are held', () => {
		const { model } = render({ matching: { suppliers, vendors, decisions: [] } });
		expect(model.suppliers).toMatchObject({
			...{ known: 1, link: 1, create: 1, ignored: 1 },
			held: [{ supplier: '4', name: 'Twice', reason: 'ambiguous_vendor_name', advice: expect.stringMatching(/./) }],
		});
		expect(model.findings[0]?.what).toBe(
			'Of 5 suppliers 1 have their vendor in Procore, 1 would be linked to one, 1 created, 1 held, 1 left out.',
		);
	});

	it('a decision of a person counts', () => {
		const decisions = [{ supplier: '4', procore_vendor_id: '3', decision: 'link', note: '' }];
		expect(render({ matching: { suppliers, vendors, decisions } }).model.suppliers).toMatchObject({
			link: 2,
			held: [],
		});
	});

	it('none at all is a matter of authorizations', () => {
		expect(named({ matching: { suppliers: [], vendors, decisions: [] } })).toEqual(['attention vendors Suppliers']);
	});
});

describe('Readiness as page and file', () => {
	it('is ready only when everything was looked at', () => {
		expect(render().model.state).toBe('ready');
		expect(render({ gaps: ['Vendors were not read and not looked at.'] }).model.state).toBe('unchecked');
	});

	it('what could not be checked is grey and named, and nothing is missing because of it', () => {
		const what = 'Its tools were not checked: the quota is left to the sync until 2026-10-01 07:00 UTC.';
		const unchecked = finding({ ...seen('2202', 'Bridge'), state: 'unchecked', what, todo: 'Open it again.' });
		const projects = [rosterRow(), rosterRow({ id: '2', project_id: '2202', sap_project: 'P-2' })];
		const { model, html, subject } = render({ findings: [seen('2201'), unchecked], projects });
		expect(model).toMatchObject({ state: 'unchecked', counts: { missing: 0, attention: 0, unchecked: 1 } });
		expect(html).toContain('<div class="tile unknown"><div class="label">State</div>');
		expect(html).toContain(what);
		expect(subject).toMatch(/not everything could be looked at$/);
	});

	it('has a row for each finding, with what to do', () => {
		const { rows, subject } = render({ orders: [order({ '640000': '5.00' })] });
		expect(rows[0]).toMatchObject({
			list: 'finding',
			state: 'missing',
			todo: expect.stringContaining('G/L account 640000'),
		});
		expect(subject).toBe('SAP to Procore, acme: readiness, 1 missing, 0 for attention');
	});

	it('puts a setting under n8n, not under its tables', () => {
		const { rows } = render({ costAccounts: { chosen: '', costs: undefined } });
		expect(rows[0]).toMatchObject({ system: 'n8n', subject: 'Cost Accounts in Fetch costs' });
	});

	it.each(hostileNames)('shows %j as text', (name) => {
		const { html, rows } = render({ findings: [seen('2201', name), seen('2299', name)] });
		expect(html).not.toMatch(/<(?:script|img|h1>Taken)/);
		for (const row of rows) for (const value of Object.values(row)) expect(String(value)).not.toMatch(/^\s*[=+@]/);
	});
});

describe('Readiness, the accounts of costs', () => {
	const cost = (glAccount: string, amount: string, more: Partial<ProjectCost> = {}): ProjectCost => ({
		...posted,
		...{ companyCode: '1710', ledger: '0L', wbsElement: 'P-1', costCenter: '', order: '', isBalanceSheet: false },
		...{ currency: 'USD', from: '', to: '', glAccount, amount },
		...more,
	});
	const told = (costAccounts: CostAccountsInput) => {
		const { findings } = render({ costAccounts }).model;
		return findings.find(({ subject }) => subject === 'Cost Accounts in Fetch costs');
	};

	it('proposes those that SAP posted on projects, as ranges that no other account stands in', () => {
		const costs = [
			cost('61003000', '10.00'),
			cost('61009000', '-1.00'),
			cost('61009000', '5.00', { wbsElement: 'P-2' }),
			cost('62000000', '3.00', { currency: 'EUR' }),
			cost('64000000', '-99.00'),
			cost('650000', '7.00'),
			cost('12000000', '8.00', { isBalanceSheet: true }),
			cost('ABC', '1.00'),
		];
		const found = told({ chosen: '', costs });
		expect(found).toMatchObject({ state: 'missing' });
		expect(found?.what).toContain('SAP has posted 22.00 USD · 3.00 EUR on 5 accounts of projects.');
		expect(found?.what).toContain('In credit, as revenue is, and so not proposed: 64000000 (-99.00 USD).');
		expect(found?.todo).toMatch(/Fetch costs > Cost Accounts: 650000-62000000, ABC$/);
	});

	it('has nothing to propose where nothing was read or posted, and says what is chosen', () => {
		for (const costs of [undefined, [], [cost('64000000', '-99.00')]])
			expect(told({ chosen: '', costs })).toMatchObject({
				state: 'missing',
				todo: 'Fetch costs > Cost Accounts: enter the accounts whose postings are costs, as accounting names them.',
			});
		expect(told({ chosen: '600000-699999', costs: undefined })).toMatchObject({
			...{ state: 'fits', what: 'Costs are what is posted on 600000-699999.' },
		});
		expect(render().model.findings.some(({ subject }) => subject.startsWith('Cost Accounts'))).toBe(false);
	});

	it('what it proposes is what the field takes, and holds all costs and no account in credit', () => {
		const accounts = fc.uniqueArray(fc.integer({ min: 1, max: 99_999_999 }), { minLength: 1, maxLength: 30 });
		fc.assert(
			fc.property(accounts, fc.func(fc.boolean()), (numbers, isCredit) => {
				const costs = numbers.map((number) => cost(String(number), isCredit(number) ? '-5.00' : '5.00'));
				const { todo = '' } = told({ chosen: '', costs }) ?? {};
				const proposed = readAccounts(todo.split('Cost Accounts: ')[1] ?? '');
				for (const number of numbers) expect(proposed?.has(String(number)) ?? false).toBe(!isCredit(number));
			}),
			{ numRuns: 100 },
		);
	});
});

describe('Readiness: each finding leads to what mends it', () => {
	const links = linksTo({
		...{ launchpad: '', web: '', companyId: '4242', executions: () => '', patterns: usualPatterns },
	});

	it.each([
		['sap', 'log-on', 'docs/sap-setup.md'],
		['procore', 'log-on', 'docs/procore-setup.md'],
		['sap', 'service', 'docs/sap-setup.md'],
		['sap', 'fields', 'docs/sap-setup.md'],
		['procore', 'company', 'docs/procore-setup.md'],
		['procore', 'tool', 'docs/procore-setup.md'],
		['tables', 'settings', 'docs/first-run.md'],
		['tables', 'cost codes', '?page=mapping'],
		['procore', 'vendors', '?page=vendors'],
		['tables', 'projects', '?page=projects'],
	] as const)('%s, %s: %s', (system, area, target) => {
		const missing = finding({
			system,
			area,
			subject: 'It',
			state: 'missing',
			what: 'It is not there.',
			todo: 'Do it.',
		});
		const { html } = render({ findings: [missing] }, links);
		const [address = ''] = [...html.matchAll(/href="([^"]+)"/g)]
			.map(([, found = '']) => found)
			.filter((found) => found.endsWith(target));
		expect(address).not.toBe('');
		if (target.endsWith('.md')) expect(existsSync(join(__dirname, '..', '..', '..', target))).toBe(true);
	});
});
