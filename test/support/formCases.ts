import { csvFile } from '../../nodes/SapToProcore/reports/files/csv.ts';
import { candidate, heldException, heldOutcome, waitingOrder } from './heldSuppliers.ts';
import { customer, onTables, tablesWith, type Given } from './madeReports.ts';
import type { MemoryTables } from './memoryTables.ts';
import { assignment, costCodeRow, orderItem, purchaseOrder, rosterRow } from './orders.ts';
import { openPage, readRequest, sendFile, sendForm, tokenIn, webhook } from './pages.ts';
import { exceptionRow } from './reports.ts';

/** One thing that people can do on a page, as somebody does it. */
export interface FormCase {
	/** The page that it is on. */
	page: string;
	tables: () => Promise<MemoryTables>;
	/** The page that asks to confirm it. */
	ask: (tables: MemoryTables) => Promise<string>;
	/** What has to be filled in beside the name, and how it is filled in wrongly. */
	fields?: Record<string, string>;
	wrong?: Array<Record<string, string>>;
	/** What somebody else, or a run, does before it is sent; and what is said then. null = it overwrites nothing. */
	meanwhile: { done: (tables: MemoryTables) => void; said: string } | null;
}

const lease = { entity: 'lease', holder: '', lease_until: '1970-01-01T00:00:00.000Z', sync_workflow: 'sync1' };
const inAMinute = () => new Date(Date.now() + 60_000).toISOString();
const isLease = ({ entity }: Record<string, unknown>) => entity === 'lease';
const isOf = (column: string, value: string) => (row: Record<string, unknown>) => String(row[column]) === value;

/** Another run begins. */
const busy: FormCase['meanwhile'] = {
	done: (tables) => tables.edit('sap_procore_state', isLease, { holder: 'execution 9', lease_until: inAMinute() }),
	said: 'Another run of customer acme is under way: execution 9',
};
const conflict = 'Not changed, because a run or somebody else changed it since';
const edited = (table: string, column: string, value: string, cells: Record<string, string | boolean>) => ({
	done: (tables: MemoryTables) => tables.edit(`sap_procore_${table}`, isOf(column, value), cells),
	said: conflict,
});

const opened =
	(page: string, query: object, sap: object[] = [{}]) =>
	async (tables: MemoryTables) =>
		await openPage(tables, { page, ...query }, { sap });
const world = (given: Given) => async () => await tablesWith({ state: [lease], ...given });

const exception = exceptionRow({ sap_key: '41', amount: '50.00', currency: 'USD' });
const onExceptions = (action: string, status = 'open'): Pick<FormCase, 'page' | 'tables' | 'ask'> => ({
	page: 'exceptions',
	tables: world({ exceptions: [{ ...exception, status }] }),
	ask: async (tables) =>
		await openPage(tables, {
			...{ page: 'exceptions', do: action },
			row: tables.rows('sap_procore_exceptions').map(({ id }) => String(id)),
		}),
});

const suppliers: Given = {
	exceptions: [heldException('9001'), waitingOrder('41', '9001', '150.00')],
	audit: [heldOutcome('9001', [candidate()])],
	vendors: [{ supplier: '9001', decision: '', procore_vendor_id: '' }],
};
const onVendors = (action: string, query: object, given: Given = suppliers) => ({
	...{ page: 'vendors', tables: world(given), ask: opened('vendors', { do: action, supplier: '9001', ...query }) },
});

const oneTime: Given = {
	exceptions: [
		exceptionRow({
			...{ sap_key: '41', reason: 'one_time_supplier', amount: '50.00', currency: 'USD' },
			message: 'Purchase order 41: supplier 9999, on the order Bolt Rental LLC.',
		}),
	],
	values: [{ kind: 'one_time_supplier', sap_value: 'Bolt Rental LLC', procore_value: '' }],
};
const onOneTime = (action: string): FormCase => ({
	...onVendors(action, { party: 'Bolt Rental LLC', vendor: '4711' }, oneTime),
	meanwhile: edited('values', 'sap_value', 'Bolt Rental LLC', { procore_value: '9' }),
});

const homeless = exceptionRow({
	...{ sap_key: '41', project_id: '', reason: 'unmapped_project' },
	message: 'No row of the roster fits line 10/1 (G/L account 630000, WBS element U-2).',
});
const onProjects = (action: string, query: object, synced = true) => ({
	page: 'projects',
	tables: world({
		projects: [{ project_id: '2202', sync_enabled: synced }],
		exceptions: [homeless],
		cost_codes: [costCodeRow({ gl_account: '*' })],
		settings: { lanes: 'purchase_order' },
	}),
	ask: opened('projects', { do: action, project: '2202', ...query }, [
		{ read: 'system', record: { system: 'S4P', now: new Date().toISOString() } },
		{
			read: 'orders',
			record: purchaseOrder({
				purchaseOrder: '41',
				items: [orderItem({ assignments: [assignment({ wbsElement: 'U-2' })] })],
			}),
		},
	]),
});

const account = { company_code: '1010', gl_account: '63000000', cost_center: '', wbs_element: 'P-1001.01' };

/** A change that waits until somebody approves it. */
const asked = {
	...{ entity: 'purchase_order', sap_key: '43', project_id: '2201', origin_id: 'sap:S4P:po:43:2201', plan: 'abc' },
	...{ run_id: 'r1', change: 'void', what: 'Contract 43 (7) would be voided', state: 'waiting' },
	...{ before_amount: '90.00', after_amount: '0.00', moved_amount: '90.00', currency: 'USD' },
};
const onApprovals = (action: string): FormCase => ({
	page: 'exceptions',
	tables: world({ approvals: [asked] }),
	ask: opened('exceptions', { do: action, all: '1' }),
	meanwhile: edited('approvals', 'sap_key', '43', { state: 'outdated' }),
});

/** A form has released a document that no run has taken yet. */
const released = (action: string) => async () => {
	const tables = await tablesWith({ state: [lease] });
	const result = JSON.stringify({ message: 'Saved.', documents: [{ entity: 'purchase_order', key: '41' }] });
	const form = { form_id: 'released', action, status: 'done', offered_at: inAMinute(), sent_by: 'Ann' };
	tables.addRows('sap_procore_forms', [{ customer, ...form, result }]);
	return tables;
};

/** Every form of the pages, by its page and its action. */
export const formCases: Record<string, FormCase> = {
	'exceptions retry': { ...onExceptions('retry'), meanwhile: busy },
	'exceptions ignore': {
		...onExceptions('ignore'),
		fields: { why: 'Old', until: '' },
		wrong: [{ why: '' }, { why: 'x'.repeat(201) }, { until: '2020-01-01' }, { until: 'tomorrow' }],
		meanwhile: edited('exceptions', 'sap_key', '41', { status: 'resolved' }),
	},
	'exceptions reopen': {
		...onExceptions('reopen', 'ignored'),
		meanwhile: edited('exceptions', 'sap_key', '41', { status: 'open', attempts: '7' }),
	},
	'exceptions approve': onApprovals('approve'),
	'exceptions leave': onApprovals('leave'),
	'exceptions run': {
		page: 'exceptions',
		tables: released('approve'),
		ask: opened('exceptions', { do: 'run', form: 'released' }),
		meanwhile: busy,
	},
	'mapping map': {
		page: 'mapping',
		tables: world({ cost_codes: [{ ...account, cost_code: '' }] }),
		ask: opened('mapping', { do: 'map', ...account, code: '02-400 / S', scope: 'combination' }),
		meanwhile: edited('cost_codes', 'gl_account', '63000000', { cost_code: '09-900' }),
	},
	'mapping upload': {
		page: 'mapping',
		tables: world({
			cost_codes: [{ ...account, cost_code: '' }],
			projects: [{ project_id: '2201', sap_project: 'P-1001', active: true, sync_enabled: true }],
		}),
		ask: async (tables) =>
			await sendFile(tables, {
				name: 'map.csv',
				bytes: csvFile([{ ...account, cost_code: '02-400', cost_type: 'S', enabled: 'yes' }]),
			}),
		meanwhile: edited('cost_codes', 'gl_account', '63000000', { cost_code: '09-900' }),
	},
	'mapping run': {
		page: 'mapping',
		tables: released('map'),
		ask: opened('mapping', { do: 'run', form: 'released' }),
		meanwhile: busy,
	},
	'vendors decide': {
		...onVendors('decide', { choice: 'link:71' }),
		meanwhile: edited('vendors', 'supplier', '9001', { decision: 'ignore' }),
	},
	'vendors decide-run': {
		...onVendors('decide-run', { choice: 'create' }),
		meanwhile: edited('vendors', 'supplier', '9001', { decision: 'ignore' }),
	},
	'vendors run': {
		...onVendors('run', {}, { ...suppliers, vendors: [{ supplier: '9001', decision: 'create' }] }),
		meanwhile: busy,
	},
	'vendors one-time': onOneTime('one-time'),
	'vendors one-time-run': onOneTime('one-time-run'),
	'projects branch': {
		...onProjects('branch', { branch: 'U-2' }),
		meanwhile: edited('projects', 'project_id', '2202', { sap_wbs_prefix: 'X-9' }),
	},
	'projects branch-run': {
		...onProjects('branch-run', { branch: 'U-2' }),
		meanwhile: edited('projects', 'project_id', '2202', { sap_wbs_prefix: 'X-9' }),
	},
	'projects sync-on': {
		...onProjects('sync-on', {}, false),
		meanwhile: edited('projects', 'project_id', '2202', { sync_enabled: true, note: 'Ben' }),
	},
	'projects sync-off': {
		...onProjects('sync-off', {}),
		meanwhile: edited('projects', 'project_id', '2202', { sync_enabled: false, note: 'Ben' }),
	},
	'projects currency': {
		...onProjects('currency', { currency: 'CAD' }),
		meanwhile: edited('projects', 'project_id', '2202', { currency: 'EUR' }),
	},
	'reconciliation signOff': {
		page: 'reconciliation',
		tables: world({ projects: [rosterRow()], cost_codes: [costCodeRow({ gl_account: '*' })] }),
		ask: async (tables) => {
			const html = await reconciliation(tables);
			const [, read = ''] = /name="read" value="([^"]+)"/.exec(html) ?? [];
			return await openPage(tables, { page: 'reconciliation', do: 'signOff', month: '2026-10', read });
		},
		fields: { note: '' },
		wrong: [{ note: 'x'.repeat(501) }],
		meanwhile: null,
	},
	'status stop': {
		page: 'status',
		tables: async () => {
			const holder = 'execution 8 since 2026-10-01T05:50:00.000Z';
			const tables = await tablesWith({ state: [{ ...lease, holder, lease_until: inAMinute() }] });
			const begun = { run_id: '20261001T055000Z-8', mode: 'delta', status: 'running', started_at: inAMinute() };
			tables.addRows('sap_procore_runs', [{ customer, ...begun }]);
			return tables;
		},
		ask: opened('status', { do: 'stop' }),
		meanwhile: {
			done: (tables) => tables.edit('sap_procore_state', isLease, { holder: 'execution 9 since then' }),
			said: 'Nothing was stopped',
		},
	},
	'any undo': {
		page: 'exceptions',
		tables: async () => {
			const { tables, ask } = onExceptions('ignore');
			const ignored = await tables();
			await sendForm(ignored, { token: tokenIn(await ask(ignored)), name: 'Ben', why: 'Old', until: '' });
			return ignored;
		},
		ask: async (tables) => {
			const form = String(tables.rows('sap_procore_changes').at(-1)?.form_id);
			return await openPage(tables, { page: 'exceptions', do: 'undo', form });
		},
		meanwhile: edited('exceptions', 'sap_key', '41', { ignored_until: '2999-01-01' }),
	},
};

/** Somebody has a reconciliation in front of them; its HTML. */
async function reconciliation(tables: MemoryTables): Promise<string> {
	const { report } = await readRequest(tables, webhook({ page: 'reconciliation', after: '2999-01-01' }));
	const made = await onTables(tables, { resource: 'report', operation: 'make', request: report }, [
		[
			{ read: 'system', record: { system: 'S4P', now: new Date().toISOString() } },
			{ read: 'orders', record: purchaseOrder({ purchaseOrder: '4500000077' }) },
		],
		[{}],
		[{}],
	]);
	expect(made.error).toBeUndefined();
	return Buffer.from(made.outputs[0]?.[0]?.binary?.data?.data ?? '', 'base64').toString('utf8');
}
