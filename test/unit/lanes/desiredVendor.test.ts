import type { Supplier } from '../../../nodes/shared/model';
import { valueMap } from '../../../nodes/SapToProcore/lookup/values';
import { desiredVendor, type VendorSettings } from '../../../nodes/SapToProcore/lanes/supplier/desired';
import { nearName } from '../../../nodes/SapToProcore/lanes/supplier/names';
import { supplier } from '../../support/examples.ts';

const settings: VendorSettings = { system: 'S4P', taxTypes: { ein: 'US01', abn: 'AU1' }, deactivateBlocked: false };
const values = valueMap([
	{ kind: 'region', sap_value: 'DE/08', procore_value: 'BW' },
	{ kind: 'country', sap_value: 'UK', procore_value: 'GB' },
	{ kind: 'payment_terms', sap_value: '0001', procore_value: 'NET30' },
	{ kind: 'payment_terms', sap_value: '0002', procore_value: '' },
]);
const desire = (given: Supplier) =>
	desiredVendor({ supplier: given, observed: null, rule: 'new_name', remarks: [] }, values, settings);
const at = (country: string, region: string) => {
	const { address } = supplier();
	return desire(supplier({ address: { ...address, country, region } }));
};

describe('what Procore should hold for a supplier', () => {
	it('carries the supplier number, not the number of its business partner', () => {
		expect(desire(supplier())).toMatchObject({
			originId: 'sap:S4P:supplier:100001',
			code: '100001',
		});
	});

	it.each(["O'Brien & Sons", 'Müller Tiefbau GmbH', '上海建工集团', 'A, B & C'])(
		'keeps the name %j as it is',
		(name) => {
			expect(desire(supplier({ name })).name).toBe(name);
		},
	);

	it.each([
		['US', 'TX', 'US', 'TX', 0],
		['CA', 'ON', 'CA', 'ON', 0],
		['DE', '08', 'DE', 'BW', 0],
		['DE', '09', 'DE', '', 1],
		['UK', '', 'GB', '', 0],
		['XYZ', 'TX', '', '', 1],
		['', 'TX', '', '', 1],
		['', '', '', '', 0],
		['US', 'BY', 'US', '', 1],
	])('country %j with region %j: %j %j', (country, region, wantedCountry, wantedRegion, remarks) => {
		const desired = at(country, region);
		expect([desired.country, desired.region, desired.remarks.length]).toEqual([wantedCountry, wantedRegion, remarks]);
	});

	it('puts payment terms into one line of text, by company code where they differ', () => {
		const terms = (...pairs: Array<[string, string]>) =>
			desire(supplier({ paymentTerms: pairs.map(([companyCode, key]) => ({ companyCode, terms: key })) })).paymentTerms;
		expect(terms()).toBe('');
		expect(terms(['1010', '0001'], ['1710', '0001'])).toBe('NET30');
		expect(terms(['1010', '0001'], ['1710', '0002'])).toBe('NET30 (1010), 0002 (1710)');
	});

	it('sends an EIN or ABN only when it has the right number of digits', () => {
		const tax = (type: string, number: string) => desire(supplier({ taxNumbers: [{ type, number }] }));
		expect(tax('US01', '12-3456789').taxId).toEqual({ type: 'ein', identifier: '123456789' });
		expect(tax('AU1', '51 824 753 556').taxId).toEqual({ type: 'abn', identifier: '51824753556' });
		expect(tax('DE0', 'DE123456789').taxId).toBeNull();
		expect(tax('US01', '123')).toMatchObject({ taxId: null, remarks: [expect.stringContaining('9 digits')] });
	});
});

describe('near names', () => {
	it.each([
		['Star Framing', 'Star Framing, LLC'],
		['Star Framing', 'STAR FRAMING L.L.C.'],
		['ABC Corp', 'A.B.C. Corporation'],
		['Müller GmbH', 'Muller GmbH & Co. KG'],
		["O'Brien & Sons", 'OBrien and Sons'],
		['Straße AG', 'Strasse'],
	])('%j and %j are almost the same', (a, b) => {
		expect(nearName(a)).toBe(nearName(b));
	});

	it.each([
		['Star Framing', 'Star Frames'],
		['上海建工', '北京建工'],
		['Inc', 'LLC'],
	])('%j and %j are not', (a, b) => {
		expect(nearName(a)).not.toBe(nearName(b));
	});
});
