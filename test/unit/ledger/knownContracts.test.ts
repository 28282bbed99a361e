import { ledgerOn } from '../../../nodes/SapToProcore/ledger';
import { knownContractsOf } from '../../../nodes/SapToProcore/actions/lookupTables';
import { MemoryTables } from '../../support/memoryTables.ts';

const numbers = (from: number, count: number) =>
	Array.from({ length: count }, (_, n) => String(4_500_000_001 + from + n));

async function ledgerWith(keys: readonly string[]) {
	const ledger = ledgerOn(new MemoryTables().store(), 'main');
	await ledger.prepare();
	await ledger.insert(
		'contracts',
		keys.map((sap_key) => ({ sap_key, project_id: '2201', origin_id: `sap:S4P:po:${sap_key}:2201`, run_id: 'r' })),
	);
	return ledger;
}

const keysOf = (rows: ReadonlyArray<{ sap_key: string }>) => rows.map(({ sap_key }) => sap_key);

describe('contracts that are known of the orders of a batch', () => {
	it('are read once each over a first load in batches', async () => {
		const ledger = await ledgerWith(numbers(0, 2_000));
		let read = 0;
		for (let batch = 0; batch < 10; batch++) {
			const rows = await knownContractsOf(ledger, numbers(batch * 200, 200));
			expect(keysOf(rows)).toEqual(numbers(batch * 200, 200));
			read += rows.length;
		}
		expect(read).toBe(2_000);
	});

	it('are all read where a number is no number, which databases sort in different ways', async () => {
		const odd = ['A-7', 'a-7', '4500000001000', ...numbers(0, 150)];
		const ledger = await ledgerWith(odd);
		expect(keysOf(await knownContractsOf(ledger, odd)).sort()).toEqual([...odd].sort());
	});

	it('are all read for a few orders, which every lane looks up', async () => {
		const ledger = await ledgerWith(numbers(0, 50));
		expect(await knownContractsOf(ledger, numbers(7, 2))).toHaveLength(50);
	});
});
