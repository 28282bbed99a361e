import type { SyncWorld } from '../support/syncWorld.ts';
import { type Happen, type Marks, pick } from './event.ts';

type Tables = SyncWorld['engine']['tables'];
type Row = ReturnType<Tables['rows']>[number];

/** Somebody works in the tables. */
function onTables(world: SyncWorld, work: (tables: Tables) => void): void {
	work(world.engine.tables);
	world.acts++;
}

function rowAt(world: SyncWorld, name: string, number: number, where: (row: Row) => boolean = () => true) {
	const { tables } = world.engine;
	return tables.names().includes(name) ? pick(tables.rows(name).filter(where), number) : undefined;
}

function drop(world: SyncWorld, names: string[]): void {
	const there = world.engine.tables.names();
	for (const name of names.map((each) => `sap_procore_${each}`).filter((each) => there.includes(each)))
		onTables(world, (tables) => {
			tables.dropTable(name);
		});
}

/** Changes cells of a row of the cost code map until everything is put right. */
function editCode(world: SyncWorld, number: number, marks: Marks, cells: Record<string, string | boolean>): void {
	const name = 'sap_procore_cost_codes';
	const row = rowAt(world, name, number, ({ cost_code }) => typeof cost_code === 'string' && cost_code !== '');
	if (!row) return;
	const { id, cost_code = '', cost_type = '', enabled = true } = row;
	// Where it is only emptied, what it decided on is held until somebody fills it again.
	marks.mapped ||= cells.cost_code !== '';
	onTables(world, (tables) => {
		tables.edit(name, (each) => each.id === id, cells);
	});
	const isKnown = marks.repairs.has(`cost code ${String(id)}`);
	if (!isKnown)
		marks.repairs.set(`cost code ${String(id)}`, () => {
			const { tables } = world.engine;
			const before = { cost_code: String(cost_code), cost_type: String(cost_type), enabled: enabled !== false };
			tables.edit(name, (each) => each.id === id, before);
		});
}

const kept = new Set(['customer', 'run_id', 'origin_id', 'action', 'status', 'entity', 'sap_key']);

/** What people do in the tables. */
export const tableEvents = {
	'empty a cost code': (world, event, marks) => {
		editCode(world, event.one, marks, { cost_code: '' });
	},
	'mistype a cost code': (world, event, marks) => {
		editCode(world, event.one, marks, { cost_code: ['99-999', ' 3-300', '03_300', '03-300;'][event.two % 4] ?? '' });
	},
	'disable a row of the map': (world, event, marks) => {
		editCode(world, event.one, marks, { enabled: false });
	},
	'fill a cost code': (world, event, marks) => {
		const name = 'sap_procore_cost_codes';
		const filled = rowAt(world, name, event.two, ({ cost_code }) => typeof cost_code === 'string' && cost_code !== '');
		const row = rowAt(world, name, event.one, ({ cost_code }) => cost_code === null || cost_code === '');
		if (!row || !filled) return;
		marks.mapped = true;
		const { cost_code = '', cost_type = '' } = filled;
		onTables(world, (tables) => {
			tables.edit(name, ({ id }) => id === row.id, { cost_code: String(cost_code), cost_type: String(cost_type) });
		});
	},
	'send an account to another cost code': (world, event, marks) => {
		const name = 'sap_procore_cost_codes';
		const isFilled = ({ cost_code }: Row) => typeof cost_code === 'string' && /^\d\d-\d\d0$/.test(cost_code);
		const row = rowAt(world, name, event.one, isFilled);
		const other = rowAt(world, name, event.two, isFilled);
		if (!row || !other) return;
		marks.mapped = true;
		const { cost_code = '', cost_type = '' } = other;
		onTables(world, (tables) => {
			tables.edit(name, ({ id }) => id === row.id, { cost_code: String(cost_code), cost_type: String(cost_type) });
		});
	},
	'switch a project off': (world, event, marks) => {
		const name = 'sap_procore_projects';
		const row = rowAt(world, name, event.one, ({ sync_enabled }) => sync_enabled !== false);
		if (!row) return;
		const set = (sync_enabled: boolean) => {
			const { tables } = world.engine;
			if (tables.names().includes(name)) tables.edit(name, ({ id }) => id === row.id, { sync_enabled });
		};
		onTables(world, () => {
			set(false);
		});
		marks.leftOut = true;
		marks.repairs.set(`roster ${String(row.id)}`, () => {
			set(true);
		});
	},
	'decide on a supplier': (world, event, marks) => {
		const name = 'sap_procore_vendors';
		const row = rowAt(world, name, event.one);
		if (!row) return;
		const decision = event.two % 2 > 0 ? 'create' : 'Ignore';
		if (decision === 'Ignore') marks.suppliers.add(String(row.supplier));
		onTables(world, (tables) => {
			tables.edit(name, ({ id }) => id === row.id, { decision });
		});
	},
	'decide on a supplier wrongly': (world, event, marks) => {
		const name = 'sap_procore_vendors';
		const row = rowAt(world, name, event.one);
		if (!row) return;
		marks.suppliers.add(String(row.supplier));
		const decision = ['vendor 12', '999999', 'yes', '-'][event.two % 4] ?? '';
		onTables(world, (tables) => {
			tables.edit(name, ({ id }) => id === row.id, { decision });
		});
		marks.repairs.set(`decision ${String(row.id)}`, () => {
			const { tables } = world.engine;
			if (tables.names().includes(name)) tables.edit(name, ({ id }) => id === row.id, { decision: 'create' });
		});
	},
	'let an exception be': (world, event, marks) => {
		const name = 'sap_procore_exceptions';
		const row = rowAt(world, name, event.one, ({ status }) => status === 'open');
		if (!row) return;
		onTables(world, (tables) => {
			tables.edit(name, ({ id }) => id === row.id, { status: 'ignored' });
		});
		marks.repairs.set(`exception ${String(row.id)}`, () => {
			const { tables } = world.engine;
			const isStill = (each: Row) => each.id === row.id && each.status === 'ignored';
			if (tables.names().includes(name)) tables.edit(name, isStill, { status: 'open' });
		});
	},
	'delete the state': (world) => {
		drop(world, ['state', 'exceptions']);
	},
	'delete what is only read': (world, _event, marks) => {
		marks.forgotten = true;
		drop(world, ['contracts', 'allocations']);
	},
	'delete all that the sync has written': (world, _event, marks) => {
		marks.forgotten = true;
		drop(world, ['state', 'exceptions', 'contracts', 'allocations', 'runs', 'audit']);
	},
	'add a column': (world, event) => {
		const name = pick(world.engine.tables.names(), event.one);
		const column = `mine_${String(event.two)}`;
		if (name && !world.engine.tables.columns(name).some((each) => each.name === column))
			onTables(world, (tables) => {
				tables.addColumn(name, column, 'string');
			});
	},
	'remove a column': (world, event) => {
		const { tables } = world.engine;
		const names = ['sap_procore_runs', 'sap_procore_audit', 'sap_procore_allocations'];
		const name = pick(
			names.filter((each) => tables.names().includes(each)),
			event.one,
		);
		const column = name && pick(tables.columns(name), event.two)?.name;
		if (name && column && !kept.has(column))
			onTables(world, () => {
				tables.dropColumn(name, column);
			});
	},
} satisfies Record<string, Happen>;
