import { ledgerOf, ledgerOn, type LedgerRow } from '../../../nodes/SapToProcore/ledger';
import type { CostCodeRow, ExceptionRow, RosterRow, StateRow } from '../../../nodes/SapToProcore/ledger/rows';
import { MemoryTables } from '../../support/memoryTables';

let executions = 0;
const open = async (customer = 'acme') => {
	const tables = new MemoryTables();
	const ledger = ledgerOf(tables.context(`ledger-${(executions += 1)}`), customer);
	await ledger.prepare();
	tables.forget();
	return { tables, ledger };
};

describe('the ledger of a customer', () => {
	it('sees and changes the rows of its customer only, and writes the customer into each', async () => {
		const { tables, ledger } = await open();
		tables.addRows('sap_procore_values', [{ customer: 'other', kind: 'unit', sap_value: 'H' }]);
		await ledger.insert('values', [{ kind: 'unit', sap_value: 'H', procore_value: 'hrs' }]);
		await ledger.upsert('values', [{ kind: 'unit', sap_value: 'H', note: 'hours' }]);
		await ledger.update('values', [{ column: 'kind', value: 'unit' }], { procore_value: 'hr' });
		expect(await ledger.rows('values')).toMatchObject([{ customer: 'acme', procore_value: 'hr', note: 'hours' }]);
		await ledger.delete('values', []);
		expect(tables.rows('sap_procore_values')).toMatchObject([{ customer: 'other', procore_value: null }]);
	});

	it('answers what people type as they mean it: spaces around it, capitals where they do not matter, empty yes or no', async () => {
		const { tables, ledger } = await open();
		tables.addRows('sap_procore_vendors', [{ customer: 'acme', supplier: ' 100 ', decision: ' Link ' }]);
		tables.addRows('sap_procore_projects', [
			{ customer: 'acme', project_id: '1', sync_enabled: null },
			{ customer: 'acme', project_id: '2', sync_enabled: false },
		]);
		expect(await ledger.rows('vendors')).toMatchObject([{ id: '1', supplier: '100', decision: 'link', note: '' }]);
		expect((await ledger.rows('projects')).map((row) => [row.project_id, row.sync_enabled])).toEqual([
			['1', true],
			['2', false],
		]);
	});

	it('its rows are those that rules work on', async () => {
		const { ledger } = await open();
		const roster: RosterRow[] = await ledger.rows('projects');
		const codes: CostCodeRow[] = await ledger.rows('cost_codes');
		const states: StateRow[] = await ledger.rows('state');
		const exceptions: ExceptionRow[] = await ledger.rows('exceptions');
		expect([roster, codes, states, exceptions]).toEqual([[], [], [], []]);
	});

	it('refuses to replace rows of a table that only grows', async () => {
		const { ledger } = await open();
		await expect(ledger.upsert('audit', [{ run_id: '1' }])).rejects.toThrow(/sap_procore_audit.*insert/);
	});

	it('changes 1,000 exceptions in a few operations, and none that is as it should be', async () => {
		const { tables, ledger } = await open();
		const rows = (run: string) =>
			Array.from({ length: 1_000 }, (_, index) => ({
				entity: 'purchase_order',
				sap_key: String(4_500_000_000 + index),
				project_id: index % 2 === 0 ? '' : '2201',
				run_id: run,
				attempts: index < 3 ? index : 1,
			}));
		await ledger.upsert('exceptions', rows('one'));
		expect(tables.operations).toEqual(['get sap_procore_exceptions', 'insert sap_procore_exceptions']);
		tables.forget();
		await ledger.upsert('exceptions', rows('one'));
		expect(tables.operations).toEqual(['get sap_procore_exceptions']);
		tables.forget();
		await ledger.upsert('exceptions', [...rows('two'), { entity: 'supplier', sap_key: '1' }]);
		expect(tables.count('update')).toBe(1);
		expect(tables.count()).toBe(3);
		expect(new Set((await ledger.rows('exceptions')).map((row) => row.run_id))).toEqual(new Set(['two', '']));
	});

	it('changes a row that somebody deletes between reading and changing it by adding it again', async () => {
		const { tables, ledger } = await open();
		await ledger.insert('state', [{ entity: 'supplier', watermark: 'a' }]);
		tables.before = (operation) => {
			if (!operation.startsWith('update')) return;
			tables.removeRows('sap_procore_state', () => true);
			tables.before = () => undefined;
		};
		await ledger.upsert('state', [{ entity: 'supplier', watermark: 'b' }]);
		expect(await ledger.rows('state')).toMatchObject([{ entity: 'supplier', watermark: 'b' }]);
	});

	it('keeps what n8n cannot store out of the way: half characters and NUL', async () => {
		const { ledger } = await open();
		await ledger.insert('audit', [{ message: 'a\u0000b\ud800c😀' }]);
		expect((await ledger.rows('audit')).map(({ message }) => message)).toEqual(['ab\ufffdc😀']);
	});

	it('is the same on tables in memory without n8n', async () => {
		const ledger = ledgerOn(new MemoryTables().store(), 'acme');
		await ledger.prepare();
		await ledger.upsert('runs', [{ run_id: 'r', sap_calls: 3 }]);
		const rows: Array<LedgerRow<'runs'>> = await ledger.rows('runs', [{ column: 'run_id', value: 'r' }]);
		expect(rows).toMatchObject([{ customer: 'acme', run_id: 'r', sap_calls: 3, procore_calls: 0, status: '' }]);
	});
});
