import fc from 'fast-check';
import { textLiteral } from '../../../nodes/SapS4Hana/odata/literals';
import { scenarioOf, serviceName, type ODataService } from '../../../nodes/SapS4Hana/odata/service';
import { queryUrl, serviceUrl } from '../../../nodes/SapS4Hana/odata/url';

const service: ODataService = { path: '/sap/opu/odata/sap/API_BUSINESS_PARTNER', version: 'V2' };
const base = 'https://sap.example';

describe('addresses', () => {
	it('joins host and service with exactly one slash', () => {
		expect(serviceUrl('https://sap.example//', service)).toBe(`${base}${service.path}/`);
		expect(queryUrl('https://proxy.example/s4/', service, { entitySet: 'A_Supplier' })).toBe(
			`https://proxy.example/s4${service.path}/A_Supplier`,
		);
	});

	it('leaves out what is not asked for', () => {
		expect(queryUrl(base, service, { entitySet: 'A_Supplier', filter: '', select: [], top: 5 })).toBe(
			`${base}${service.path}/A_Supplier?$top=5`,
		);
	});

	it('encodes what an address would change: plus, ampersand, hash, blank', () => {
		const url = queryUrl(base, service, { entitySet: 'A_Supplier', filter: `Name eq ${textLiteral("A+B & C#'s")}` });
		expect(url.split('?')[1]).toBe("$filter=Name%20eq%20'A%2BB%20%26%20C%23''s'");
	});

	it('arrives as it was meant, whatever the text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				const filter = `SupplierName eq ${textLiteral(text)}`;
				const url = new URL(
					queryUrl(base, service, { entitySet: 'A_Supplier', filter, expand: ['a', 'a/b'], orderBy: 'x desc' }),
				);
				expect(url.searchParams.get('$filter')).toBe(filter);
				expect(url.searchParams.get('$expand')).toBe('a,a/b');
				expect(url.searchParams.get('$orderby')).toBe('x desc');
			}),
		);
	});
});

describe('services', () => {
	it.each([
		['/sap/opu/odata/sap/API_BUSINESS_PARTNER', 'API_BUSINESS_PARTNER', 'SAP_COM_0008'],
		['/sap/opu/odata/sap/API_PURCHASEORDER_PROCESS_SRV', 'API_PURCHASEORDER_PROCESS_SRV', 'SAP_COM_0053'],
		['/sap/opu/odata4/sap/api_purchaseorder_2/srvd_a2x/sap/purchaseorder/0001', 'API_PURCHASEORDER_2', 'SAP_COM_0053'],
		[
			'/sap/opu/odata4/sap/api_purchaserequisition_2/srvd_a2x/sap/purchaserequisition/0001',
			'API_PURCHASEREQUISITION_2',
			'SAP_COM_0102',
		],
		['/sap/opu/odata/sap/API_COSTCENTER_SRV', 'API_COSTCENTER_SRV', 'SAP_COM_0087'],
		['/sap/opu/odata/sap/API_ENTERPRISE_PROJECT_SRV;v=0002', 'API_ENTERPRISE_PROJECT_SRV', 'SAP_COM_0308'],
		['/sap/opu/odata/sap/ZMY_SRV', 'ZMY_SRV', undefined],
	])('knows %s', (path, name, scenario) => {
		expect(serviceName({ path, version: 'V2' })).toBe(name);
		expect(scenarioOf({ path, version: 'V2' })).toBe(scenario);
	});
});
