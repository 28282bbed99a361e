import { outcome } from '../../nodes/shared/model';
import { asJson, plan } from '../support/examples.ts';
import { runNode } from '../support/nodeHarness.ts';
import { costCodeRow, orderItem, purchaseOrder, rosterRow } from '../support/orders.ts';
import { notOrdered, purchaseRequisition, requisitionItem } from '../support/requisitions.ts';

const map = { resource: 'requisition', operation: 'map', run: plan() };
const run = async (inputs: object[][], parameters: object = map) =>
	await runNode({
		node: 'sapToProcore',
		parameters: { ...parameters },
		inputs: inputs.map((items) => items.map(asJson)),
		onError: 'continueErrorOutput',
	});
const projects = [rosterRow()];

describe('SAP to Procore > Requisition > Map', () => {
	it('leads requisitions, exceptions and allocations to an output each, paired with their requisition', async () => {
		const requisitions = [
			purchaseRequisition({ purchaseRequisition: '3', items: [requisitionItem(notOrdered)] }),
			{ hello: 'world' },
			purchaseRequisition(),
		];
		const { outputs } = await run([requisitions, [purchaseOrder(), { error: 'one order' }], projects, [costCodeRow()]]);
		expect(outputs.map((items) => items.length)).toEqual([1, 1, 1, 1]);
		expect(outputs[0]?.[0]).toMatchObject({ json: { status: 'draft', total: '100.00' }, pairedItem: { item: 2 } });
		expect(outputs[1]?.[0]).toMatchObject({ json: { reason: 'not_ordered_yet' }, pairedItem: { item: 0 } });
		expect(outputs[3]?.[0]?.json).toMatchObject({ details: { entity: 'requisition', reason: 'unreadable_document' } });
	});

	it('knows from the order lane which contracts are not in Procore, failed ones too', async () => {
		const failed = outcome({
			...{ entity: 'purchase_order', sapKey: '4500000001', originId: 'sap:S4P:po:4500000001:2201' },
			...{ action: 'create', status: 'failed' },
		});
		for (const contract of [failed, { error: 'refused', details: failed }]) {
			const { outputs } = await run([[purchaseRequisition()], [purchaseOrder()], projects, [], [contract]]);
			expect(outputs[1]?.map(({ json }) => json.reason)).toEqual(['contract_missing']);
		}
	});

	it.each(['approved', 'Draft', ''])(
		'refuses the status %j: nothing is created above draft by a slip of the pen',
		async (word) => {
			const { outputs } = await run([[purchaseRequisition()], [purchaseOrder()], projects], {
				...map,
				requisitions: word,
			});
			expect(outputs.flat().map(({ json }) => json.error)).toEqual([
				`The parameter Requisitions does not take "${word}"`,
			]);
		},
	);
});

describe('the keys that the requisition lane fetches', () => {
	it('List Needed Orders', async () => {
		const parameters = { resource: 'requisition', operation: 'listNeededOrders' };
		const { outputs } = await run([[purchaseRequisition(), { hello: 'world' }], [{}]], parameters);
		expect(outputs[0]?.map(({ json }) => json)).toEqual([{ requisitionKeys: ['10000001'], orderKeys: ['4500000001'] }]);
		expect((await run([[{}]], parameters)).outputs[0]?.map(({ json }) => json)).toEqual([
			{ requisitionKeys: [], orderKeys: [] },
		]);
	});

	it('List Requisitions', async () => {
		const parameters = { resource: 'purchaseOrder', operation: 'listRequisitions' };
		const orders = [purchaseOrder({ items: [orderItem({ requisition: '10000001' })] })];
		const { outputs } = await run([orders], parameters);
		expect(outputs[0]?.map(({ json }) => json)).toEqual([{ requisitionKeys: ['10000001'] }]);
	});
});
