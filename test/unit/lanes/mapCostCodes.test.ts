import { desiredCostCodeSchema, type CostCenter, type GlAccount } from '../../../nodes/shared/model';
import { mapCostCodes } from '../../../nodes/SapToProcore/lanes/costCode/map';
import type { CostCodeRow, RosterRow } from '../../../nodes/SapToProcore/ledger/rows';
import { threeProjects } from '../../support/mapOrders.ts';
import { costCodeRow, rosterRow } from '../../support/orders.ts';

const account = (fields: Partial<GlAccount> = {}): GlAccount => ({
	chartOfAccounts: 'YCOA',
	glAccount: '630000',
	name: 'Concrete',
	longName: 'Cast-in-place concrete',
	isBalanceSheet: false,
	isProfitAndLoss: true,
	blocked: false,
	deleted: false,
	changedAt: '2026-09-01T00:00:00Z',
	...fields,
});
const center = (fields: Partial<CostCenter> = {}): CostCenter => ({
	controllingArea: 'A000',
	costCenter: '10101',
	name: 'Site office',
	description: '',
	companyCode: '1010',
	validFrom: '2020-01-01',
	validTo: '9999-12-31',
	blocked: false,
	...fields,
});

interface Case {
	rows?: CostCodeRow[];
	projects?: RosterRow[];
	accounts?: GlAccount[];
	costCenters?: CostCenter[];
}
const map = ({ rows = [costCodeRow({ gl_account: '630000' })], projects = [rosterRow()], ...more }: Case) =>
	mapCostCodes({
		system: 'S4P',
		accounts: more.accounts ?? [account()],
		costCenters: more.costCenters ?? [center()],
		rows,
		projects,
	});
const codes = (given: Case) => map(given).map(({ projectId, code }) => `${projectId} ${code}`);

describe('cost codes of the projects', () => {
	it('have the name of the G/L account, all cost types of their rows, and an identity in the project', () => {
		const rows = [
			costCodeRow({ gl_account: '0000630000' }),
			costCodeRow({ gl_account: '64*', cost_type: 'L' }),
			costCodeRow({ gl_account: '65*', cost_type: '' }),
		];
		expect(map({ rows })).toEqual([
			{
				originId: 'sap:S4P:costcode:2201:03-300',
				projectId: '2201',
				code: '03-300',
				name: 'Cast-in-place concrete',
				costTypes: ['L', 'M'],
				source: { entity: 'cost_code', sapKey: '03-300', sapChangedAt: '2026-09-01T00:00:00Z' },
				remarks: [],
			},
		]);
		expect(desiredCostCodeSchema.parse(map({ rows })[0])).toEqual(map({ rows })[0]);
	});

	it.each([
		['an account without a long text', { accounts: [account({ longName: '' })] }, 'Concrete'],
		['an account without text in the language', { accounts: [account({ longName: '', name: '' })] }, '03-300'],
		['a cost center', { rows: [costCodeRow({ cost_center: '10101' })] }, 'Site office'],
		['a range of accounts', { rows: [costCodeRow({ gl_account: '63*' })] }, '03-300'],
	])('of %s', (_, given, expected) => {
		const [first] = map(given);
		expect(first?.name).toBe(expected);
		expect(first?.remarks).toHaveLength(expected === '03-300' ? 1 : 0);
	});

	it('of several accounts have the name of the lowest that has one', () => {
		const rows = ['640000', '630000', '620000'].map((gl) => costCodeRow({ gl_account: gl }));
		const accounts = [
			account({ glAccount: '640000', longName: 'Later' }),
			account({ glAccount: '630000', longName: 'First' }),
			account({ glAccount: '620000', longName: '', name: '' }),
		];
		expect(map({ rows, accounts })[0]?.name).toBe('First');
	});

	it('are in every active project, and in none that is inactive or switched off', () => {
		const projects = threeProjects.map((row) => ({
			...row,
			active: row.project_id !== '2202',
			sync_enabled: row.project_id !== '2203',
		}));
		expect(codes({ projects: threeProjects })).toEqual(['2201 03-300', '2202 03-300', '2203 03-300']);
		expect(codes({ projects })).toEqual(['2201 03-300']);
	});

	it('leave out rows that are disabled or not filled yet', () => {
		expect(codes({ rows: [costCodeRow({ enabled: false }), costCodeRow({ cost_code: '' })] })).toEqual([]);
	});

	it.each([
		[{ wbs_element: 'P-1001.4*' }, ['2201']],
		[{ wbs_element: 'P-1002' }, ['2202']],
		[{ wbs_element: 'P-1*' }, ['2201', '2202', '2203']],
		[{ wbs_element: 'P-10010.1' }, []],
		[{ wbs_element: '*' }, ['2201', '2202', '2203']],
		[{ cost_center: '201*' }, ['2202']],
		[{ cost_center: '99' }, ['2201', '2202', '2203']],
	])('are only where their row can decide: %j', (cells, expected) => {
		const projects = threeProjects.map((row) => ({
			...row,
			sap_cost_center: row.project_id === '2202' ? '20*' : '',
		}));
		expect(map({ rows: [costCodeRow(cells)], projects }).map(({ projectId }) => projectId)).toEqual(expected);
	});
});

describe('which name and which order', () => {
	it('are those of projects and codes by their numbers', () => {
		const rows = [costCodeRow({ cost_code: '05-100' }), costCodeRow({ cost_code: '03-300' })];
		const projects = ['10', '9'].map((project_id) => rosterRow({ project_id }));
		expect(codes({ rows, projects })).toEqual(['9 03-300', '9 05-100', '10 03-300', '10 05-100']);
	});

	it('is that of the first chart of accounts', () => {
		const accounts = ['YCOA', 'ACOA', 'ZCOA'].map((chartOfAccounts) =>
			account({ chartOfAccounts, longName: '', name: chartOfAccounts }),
		);
		expect(map({ accounts })[0]?.name).toBe('ACOA');
	});

	it.each<[string, Partial<Case>, string]>([
		['the short text of the account', { accounts: [account({ longName: ' ' })] }, 'Concrete'],
		['that of the lowest account', { accounts: [account({ glAccount: '1', longName: 'One' }), account()] }, 'One'],
		['the text of the cost center', { accounts: [], costCenters: [center({ description: 'Office' })] }, 'Office'],
		['its name', { accounts: [], costCenters: [center()] }, 'Site office'],
		['the code', { accounts: [], costCenters: [] }, '03-300'],
	])('is %s, where there is nothing better', (_, given, name) => {
		const rows = [
			costCodeRow({ gl_account: '630000', cost_center: '10101' }),
			costCodeRow({ gl_account: '1', cost_center: '20000' }),
		];
		expect(map({ rows, ...given }).map((each) => each.name)).toEqual([name]);
	});
});
