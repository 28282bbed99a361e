import { glAccountOf, costCodes, costTypes } from '../../demo/data/cost-codes.ts';
import { projectSpecs, siteCostCenters } from '../../demo/data/project-spec.ts';
import type { SapPurchaseOrder } from '../../demo/data/sap-order-types.ts';
import { negated, sum } from '../../nodes/shared/decimal';
import type { DesiredContract } from '../../nodes/shared/model';
import { asJson, plan } from '../support/examples.ts';
import { runNode } from '../support/nodeHarness.ts';
import { costCodeRow, rosterRow } from '../support/orders.ts';
import { jsonOf, World } from '../support/world.ts';

/** The roster and the cost code map of a customer who filled in everything. */
const roster = projectSpecs(2).map((spec, index) =>
	rosterRow({
		...{ id: String(index + 1), project_id: String(spec.id), project_name: spec.name, active: spec.active },
		...{ sap_project: spec.sapProject, sap_cost_center: siteCostCenters(spec).join(','), currency: spec.currency },
	}),
);
const codes = costCodes.flatMap(({ code }) =>
	costTypes.map((type) =>
		costCodeRow({
			id: code + type.code,
			gl_account: glAccountOf(code, type.code),
			cost_code: code,
			cost_type: type.code,
		}),
	),
);

/** Net total of SAP, items that are deleted or for stock left out; undefined where the order is not to be sent as a whole. */
function sapTotal({ items }: SapPurchaseOrder): string {
	const live = items.filter((item) => item.PurchasingDocumentDeletionCode !== 'L' && item.assignments.length > 0);
	return sum(live.map(({ NetAmount, IsReturnsItem }) => (IsReturnsItem ? negated(NetAmount) : NetAmount)));
}

describe.each(['V2', 'V4'])('orders of the data set, read by OData %s and mapped', (api) => {
	it("add up to SAP's own total, every single one that is sent whole", async () => {
		const world = await World.start({ dataset: 'tour' });
		const { orders } = world.simulators.dataset.sap;
		const read = await world.sap({ resource: 'purchaseOrder', operation: 'getAll', returnAll: true, options: { api } });
		const suppliers = new Set(orders.map(({ header }) => header.Supplier));
		const vendors = [...suppliers].map((key, id) => ({ id, origin_id: `sap:S4P:supplier:${key}` }));
		const { outputs, error } = await runNode({
			node: 'sapToProcore',
			parameters: { resource: 'purchaseOrder', operation: 'map', run: plan() },
			inputs: [jsonOf(read.outputs[0]), roster.map(asJson), codes.map(asJson), [], vendors.map(asJson), []],
		});
		await world.close();
		expect(error).toBeUndefined();
		const held = new Map(jsonOf(outputs[1]).map(({ sapKey, message }) => [String(sapKey), String(message)]));
		const totals = new Map<string, string[]>();
		for (const { number, total } of jsonOf(outputs[0]) as unknown as DesiredContract[])
			totals.set(number, [...(totals.get(number) ?? []), total]);
		const differences = orders
			.filter(({ header }) => !held.has(header.PurchaseOrder))
			.map((order) => [order.header.PurchaseOrder, sum(totals.get(order.header.PurchaseOrder) ?? []), sapTotal(order)])
			.filter(([, procore, sap]) => procore !== sap);
		expect(totals.size).toBeGreaterThan(80);
		expect(differences).toEqual([]);
	});
});
