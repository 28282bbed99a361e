import { outcome } from '../../nodes/shared/model';
import { asJson, plan, vendor } from '../support/examples.ts';
import { runNode } from '../support/nodeHarness.ts';
import { costCodeRow, orderItem, purchaseOrder, rosterRow } from '../support/orders.ts';

const map = { resource: 'purchaseOrder', operation: 'map', run: plan() };
const projects = [asJson(rosterRow())];
const costCodes = [asJson(costCodeRow({ gl_account: '63*' }))];
const vendors = [asJson(vendor({ id: 7, origin_id: 'sap:S4P:supplier:100001' }))];
const run = async (inputs: Parameters<typeof runNode>[0]['inputs'], parameters: object = {}) =>
	await runNode({
		node: 'sapToProcore',
		parameters: { ...map, ...parameters },
		inputs,
		onError: 'continueErrorOutput',
	});

describe('SAP to Procore > Purchase Order > Map', () => {
	it('leads contracts, exceptions, allocations, rows and values to fill to an output each, paired with their order', async () => {
		const orders = [
			purchaseOrder({ purchaseOrder: '3' }),
			purchaseOrder({
				purchaseOrder: '2',
				items: [orderItem({ unit: 'XX' }), orderItem({ item: '20', assignments: [] })],
			}),
			purchaseOrder({ purchaseOrder: '1', companyCode: '1710', status: 'held' }),
			{ hello: 'world' },
		].map(asJson);
		const noCodes = [asJson(costCodeRow({ gl_account: '7*' }))];
		const { outputs } = await run([orders, projects, noCodes, [{}], vendors, [{}]], { lineMethod: 'unit' });
		expect(outputs.map((items) => items.length)).toEqual([0, 3, 0, 1, 2, 1]);
		expect(outputs[1]?.map(({ json, pairedItem }) => [json.reason, pairedItem])).toEqual([
			['unmapped_cost_code', { item: 0 }],
			['unmapped_cost_code', { item: 1 }],
			['order_incomplete', { item: 2 }],
		]);
		expect(outputs[3]?.[0]).toMatchObject({ json: { source: 'found', enabled: true }, pairedItem: { item: 1 } });
		expect(outputs[5]?.[0]?.json).toMatchObject({
			details: { entity: 'purchase_order', reason: 'unreadable_document' },
		});
		const sent = await run([orders.slice(0, 1), projects, costCodes, [], vendors, []]);
		expect(sent.outputs.map((items) => items.length)).toEqual([1, 0, 1, 0, 0, 0]);
	});

	it('takes vendors from the vendor lane of the same run, failed ones too', async () => {
		const lane = [
			outcome({
				entity: 'supplier',
				sapKey: '100001',
				originId: 'sap:S4P:supplier:100001',
				procoreId: '9',
				action: 'create',
				status: 'synced',
			}),
			{ error: 'refused', details: outcome({ entity: 'supplier', sapKey: '5', action: 'none', status: 'failed' }) },
		].map(asJson);
		const orders = [purchaseOrder(), purchaseOrder({ purchaseOrder: '2', supplier: '5' })].map(asJson);
		const { outputs } = await run([orders, projects, costCodes, [], lane, []]);
		expect(outputs[0]?.map(({ json }) => json.vendor)).toEqual([{ originId: 'sap:S4P:supplier:100001', id: '9' }]);
		expect(outputs[1]?.map(({ json }) => [json.sapKey, json.reason])).toEqual([['2', 'vendor_missing']]);
	});

	it('decides nothing when the vendors could not be read', async () => {
		const { outputs } = await run([
			[asJson(purchaseOrder())],
			projects,
			costCodes,
			[],
			[{ error: 'Procore is down' }],
			[],
		]);
		expect(outputs.map((items) => items.length)).toEqual([0, 0, 0, 0, 0, 1]);
		expect(outputs[5]?.[0]?.json.error).toBe('Vendors could not be read: Procore is down');
	});

	it.each([
		['Projects', [[asJson(purchaseOrder())]]],
		['Cost Codes', [[asJson(purchaseOrder())], projects]],
		['Vendors', [[asJson(purchaseOrder())], projects, costCodes, []]],
	])('refuses to decide without the input %s', async (name, inputs) => {
		const { outputs } = await run(inputs);
		expect(outputs.flat()[0]?.json.error).toBe(`The input ${name} has nothing connected`);
	});

	it.each([
		['releaseGate', 'Released', 'Release Gate'],
		['contractStatus', 'approved', 'Contract Status'],
		['projectCurrency', 'Dollar', 'Project Currency'],
	])('refuses %s = %j instead of choosing for the user', async (name, value, label) => {
		const { outputs } = await run([[asJson(purchaseOrder())], projects, costCodes, [], vendors], { [name]: value });
		expect(outputs.flat()[0]?.json.error).toBe(`The parameter ${label} does not take "${value}"`);
	});
});

describe('SAP to Procore > Purchase Order > List Needed Suppliers', () => {
	it('puts out one item, also when nothing is needed', async () => {
		const parameters = { resource: 'purchaseOrder', operation: 'listNeededSuppliers', run: plan() };
		const orders = [purchaseOrder(), purchaseOrder({ supplier: '5' })].map(asJson);
		const list = async (given: typeof orders) =>
			(await runNode({ node: 'sapToProcore', parameters, inputs: [given, vendors] })).outputs[0]?.map(
				({ json }) => json,
			);
		expect(await list([...orders, { hello: 'world' }])).toEqual([{ supplierKeys: ['5'] }]);
		expect(await list([{}])).toEqual([{ supplierKeys: [] }]);
	});

	it('leaves out suppliers that an earlier batch of the run has looked at in vain', async () => {
		const run = plan({ leftOut: ['5'] });
		const orders = ['5', '6'].map((supplier) => asJson(purchaseOrder({ supplier })));
		const parameters = { resource: 'purchaseOrder', operation: 'listNeededSuppliers', run };
		const { outputs } = await runNode({ node: 'sapToProcore', parameters, inputs: [orders, vendors] });
		expect(outputs[0]?.map(({ json }) => json)).toEqual([{ supplierKeys: ['6'] }]);
	});
});
