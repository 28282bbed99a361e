import type { IDataObject } from 'n8n-workflow';
import { supplierSchema, type Supplier } from '../../../nodes/shared/model';
import { toSupplier } from '../../../nodes/SapS4Hana/documents/supplier/toSupplier';
import { supplierRow } from './rows';

const now = Date.UTC(2026, 9, 1);

function supplierOf(row: IDataObject): Supplier {
	const reading = toSupplier(row, now);
	if ('unreadable' in reading) throw new Error(reading.unreadable);
	return reading.document;
}

function problemOf(row: IDataObject): string {
	const reading = toSupplier(row, now);
	return 'unreadable' in reading ? reading.unreadable : 'readable';
}

describe('a supplier', () => {
	it('becomes the document', () => {
		const supplier = supplierOf(supplierRow());
		expect(supplier).toEqual({
			supplier: '10300001',
			businessPartner: '11000001',
			name: 'Cascade Ridge Concrete, Inc.',
			address: { street: 'Elm Street 12a', city: 'Denver', postalCode: '80202', region: 'CO', country: 'US' },
			email: 'invoices@x.example',
			phone: '+13035550100',
			website: 'https://x.example/',
			taxNumbers: [
				{ type: 'US01', number: '12-3456789' },
				{ type: 'US02', number: '2' },
			],
			paymentTerms: [
				{ companyCode: '1010', terms: '0004' },
				{ companyCode: '1710', terms: 'NT30' },
			],
			blocked: { posting: false, purchasing: false, deletion: false },
			changedAt: '2026-09-30T11:05:30.000Z',
		});
		expect(supplierSchema.parse(supplier)).toEqual(supplier);
	});

	it.each([
		['the supplier name', {}, { SupplierName: '  Two  Blanks ' }, '  Two  Blanks '],
		['80 characters', {}, { SupplierName: 'N'.repeat(80) }, 'N'.repeat(80)],
		['the full name when that is empty', {}, { SupplierName: '' }, 'Full Name Inc.'],
		['the parts when both are', { BusinessPartnerFullName: ' ' }, { SupplierName: null }, 'Part One Part Two'],
	])('is called by %s', (_, changes, general, name) => {
		expect(supplierOf(supplierRow(changes, general)).name).toBe(name);
	});

	it('was changed when it was created if it was never changed', () => {
		const row = supplierRow({ LastChangeDate: null, LastChangeTime: 'PT00H00M00S' });
		expect(supplierOf(row).changedAt).toBe('2020-01-02T08:00:00.000Z');
	});

	it.each([
		['posting', {}, { PostingIsBlocked: true }, { posting: true, purchasing: false, deletion: false }],
		['purchasing', {}, { PurchasingIsBlocked: true }, { posting: false, purchasing: true, deletion: false }],
		['deletion', {}, { DeletionIndicator: true }, { posting: false, purchasing: false, deletion: true }],
		['archiving', { IsMarkedForArchiving: true }, {}, { posting: false, purchasing: false, deletion: true }],
	])('is blocked for %s', (_, changes, general, blocked) => {
		expect(supplierOf(supplierRow(changes, general)).blocked).toEqual(blocked);
	});
});

describe('payment terms', () => {
	const organization = { PurchasingOrganization: '1710', PaymentTerms: '0001' };
	it.each([
		[
			'no company code has any',
			[{ CompanyCode: '1010', PaymentTerms: '' }],
			[{ companyCode: 'org 1710', terms: '0001' }],
		],
		['there is no company code', [], [{ companyCode: 'org 1710', terms: '0001' }]],
		['one has', [{ CompanyCode: '1010', PaymentTerms: 'A' }], [{ companyCode: '1010', terms: 'A' }]],
	])('of the purchasing organization count only if %s', (_, companies, terms) => {
		const row = supplierRow({}, { to_SupplierCompany: companies, to_SupplierPurchasingOrg: [organization] });
		expect(supplierOf(row).paymentTerms).toEqual(terms);
	});
});

describe('the address', () => {
	const none = { street: '', city: '', postalCode: '', region: '', country: '' };

	it('may be missing, and e-mail, phone and website with it', () => {
		const supplier = supplierOf(supplierRow({ to_BusinessPartnerAddress: [] }));
		expect(supplier).toMatchObject({ address: none, email: '', phone: '', website: '' });
	});

	const [address] = supplierRow().to_BusinessPartnerAddress as IDataObject[];
	it('is the first that is valid now, in the order of its number', () => {
		const past = { ...address, AddressID: '9', CityName: 'Old', ValidityEndDate: '/Date(1600000000000)/' };
		const later = { ...address, AddressID: '100', CityName: 'Later' };
		const supplier = supplierOf(supplierRow({ to_BusinessPartnerAddress: [later, address, past] }));
		expect(supplier.address.city).toBe('Denver');
	});

	it('is open where a validity date is missing', () => {
		const row = supplierRow({}, {}, { ValidityStartDate: null, ValidityEndDate: null });
		expect(supplierOf(row).address.city).toBe('Denver');
	});

	it('is empty when none is valid', () => {
		const row = supplierRow({}, {}, { ValidityStartDate: '/Date(4102444800000)/' });
		expect(supplierOf(row).address).toEqual(none);
	});

	it.each([
		['', '12', '12'],
		['Elm', '', 'Elm'],
		['', '', ''],
	])('has a street without stray blanks (%j, %j)', (StreetName, HouseNumber, street) => {
		expect(supplierOf(supplierRow({}, {}, { StreetName, HouseNumber })).address.street).toBe(street);
	});
});

describe('e-mail and phone', () => {
	it('are the first filled ones when none is the default', () => {
		const to_EmailAddress = ['10', '2', '1'].map((OrdinalNumber) => ({
			Person: '',
			OrdinalNumber,
			IsDefaultEmailAddress: false,
			EmailAddress: OrdinalNumber === '1' ? '' : `${OrdinalNumber}@x.example`,
		}));
		expect(supplierOf(supplierRow({}, {}, { to_EmailAddress })).email).toBe('2@x.example');
	});

	it('take the national phone number with its extension when there is no international one', () => {
		const phone = { Person: '', OrdinalNumber: '1', PhoneNumber: '303 555', PhoneNumberExtension: '7' };
		expect(supplierOf(supplierRow({}, {}, { to_PhoneNumber: [phone] })).phone).toBe('303 555-7');
	});
});

describe('what cannot be read', () => {
	it.each([
		['a date', { LastChangeDate: 'garbage' }, {}, 'LastChangeDate is not a date'],
		['a time', { LastChangeTime: 'noon' }, {}, 'LastChangeTime is not a time of day'],
		['a text', { Supplier: 7 }, {}, 'Supplier is not text'],
		['a flag', {}, { PostingIsBlocked: 'X' }, 'to_Supplier/PostingIsBlocked is neither true nor false'],
		['no supplier data', { to_Supplier: null }, {}, 'to_Supplier is missing'],
		['a list that was not sent', { to_BusinessPartnerAddress: undefined }, {}, 'to_BusinessPartnerAddress is missing'],
		[
			'company codes that were not sent',
			{},
			{ to_SupplierCompany: undefined },
			'to_Supplier/to_SupplierCompany is missing',
		],
		['no date at all', { LastChangeDate: null, CreationDate: null }, {}, 'LastChangeDate and CreationDate are empty'],
		['no number', { Supplier: '' }, { Supplier: '' }, 'Supplier is empty'],
		[
			'no name',
			{ BusinessPartnerFullName: '', OrganizationBPName1: '', OrganizationBPName2: '' },
			{ SupplierName: '' },
			'every other name are empty',
		],
	])('is told: %s', (_, changes, general, problem) => {
		expect(problemOf(supplierRow(changes, general))).toContain(problem);
	});

	it('is told all at once', () => {
		const problems = problemOf(supplierRow({ LastChangeDate: 'x', CreationDate: 5 }, { PostingIsBlocked: 1 }));
		expect(problems.split('; ')).toHaveLength(3);
	});
});
