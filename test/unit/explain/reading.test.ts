import { readFacts } from '../../../nodes/SapToProcore/actions/explanationFacts';
import { explain } from '../../../nodes/SapToProcore/explain';
import { ledgerOn } from '../../../nodes/SapToProcore/ledger';
import type { TableStore } from '../../../nodes/shared/tables/store';
import { tablesWith, type Rows } from '../../support/ledgerTables.ts';
import { purchaseOrder } from '../../support/orders.ts';
import { audit, customer, project, stopped } from './facts.ts';

/** Tables that write down what is read of them: `audit sap_key`, or `projects` for all rows of the customer. */
function recording(rows: Rows): { store: TableStore; reads: string[] } {
	const store = tablesWith(rows).store();
	const reads: string[] = [];
	const read: TableStore['read'] = async (table, where = []) => {
		const columns = where.map(({ column }) => column).filter((column) => column !== 'customer');
		reads.push([table.name.replace('sap_procore_', ''), ...columns].join(' '));
		return await store.read(table, where);
	};
	return {
		reads,
		store: {
			read,
			parts: () => {
				throw new Error('What is explained is read by conditions');
			},
			create: async (tables) => await store.create(tables),
			insert: async () => await Promise.reject(new Error('Explaining writes nothing')),
			upsert: async () => await Promise.reject(new Error('Explaining writes nothing')),
			update: async () => await Promise.reject(new Error('Explaining writes nothing')),
			updateEach: async () => await Promise.reject(new Error('Explaining writes nothing')),
			delete: async () => await Promise.reject(new Error('Explaining writes nothing')),
		},
	};
}

async function read(keys: string[], rows: Rows, sap?: Parameters<typeof readFacts>[2]) {
	const { store, reads } = recording(rows);
	return { facts: await readFacts(ledgerOn(store, customer), keys, sap), reads };
}

const whole = (reads: string[]) => reads.filter((each) => !each.includes(' '));
const order = '4500000001';

describe('what is read to explain', () => {
	it('an order: its own rows and its project, by conditions; no table as a whole', async () => {
		const { reads } = await read([order], { audit: [audit()], projects: [project()] });
		expect(reads).toEqual([
			'audit sap_key',
			'exceptions sap_key',
			'contracts sap_key',
			'vendors supplier',
			'projects project_id',
			'projects project_number',
			'projects sap_project',
			'cost_codes cost_code',
			'allocations sap_key',
			'projects project_id',
		]);
	});

	it('an order that waits for its supplier: its rows as well', async () => {
		const rows = {
			audit: [
				stopped('vendor_missing', { status: 'waiting', message: 'Supplier 100002.' }),
				stopped('supplier_blocked', { entity: 'supplier', sap_key: '100002', status: 'ignored' }),
			],
		};
		const { facts, reads } = await read([order], rows);
		expect(facts.audit.map(({ sap_key }) => sap_key)).toEqual([order, '100002']);
		expect(whole(reads)).toEqual([]);
		expect(reads.length).toBeLessThan(16);
	});

	it('an order that waits for a mapping: of the map only the rows that nobody has filled', async () => {
		const rows = {
			audit: [stopped('unmapped_cost_code')],
			cost_codes: [{ gl_account: '1' }, { gl_account: '2', cost_code: '03-100' }],
		};
		const { facts, reads } = await read([order], rows);
		expect(facts.costCodes.map(({ gl_account }) => gl_account)).toEqual(['1']);
		expect(whole(reads)).toEqual([]);
	});

	it('a word that nobody knows: the roster and where lanes stand, and nothing else as a whole', async () => {
		const { facts, reads } = await read(['X-1'], { audit: [audit()], projects: [project()] });
		expect(whole(reads)).toEqual(['projects', 'state']);
		expect([facts.audit, facts.projects.length]).toEqual([[], 1]);
	});

	it('an order of SAP: the tables that it is mapped by', async () => {
		const sap = { documents: [{ entity: 'purchase_order' as const, document: purchaseOrder() }], failures: [] };
		const { reads } = await read([order], {}, sap);
		expect(whole(reads)).toEqual(['projects', 'cost_codes', 'values']);
	});

	it('a word that can be no key: nothing', async () => {
		const { facts, reads } = await read([], { audit: [audit()] });
		expect(reads).toEqual([]);
		const { subjects } = explain({
			...{ customer, now: '2026-10-03T09:00:00.000Z', search: '', facts },
			...{ sap: undefined, lastRun: undefined },
		});
		expect(subjects).toEqual([]);
	});

	it('a row that several conditions find is there once', async () => {
		const { facts } = await read(['2201'], { projects: [project({ project_number: '2201', sap_project: '2201' })] });
		expect(facts.projects).toHaveLength(1);
	});
});
