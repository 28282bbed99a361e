import { linksTo, usualPatterns, type Patterns } from '../../../nodes/SapToProcore/reports/links';
import { hostileNames } from '../../support/reports.ts';

const places = {
	launchpad: 'https://s4.example/sap/bc/ui2/flp?sap-client=100',
	web: 'https://us02.procore.com',
	companyId: '598134325779301',
	executions: (id: string) => (id === '' ? '' : `https://n8n.example/workflow/w/executions/${id}`),
	patterns: usualPatterns,
};
const links = linksTo(places);
const with_ = (patterns: Partial<Patterns>) => linksTo({ ...places, patterns: { ...usualPatterns, ...patterns } });
const addresses = (all: Array<{ address: string }>) => all.map(({ address }) => address);
const order = { projectId: '2201', id: '77' };

describe('Links of the pages', () => {
	it.each([
		['purchase_order', '4500000001', 'PurchaseOrder-displayFactSheet?PurchaseOrder=4500000001'],
		['requisition', '10000001', 'PurchaseRequisition-displayFactSheet?PurchaseRequisition=10000001'],
		['supplier', '1000003', 'Supplier-displayFactSheet?Supplier=1000003'],
		[
			'supplier_invoice',
			'2026/5105600101',
			'SupplierInvoice-displayFactSheet?SupplierInvoice=5105600101&FiscalYear=2026',
		],
	])('lead to a %s in the launchpad', (entity, key, intent) => {
		expect(links.sap(entity, key)).toEqual([{ text: 'SAP', address: `${places.launchpad}#${intent}` }]);
	});

	it('lead to contract, requisition, and budget in Procore', () => {
		expect(addresses(links.procore('purchase_order', order))).toEqual([
			'https://us02.procore.com/2201/project/commitments/purchase_order_contracts/77',
		]);
		expect(addresses(links.procore('requisition', { ...order, contract: '5' }))).toEqual([
			'https://us02.procore.com/2201/project/commitments/purchase_order_contracts/5/requisitions/77',
		]);
		expect(addresses(links.budget('2201'))).toEqual(['https://us02.procore.com/projects/2201/budgeting']);
	});

	it.each([
		['a document without a number', () => links.sap('purchase_order', '')],
		['what has no page of its own', () => links.sap('actual_cost', '1010|63000000')],
		[
			'a vendor, as long as nobody has said where vendors are',
			() => links.procore('supplier', { projectId: '', id: '9' }),
		],
		['a WBS element, the same', () => links.sap('wbs_element', 'P-1')],
		['a requisition whose contract is not known', () => links.procore('requisition', order)],
		['an invoice without its year', () => links.sap('supplier_invoice', '5105600101')],
		['an object that is not in Procore yet', () => links.procore('purchase_order', { ...order, id: '' })],
		['an ID that is none', () => links.procore('purchase_order', { ...order, id: '../../admin' })],
		['SAP without the address of the launchpad', () => linksTo({ ...places, launchpad: '' }).sap('supplier', '1')],
		[
			'a launchpad that is no web address',
			() => linksTo({ ...places, launchpad: 'javascript:alert(1)//' }).sap('supplier', '1'),
		],
		['Procore without its address', () => linksTo({ ...places, web: '' }).budget('2201')],
		['what somebody has emptied', () => with_({ sapSupplier: '' }).sap('supplier', '1')],
		[
			'a pattern of a script',
			() => with_({ procoreVendor: 'javascript:alert({id})' }).procore('supplier', { projectId: '', id: '1' }),
		],
	])('do not lead to %s', (_what, made) => {
		expect(made()).toEqual([]);
	});

	it('lead where somebody has said that vendors are, also as a whole address', () => {
		const vendor = { projectId: '', id: '9' };
		expect(addresses(with_({ procoreVendor: '/{company}/vendors/{id}' }).procore('supplier', vendor))).toEqual([
			'https://us02.procore.com/598134325779301/vendors/9',
		]);
		expect(addresses(with_({ procoreVendor: 'https://eu.example/v/{id}' }).procore('supplier', vendor))).toEqual([
			'https://eu.example/v/9',
		]);
	});

	it.each([...hostileNames, '1&sap-ui-debug=true#Shell-home', '../x', '1?a=b'])('keep %j in its place', (key) => {
		const [{ address } = { address: '' }] = links.sap('purchase_order', key);
		const intent = address.slice(`${places.launchpad}#`.length);
		expect(address.startsWith(`${places.launchpad}#PurchaseOrder-displayFactSheet?PurchaseOrder=`)).toBe(true);
		expect(decodeURIComponent(intent.split('=')[1] ?? '')).toBe(key);
		expect(intent.replace('PurchaseOrder-displayFactSheet?PurchaseOrder=', '')).not.toMatch(/[&#?=/<>"\s]/);
	});
});
