import fc from 'fast-check';
import { textLiteral } from '../../../nodes/SapS4Hana/odata/literals';
import { scenarioOf, serviceName, type ODataService } from '../../../nodes/SapS4Hana/odata/service';
import { ownUrl, queryUrl, serviceUrl } from '../../../nodes/SapS4Hana/odata/url';
import { webAddress } from '../../../nodes/shared/http';

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

describe('links of an answer', () => {
	const path = '/sap/opu/odata4/sap/api_x/srvd_a2x/sap/x/0001';
	const v4: ODataService = { path, version: 'V4' };
	const v2: ODataService = { path: '/sap/opu/odata/sap/API_X;v=0002', version: 'V2' };

	it.each([
		[
			'a V2 link of an internal host',
			v2,
			'http://in:8000/sap/opu/odata/sap/API_X;v=0002/A?$skiptoken=2',
			'/A?$skiptoken=2',
		],
		['one that writes the semicolon otherwise', v2, 'http://in/sap/opu/odata/sap/API_X%3Bv=0002/A?b=1', '/A?b=1'],
		['a V2 link relative to the service', v2, 'A?$skiptoken=2', '/A?$skiptoken=2'],
		['a V4 link relative to the context', v4, `Set('1')/_Item?$skiptoken=2`, `/Set('1')/_Item?$skiptoken=2`],
		['a query alone', v4, '?$skiptoken=2', `/Set('9')/_Item?$skiptoken=2`],
		['another host altogether', v4, `https://evil.example${path}/Set?a=1`, '/Set?a=1'],
		['one below the prefix already', v4, `/gw/s4${path}/Set?a=1`, '/Set?a=1'],
	])('%s is asked for at the credential’s own address', (_, service, link, expected) => {
		const root = `https://gw.example/gw/s4${service.path}`;
		const place = { url: `${root}/Set('9')/_Item?$top=5`, context: `http://in:8000${path}/$metadata#Set` };
		expect(ownUrl(link, place, 'https://gw.example/gw/s4/', service)).toBe(`${root}${expected}`);
	});

	it('a path that knows nothing of the service stays below the prefix, at the own host', () => {
		const place = { url: `https://gw.example/s4${path}/Set`, context: undefined };
		expect(ownUrl('https://evil.example/x/y?a=1', place, 'https://gw.example/s4', v4)).toBe(
			'https://gw.example/s4/x/y?a=1',
		);
	});

	it('an address without a scheme is reached by https', () => {
		expect(webAddress(' my123456-api.s4hana.cloud.sap/ ')).toBe('https://my123456-api.s4hana.cloud.sap');
		expect(webAddress('http://sap.example:8000/s4/')).toBe('http://sap.example:8000/s4');
		expect(webAddress('my-sap')).toBe('my-sap');
	});
});
