import { customer, onTables, requestFor, tablesWith } from '../support/madeReports.ts';
import { costCodeRow, purchaseOrder, rosterRow } from '../support/orders.ts';
import { runRow } from '../support/reports.ts';
import { jsonOf } from '../support/world.ts';

const key = '4500000077';
/** SAP has stamped it on 2026-09-30. */
const order = purchaseOrder({ purchaseOrder: key });
const inputs = [
	[
		{ read: 'system', record: { system: 'S4P', now: '2026-11-01T06:00:00.000Z' } },
		{ read: 'orders', record: order },
	],
	[{}],
	[{}],
];

const outcome = (fields: object = {}) => ({
	...{ entity: 'purchase_order', sap_key: key, at: '2026-10-02T06:00:00.000Z', run_id: 'writes-1' },
	...{ status: 'ignored', reason: 'left_out_by_workflow', action: 'none' },
	...fields,
});
const late = { at: '2026-10-03T06:00:00.000Z', run_id: 'writes-2' };

/** What the reconciliation says of the only order, which Procore does not have. */
async function reconciled(audit: object[], writing = ['writes-1', 'writes-2']) {
	const tables = await tablesWith({
		...{ projects: [rosterRow()], cost_codes: [costCodeRow({ gl_account: '*' })], audit, settings: null },
		runs: [runRow({ run_id: 'previews', mode: 'preview' }), ...writing.map((run_id) => runRow({ run_id }))].map(
			(run) => ({ ...run, settings: '{}' }),
		),
	});
	const request = requestFor('reconciliation', { customer });
	const { outputs, error } = await onTables(tables, { resource: 'report', operation: 'make', request }, inputs);
	expect(error).toBeUndefined();
	const [mail] = jsonOf(outputs[1]);
	return mail;
}
const kinds = async (audit: object[]) => {
	const made = await reconciled(audit);
	return [made?.tiesOut, made?.differences, made?.filteredOut].map((said) =>
		Array.isArray(said) ? said.map(({ kind }: { kind: string }) => kind) : said,
	);
};

describe('Orders that a step of the workflow leaves out, as the reconciliation finds them on record', () => {
	it('what the last run that met it left out ties out, and the subject names the amount', async () => {
		expect(await kinds([outcome()])).toEqual(['yes', [], ['filtered_out']]);
		const made = await reconciled([outcome()]);
		expect(made?.subject).toMatch(/agree, but for [\d,.]+ USD that your workflow filters out$/);
		expect(made?.html).not.toContain('to the cent.');
	});

	it.each<[string, object[]]>([
		['by nothing on record', []],
		['in a preview only', [outcome({ run_id: 'previews' })]],
		['before a run met it again', [outcome(), outcome({ ...late, status: 'held', reason: 'vendor_missing' })]],
		['before a run wrote it', [outcome(), outcome({ ...late, status: 'synced', reason: '', project_id: '2201' })]],
		['before SAP changed it', [outcome({ at: '2026-09-30T09:59:59.000Z' })]],
		['as another document of the same number', [outcome({ entity: 'requisition' })]],
		['as another order', [outcome({ sap_key: '4500000078' })]],
		['never, but ignored for a reason of the sync', [outcome({ reason: 'not_released' })]],
	])('left out %s: it is missing in Procore', async (_, audit) => {
		expect(await kinds(audit)).toEqual(['no', ['not_sent'], []]);
	});

	it('left out again after a run had held it, whatever a preview and other orders say later', async () => {
		const held = outcome({ status: 'held', reason: 'vendor_missing' });
		const audit = [
			...[held, outcome(late)],
			...[outcome({ ...late, at: '2026-10-04T06:00:00.000Z', run_id: 'previews', status: 'planned', reason: '' })],
			...[outcome({ ...late, sap_key: '4500000078', status: 'synced', reason: '' })],
		];
		expect(await kinds(audit)).toEqual(['yes', [], ['filtered_out']]);
	});
});

it('a reconciliation says so while only previews have run', async () => {
	const only = 'Only previews have run: the sync has written nothing to Procore yet';
	expect((await reconciled([], []))?.html).toContain(only);
	expect((await reconciled([]))?.html).not.toContain(only);
});
