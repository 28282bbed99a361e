import { outcome, type Outcome } from '../../nodes/shared/model';
import { run, supplier } from '../support/examples.ts';
import { rowsIn, tablesWith } from '../support/ledgerTables.ts';
import type { MemoryTables } from '../support/memoryTables.ts';
import { recordLane } from '../support/runSteps.ts';

const to = '2026-10-01T05:58:00.000Z';
const before = '2026-09-30T00:00:00.000Z';
const document = (key: string) => ({ ...supplier({ supplier: key }) });
const ended = (sapKey: string, fields: Partial<Outcome> = {}) =>
	outcome({ entity: 'supplier', sapKey, action: 'create', status: 'synced', ...fields });
const held = (sapKey: string) => ended(sapKey, { action: 'none', status: 'held', reason: 'vendor_taken' });
const stateOf = (tables: MemoryTables, entity = 'supplier') =>
	rowsIn(tables).state.find((row) => row.entity === entity);
const written = (tables: MemoryTables) =>
	tables.operations
		.filter((each) => /^(insert|update|deleteRows)/.test(each))
		.map((each) => each.split('sap_procore_')[1]);
const told = (tables: MemoryTables) =>
	rowsIn(tables).audit.map(({ sap_key, reason }) => `${String(sap_key)} ${String(reason)}`.trim());

describe('SAP to Procore > Outcome > Record', () => {
	it('puts outcomes on record, and moves the watermark', async () => {
		const tables = tablesWith({});
		const { items } = await recordLane(tables, run(), 'supplier', {
			outcomes: [ended('7'), held('8'), ended('9', { action: 'none', status: 'unchanged' })],
			fetched: ['7', '8', '9'].map(document),
		});
		expect(items).toMatchObject([
			{
				...{ entity: 'supplier', lane: 'Suppliers', on: true, complete: true, trouble: '', watermark: to },
				...{ counts: { synced: 1, held: 1, unchanged: 1 }, summary: '1 synced, 1 unchanged, 1 held' },
			},
		]);
		expect(told(tables)).toEqual(['7', '8 vendor_taken']);
		expect(rowsIn(tables).exceptions).toMatchObject([
			{ customer: 'acme', sap_key: '8', status: 'open', announced_run: 'pending', run_id: run().runId },
		]);
		expect(stateOf(tables)).toMatchObject({ watermark: to, run_id: run().runId, window_to: '' });
	});

	it('moves the watermark when there was nothing to do, and does nothing more', async () => {
		for (const fetched of [[{}], [], null]) {
			const tables = tablesWith({ state: [{ entity: 'supplier', watermark: before }] });
			const { items } = await recordLane(tables, run(), 'supplier', { fetched });
			expect(items).toMatchObject([{ complete: true, watermark: to, counts: {}, summary: 'nothing changed' }]);
			expect(stateOf(tables)?.watermark).toBe(to);
			expect(tables.operations).toEqual(['table list', 'update sap_procore_state']);
		}
	});

	it('resolves an exception that the run did not meet again', async () => {
		const known = { entity: 'supplier', sap_key: '7', project_id: '', status: 'open', reason: 'vendor_taken' };
		const tables = tablesWith({ exceptions: [known, { ...known, sap_key: '8' }] });
		const of = run({ lanes: { supplier: { exceptions: 2 } } });
		await recordLane(tables, of, 'supplier', { outcomes: [ended('7')], fetched: [document('7')] });
		expect(rowsIn(tables).exceptions.map(({ status }) => status)).toEqual(['resolved', 'open']);
	});

	it('resolves what a lane failed on as a whole once somebody has switched the lane off, and no document of it', async () => {
		const known = { entity: 'supplier', sap_key: '', project_id: '', status: 'open', reason: 'service_not_available' };
		const left = () =>
			tablesWith({ exceptions: [known, { ...known, sap_key: '8' }, { ...known, entity: 'purchase_order' }] });
		const off = { lanes: { supplier: { on: false, reads: false, exceptions: 2 } } };
		const tables = left();
		await recordLane(tables, run(off), 'supplier', {});
		expect(rowsIn(tables).exceptions.map(({ status }) => status)).toEqual(['resolved', 'open', 'open']);
		const previewed = left();
		await recordLane(previewed, run({ ...off, mode: 'preview', dryRun: true }), 'supplier', {});
		expect(rowsIn(previewed).exceptions.map(({ status }) => status)).toEqual(['open', 'open', 'open']);
	});

	it('keeps a window that was read in part with the key where it goes on', async () => {
		const tables = tablesWith({});
		const order = (purchaseOrder: string) => ({ purchaseOrder });
		const of = run({ lanes: { purchase_order: { limit: 2 } } });
		const outcomes = ['1', '2'].map((sapKey) => ended(sapKey, { entity: 'purchase_order' }));
		const { items } = await recordLane(tables, of, 'purchase_order', { outcomes, fetched: ['1', '2'].map(order) });
		expect(items).toMatchObject([{ complete: false, watermark: before, summary: '2 synced, read up to 2' }]);
		expect(stateOf(tables, 'purchase_order')).toMatchObject({ watermark: before, cursor: '2', window_to: to });
	});

	it('adds contracts that the table does not have, and where each amount went', async () => {
		const contract = (projectId: string) => ({
			...ended('45', { entity: 'purchase_order', status: 'unchanged', projectId, procoreId: `9${projectId}` }),
			originId: `sap:S4P:po:45:${projectId}`,
		});
		const assignment = {
			...{ sapItem: '10', assignment: '1' },
			...{ lineOriginId: 'sap:S4P:poi:45:10:1:2', companyCode: '1010' },
			...{ glAccount: '630000', costCenter: '', wbsElement: 'P-1', amount: '1.00', currency: 'USD' },
			...{ costCode: '03-300', costType: 'M', rule: 'cost code by row 1' },
		};
		const tables = tablesWith({ contracts: [{ sap_key: '45', project_id: '1', origin_id: 'sap:S4P:po:45:1' }] });
		const outcomes = [contract('1'), { ...contract('2'), status: 'synced', mappedAssignments: [assignment] }];
		await recordLane(tables, run(), 'purchase_order', { outcomes, fetched: [{ purchaseOrder: '45' }] });
		expect(rowsIn(tables)).toMatchObject({
			contracts: [{ project_id: '1' }, { sap_key: '45', project_id: '2', origin_id: 'sap:S4P:po:45:2' }],
			allocations: [
				{
					sap_key: '45',
					project_id: '2',
					origin_id: 'sap:S4P:po:45:2',
					line_origin_id: 'sap:S4P:poi:45:10:1:2',
					amount: '1.00',
					cost_code: '03-300',
				},
			],
		});
	});

	it('takes as many table operations for a thousand outcomes as for ten', async () => {
		const operations = async (count: number) => {
			const tables = tablesWith({});
			const keys = Array.from({ length: count }, (_, index) => String(index));
			const outcomes = keys.map((key, index) => (index % 2 === 0 ? ended(key) : held(key)));
			const { items } = await recordLane(tables, run(), 'supplier', { outcomes, fetched: keys.map(document) });
			expect([items.length, rowsIn(tables).exceptions.length]).toEqual([1, count / 2]);
			return tables.operations.length;
		};
		expect(await operations(1000)).toBe(await operations(10));
	});

	it('refuses a run that is none, and a lane that is none', async () => {
		const tables = tablesWith({});
		const { error } = await recordLane(tables, { a: 1 }, 'supplier');
		expect(error?.message).toBe('The parameter Run does not hold a run');
		const typo = await recordLane(tables, run(), 'vendors' as 'supplier');
		expect(typo.error?.message).toBe('The parameter Lane is empty or unknown');
		expect(tables.operations).toEqual([]);
	});
});

describe('every document that SAP gave has an outcome', () => {
	const cases: Array<[string, { outcomes: object[] | null; fetched: object[] }, string[], boolean]> = [
		[
			'a step left one out',
			{ outcomes: [ended('7')], fetched: ['7', '8'].map(document) },
			['7', '8 left_out_by_workflow'],
			true,
		],
		[
			'a step left all out, and the chain ran dry',
			{ outcomes: null, fetched: [document('7')] },
			['7 left_out_by_workflow'],
			true,
		],
		['a step doubled one', { outcomes: [ended('7'), ended('7')], fetched: [document('7')] }, ['7'], true],
		['a step made one up', { outcomes: [ended('7'), ended('9')], fetched: [document('7')] }, ['7', '9'], true],
		[
			'the map failed as a whole',
			{ outcomes: [{ error: 'A table is gone', details: { reason: 'table_unavailable' } }], fetched: [document('7')] },
			['table_unavailable'],
			false,
		],
		[
			'a step left out that SAP could not be read',
			{
				outcomes: [ended('7')],
				fetched: [document('7'), { error: 'SAP is down', details: { reason: 'system_unavailable' } }],
			},
			['7', 'system_unavailable'],
			false,
		],
		[
			'one document failed, and a step left out its item',
			{ outcomes: [ended('7')], fetched: [document('7'), { error: 'refused', details: held('8') }] },
			['7', '8 vendor_taken'],
			true,
		],
		[
			'a failed document comes by both inputs',
			{ outcomes: [{ error: 'refused', details: held('8') }], fetched: [{ error: 'refused', details: held('8') }] },
			['8 vendor_taken'],
			true,
		],
	];

	it.each(cases)('%s', async (_, given, expected, moves) => {
		const tables = tablesWith({});
		const { items } = await recordLane(tables, run(), 'supplier', given);
		expect(
			told(tables)
				.map((each) => each.trim())
				.sort(),
		).toEqual([...expected].sort());
		expect(items).toMatchObject([{ complete: moves, watermark: moves ? to : before }]);
		expect(stateOf(tables)?.watermark).toBe(moves ? to : before);
	});

	it('where one outcome stands for several documents, too', async () => {
		const tables = tablesWith({});
		const accounts = ['10', '20', '30'].map((glAccount) => ({ glAccount, chartOfAccounts: 'YCOA' }));
		const read = ended('G/L accounts', { entity: 'cost_code', covers: ['10', '20'] });
		const { items } = await recordLane(tables, run(), 'cost_code', { outcomes: [read], fetched: accounts });
		expect(items).toMatchObject([{ counts: { synced: 1, ignored: 1 } }]);
		expect(told(tables)).toEqual(['G/L accounts', '30 left_out_by_workflow']);
	});

	it('says how many are missing where the lane failed as a whole', async () => {
		const tables = tablesWith({});
		const given = { outcomes: [{ error: 'Out of memory' }], fetched: ['7', '8'].map(document) };
		const { items } = await recordLane(tables, run(), 'supplier', given);
		expect(items[0]?.trouble).toBe('Out of memory. Documents without outcome: 2 of 2. They are read again.');
	});
});

describe('an item that is no outcome', () => {
	const desired = {
		originId: 'sap:S4P:supplier:7',
		code: '7',
		name: 'Acme',
		source: { entity: 'supplier', sapKey: '7' },
	};
	it.each([
		['a desired object: Upsert is deactivated', desired],
		['a document: Map and Upsert are deactivated', document('7')],
		['an outcome that a step has changed', { ...ended('7'), status: 'done' }],
	])('%s: said so, and the watermark stays', async (_, item) => {
		const tables = tablesWith({});
		const { items } = await recordLane(tables, run(), 'supplier', { outcomes: [item], fetched: [document('7')] });
		expect(items).toMatchObject([{ complete: false, watermark: before }]);
		expect(rowsIn(tables)).toMatchObject({
			audit: [{ sap_key: '', status: 'failed', reason: 'invalid_item' }],
			exceptions: [{ sap_key: '', status: 'open', reason: 'invalid_item' }],
		});
		expect(String(items[0]?.trouble)).toMatch(/^An item is not an outcome: it has the fields .*deactivated/);
	});
});

describe('what Record does not write', () => {
	const given = { outcomes: [ended('7'), held('8')], fetched: ['7', '8'].map(document) };

	it.each([
		['with outcomes', given],
		['with nothing to do', {}],
	])('anything once the run has lost its lease, %s', async (how, documents) => {
		const tables = tablesWith({ state: [{ entity: 'lease', holder: 'execution 300', lease_until: '2999-01-01' }] });
		const was = rowsIn(tables);
		const lost = run({ holder: `execution 299, ${how}` });
		const { items, error } = await recordLane(tables, lost, 'supplier', documents, {
			onError: 'continueRegularOutput',
		});
		expect(error).toBeUndefined();
		expect(items).toMatchObject([{ error: expect.stringMatching(/^Lost lease/), details: { reason: 'lease_lost' } }]);
		expect(rowsIn(tables)).toEqual(was);
	});

	it('a lane that is off', async () => {
		const tables = tablesWith({});
		const off = run({ lanes: { supplier: { on: false, reads: false } } });
		const { items } = await recordLane(tables, off, 'supplier', {});
		expect(items).toMatchObject([{ on: false, summary: 'switched off' }]);
		expect(tables.operations).toEqual([]);
	});

	it('a single step in the editor, which says what came of it', async () => {
		const tables = tablesWith({});
		const { items } = await recordLane(tables, run({ step: true, dryRun: true }), 'supplier', given);
		expect(items).toMatchObject([{ summary: '2 outcomes, not recorded' }]);
		expect(tables.operations).toEqual([]);
	});

	it('exceptions, contracts and watermarks in a preview; what it would do is on record', async () => {
		const tables = tablesWith({ state: [{ entity: 'supplier', watermark: before }] });
		const outcomes = [ended('7', { status: 'planned' }), held('8')];
		await recordLane(tables, run({ mode: 'preview', dryRun: true }), 'supplier', { ...given, outcomes });
		expect(told(tables)).toEqual(['7', '8 vendor_taken']);
		expect(rowsIn(tables)).toMatchObject({ exceptions: [], contracts: [] });
		expect(stateOf(tables)?.watermark).toBe(before);
	});

	it('rows of another customer', async () => {
		const tables = tablesWith({ state: [{ entity: 'supplier', watermark: before }] });
		tables.edit('sap_procore_state', () => true, { customer: 'other' });
		await recordLane(tables, run(), 'supplier');
		expect(rowsIn(tables).state.map(({ customer, watermark }) => [customer, watermark])).toEqual([
			['other', before],
			['acme', to],
		]);
	});
});

describe('a process that dies while it records', () => {
	const order = (fields: Partial<Outcome>) => ended('45', { entity: 'purchase_order', ...fields });
	const outcomes = [
		{
			...order({ projectId: '1', originId: 'sap:S4P:po:45:1', procoreId: '91' }),
			mappedAssignments: [
				{
					...{ sapItem: '10', assignment: '1', lineOriginId: '', companyCode: '', glAccount: '' },
					...{
						costCenter: '',
						wbsElement: '',
						currency: 'USD',
						costCode: '1',
						costType: 'M',
						rule: '',
						amount: '1.00',
					},
				},
			],
		},
		order({ projectId: '2', status: 'held', reason: 'vendor_taken' }),
	];
	const fetched = [{ purchaseOrder: '45' }];
	const recorded = async (tables: MemoryTables) =>
		await recordLane(tables, run(), 'purchase_order', { outcomes, fetched });

	it('has written the audit trail first and the watermark last', async () => {
		const tables = tablesWith({ state: [{ entity: 'purchase_order', watermark: before }] });
		await recorded(tables);
		expect(written(tables)).toEqual(['audit', 'allocations', 'contracts', 'exceptions', 'state']);
	});

	it.each([1, 2, 3, 4, 5])(
		'at its write number %i: the watermark has not moved, and the next run gets there',
		async (nth) => {
			const tables = tablesWith({ state: [{ entity: 'purchase_order', watermark: before }] });
			let count = 0;
			tables.before = (operation) => {
				if (/^(insert|update)/.test(operation) && (count += 1) >= nth) throw new Error('n8n was killed');
			};
			expect((await recorded(tables)).error?.message).toContain('n8n was killed');
			expect(stateOf(tables, 'purchase_order')?.watermark).toBe(before);
			tables.before = () => undefined;
			await recorded(tables);
			expect(stateOf(tables, 'purchase_order')?.watermark).toBe(to);
			expect(rowsIn(tables)).toMatchObject({ contracts: [{ project_id: '1' }], exceptions: [{ status: 'open' }] });
		},
	);
});
