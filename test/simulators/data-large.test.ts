import { generateDataset } from '../../simulators/data/dataset.ts';

const factor = 1 / 20;
const data = generateDataset('large', factor);
const { sap, procore, tables } = data;

const distinct = (values: readonly string[]) => new Set(values).size;

describe('a twentieth of the data set large', () => {
	it('has a twentieth of the suppliers, orders, account assignments and rows of the map', () => {
		const assignments = sap.orders.flatMap(({ items }) => items.flatMap((item) => item.assignments));
		expect([sap.suppliers.length, sap.orders.length, assignments.length]).toEqual([1_000, 3_000, 24_000]);
		expect(tables.sap_procore_cost_codes.length).toBe(5_000);
		expect(sap.requisitions.length).toBe(300);
	});

	it('has the cases of the other data sets, in as many projects as they need', () => {
		const seed = generateDataset('seed');
		expect(Object.keys(data.orderCases)).toEqual(Object.keys(seed.orderCases));
		expect(procore.projects.filter(({ active }) => active).length).toBe(15);
	});

	it('gives no number and no name twice', () => {
		expect(distinct(sap.orders.map(({ header }) => header.PurchaseOrder))).toBe(sap.orders.length);
		const plain = sap.suppliers.slice(-900);
		expect(distinct(plain.map(({ supplier }) => supplier.SupplierName))).toBe(900);
		expect(distinct(sap.invoices.map(({ header }) => header.SupplierInvoice))).toBe(sap.invoices.length);
	});
});

describe('a tenth of the data set large', () => {
	const tenth = generateDataset('large', 1 / 10);

	it('has further projects, which SAP knows by their own elements and cost centers', () => {
		const active = tenth.procore.projects.filter((project) => project.active);
		expect(active.length).toBe(20);
		const ids = tenth.sap.wbsElements.map((row) => row.WBSElementInternalID);
		expect(distinct(ids)).toBe(ids.length);
		expect(distinct(tenth.sap.projects.map(({ Project }) => Project))).toBe(tenth.sap.projects.length);
	});
});
