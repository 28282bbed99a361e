import type { INodeExecutionData } from 'n8n-workflow';
import type { SapPurchaseRequisition, SapRequisitionItem } from '../../simulators/data/sap-requisition-types.ts';
import { compared, isZero } from '../../nodes/shared/decimal';
import { purchaseRequisitionSchema, type PurchaseRequisition } from '../../nodes/shared/model';
import { failed, goOn, World } from '../support/world.ts';

type Version = 'V2' | 'V4';
const versions: Version[] = ['V2', 'V4'];
const services = { V2: 'API_PURCHASEREQ_PROCESS_SRV', V4: 'API_PURCHASEREQUISITION_2' };
const itemSets = { V2: 'A_PurchaseRequisitionItem', V4: 'PurchaseReqnItem' };

let world: World;
beforeEach(async () => {
	world = await World.start();
});
afterEach(async () => await world.close());

const getMany = (version: Version, more: { filters?: object; options?: object; limit?: number } = {}) => ({
	resource: 'purchaseRequisition',
	operation: 'getAll',
	returnAll: more.limit === undefined,
	...more,
	options: { api: version, ...more.options },
});
const stored = () => world.simulators.dataset.sap.requisitions;
const numbersOf = (requisitions: SapPurchaseRequisition[]) =>
	requisitions.map(({ header }) => header.PurchaseRequisition).sort();
const documents = (items: INodeExecutionData[] | undefined) =>
	(items ?? []).map(({ json }) => json as unknown as PurchaseRequisition);
const numbers = (items: INodeExecutionData[] | undefined) =>
	documents(items).map(({ purchaseRequisition }) => purchaseRequisition);

const hasStampSince = (iso: string) => (requisition: SapPurchaseRequisition) =>
	requisition.items.some(
		({ LastChangeDateTime }) => LastChangeDateTime !== null && Date.parse(LastChangeDateTime) >= Date.parse(iso),
	);

/** V4 writes 0 for an amount that is not there: where all are 0 and the item costs something, none is. */
function amountsOf({ assignments, ItemNetAmount, MultipleAcctAssgmtDistribution }: SapRequisitionItem): string[] {
	const amounts = assignments.map(({ PurReqnNetAmount }) => PurReqnNetAmount);
	const isNothing = amounts.every((amount) => isZero(amount)) && !isZero(ItemNetAmount);
	return isNothing && MultipleAcctAssgmtDistribution !== '3' ? amounts.map(() => '') : amounts;
}

describe.each(versions)('Purchase Requisition > Get Many (%s)', (version) => {
	it('all requisitions, as SAP has them, in one call for 200', async () => {
		const { outputs } = await world.sap(getMany(version), goOn);
		expect(outputs[1]).toEqual([]);
		expect(numbers(outputs[0])).toEqual(numbersOf(stored()));
		expect(world.calls('sap')).toHaveLength(1);
		for (const requisition of documents(outputs[0])) {
			expect(purchaseRequisitionSchema.parse(requisition)).toEqual(requisition);
			const source = stored().find(({ header }) => header.PurchaseRequisition === requisition.purchaseRequisition);
			expect(requisition.items).toHaveLength(source?.items.length ?? 0);
			for (const [index, item] of requisition.items.entries()) {
				const from = source?.items[index];
				expect(item).toMatchObject({
					item: from?.PurchaseRequisitionItem,
					deleted: from?.IsDeleted,
					closed: from?.IsClosed,
					released: !from?.ReleaseIsNotCompleted,
					purchaseOrder: from?.PurchasingDocument,
					purchaseOrderItem: from?.PurchasingDocument === '' ? '' : from?.PurchasingDocumentItem,
				});
				expect(compared(item.amount, from?.ItemNetAmount ?? '')).toBe(0);
				expect(item.assignments.map(({ amount, wbsElement }) => [amount, wbsElement])).toEqual(
					from && amountsOf(from).map((amount, at) => [amount, from.assignments[at]?.WBSElementExternalID]),
				);
			}
		}
	});

	it('pages of 7, which the server cuts at 3: every requisition, none twice', async () => {
		world.changeSap({ do: 'page-size', [version.toLowerCase()]: { default: 3, max: 3 } });
		const { outputs } = await world.sap(getMany(version, { options: { pageSize: 7 } }));
		expect(numbers(outputs[0])).toEqual(numbersOf(stored()));
	});

	it('a window finds every requisition of which an item was stamped in it, with all its items', async () => {
		const stamps = stored()
			.flatMap(({ items }) => items.flatMap(({ LastChangeDateTime }) => LastChangeDateTime ?? []))
			.sort();
		const changedFrom = new Date(stamps[Math.floor(stamps.length / 2)] ?? '').toISOString();
		const { outputs } = await world.sap(getMany(version, { filters: { changedFrom } }));
		const expected = stored().filter(hasStampSince(changedFrom));
		expect(expected.length).toBeGreaterThan(2);
		expect(expected.length).toBeLessThan(stored().length);
		expect(numbers(outputs[0])).toEqual(numbersOf(expected));
		expect(documents(outputs[0]).flatMap(({ items }) => items)).toHaveLength(
			expected.flatMap(({ items }) => items).length,
		);
		expect(world.calls('sap')).toHaveLength(1 + Math.ceil(expected.length / 40));
	});

	it('a window in which nothing changed costs one call', async () => {
		const { outputs } = await world.sap(getMany(version, { filters: { changedFrom: '2030-01-01' } }));
		expect([outputs[0], world.calls('sap').length]).toEqual([[], 1]);
	});

	it('a backfill goes on after a requisition', async () => {
		const first = await world.sap(getMany(version, { limit: 10 }));
		const last = numbers(first.outputs[0]).at(-1) ?? '';
		const rest = await world.sap(getMany(version, { filters: { afterRequisition: last } }));
		expect([...numbers(first.outputs[0]), ...numbers(rest.outputs[0])]).toEqual(numbersOf(stored()));
	});

	it('by number, also these, and one that SAP does not have', async () => {
		const [a = '', b = ''] = numbersOf(stored());
		const filters = { requisitionKeys: `00${a}, 19999999`, alsoRequisitionKeys: `${b},${a}` };
		const { outputs } = await world.sap(getMany(version, { filters }), goOn);
		expect(numbers(outputs[0])).toEqual([a, b]);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: 'SAP has no purchase requisition 19999999',
			details: { entity: 'requisition', sapKey: '19999999', reason: 'not_found' },
		});
	});

	it('an expand that is refused: the same requisitions, read in parts', async () => {
		const whole = await world.sap(getMany(version));
		world.fault('sap', { kind: 'status', status: 501, path: 'expand=', times: 'always' });
		const { outputs } = await world.sap(getMany(version));
		expect(documents(outputs[0])).toEqual(documents(whole.outputs[0]));
	});

	it('a property that this tenant does not have: named with its entity set and service', async () => {
		const set = itemSets[version];
		world.changeSap({ do: 'hide-property', service: services[version], set, property: 'ItemNetAmount' });
		const { outputs } = await world.sap(getMany(version), goOn);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: `This SAP release has no field ItemNetAmount in ${set} of ${services[version]}`,
			details: { entity: 'requisition', sapKey: '', reason: 'bad_request' },
		});
	});
});

it('both versions give the same documents', async () => {
	const read = async (version: Version) => documents((await world.sap(getMany(version))).outputs[0]);
	expect(await read('V2')).toEqual(await read('V4'));
});

it('Purchase Requisition > Get reads with the service that the credential names', async () => {
	const [number = ''] = numbersOf(stored());
	for (const version of versions) {
		world.forgetCalls();
		world.sapCredential.data = { ...world.sapCredential.data, purchaseRequisitionApi: version };
		const purchaseRequisition = { __rl: true, mode: 'number', value: `00${number}` };
		const { outputs } = await world.sap({ resource: 'purchaseRequisition', operation: 'get', purchaseRequisition });
		expect(numbers(outputs[0])).toEqual([number]);
		expect(world.calls('sap').map(({ url }) => url.includes('/odata4/'))).toEqual([version === 'V4']);
	}
});
