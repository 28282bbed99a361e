import type { IDataObject } from 'n8n-workflow';
import { outcome } from '../../nodes/shared/model';
import { posted } from '../support/costs.ts';
import { asJson, glAccount, run, sapProject, supplier, vendor } from '../support/examples.ts';
import { mapped } from '../support/mapLane.ts';
import { runNode } from '../support/nodeHarness.ts';
import { costCodeRow, orderItem, purchaseOrder, rosterRow } from '../support/orders.ts';
import { notOrdered, purchaseRequisition, requisitionItem } from '../support/requisitions.ts';
import { jsonOf } from '../support/world.ts';

const reasonsOf = (items: IDataObject[]) => items.map(({ reason }) => reason);

describe('SAP to Procore > Vendor > Match', () => {
	const vendors = { resource: 'vendor' };

	it('decides on no supplier when nobody has looked into Procore', async () => {
		const { items } = await mapped(vendors, [supplier()], { second: null });
		expect(jsonOf(items)).toMatchObject([
			{ error: 'The input Vendors has nothing connected', details: { entity: 'supplier' } },
		]);
	});

	it('decides on no supplier when the vendors could not be read, and says why', async () => {
		const refused = { error: 'Procore refused', details: { reason: 'procore_unavailable' } };
		const { items, log } = await mapped(vendors, [supplier()], { second: [refused] });
		expect(jsonOf(items)).toMatchObject([
			{ error: 'Vendors could not be read: Procore refused', details: { reason: 'procore_unavailable' } },
		]);
		expect(log).toEqual([]);
	});

	it('adds a row to fill for a supplier that a decision can release, once, and with the next run no other', async () => {
		const twins = [vendor({ id: 1, name: 'Acme' }), vendor({ id: 2, name: 'Acme' })];
		const first = await mapped(vendors, [supplier(), supplier()], { second: twins });
		expect(reasonsOf(jsonOf(first.items))).toEqual(['ambiguous_vendor_name']);
		expect(first.tables.vendors).toMatchObject([{ supplier: '100001', decision: '', procore_vendor_id: '' }]);
		const again = await mapped(vendors, [supplier()], { second: twins, tables: first.tables });
		expect(again.tables.vendors).toHaveLength(1);
	});

	it('takes the empty item of a read without result for no vendors', async () => {
		const { items } = await mapped(vendors, [supplier()], { second: [{}] });
		expect(jsonOf(items)).toMatchObject([{ originId: 'sap:S4P:supplier:100001', observed: null }]);
	});

	it('pairs what it decides with the supplier, and holds the second of two with the same name', async () => {
		const suppliers = [
			supplier({ supplier: '3' }),
			supplier({ supplier: '2', name: 'Twice' }),
			supplier({ supplier: '1', name: 'Twice' }),
		];
		const { items, tables } = await mapped(vendors, suppliers, { second: [vendor({ id: 9, name: 'Acme' })] });
		expect(items.map(({ json, pairedItem }) => [json.code ?? json.sapKey, json.reason, pairedItem])).toEqual([
			['3', undefined, { item: 0 }],
			['2', 'duplicate_supplier_name', { item: 1 }],
			['1', undefined, { item: 2 }],
		]);
		expect(tables.vendors).toMatchObject([{ customer: 'acme', supplier: '2', decision: '' }]);
	});

	it.each([
		['nearDuplicates', 'Hold', 'Near Duplicates'],
		['blockedSuppliers', 'Ignore', 'Blocked Suppliers'],
	])('refuses %s = %j instead of choosing for the user', async (name, value, label) => {
		const { items } = await mapped({ ...vendors, parameters: { [name]: value } }, [supplier()], { second: [] });
		expect(jsonOf(items)).toMatchObject([{ error: `The parameter ${label} does not take "${value}"` }]);
	});

	describe('where the node is to stop on errors', () => {
		const match = { resource: 'vendor', operation: 'match', run: asJson(run()) };

		it('stops when nobody has looked into Procore, and says what to connect', async () => {
			const { error } = await runNode({ node: 'sapToProcore', parameters: match, inputs: [[asJson(supplier())]] });
			expect(error?.message).toBe('The input Vendors has nothing connected');
			expect(error?.description).toContain('Procore > Vendor > Get Many');
		});

		it('stops with an error that names the item that is no supplier', async () => {
			const inputs = [[{ hello: 'world' }], []];
			const { error } = await runNode({ node: 'sapToProcore', parameters: match, inputs });
			expect(error?.message).toBe('This item is not a supplier [item 0]');
			expect(error?.description).toContain('SAP S/4HANA > Supplier > Fetch');
		});
	});

	it('goes by the decision of a person', async () => {
		const tables = { vendors: [{ supplier: '0000100001', decision: 'link', procore_vendor_id: '7' }] };
		const { items } = await mapped(vendors, [supplier()], { second: [vendor({ id: 7, name: 'Other' })], tables });
		expect(jsonOf(items)).toMatchObject([{ originId: 'sap:S4P:supplier:100001', observed: { id: 7 } }]);
	});
});

describe('SAP to Procore > Project > Match', () => {
	const projects = { resource: 'project' };
	const riverside = { id: 2201, name: 'Riverside', project_number: 'P-1001' };
	const others = Array.from({ length: 9 }, (_, index) => ({ id: index + 1, name: `Other ${index + 1}` }));

	it('adds what is new to the roster, and writes only the cells that have changed', async () => {
		const row = { ...rosterRow({ sap_wbs_prefix: 'U-1*' }), project_name: 'River' };
		const { items, tables, log } = await mapped(projects, [riverside, others[0] ?? {}], {
			tables: { projects: [row] },
		});
		expect(jsonOf(items)).toMatchObject([
			{ sapKey: '2201', action: 'update', status: 'synced', detail: { fields: ['project_name'] } },
			{ sapKey: '1', action: 'create', status: 'synced' },
		]);
		expect(tables.projects).toMatchObject([
			{ project_id: '2201', project_name: 'Riverside', sap_wbs_prefix: 'U-1*' },
			{ project_id: '1', project_name: 'Other 1', active: true, sync_enabled: true },
		]);
		expect(log).toEqual(['get projects', 'insert projects', 'update projects']);
		expect((await mapped(projects, [riverside, others[0] ?? {}], { tables })).log).toEqual(['get projects']);
	});

	it('finds the SAP project by its number, in the list of SAP', async () => {
		const second = [sapProject({ project: 'P-1001', currency: 'USD' })];
		const { tables } = await mapped(projects, [riverside], { second });
		expect(tables.projects).toMatchObject([{ sap_project: 'P-1001', currency: 'USD', source: 'project_number' }]);
	});

	it('goes on by origin IDs when the projects of SAP could not be read, and hands the failure on', async () => {
		const second = [{ error: 'No authorization', details: { reason: 'sap_forbidden', entity: 'project' } }];
		const known = { id: 2202, name: 'Quarry', project_number: 'P-1002', origin_id: 'sap:S4P:project:C-1' };
		const { items, tables } = await mapped(projects, [riverside, known], { second });
		expect(items).toMatchObject([
			{ json: { sapKey: '2201', action: 'create' }, pairedItem: { item: 0 } },
			{ json: { sapKey: '2202', action: 'create' }, pairedItem: { item: 1 } },
			{ json: { error: 'No authorization' }, pairedItem: { item: 0, input: 1 } },
		]);
		expect(tables.projects.map(({ sap_project }) => sap_project)).toEqual(['', 'C-1']);
	});

	it('leaves the roster as it is when Procore could not be asked', async () => {
		const failed = { error: 'Procore is down', details: { reason: 'system_unavailable' } };
		const { items, log } = await mapped(projects, [failed], { tables: { projects: [rosterRow()] } });
		expect([jsonOf(items), log]).toEqual([[failed], []]);
	});

	const roster = others.map(({ id, name }) => ({
		...rosterRow({ project_id: String(id), sap_project: '' }),
		project_name: name,
		project_number: '',
	}));

	it('marks a project inactive that Procore lists no more', async () => {
		const { items, tables } = await mapped(projects, others.slice(1), { tables: { projects: roster } });
		expect(jsonOf(items).filter(({ status }) => status === 'synced')).toMatchObject([
			{ sapKey: '1', action: 'update' },
		]);
		expect((tables.projects as IDataObject[]).filter(({ active }) => active === false)).toHaveLength(1);
	});

	it('marks none inactive when more than a fifth of the roster has vanished', async () => {
		const { items, log } = await mapped(projects, others.slice(2), { tables: { projects: roster } });
		expect(reasonsOf(jsonOf(items))).toContain('roster_shrunk');
		expect(log).toEqual(['get projects']);
	});

	it('takes no project for vanished that is in the list but cannot be read, or when the list broke off', async () => {
		for (const instead of [{ ...others[0], name: 5 }, { error: 'the second page failed' }]) {
			const { items, log } = await mapped(projects, [...others.slice(1), instead], { tables: { projects: roster } });
			expect(jsonOf(items).filter(({ status }) => status !== 'unchanged')).toHaveLength(1);
			expect(log).toEqual(['get projects']);
		}
	});

	it('puts out nothing in a batch that does not read projects', async () => {
		const later = run({ batch: 2, lanes: { project: { reads: false } } });
		const { items, log } = await mapped(projects, [riverside], { run: later });
		expect([items, log]).toEqual([[], []]);
	});
});

describe('SAP to Procore > Purchase Order > Map', () => {
	const orders = { resource: 'purchaseOrder' };
	const projects = [rosterRow()];

	it('names the vendor by its origin ID only, whether Procore has it or not', async () => {
		const { items } = await mapped(orders, [purchaseOrder()], { tables: { projects, cost_codes: [costCodeRow()] } });
		expect(jsonOf(items)).toMatchObject([{ vendor: { originId: 'sap:S4P:supplier:100001', id: '' }, total: '100.00' }]);
	});

	it('sends along which line each account assignment went to, and by which row', async () => {
		const { items } = await mapped(orders, [purchaseOrder()], { tables: { projects, cost_codes: [costCodeRow()] } });
		expect(items[0]?.json.mappedAssignments).toMatchObject([
			{
				sapItem: '10',
				assignment: '1',
				lineOriginId: 'sap:S4P:poi:4500000001:10:1:2201',
				amount: '100.00',
				costCode: '03-300',
			},
		]);
	});

	it('adds a row to fill for each combination and unit that nobody mapped, once', async () => {
		const two = [purchaseOrder(), purchaseOrder({ purchaseOrder: '4500000002' })];
		const unit = { ...orders, parameters: { lineMethod: 'unit' } };
		const { items, tables } = await mapped(unit, two, { tables: { projects } });
		expect(reasonsOf(jsonOf(items))).toEqual(['unmapped_cost_code', 'unmapped_cost_code']);
		expect(tables.cost_codes).toMatchObject([{ gl_account: '630000', wbs_element: 'P-1001.1', cost_code: '' }]);
		expect(tables.values).toMatchObject([{ kind: 'unit', sap_value: 'M3', procore_value: '' }]);
		const again = await mapped(unit, two, { tables });
		expect(again.log.filter((line) => line.startsWith('insert'))).toEqual([]);
	});

	it('pairs what it holds, and what it cannot read, with the order', async () => {
		const broken = [orderItem({ unit: 'XX' }), orderItem({ item: '20', assignments: [] })];
		const given = [
			purchaseOrder({ purchaseOrder: '3' }),
			purchaseOrder({ purchaseOrder: '2', items: broken }),
			purchaseOrder({ purchaseOrder: '1', companyCode: '1710', status: 'held' }),
			{ hello: 'world' },
		];
		const elsewhere = { projects, cost_codes: [costCodeRow({ gl_account: '7*' })] };
		const unit = { ...orders, parameters: { lineMethod: 'unit' } };
		const { items, tables } = await mapped(unit, given, { tables: elsewhere });
		expect(items.map(({ json, pairedItem }) => [json.reason ?? json.error, pairedItem])).toEqual([
			['unmapped_cost_code', { item: 0 }],
			['unmapped_cost_code', { item: 1 }],
			['order_incomplete', { item: 2 }],
			['This item is not a purchase order [item 3]', { item: 3 }],
		]);
		expect(items[3]?.json.details).toMatchObject({ entity: 'purchase_order', reason: 'invalid_item' });
		expect(tables.cost_codes.slice(1)).toMatchObject([{ source: 'found', enabled: true, cost_code: '' }]);
		expect(tables.values).toHaveLength(2);
	});

	it('adds no row to fill in a single step of the editor', async () => {
		const { items, log } = await mapped(orders, [purchaseOrder()], { tables: { projects }, run: run({ step: true }) });
		expect(reasonsOf(jsonOf(items))).toEqual(['unmapped_cost_code']);
		expect(log.filter((line) => !line.startsWith('get'))).toEqual([]);
	});

	it('holds an order in another currency than the run says, where the row of the project names none', async () => {
		const tables = { projects, cost_codes: [costCodeRow()] };
		const { items } = await mapped(orders, [purchaseOrder()], { tables, run: run({ projectCurrency: 'EUR' }) });
		expect(reasonsOf(jsonOf(items))).toEqual(['currency_mismatch']);
	});

	it('voids the contract of a project that the order has left, by the table of contracts', async () => {
		const contracts = [{ sap_key: '4500000001', project_id: '2207', origin_id: 'sap:S4P:po:4500000001:2207' }];
		const tables = { projects, cost_codes: [costCodeRow()], contracts };
		const { items } = await mapped(orders, [purchaseOrder()], { tables });
		expect(jsonOf(items).map((json) => [json.projectId, json.void])).toEqual([
			['2201', false],
			['2207', true],
		]);
	});

	it.each([
		['releaseGate', 'Everything', 'Release Gate'],
		['contractStatus', 'approved', 'Contract Status'],
	])('refuses %s = %j instead of choosing for the user', async (name, value, label) => {
		const { items } = await mapped({ ...orders, parameters: { [name]: value } }, [purchaseOrder()]);
		expect(jsonOf(items)).toMatchObject([{ error: `The parameter ${label} does not take "${value}"` }]);
	});
});

describe('SAP to Procore > Requisition > Map', () => {
	const requisitions = { resource: 'requisition' };
	const ordered = { ...purchaseRequisition(), orders: [purchaseOrder()] };
	const contracts = [{ sap_key: '4500000001', project_id: '2201', origin_id: 'sap:S4P:po:4500000001:2201' }];
	const exception = { entity: 'purchase_order', sap_key: '4500000001', project_id: '2201', status: 'open' };
	const tables = (more: object) => ({ projects: [rosterRow()], ...more });

	it('bills the lines of the order that the requisition carries', async () => {
		const { items } = await mapped(requisitions, [ordered], { tables: tables({ contracts }) });
		expect(jsonOf(items)).toMatchObject([
			{ total: '100.00', contractOriginId: contracts[0]?.origin_id, mappedAssignments: [{ amount: '100.00' }] },
		]);
	});

	it('pairs what it sends, holds and cannot read with the requisition', async () => {
		const waiting = {
			...purchaseRequisition({ purchaseRequisition: '3', items: [requisitionItem(notOrdered)] }),
			orders: [],
		};
		const { items } = await mapped(requisitions, [waiting, { hello: 'world' }, ordered], {
			tables: tables({ contracts }),
		});
		expect(items).toMatchObject([
			{ json: { reason: 'not_ordered_yet' }, pairedItem: { item: 0 } },
			{ json: { details: { entity: 'requisition', reason: 'invalid_item' } }, pairedItem: { item: 1 } },
			{ json: { status: 'draft', total: '100.00' }, pairedItem: { item: 2 } },
		]);
	});

	it.each(['approved', 'Draft', ''])('refuses the status %j: a typo must not approve anything', async (word) => {
		const parameters = { requisitions: word };
		const { items } = await mapped({ ...requisitions, parameters }, [ordered], { tables: tables({ contracts }) });
		expect(jsonOf(items)).toMatchObject([{ error: `The parameter Requisitions does not take "${word}"` }]);
	});

	it.each([
		['with an open exception in this project', exception, true],
		['with an open exception of the order as a whole', { ...exception, project_id: '' }, true],
		['with an exception in another project', { ...exception, project_id: '2202' }, false],
		['with one that is resolved', { ...exception, status: 'resolved' }, false],
		['with one of another entity', { ...exception, entity: 'requisition' }, false],
	])('an order %s and without a contract', async (_, row, waits) => {
		const { items } = await mapped(requisitions, [ordered], { tables: tables({ exceptions: [row] }) });
		expect(reasonsOf(jsonOf(items))).toEqual([waits ? 'contract_missing' : undefined]);
	});

	it('does not wait for an order whose contract is in Procore, whatever is open about it', async () => {
		const { items } = await mapped(requisitions, [ordered], { tables: tables({ contracts, exceptions: [exception] }) });
		expect(jsonOf(items)).toMatchObject([{ total: '100.00' }]);
	});

	it('puts together an order of which each requisition carries its own items', async () => {
		const item = (number: string) =>
			orderItem({ item: number, requisition: `1000000${number}`, requisitionItem: '10' });
		const one = (number: string) => {
			const base = purchaseRequisition({ purchaseRequisition: `1000000${number}` });
			const items = base.items.map((each) => ({ ...each, purchaseOrderItem: number }));
			return { ...base, items, orders: [purchaseOrder({ items: [item(number)] })] };
		};
		const { items } = await mapped(requisitions, [one('1'), one('2')], { tables: tables({ contracts }) });
		expect(jsonOf(items).map(({ number, total }) => [number, total])).toEqual([
			['10000001', '100.00'],
			['10000002', '100.00'],
		]);
	});
});

describe('SAP to Procore > Cost Code > Map', () => {
	const account = glAccount({ glAccount: '630000', longName: 'Concrete' });

	it('puts out the cost codes of each project, and one outcome that stands for all accounts', async () => {
		const tables = { projects: [rosterRow()], cost_codes: [costCodeRow({ gl_account: '630000' })] };
		const { items } = await mapped({ resource: 'costCode' }, [account, { ...account, glAccount: '10' }], {
			tables,
			second: [],
		});
		expect(jsonOf(items)).toMatchObject([
			{ projectId: '2201', code: '03-300', name: 'Concrete' },
			{ entity: 'cost_code', sapKey: 'G/L accounts', status: 'unchanged', covers: ['10', '630000'] },
		]);
	});

	it('names no cost code when the cost centers could not be read: a name would change and change back', async () => {
		const { items } = await mapped({ resource: 'costCode' }, [account], { second: [{ error: 'SAP is down' }] });
		expect(jsonOf(items)).toMatchObject([{ error: 'Cost Centers could not be read: SAP is down' }]);
	});
});

describe('SAP to Procore > Project Cost > Map', () => {
	const costs = { resource: 'projectCost' };
	const cost = {
		...{ companyCode: '1010', ledger: '0L', wbsElement: 'P-1001.1', costCenter: '', order: '', glAccount: '630000' },
		...{ ...posted, isBalanceSheet: false, from: '', to: '', currency: 'USD', amount: '1' },
	};
	const other = rosterRow({ project_id: '2202', sap_project: 'P-1002' });
	const tables = { projects: [rosterRow(), other], cost_codes: [costCodeRow({ gl_account: '63*' })] };
	const both = [cost, { ...cost, wbsElement: 'P-1002.1' }];
	const key = (wbsElement: string, glAccount = '630000') =>
		`1010|${glAccount}|||${wbsElement}|0L|USD|||2026|09|||SA|BKPF|`;

	it('says what amounts become, and which costs they are made of', async () => {
		const parameters = { costTarget: 'directCost' };
		const { items } = await mapped({ ...costs, parameters }, [cost], { tables });
		expect(jsonOf(items)).toMatchObject([
			{
				...{ target: 'directCost', covers: [key('P-1001.1')], mappedAssignments: [{ amount: '1.00' }] },
				parts: [{ period: '2026-09', costCode: '03-300', costType: 'M', amount: '1.00' }],
			},
			{ projectId: '2201', sapKey: '|', status: 'unchanged', covers: [] },
			{ projectId: '', sapKey: '|', status: 'unchanged', covers: [] },
		]);
	});

	it('reports a project that Procore took before as unchanged; all are compared when everything is read again', async () => {
		const first = jsonOf((await mapped(costs, both, { tables })).items);
		const told = first.find(({ projectId, sapKey }) => projectId === '2201' && sapKey === '|');
		const startedAt = '2026-10-01T06:00:00.000Z';
		const sent = JSON.stringify({ 2201: `${String(told?.fingerprint)} 2026-10-01`, 2299: 'x 2026-10-01' });
		const known = { ...tables, state: [{ entity: 'actual_cost', costs_sent: sent }] };
		const projectsOf = (items: IDataObject[]) => items.filter(({ parts }) => parts).map(({ projectId }) => projectId);
		const again = await mapped(costs, both, { tables: known, run: run({ startedAt }) });
		expect(projectsOf(jsonOf(again.items))).toEqual(['2202']);
		expect(jsonOf(again.items).find(({ sapKey, projectId }) => sapKey === '|' && projectId === '2201')).toMatchObject({
			...{ status: 'unchanged', covers: [key('P-1001.1')] },
		});
		// What is sent, and projects that the roster no longer has, are no longer taken for sent.
		expect(again.tables.state).toMatchObject([
			{ costs_sent: JSON.stringify({ 2201: `${String(told?.fingerprint)} 2026-10-01` }) },
		]);
		for (const whole of [
			run({ startedAt, mode: 'backfill' }),
			run({ startedAt, lanes: { actual_cost: { window: { from: null, to: '2026-10-01T05:58:00.000Z' } } } }),
		])
			expect(projectsOf(jsonOf((await mapped(costs, both, { tables: known, run: whole })).items))).toEqual([
				...['2201', '2202'],
			]);
		const elsewhere = { ...costs, parameters: { costTarget: 'budgetLine' } };
		const moved = jsonOf((await mapped(elsewhere, both, { tables: known, run: run({ startedAt }) })).items);
		expect(projectsOf(moved)).toEqual(['2201', '2202']);
	});

	it('pairs amounts, and what it cannot read, with their costs', async () => {
		const spoilt = { ...cost, wbsElement: 'P-1009.1', amount: '1,00' };
		const { items } = await mapped(costs, [{ ...cost, glAccount: '700000' }, spoilt, cost], { tables });
		const statuses = jsonOf(items).flatMap(({ status }) => status ?? []);
		expect(statuses.sort()).toEqual(['held', 'unchanged']);
		expect(items.filter(({ json }) => json.parts ?? json.error)).toMatchObject([
			{ json: { details: { entity: 'actual_cost', reason: 'invalid_item' } }, pairedItem: { item: 1 } },
			{ json: { parts: [{ amount: '1.00', costCode: '03-300' }] }, pairedItem: { item: 2 } },
		]);
	});

	it('sends no project where something came that may be a cost of any', async () => {
		const { items } = await mapped(costs, [cost, { hello: 'world' }], { tables });
		expect(items.some(({ json }) => json.parts)).toBe(false);
		expect(jsonOf(items).flatMap(({ reason }) => reason ?? [])).toEqual(['costs_not_read', '']);
	});

	it('covers a cost that no line takes by the outcome that says so', async () => {
		const unmapped = { ...cost, glAccount: '700000' };
		const { items, tables: after } = await mapped(costs, [unmapped, { ...cost, wbsElement: 'X-1' }], { tables });
		expect(jsonOf(items)).toMatchObject([
			{ projectId: '2201', reason: 'unmapped_cost_code', covers: [key('P-1001.1', '700000')] },
			{ projectId: '', reason: 'unmapped_project', covers: [key('X-1')] },
		]);
		expect(after.cost_codes).toHaveLength(2);
	});

	it('covers all costs of a project that takes nothing', async () => {
		const closed = { ...tables, projects: [rosterRow({ active: false })] };
		const { items } = await mapped(costs, [cost], { tables: closed });
		expect(jsonOf(items)).toMatchObject([{ reason: 'project_inactive', covers: [key('P-1001.1')] }, { covers: [] }]);
	});

	it('refuses costs of several ledgers: they would count twice', async () => {
		const { items } = await mapped(costs, [cost, { ...cost, ledger: '2L' }], { tables });
		expect(jsonOf(items)).toMatchObject([{ error: 'The costs come from several ledgers: 0L, 2L' }]);
	});

	it('keeps what an earlier step has decided beside its own', async () => {
		const settled = outcome({ entity: 'actual_cost', sapKey: 'x', action: 'none', status: 'ignored' });
		const { items } = await mapped(costs, [settled, cost], { tables });
		expect(items[0]).toMatchObject({ json: { sapKey: 'x', status: 'ignored' }, pairedItem: { item: 0 } });
	});
});
