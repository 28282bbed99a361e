import { expectedContracts, type ExpectedContract } from '../../simulators/data/expected.ts';
import { negated, sum } from '../../nodes/shared/decimal';
import type { ReconciliationReport } from '../../nodes/SapToProcore/reports/reconciliation/model.ts';
import { activeRows, readRoster, reconcile, syncOrders, syncSuppliers, type Items } from '../support/bothSystems.ts';
import { keptBack } from '../support/keptBack.ts';
import { World } from '../support/world.ts';

type Contract = { id: number; origin_id: string; grand_total: string; lines: Array<{ id: number; amount: string }> };

let world: World;
let roster: Items;

const contractOf = (order: string): Contract => {
	const { contracts } = world.simulators.procore.simulator.state() as { contracts: Contract[] };
	const found = contracts.find(({ origin_id }) => origin_id?.startsWith(`sap:S4P:po:${order}:`));
	if (!found) throw new Error(`There is no contract for order ${order}`);
	return found;
};

const summary = ({ differences }: ReconciliationReport) =>
	differences.map((each) => `${each.purchaseOrder} ${each.kind} ${each.difference} ${each.currency}`).sort();

/** Orders that are sent whole, with one line in one project, in US dollars: what is planted in one is all that differs. */
function plainOrders(): ExpectedContract[] {
	const expected = expectedContracts(world.simulators.dataset);
	const entries = (order: string) => expected.filter((each) => each.order === order).length;
	return expected.filter(
		(each) => each.reason === '' && each.lines === 1 && each.currency === 'USD' && entries(each.order) === 1,
	);
}

/** The WBS element of the order that no project is known for. */
function unmappedElement(): string {
	const order = world.simulators.dataset.orderCases.unmappedWbs?.order;
	const found = world.simulators.dataset.sap.orders.find(({ header }) => header.PurchaseOrder === order);
	return found?.items[0]?.assignments[0]?.WBSElementExternalID ?? '';
}

beforeAll(async () => {
	world = await World.start({ dataset: 'tour' });
	roster = await readRoster(world);
	await syncSuppliers(world);
	await syncOrders(world, roster);
}, 120_000);
afterAll(async () => await world.close());

describe('Reconciliation of the data set, read afresh from both systems', () => {
	it('differs only where the sync keeps an order back, and ties out once its exceptions say why', async () => {
		world.forgetCalls();
		const report = await reconcile(world, roster);
		expect(report.gaps).toEqual([]);
		expect(report.differences.map(({ purchaseOrder }) => purchaseOrder).sort()).toEqual(keptBack(world));
		const active = activeRows(roster);
		expect(world.calls('procore')).toHaveLength(active.length);
		expect(report.tiesOut).toBe('no');
		const exceptions = report.differences
			.filter(({ kind }) => kind === 'not_sent')
			.map(({ purchaseOrder, projectId }) => ({
				...{ entity: 'purchase_order', sap_key: purchaseOrder, project_id: projectId },
				...{ status: 'open', reason: 'vendor_missing' },
			}));
		expect((await reconcile(world, roster, exceptions)).tiesOut).toBe('yes');
	});

	it('finds one planted difference of each kind, to the cent, and no others', async () => {
		const before = summary(await reconcile(world, roster));
		const [notSent, waiting, held, edited, added, deleted, rounding, currency] = plainOrders();
		const ids = [notSent, waiting, held, edited, added, deleted, rounding, currency].map((each) => each?.order ?? '');
		const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = ''] = ids;
		const total = (each: ExpectedContract | undefined) => each?.total ?? '';
		const firstItem = (order: string) =>
			world.simulators.dataset.sap.orders
				.find(({ header }) => header.PurchaseOrder === order)
				?.items.find((item) => item.PurchasingDocumentDeletionCode === '')?.PurchaseOrderItem ?? '';
		world.changeSap({ do: 'add-item', order: a, item: { text: 'More', quantity: '1', unit: 'EA', price: '10.01' } });
		world.changeSap({ do: 'set-order-state', order: b, state: 'inRelease' });
		world.changeSap({ do: 'move-assignment', order: c, item: firstItem(c), wbsElement: unmappedElement() });
		const line = (order: string) => contractOf(order).lines[0] ?? { id: 0, amount: '0' };
		world.changeProcore({ do: 'edit-line', id: line(d).id, set: { amount: sum([line(d).amount, '123.45']) } });
		world.changeProcore({
			do: 'add-line',
			contract: contractOf(e).id,
			line: { cost_code: '02-400', cost_type: 'S', amount: '5.00', description: 'By hand' },
		});
		world.changeProcore({ do: 'delete-contract', id: contractOf(f).id });
		world.changeProcore({ do: 'edit-line', id: line(g).id, set: { amount: sum([line(g).amount, '0.01']) } });
		world.changeSap({ do: 'edit-order', order: h, set: { DocumentCurrency: 'EUR' } });
		world.changeProcore({
			do: 'add-contract',
			contract: {
				project_id: 2201,
				vendor_id: null,
				number: '4599999999',
				origin_id: 'sap:S4P:po:4599999999:2201',
				lines: [{ cost_code: '02-400', cost_type: 'S', amount: '77.70', description: 'Archived' }],
			},
		});
		const exceptions = [
			{ entity: 'purchase_order', sap_key: '4500090208', project_id: '', status: 'open', reason: 'vendor_missing' },
		];
		world.forgetCalls();
		const report = await reconcile(world, roster, exceptions);
		const fresh = summary(report).filter((each) => !before.includes(each));
		expect(fresh).toEqual(
			[
				`${a} not_sent 10.01 USD`,
				`${b} waiting ${negated(total(waiting))} USD`,
				`${c} held ${negated(total(held))} USD`,
				`${c} held ${total(held)} USD`,
				`${d} edited -123.45 USD`,
				`${e} edited -5.00 USD`,
				`${f} deleted ${total(deleted)} USD`,
				`${g} rounding -0.01 USD`,
				`${h} currency  EUR`,
				'4599999999 not_in_sap -77.70 USD',
				'4500090208 waiting 1875.00 USD',
			].sort(),
		);
		expect(report.differences).toHaveLength(before.length + 10);
		expect(report.tiesOut).toBe('no');
		for (const { lines, difference, contractId } of report.differences)
			if (contractId !== '' && difference !== '')
				expect(Number(sum(lines.map((each) => each.difference)))).toBe(Number(difference));
		const active = activeRows(roster);
		const read = report.differences.filter(({ contractId }) => contractId !== '').length;
		expect(world.calls('procore')).toHaveLength(active.length + read);
	});

	it('a project whose commitments cannot be read is left out, and said so', async () => {
		world.changeProcore({ do: 'set-tool', tool: 'commitments', enabled: false, project: 2204 });
		const report = await reconcile(world, roster);
		expect(report.gaps).toHaveLength(1);
		expect(report.projects.find(({ projectId }) => projectId === '2204')).toMatchObject({
			sap: '',
			tiesOut: 'not read',
		});
		expect(report.differences.filter(({ projectId }) => projectId === '2204')).toEqual([]);
		expect(report.notCompared).toContainEqual(
			expect.objectContaining({ projectId: '2204', why: 'The contracts of the project could not be read' }),
		);
	});
});
