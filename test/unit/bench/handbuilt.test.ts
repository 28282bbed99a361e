import { startSimulators, type RunningSimulators } from '../../../simulators/index.ts';
import { Comparison } from '../../bench/handbuilt/compare.ts';
import { costCodeOf, lineRequests } from '../../bench/handbuilt/flow/code.ts';
import { contractWorkflow } from '../../bench/handbuilt/flow/contract.ts';
import { mainWorkflow } from '../../bench/handbuilt/flow/main.ts';
import { vendorWorkflow } from '../../bench/handbuilt/flow/vendor.ts';

const addresses = { sap: 'http://sap', procore: 'http://procore', companyId: '4242' };

describe('the hand-built flow', () => {
	it.each(['plain', 'sync'] as const)('is made of nodes that n8n ships: %s', (variant) => {
		const workflows = [
			vendorWorkflow(addresses),
			contractWorkflow(addresses, variant),
			mainWorkflow(addresses, variant),
		] as Array<{ nodes: Array<{ type: string }> }>;
		const types = workflows.flatMap(({ nodes }) => nodes.map(({ type }) => type));
		expect(types.filter((type) => !type.startsWith('n8n-nodes-base.'))).toEqual([]);
	});

	it('changes the lines that are there, adds the new ones, and deletes those that SAP has no more', () => {
		const line = (origin_id: string) => ({ origin_id, description: '', amount: '1', wbs_code_id: 1 });
		const contract = { project_id: 7, lines: [line('kept'), line('new')] };
		const present = [
			{ id: 1, origin_id: 'kept' },
			{ id: 2, origin_id: 'gone' },
			{ id: 3, origin_id: null },
		];
		const requests = (sync: boolean) =>
			lineRequests(contract, present, sync).map(({ method, path }) => `${method} ${path}`);
		expect(requests(false)).toEqual(['DELETE /2', 'PATCH /1', 'POST ']);
		expect(requests(true)).toEqual(['DELETE /2', 'PATCH /sync']);
	});

	it.each([
		[{ GLAccount: '62031000' }, '01-500.E'],
		[{ GLAccount: '62031000', CostCenter: '1710' }, '02-100.O'],
		[{ GLAccount: '70000000' }, undefined],
	])('finds the cost code by the row that says most: %j', (keys, code) => {
		const empty = { company_code: '', gl_account: '', cost_center: '', wbs_element: '', enabled: true };
		const rows = [
			{ ...empty, gl_account: '6203*', cost_code: '01-500', cost_type: 'E' },
			{ ...empty, cost_center: '1710', cost_code: '02-100', cost_type: 'O' },
			{ ...empty, gl_account: '70000000', enabled: false, cost_code: '09-900', cost_type: 'O' },
		];
		const assignment = {
			...{ AccountAssignmentNumber: '1', IsDeleted: false, PurgDocNetAmount: 1, MultipleAcctAssgmtDistrPercent: 0 },
			...{ GLAccount: '', CostCenter: '', OrderID: '', WBSElementExternalID: '' },
		};
		expect(costCodeOf({ ...assignment, ...keys }, '1710', rows)).toBe(code);
	});
});

describe('the comparison of SAP and Procore', () => {
	let simulators: RunningSimulators;
	let comparison: Comparison;
	const change = (command: Record<string, unknown>) => simulators.procore.simulator.change(command);
	const order = '4500090101';
	const name = () => {
		const { suppliers, orders } = simulators.dataset.sap;
		const supplier = orders.find(({ header }) => header.PurchaseOrder === order)?.header.Supplier;
		return suppliers.find((each) => each.supplier.Supplier === supplier)?.businessPartner.BusinessPartnerFullName ?? '';
	};
	const contract = (more: object = {}) => ({
		...{ id: 9500, project_id: 2201, number: order, vendor_id: 9600, status: 'Approved' },
		lines: [{ id: 9501, cost_code: '03-300', cost_type: 'M', amount: '31.25' }],
		...more,
	});

	beforeEach(async () => {
		simulators = await startSimulators({ dataset: 'tiny', limits: false });
		comparison = new Comparison(simulators);
		change({ do: 'add-vendor', vendor: { id: 9600, name: name() } });
	});
	afterEach(async () => {
		await simulators.close();
	});

	it('finds what is missing, and nothing of it once it is there', () => {
		const key = `${order} in 2201`;
		expect(comparison.findings().missing).toContain(key);
		change({ do: 'add-contract', contract: contract() });
		const found = comparison.findings();
		expect([found.missing.includes(key), found.right]).toEqual([false, 1]);
	});

	it.each([
		['a contract without its lines', { lines: [] }, 'halfWritten'],
		['a contract that is still a Draft', { status: 'Draft' }, 'halfWritten'],
		['another amount', { lines: [{ id: 9501, cost_code: '03-300', cost_type: 'M', amount: '31.26' }] }, 'wrong'],
		['another vendor', { vendor_id: 9010 }, 'wrong'],
	] as const)('finds %s', (_what, more, kind) => {
		change({ do: 'add-contract', contract: contract(more) });
		expect(comparison.findings()[kind]).toEqual([`${order} in 2201`]);
	});

	it('finds a contract of an order that was deleted in SAP', () => {
		change({ do: 'add-contract', contract: contract() });
		simulators.sap.simulator.change({ do: 'void-order', order, how: 'header' });
		expect(comparison.findings().undemanded).toEqual([`${order} in 2201`]);
	});

	it('finds a second vendor whose name differs in case, punctuation and legal form only', () => {
		change({ do: 'add-vendor', vendor: { name: `${name().toUpperCase()}, Inc.` } });
		expect(comparison.findings().vendorsTwice).toHaveLength(1);
	});
});
