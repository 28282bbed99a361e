import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { reasonOf } from '../../../nodes/shared/http';
import { purchaseRequisitionSchema } from '../../../nodes/shared/model';
import { toPurchaseRequisition } from '../../../nodes/SapS4Hana/documents/purchaseRequisition/toPurchaseRequisition';
import { SapS4Hana } from '../../../nodes/SapS4Hana/SapS4Hana.node';
import { errorOf, fakeSap, type FakeOptions } from './fakes';
import { stamp, versions, type Version } from './orders';
import {
	assignmentsOf,
	itemsOf,
	readRequisition,
	requisitionItem,
	requisitionRow,
	servedRequisitions,
} from './requisitions';

const getMany = { resource: 'purchaseRequisition', operation: 'getAll', returnAll: true };
const run = async (context: IExecuteFunctions) => (await new SapS4Hana().execute.call(context))[0] ?? [];
const sets = {
	V2: ['A_PurchaseRequisitionHeader', 'A_PurchaseRequisitionItem'],
	V4: ['PurchaseReqn', 'PurchaseReqnItem'],
};

async function execute(version: Version, options: FakeOptions) {
	const { context, requests } = fakeSap({ credentials: { purchaseRequisitionApi: version }, ...options });
	const items = await run(context);
	const urls = requests.map(({ url }) => new URL(url));
	return { items, urls, asked: urls.map(({ pathname }) => pathname.split('/').at(-1)) };
}

const numbered = (version: Version, count: number) =>
	Array.from({ length: count }, (_, index) =>
		requisitionRow(version, { PurchaseRequisition: String(10000001 + index) }),
	);
const numbers = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.purchaseRequisition);

beforeEach(() => jest.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => jest.restoreAllMocks());

describe.each(versions)('a purchase requisition (%s)', (version) => {
	it('becomes the document, the same from both versions', () => {
		const requisition = readRequisition(version, requisitionRow(version));
		const changedAt = version === 'V2' ? '2026-09-30T11:05:30.000Z' : '2026-09-30T11:05:30.123Z';
		expect(requisition).toEqual({
			purchaseRequisition: '10000001',
			type: 'NB',
			description: 'Formwork for section North',
			changedAt,
			items: [
				{
					item: '10',
					text: 'Formwork plywood',
					deleted: false,
					closed: false,
					released: true,
					quantity: '10',
					orderedQuantity: '4',
					unit: 'EA',
					price: '12.5',
					priceQuantity: '1',
					amount: '125.00',
					currency: 'USD',
					companyCode: '1710',
					supplier: '10300001',
					purchaseOrder: '4500000001',
					purchaseOrderItem: '20',
					distribution: 'single',
					changedAt,
					assignments: [
						{
							number: '1',
							glAccount: '630000',
							costCenter: '',
							wbsElement: 'P-1001.2.1',
							order: '',
							percent: '',
							quantity: '10',
							amount: '125.00',
							deleted: false,
						},
					],
				},
			],
		});
		expect(purchaseRequisitionSchema.parse(requisition)).toEqual(requisition);
	});

	it('tells what is deleted, closed, not released and not ordered', () => {
		const yes = version === 'V2' ? 'X' : true;
		const item = requisitionItem(
			version,
			{
				IsDeleted: yes,
				IsClosed: true,
				ReleaseIsNotCompleted: true,
				PurchasingDocument: '',
				PurchasingDocumentItem: '00000',
			},
			{ IsDeleted: yes },
		);
		expect(readRequisition(version, requisitionRow(version, {}, [item])).items).toMatchObject([
			{
				deleted: true,
				closed: true,
				released: false,
				purchaseOrder: '',
				purchaseOrderItem: '',
				assignments: [{ deleted: true }],
			},
		]);
	});

	it('prefers the supplier that is fixed', () => {
		const item = requisitionItem(version, { FixedSupplier: '0000000077' });
		expect(readRequisition(version, requisitionRow(version, {}, [item])).items[0]?.supplier).toBe('77');
	});

	it('was changed with its latest item, and never when SAP stamped none', () => {
		const on = (PurchaseRequisitionItem: string, iso: string | null) =>
			requisitionItem(version, {
				PurchaseRequisitionItem,
				LastChangeDateTime: iso === null ? null : stamp(version, iso),
			});
		const items = [on('30', '2026-09-01T00:00:00Z'), on('20', null), on('10', '2026-09-02T00:00:00Z')];
		const requisition = readRequisition(version, requisitionRow(version, {}, items));
		expect(requisition.changedAt).toMatch(/^2026-09-02T00:00:00/);
		expect(requisition.items.map(({ item }) => item)).toEqual(['10', '20', '30']);
		expect(readRequisition(version, requisitionRow(version, {}, [on('10', null)])).changedAt).toBeNull();
	});

	it('is split over three cost centers of two projects', () => {
		const rows = ['P-1001.1', 'P-1001.2', 'P-1002.1'].map((wbs, index) => ({
			...(requisitionItem(version)[assignmentsOf[version]] as IDataObject[])[0],
			PurchaseReqnAcctAssgmtNumber: String(index + 1),
			[version === 'V2' ? 'WBSElement' : 'WBSElementExternalID']: wbs,
			CostCenter: `000017101${index}`,
			MultipleAcctAssgmtDistrPercent: '33.3',
			PurReqnNetAmount: '0.000',
		}));
		const item = requisitionItem(version, { MultipleAcctAssgmtDistribution: '2', [assignmentsOf[version]]: rows });
		const [read] = readRequisition(version, requisitionRow(version, {}, [item])).items;
		expect(read?.distribution).toBe('percent');
		expect(
			read?.assignments.map(({ wbsElement, costCenter, percent, amount }) => [wbsElement, costCenter, percent, amount]),
		).toEqual([
			['P-1001.1', '171010', '33.3', ''],
			['P-1001.2', '171011', '33.3', ''],
			['P-1002.1', '171012', '33.3', ''],
		]);
	});

	it.each([
		['a deletion mark of another kind', { IsDeleted: 7 }, 'IsDeleted'],
		['no currency', { PurReqnItemCurrency: '' }, 'PurReqnItemCurrency is empty'],
		['an inexact amount', { ItemNetAmount: 0.1 + 0.2 }, 'ItemNetAmount is not an exact decimal number'],
		['a stamp that is none', { LastChangeDateTime: 'soon' }, 'LastChangeDateTime is not a date'],
		['no account assignments', { [assignmentsOf[version]]: undefined }, `${assignmentsOf[version]} is missing`],
	])('cannot be read with %s', (_, changes, problem) => {
		const row = requisitionRow(version, {}, [requisitionItem(version, changes)]);
		const reading = toPurchaseRequisition(row, version);
		expect('unreadable' in reading ? reading.unreadable : '').toContain(problem);
	});
});

describe.each(versions)('Purchase Requisition > Get Many (%s)', (version) => {
	it.each([
		[199, 1],
		[200, 2],
		[450, 3],
	])('reads all of %i in %i calls, without the stamp that headers do not have', async (count, calls) => {
		const { items, urls } = await execute(version, {
			parameters: getMany,
			answer: servedRequisitions(version, numbered(version, count)),
		});
		expect(items).toHaveLength(count);
		expect(urls).toHaveLength(calls);
		expect(urls[0]?.searchParams.get('$filter')).toBeNull();
		expect(urls[0]?.searchParams.get('$expand')).toContain(itemsOf[version]);
	});

	it('finds by the items of a window, then reads all items of each requisition that was hit', async () => {
		const filters = { changedFrom: '2026-10-01T06:00:00Z', changedTo: '2026-10-02T06:00:00Z' };
		const hits = ['10000002', '10000002', '10000004'];
		const { items, urls, asked } = await execute(version, {
			parameters: { ...getMany, filters },
			answer: servedRequisitions(version, numbered(version, 5), hits),
		});
		expect(numbers(items)).toEqual(['10000002', '10000004']);
		expect(asked).toEqual([sets[version][1], sets[version][0]]);
		const [from, to] = ['2026-10-01T06:00:00.000Z', '2026-10-02T06:00:00.000Z'].map((iso) =>
			version === 'V2' ? `datetimeoffset'${iso}'` : iso,
		);
		expect(urls[0]?.searchParams.get('$filter')).toBe(
			`(LastChangeDateTime ge ${from}) and (LastChangeDateTime le ${to})`,
		);
		expect(urls[0]?.searchParams.get('$select')).toBe('PurchaseRequisition');
		expect(urls[1]?.searchParams.get('$filter')).toBe(
			"PurchaseRequisition eq '10000002' or PurchaseRequisition eq '10000004'",
		);
	});

	it('asks nothing more when the window hit nothing', async () => {
		const filters = { changedFrom: '2026-10-01' };
		const answer = servedRequisitions(version, numbered(version, 5), []);
		const { items, urls } = await execute(version, { parameters: { ...getMany, filters }, answer });
		expect([items.length, urls.length]).toEqual([0, 1]);
	});

	it('goes on after a number, keeps to the limit, and reads also these', async () => {
		const filters = { afterRequisition: '0010000002', alsoRequisitionKeys: '10000001,99' };
		const { items } = await execute(version, {
			parameters: { ...getMany, returnAll: false, limit: 1, filters },
			continueOnFail: true,
			answer: servedRequisitions(version, numbered(version, 5)),
		});
		expect(items.map(({ json }) => json.purchaseRequisition ?? json.error)).toEqual([
			'10000003',
			'10000001',
			'SAP has no purchase requisition 99',
		]);
		expect(items[2]?.json.details).toMatchObject({ entity: 'requisition', sapKey: '99', reason: 'not_found' });
	});

	it('goes on past a requisition that it cannot read', async () => {
		const [first, second = {}] = numbered(version, 2);
		const bad = { ...second, [itemsOf[version]]: [requisitionItem(version, { ItemNetAmount: 'much' })] };
		const { items } = await execute(version, {
			parameters: getMany,
			continueOnFail: true,
			answer: servedRequisitions(version, [first ?? {}, bad]),
		});
		expect(items.map(({ json }) => json.purchaseRequisition ?? json.error)).toEqual([
			'10000001',
			'Purchase requisition 10000002 could not be read',
		]);
	});
});

describe('Purchase Requisition > Get', () => {
	const get = (purchaseRequisition: unknown) => ({
		resource: 'purchaseRequisition',
		operation: 'get',
		purchaseRequisition,
	});

	it.each(versions)('reads one (%s)', async (version) => {
		const answer = servedRequisitions(version, numbered(version, 3));
		const { items, urls } = await execute(version, { parameters: get(' 0010000002 '), answer });
		expect(numbers(items)).toEqual(['10000002']);
		expect(urls).toHaveLength(1);
	});

	it.each([
		['an unknown number', '45', 'SAP has no purchase requisition 45 [item 0]', 'not_found'],
		['no number', '', "The parameter 'Purchase Requisition' cannot be used [item 0]", 'configuration_invalid'],
	])('refuses %s', async (_, number, message, reason) => {
		const { context } = fakeSap({ parameters: get(number), answer: servedRequisitions('V4', []) });
		const error = await errorOf(() => run(context));
		expect([error.message, reasonOf(error)]).toEqual([message, reason]);
	});
});
