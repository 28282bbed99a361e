import type { Random } from '../../../simulators/data/random.ts';
import { budgetState } from '../../e2e/support/budgets.ts';
import type { World } from './scenarioWorld.ts';

export const codesTable = 'sap_procore_cost_codes';
const projectsTable = 'sap_procore_projects';

type Cells = Record<string, string | boolean>;

/** Something that somebody does to the tables, in words, with what does it. */
export type Change = [name: string, doIt: () => void];

/** Something that people do to the cost code map or the roster, now and then a mistake. */
export function randomChange(world: World, random: Random): Change {
	const { tables } = world.engine;
	const rows = tables.rows(codesTable) as unknown as Array<Record<string, string>>;
	const filled = rows.filter(({ cost_code }) => (cost_code ?? '') !== '');
	const empty = rows.filter(({ cost_code }) => (cost_code ?? '') === '');
	const codes = [...new Set(budgetState(world.simulators).wbsCodes.map(({ flat_code }) => flat_code))];
	const code = (): Cells => {
		const [cost_code = '', cost_type = ''] = (random.chance(8) ? '99-999.M' : random.pick(codes)).split('.');
		return { cost_code, cost_type };
	};
	const edit = (of: typeof rows, name: string, cells: Cells): Change => {
		const row = random.pick(of);
		const text = `${name} row ${String(row.id)} (${row.gl_account ?? ''} ${row.cost_center ?? ''} ${row.wbs_element ?? ''}) ${JSON.stringify(cells)}`;
		return [text, () => tables.edit(codesTable, ({ id }) => id === Number(row.id), cells)];
	};
	const insert = (cells: Cells): Change => {
		const none = { company_code: '', gl_account: '', cost_center: '', wbs_element: '' };
		const row: Cells = { customer: 'main', ...none, ...code(), enabled: true, source: 'manual', note: '', ...cells };
		return [`add ${JSON.stringify(cells)} → ${String(row.cost_code)}`, () => tables.addRows(codesTable, [row])];
	};
	const projects = tables.rows(projectsTable) as unknown as Array<Record<string, string>>;
	const roster = (cells: Cells): Change => {
		const { project_id } = random.pick(projects);
		const text = `project ${String(project_id)} ${JSON.stringify(cells)}`;
		return [text, () => tables.edit(projectsTable, (row) => row.project_id === project_id, cells)];
	};
	const branch = () => `P-10${random.pick(['01', '02', '03', '04', '05', '010', '16'])}.${String(random.int(1, 4))}`;
	const kinds: Array<() => Change> = [
		() => (empty.length > 0 ? edit(empty, 'fill', code()) : edit(filled, 'change', code())),
		() => (empty.length > 0 ? edit(empty, 'fill', code()) : edit(filled, 'change', code())),
		() => edit(filled, 'change', code()),
		() => edit(filled, 'change', code()),
		() => edit(filled, 'empty', { cost_code: '' }),
		() => edit(filled, 'disable', { enabled: false }),
		() => edit(rows, 'enable', { enabled: true }),
		() => insert({ gl_account: random.pick(rows).gl_account ?? '' }),
		() => insert({ gl_account: `${(random.pick(rows).gl_account ?? '').slice(0, 4)}*`, wbs_element: `${branch()}*` }),
		() => insert({ wbs_element: `${branch()}*` }),
		() => roster({ sap_wbs_prefix: branch() }),
		() => roster({ sap_wbs_prefix: '' }),
		() => roster({ sap_cost_center: `1710${String(random.int(1, 5)).padStart(2, '0')}*` }),
	];
	return random.pick(kinds)();
}
