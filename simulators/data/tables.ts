import { costCodes, costTypes, glAccountOf } from './cost-codes.ts';
import { oddCostAccounts } from './costs/gl-accounts.ts';
import { oddAccounts } from './orders/mapping-recipes.ts';
import { type ProjectSpec, siteCostCenters } from './project-spec.ts';
import { orderPositions } from './sap-projects.ts';

type Cells = Record<string, string | boolean>;

/** Rows of the tables that people fill, as a customer would have filled them. */
export interface FilledTables {
	sap_procore_projects: Cells[];
	sap_procore_cost_codes: Cells[];
	sap_procore_values: Cells[];
}

/** As in the settings of the template. */
const customer = 'main';

/** @param mapRows how many rows the cost code map has at least: what is missing are rows for single WBS elements */
export function buildTables(projects: readonly ProjectSpec[], mapRows = 0): FilledTables {
	const costCodeMap = costCodeRows(projects);
	return {
		sap_procore_projects: projectRows(projects),
		sap_procore_cost_codes: [...costCodeMap, ...elementRows(projects, mapRows - costCodeMap.length)],
		sap_procore_values: valueRows(),
	};
}

/** What nobody can know but the people of the projects: the other rows and cells come from Procore and SAP. */
const filledProjects: Record<number, Cells> = {
	2201: { sap_cost_center: '171001*', note: 'Site cost centers' },
	2202: { sap_cost_center: '17100201,17100202,17100203' },
	2203: { sap_project: 'P-1003,800123', currency: 'USD', note: 'Order 800123 is the crane yard' },
	2209: { sap_cost_center: '101009*' },
	2212: { sap_wbs_prefix: 'U-2200', currency: 'USD', note: 'SAP calls it U-2200' },
};

function projectRows(projects: readonly ProjectSpec[]): Cells[] {
	return projects.flatMap(({ id, name, number, active }) => {
		const filled = filledProjects[id];
		if (!filled) return [];
		const row = {
			customer,
			project_id: String(id),
			project_name: name,
			project_number: number,
			active,
			sap_project: '',
			sap_wbs_prefix: '',
			sap_cost_center: '',
			currency: '',
			sync_enabled: true,
			source: 'manual',
			note: '',
		};
		return [{ ...row, ...filled }];
	});
}

function costCodeRow(code: string, type: string, keys: Cells): Cells {
	const empty = { company_code: '', gl_account: '', cost_center: '', wbs_element: '' };
	return { customer, ...empty, cost_code: code, cost_type: type, enabled: true, source: 'manual', note: '', ...keys };
}

/** One row for each G/L account, and those that go before them. */
function costCodeRows(projects: readonly ProjectSpec[]): Cells[] {
	const plain = costCodes.flatMap(({ code }) =>
		costTypes.map(({ code: type }) => costCodeRow(code, type, { gl_account: glAccountOf(code, type) })),
	);
	const lakeview = projects.find(({ id }) => id === 2202);
	return [
		...plain,
		costCodeRow('01-500', 'E', { gl_account: '6203*', note: 'Every other equipment account of concrete' }),
		costCodeRow('03-400', 'M', { gl_account: glAccountOf('03-300', 'M'), wbs_element: 'P-1003.4*' }),
		costCodeRow('01-500', 'O', { cost_center: lakeview ? siteCostCenters(lakeview)[2] : '', note: 'Site office' }),
		costCodeRow('01-100', 'O', { gl_account: oddAccounts.ambiguous }),
		costCodeRow('01-740', 'S', { gl_account: oddAccounts.ambiguous, note: 'Entered twice by mistake' }),
		costCodeRow('01-740', 'O', { gl_account: oddCostAccounts.germanOnly, note: 'Waste' }),
		costCodeRow('01-100', 'OC', { gl_account: oddCostAccounts.missingCostType, note: 'Paid by the owner' }),
		costCodeRow('02-400', 'O', { gl_account: oddAccounts.unmapped, enabled: false, note: 'Switched off in 2025' }),
	];
}

/** As people map who do it element by element: they lead where the row of the account alone leads. */
function elementRows(projects: readonly ProjectSpec[], count: number): Cells[] {
	// Its fourth phase is coded otherwise.
	const mapped = projects.filter(({ active, id }) => active && id !== 2203);
	const accounts = costCodes.flatMap(({ code }) => costTypes.map(({ code: type }) => ({ code, type })));
	return Array.from({ length: Math.max(0, count) }, (_, index) => {
		const project = mapped[index % mapped.length];
		const at = Math.floor(index / mapped.length);
		const position = orderPositions[at % orderPositions.length] ?? '';
		const account = accounts[Math.floor(at / orderPositions.length)];
		if (!project || !account) throw new RangeError('not enough WBS elements and accounts for the rows of the map');
		const wbsElement = `${project.sapProject}.${position}*`;
		const keys = { gl_account: glAccountOf(account.code, account.type), wbs_element: wbsElement };
		return costCodeRow(account.code, account.type, keys);
	});
}

const values: Record<string, Record<string, string>> = {
	payment_terms: {
		NT30: 'Net 30 days',
		NT45: 'Net 45 days',
		NT60: 'Net 60 days',
		'0001': 'Due on receipt',
		'0002': '14 days 2 %, 30 days net',
		'0004': 'End of the following month',
	},
	unit: {
		EA: 'ea',
		PC: 'ea',
		LE: 'ls',
		H: 'hr',
		DAY: 'days',
		TO: 'ton',
		KG: 'kg',
		M: 'm',
		M2: 'm2',
		M3: 'm3',
		L: 'l',
	},
	country: { UK: 'GB' },
};

function valueRows(): Cells[] {
	return Object.entries(values).flatMap(([kind, pairs]) =>
		Object.entries(pairs).map(([sap_value, procore_value]) => ({ customer, kind, sap_value, procore_value, note: '' })),
	);
}
