import { explanationSchema } from '../../../nodes/shared/model';
import { purchaseOrder } from '../../support/orders.ts';
import { usualSettings } from '../../support/mapOrders.ts';
import { audit, exception, explained, project, run, stopped, tableName } from './facts.ts';

const later = '20261003T080000Z-300';
const earlier = '20260930T080000Z-100';
const order = '4500000001';

describe('a document that is in Procore', () => {
	const rows = {
		audit: [audit()],
		projects: [project()],
		allocations: [
			{
				...{ run_id: run, entity: 'purchase_order', sap_key: order, sap_item: '10', assignment: '1' },
				...{ gl_account: '630000', wbs_element: 'P-1001.1', amount: '100.00', currency: 'USD' },
				...{ project_id: '2201', cost_code: '03-100', cost_type: 'M', origin_id: 'sap:S4P:po:4500000001:2201' },
				rule: 'cost code by row 17: glAccount=6300*; project by the row of 2201: sap_project=P-1001',
			},
		],
	};

	it('is told with its object, the outcome with run and execution, and the rule of each line', async () => {
		const explanation = await explained(order, rows);
		const [subject] = explanation.subjects;
		expect(explanation.verdict).toBe(
			'Purchase order 4500000001 is in Procore, by the last outcome on record: contract 77 in project 2201 Riverside.',
		);
		expect(subject).toMatchObject({ state: 'in_procore', missing: [] });
		expect(subject?.outcomes).toMatchObject([{ runId: run, executionId: '231', status: 'synced' }]);
		expect(subject?.lines).toMatchObject([{ item: '10', costCode: '03-100', basis: 'recorded' }]);
		expect(subject?.rows).toEqual([
			{
				table: tableName('cost_codes'),
				id: '17',
				pattern: 'glAccount=6300*',
				result: '03-100 / M',
				basis: 'recorded',
			},
			{
				table: tableName('projects'),
				id: '',
				pattern: 'sap_project=P-1001',
				result: 'project 2201',
				basis: 'recorded',
			},
		]);
		expect(explanation.text).toContain('execution 231 of n8n');
		expect(explanationSchema.parse(explanation)).toEqual(explanation);
	});

	it('is told with the lines of its last run only', async () => {
		const [allocation] = rows.allocations;
		const allocations = [
			{ ...allocation, run_id: earlier, cost_code: '01-100' },
			{ ...allocation, run_id: run },
		];
		const [subject] = (await explained(order, { ...rows, allocations })).subjects;
		expect(subject?.lines.map(({ costCode }) => costCode)).toEqual(['03-100']);
	});

	it('is told with the lines that it has, not with those that a later preview would give it', async () => {
		const [allocation] = rows.allocations;
		const allocations = [allocation ?? {}, { ...allocation, run_id: later, cost_code: '01-100' }];
		const runs = [{ run_id: later, mode: 'preview' }];
		const [subject] = (await explained(order, { ...rows, allocations, runs })).subjects;
		expect(subject?.lines.map(({ costCode }) => costCode)).toEqual(['03-100']);
		const [planned] = (await explained(order, { ...rows, allocations: allocations.slice(1), runs })).subjects;
		expect(planned?.lines.map(({ costCode }) => costCode)).toEqual(['01-100']);
	});

	it('says that SAP was not asked', async () => {
		const [subject] = (await explained(order, rows)).subjects;
		expect(subject?.sap).toEqual({ state: 'not_asked', what: 'SAP was not asked.', facts: [] });
	});

	it('counts its contract where the outcomes were deleted with old rows', async () => {
		const contracts = [{ sap_key: order, project_id: '2201', origin_id: 'sap:S4P:po:4500000001:2201', run_id: run }];
		const { verdict } = await explained(order, { contracts });
		expect(verdict).toBe(
			'Purchase order 4500000001 is in Procore, as sap_procore_contracts has it: contract in project 2201.',
		);
	});

	it('is not taken out by a preview that would change it', async () => {
		const planned = audit({ run_id: later, status: 'planned', action: 'update' });
		const [subject] = (await explained(order, { audit: [...rows.audit, planned] })).subjects;
		expect(subject?.state).toBe('in_procore');
		expect(subject?.outcomes.map(({ status }) => status)).toEqual(['planned', 'synced']);
	});

	it('was taken out again, and has no lines any more', async () => {
		const emptied = audit({ run_id: later, action: 'void' });
		const [subject] = (await explained(order, { ...rows, audit: [...rows.audit, emptied] })).subjects;
		expect(subject).toMatchObject({ state: 'emptied', lines: [] });
		expect(subject?.verdict).toBe('Purchase order 4500000001 was in Procore, and was taken out again.');
	});

	it('is outdated while its last change is held, and not any more once the exception is resolved', async () => {
		const held = stopped('contract_closed', { run_id: later });
		const before = await explained(order, { ...rows, audit: [...rows.audit, held] });
		expect(before.subjects[0]).toMatchObject({
			state: 'outdated',
			verdict:
				'Purchase order 4500000001 is in Procore (contract 77 in project 2201 Riverside), but its last change has not arrived: The contract is closed in Procore.',
		});
		const resolved = exception('contract_closed', { status: 'resolved', run_id: '20261004T080000Z-400' });
		const after = await explained(order, { ...rows, audit: [...rows.audit, held], exceptions: [resolved] });
		expect(after.subjects[0]).toMatchObject({ state: 'in_procore', missing: [] });
	});

	it('is in Procore in part where one of its projects waits', async () => {
		const other = stopped('unmapped_cost_code', { project_id: '2202', origin_id: 'sap:S4P:po:4500000001:2202' });
		const [subject] = (await explained(order, { ...rows, audit: [...rows.audit, other] })).subjects;
		expect(subject?.state).toBe('partly');
		expect(subject?.verdict).toContain('contract 77 in project 2201 Riverside');
	});

	it.each([
		['outdated', '2026-10-02T10:00:00.000Z'],
		['partly', '2026-10-01T10:00:00.000Z'],
	])('is %s where a later run holds it as a whole, and SAP changed it at %s', async (state, sap_changed_at) => {
		const whole = stopped('order_incomplete', { run_id: later, project_id: '', origin_id: '', sap_changed_at });
		const { subjects } = await explained(order, { ...rows, audit: [...rows.audit, whole] });
		expect(subjects[0]?.state).toBe(state);
	});

	it('is not held by what an earlier run said of it as a whole', async () => {
		const whole = stopped('order_incomplete', { run_id: earlier, project_id: '', origin_id: '' });
		const [subject] = (await explained(order, { ...rows, audit: [whole, ...rows.audit] })).subjects;
		expect(subject).toMatchObject({ state: 'in_procore', missing: [] });
	});

	it('is told as newer in SAP than the outcome on record', async () => {
		const document = purchaseOrder({ changedAt: '2026-10-02T10:00:00.000Z' });
		const sap = { documents: [{ entity: 'purchase_order' as const, document }], failures: [] };
		const { verdict } = await explained(order, rows, { sap });
		expect(verdict).toContain('SAP has a newer version, of 2026-10-02 10:00 UTC: the next run reads it.');
	});
});

describe('a document that has not reached Procore', () => {
	const message = 'No cost code: purchase order 4500000001. Line 10/1 (G/L account 630000, WBS element P-1001.1).';
	const unmapped = stopped('unmapped_cost_code', { message });
	const toFill = { company_code: '1010', gl_account: '630000', wbs_element: 'P-1001.1' };

	it('waits for a mapping: the row to fill is named, and who fills it', async () => {
		const other = { ...toFill, wbs_element: 'P-1001.12' };
		const explanation = await explained(order, { audit: [unmapped], cost_codes: [other, toFill] });
		const [subject] = explanation.subjects;
		expect(subject?.verdict).toBe(
			'Purchase order 4500000001 has not reached Procore (held): No cost code for this account assignment.',
		);
		expect(subject?.missing).toMatchObject([
			{
				reason: 'unmapped_cost_code',
				who: ['tables'],
				whoText: 'whoever fills the mapping tables',
				byItself: false,
				rows: [{ table: tableName('cost_codes'), id: '2', result: '' }],
			},
		]);
		expect(explanation.text).toContain('See row 2 of sap_procore_cost_codes');
	});

	it('fits two rows: both are named', async () => {
		const ambiguous = stopped('mapping_ambiguous', {
			message: 'Two rows: line 10/1: row 154: glAccount=69* → 01-100 / O and row 155: glAccount=69* → 01-740 / S.',
		});
		const [subject] = (await explained(order, { audit: [ambiguous] })).subjects;
		expect(subject?.missing[0]?.rows.map(({ id, pattern, result }) => [id, pattern, result])).toEqual([
			['154', 'glAccount=69*', '01-100 / O'],
			['155', 'glAccount=69*', '01-740 / S'],
		]);
	});

	it('waits for a value: the row of that value is named', async () => {
		const unit = stopped('unmapped_unit', { message: 'No unit: purchase order 4500000001. Unit M3 of item 10.' });
		const values = ['M', 'M3'].map((sap_value) => ({ kind: 'unit', sap_value }));
		const [subject] = (await explained(order, { audit: [unit], values })).subjects;
		expect(subject?.missing[0]?.rows.map(({ pattern }) => pattern)).toEqual(['kind=unit, sap_value=M3']);
	});

	it('is kept by the release gate: SAP can release it, and then it goes on by itself', async () => {
		const held = stopped('not_released', { status: 'waiting', project_id: '', origin_id: '' });
		const waits = exception('not_released', { project_id: '', next_attempt_at: '2026-10-02T08:15:00.000Z' });
		const [subject] = (await explained(order, { audit: [held], exceptions: [waits] })).subjects;
		expect(subject?.state).toBe('waiting');
		expect(subject?.missing).toMatchObject([
			{ who: ['sap'], byItself: true, nextAttemptAt: '2026-10-02T08:15:00.000Z' },
		]);
	});

	it('is held by an exception whose outcomes were deleted with old rows', async () => {
		const parked = exception('procore_rejected', { status: 'parked', message: 'Title is too long.' });
		const [subject] = (await explained(order, { exceptions: [parked] })).subjects;
		expect(subject).toMatchObject({ state: 'failed', missing: [{ what: 'Title is too long.', byItself: false }] });
	});

	it('was left out by a step of the workflow: whoever runs the workflow can change that', async () => {
		const left = stopped('left_out_by_workflow', { status: 'ignored', project_id: '', origin_id: '' });
		const [subject] = (await explained(order, { audit: [left] })).subjects;
		expect(subject?.verdict).toBe(
			'Purchase order 4500000001 was left out of Procore: A step of the workflow left it out.',
		);
		expect(subject?.missing).toMatchObject([{ who: ['n8n'] }]);
	});

	it('was left out where nobody has to do anything: nothing is missing', async () => {
		const left = stopped('no_account_assignment', { status: 'ignored', project_id: '', origin_id: '' });
		const [subject] = (await explained(order, { audit: [left] })).subjects;
		expect(subject).toMatchObject({ state: 'left_out', missing: [] });
	});

	it('was set to ignored by a person', async () => {
		const ignored = exception('unmapped_cost_code', { status: 'ignored' });
		const [subject] = (await explained(order, { audit: [unmapped], exceptions: [ignored] })).subjects;
		expect(subject?.verdict).toContain('because somebody set its exception to ignored');
		expect(subject?.missing[0]?.advice).toContain('Set it back to open');
	});

	it('waits for its supplier, which is held: candidates and the row to decide are named', async () => {
		const order2 = stopped('vendor_missing', {
			status: 'waiting',
			message: 'The supplier is missing. Supplier 100002.',
		});
		const held = stopped('ambiguous_vendor_name', {
			...{ entity: 'supplier', sap_key: '100002', project_id: '', origin_id: 'sap:S4P:supplier:100002' },
			message: 'Several Procore vendors have this name: "Peak, vendors 1, 2". Vendors 9002, 9003.',
		});
		const vendors = [{ supplier: '0000100002' }];
		const explanation = await explained(order, { audit: [order2, held], vendors });
		const [subject] = explanation.subjects;
		expect(subject?.verdict).toContain('It waits for this: Supplier 100002: Several Procore vendors have this name.');
		expect(subject?.missing.at(-1)).toMatchObject({
			document: 'Supplier 100002',
			candidates: ['9002', '9003'],
			rows: [{ table: tableName('vendors'), pattern: 'supplier=0000100002', result: '' }],
		});
	});

	it('is on record by a preview only', async () => {
		const { verdict } = await explained(order, { audit: [audit({ status: 'planned' })] });
		expect(verdict).toBe('Of Purchase order 4500000001 only a preview is on record: it would be sent to Procore.');
	});
});

describe('other documents', () => {
	const supplier = { entity: 'supplier', sap_key: '100001', project_id: '', origin_id: 'sap:S4P:supplier:100001' };

	it('a supplier that became a vendor', async () => {
		const { verdict } = await explained('0000100001', { audit: [audit(supplier)] });
		expect(verdict).toBe('Supplier 100001 is in Procore, by the last outcome on record: vendor 77.');
	});

	it('a supplier that is not yet a vendor, and nothing but a row to decide is there', async () => {
		const [subject] = (await explained('100001', { vendors: [{ supplier: '100001' }] })).subjects;
		expect(subject).toMatchObject({ state: 'not_on_record', verdict: 'Supplier 100001 has no outcome on record.' });
		expect(subject?.rows).toMatchObject([{ table: tableName('vendors'), result: '' }]);
	});

	it('a requisition that waits for a contract that waits for a release', async () => {
		const waits = stopped('contract_missing', {
			...{ entity: 'requisition', sap_key: '10000001', status: 'waiting' },
			origin_id: 'sap:S4P:pr:10000001:2201:4500000001',
		});
		const unreleased = stopped('not_released', { status: 'waiting', project_id: '', origin_id: '' });
		const [subject] = (await explained('10000001', { audit: [waits, unreleased] })).subjects;
		expect(subject?.verdict).toContain('It waits for this: Purchase order 4500000001:');
		expect(subject?.missing.map(({ document, who }) => [document, who.at(-1)])).toEqual([
			['Purchase requisition 10000001', 'procore'],
			['Purchase order 4500000001', 'sap'],
		]);
	});

	it('a supplier invoice, by fiscal year and number', async () => {
		const invoice = stopped('invoice_not_posted', { entity: 'supplier_invoice', sap_key: '2026/5105600101' });
		const { subjects } = await explained('2026/5105600101', { audit: [invoice] });
		expect(subjects.map(({ name }) => name)).toEqual(['Supplier invoice 2026/5105600101']);
	});

	it('the costs of an order that its contract covers', async () => {
		const covered = stopped('covered_by_contract', {
			...{ entity: 'actual_cost', status: 'ignored', origin_id: 'sap:S4P:costs:2201:4500000001' },
		});
		const { verdict, subjects } = await explained(order, { audit: [audit(), covered] });
		expect(verdict).toContain('is in Procore');
		expect(verdict).toContain('Costs posted on it: A contract covers the cost.');
		expect(subjects[0]?.missing).toEqual([]);
	});

	it.each([
		[{ status: 'planned' }, 'by a preview they would be direct costs in Procore'],
		[{ status: 'synced' }, 'they are direct costs in Procore'],
		[{ status: 'synced', action: 'void' }, 'they were direct costs in Procore'],
	])('the costs of an order after the outcome %j', async (outcome, said) => {
		const costs = audit({ ...outcome, entity: 'actual_cost', origin_id: 'sap:S4P:costs:2201:4500000001' });
		const { verdict } = await explained(order, { audit: [audit(outcome), costs] });
		expect(verdict).toContain(`Costs posted on it: ${said}.`);
	});

	it('a number that names several documents: each is told', async () => {
		const requisition = stopped('not_ordered_yet', { entity: 'requisition', status: 'waiting' });
		const { verdict, subjects, text } = await explained(order, { audit: [audit(), requisition] });
		expect(verdict).toBe('"4500000001" names 2 things: Purchase order 4500000001, Purchase requisition 4500000001.');
		expect(subjects.map(({ state }) => state)).toEqual(['in_procore', 'waiting']);
		for (const { verdict: own } of subjects) expect(text).toContain(own);
	});
});

describe('with what SAP has', () => {
	const document = purchaseOrder();
	const sap = { documents: [{ entity: 'purchase_order' as const, document }], failures: [] };
	const lastRun = { lanes: ['purchase_order' as const], orders: usualSettings };
	const whole = ['projects', 'cost_codes', 'values'] as const;

	it('an order that no run has met: what SAP has, which rows fit, and what a run would decide', async () => {
		const explanation = await explained(
			order,
			{ projects: [project()], cost_codes: [{ gl_account: '63*', cost_code: '03-100', cost_type: 'M' }] },
			{ sap, lastRun, whole: [...whole] },
		);
		const [subject] = explanation.subjects;
		expect(subject?.state).toBe('not_on_record');
		expect(subject?.sap.state).toBe('read');
		expect(subject?.sap.facts).toContainEqual({ name: 'Net amount', value: '100.00 USD' });
		expect(subject?.lines).toMatchObject([{ basis: 'now', projectId: '2201', costCode: '03-100' }]);
		expect(subject?.expected).toMatchObject([{ projectId: '2201', status: 'sent' }]);
	});

	it('an order without a row for its cost code', async () => {
		const { subjects, text } = await explained(order, { projects: [project()] }, { sap, lastRun, whole: [...whole] });
		expect(subjects[0]?.expected).toMatchObject([{ status: 'held', reason: 'unmapped_cost_code' }]);
		expect(text).toContain('As SAP and the tables are now');
	});

	it('nothing is decided where the tables were not read as a whole', async () => {
		const { subjects } = await explained(order, { projects: [project()] }, { sap, lastRun });
		expect(subjects[0]).toMatchObject({ expected: [], lines: [] });
	});

	it('that could not be read: said so', async () => {
		const failed = { documents: [], failures: ['SAP S/4HANA could not be reached'] };
		const { subjects } = await explained(order, { audit: [audit()] }, { sap: failed });
		expect(subjects[0]?.sap).toMatchObject({
			state: 'not_read',
			what: 'SAP could not be read: SAP S/4HANA could not be reached',
		});
	});

	it('that was asked and does not have it', async () => {
		const none = { documents: [], failures: [] };
		const { subjects } = await explained(order, { audit: [audit()] }, { sap: none });
		expect(subjects[0]?.sap.state).toBe('not_found');
	});
});
