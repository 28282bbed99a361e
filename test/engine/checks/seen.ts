import { identityOf } from '../../e2e/support/requisitions.ts';
import type { Engine } from '../support/engine.ts';

export type TableRow = Record<string, unknown>;

/** The rows of a table of the sync, by the name that the ledger gives it; none when there is no such table. */
export function rowsOf({ tables }: Engine, name: string): TableRow[] {
	const table = `sap_procore_${name}`;
	return tables.names().includes(table) ? tables.rows(table) : [];
}

interface Owned {
	id: number;
	origin_id: string | null;
	origin_data?: string | null;
	project_id?: number;
	[field: string]: unknown;
}

export interface HeldContract extends Owned {
	project_id: number;
	number: string;
	status: string;
	vendor_id: number | null;
	deleted_at: string | null;
	grand_total: string;
	lines: Array<Owned & { amount: string; flat_code: string }>;
}

/** What Procore holds, as far as a check looks at it. */
export interface ProcoreState {
	vendors: Array<Owned & { name: string; is_active: boolean }>;
	projects: Array<Owned & { active: boolean; currency?: string; project_number: string | null }>;
	contracts: HeldContract[];
	requisitions: Array<Owned & { status: string; items: unknown[] }>;
	costCodes: Array<Owned & { full_code: string }>;
	wbsCodes: Array<{ id: number; project_id: number; flat_code: string }>;
	directCosts: Array<Owned & { lines: Owned[] }>;
	changeOrders: Array<{ id: number; status: string }>;
	budgetLines: Array<{ id: number; project_id: number; original_budget_amount: string }>;
	budgetChanges: Array<{ id: number; project_id: number }>;
	billingPeriods: Array<{ id: number; project_id: number; status: string }>;
}

export const procoreOf = ({ simulators }: Engine) => simulators.procore.simulator.state() as ProcoreState;

/** Fields that follow from what is done elsewhere. */
const followed = new Set(['updated_at', 'project_ids']);

const contentOf = (held: unknown): string =>
	JSON.stringify(held, (name, value: unknown) => (followed.has(name) ? undefined : value));

export interface SeenObject {
	/** Kind of the object: `vendor`, `contract`, `requisition`, `costCode`, `directCost`. */
	kind: string;
	originId: string;
	projectId: string;
	content: string;
}

/** What a check compares before and after a run. */
export interface Seen {
	/** Objects that have an identity, by kind and Procore's id. */
	objects: Map<string, SeenObject>;
	/** By project, what of its budget people or the sync have entered. */
	budgets: Map<string, string>;
	/** Projects that nothing may be written to, by Procore's id. */
	closed: Set<string>;
	/** How far each lane has been read, ms since 1970; lanes without a watermark are left out. */
	watermarks: Map<string, number>;
	/** When it was, by SAP's clock. */
	at: number;
	/** How many requests there were by then. */
	exchanges: number;
}

export function lookAt(engine: Engine): Seen {
	const { vendors, contracts, requisitions, costCodes, directCosts, projects, budgetLines, budgetChanges, wbsCodes } =
		procoreOf(engine);
	const ofCode = new Map<string, unknown[]>();
	for (const code of wbsCodes) {
		const key = `${String(code.project_id)} ${code.flat_code.split('.')[0] ?? ''}`;
		ofCode.set(key, [...(ofCode.get(key) ?? []), code]);
	}
	const kinds = {
		vendor: vendors,
		contract: contracts,
		requisition: requisitions,
		// The budget codes of a cost code are written with it.
		costCode: costCodes.map((each) => ({
			...each,
			budgetCodes: ofCode.get(`${String(each.project_id)} ${each.full_code}`),
		})),
		directCost: directCosts,
	};
	const objects = new Map(
		Object.entries(kinds).flatMap(([kind, held]) =>
			held.flatMap(
				(each): Array<[string, SeenObject]> =>
					identityOf(each)
						? [
								[
									`${kind} ${String(each.id)}`,
									{
										kind,
										originId: identityOf(each),
										projectId: String(each.project_id ?? ''),
										content: contentOf(each),
									},
								],
							]
						: [],
			),
		),
	);
	const budgets = new Map(
		projects.map(({ id }) => {
			const own = ({ project_id }: { project_id: number }) => project_id === id;
			// Procore adds a line of 0 for each budget code of a commitment.
			const entered = budgetLines.filter((line) => own(line) && Number(line.original_budget_amount) !== 0);
			return [String(id), contentOf([entered, budgetChanges.filter(own)])];
		}),
	);
	const off = rowsOf(engine, 'projects').filter(({ sync_enabled }) => sync_enabled === false);
	return {
		objects,
		budgets,
		closed: new Set([
			...projects.filter(({ active }) => !active).map(({ id }) => String(id)),
			...off.map(({ project_id }) => String(project_id)),
		]),
		watermarks: watermarksOf(engine),
		at: engine.simulators.sap.simulator.clock.now(),
		exchanges: engine.exchanges.length,
	};
}

function watermarksOf(engine: Engine): Map<string, number> {
	const marks = rowsOf(engine, 'state').map((row): [string, number] => [
		cell(row, 'entity'),
		Date.parse(cell(row, 'watermark')),
	]);
	return new Map(marks.filter(([, mark]) => !Number.isNaN(mark)));
}

/** Whether an origin ID is the sync's own. */
export const isOwn = (originId: string | null | undefined) => originId?.startsWith('sap:') ?? false;

/** The row of a run, by the execution that began it; undefined when it never got that far. */
export const runRowOf = (engine: Engine, executionId: string): TableRow | undefined =>
	rowsOf(engine, 'runs').find(({ run_id }) => String(run_id).endsWith(`-${executionId}`));

export const auditOf = (engine: Engine, runId: string): TableRow[] =>
	rowsOf(engine, 'audit').filter(({ run_id }) => run_id === runId);

/** Cells of a row that has them, as text. */
export const cell = (row: TableRow | undefined, name: string): string => String(row?.[name] ?? '');
