import type { IDataObject } from 'n8n-workflow';
import type { Supplier } from '../../../shared/model';
import { Fields } from '../../odata/fields';
import type { Reading } from '../type';
import { byNumber, byText, defaultOf } from './choice';

/**
 * Makes a Supplier of a row of A_BusinessPartner with its expanded parts. Nothing is guessed: a part that SAP did not
 * send, or a value of another type, makes the row unreadable.
 * @param at SAP's clock in ms since 1970-01-01 UTC: decides which addresses are valid
 */
export function toSupplier(row: IDataObject, at: number): Reading<Supplier> {
	const partner = new Fields(row);
	const general = partner.one('to_Supplier');
	const address = addressOf(partner.many('to_BusinessPartnerAddress'), at);
	const changedAt = lastChange(partner);
	const supplier: Supplier = {
		supplier: partner.text('Supplier') || general.text('Supplier'),
		businessPartner: partner.text('BusinessPartner'),
		name: nameOf(partner, general),
		address: postalAddress(address),
		email: defaultOf(address?.many('to_EmailAddress'), 'IsDefaultEmailAddress', (email) => email.text('EmailAddress')),
		phone: defaultOf(address?.many('to_PhoneNumber'), 'IsDefaultPhoneNumber', phoneNumber),
		website: defaultOf(address?.many('to_URLAddress'), 'IsDefaultURLAddress', (url) => url.text('WebsiteURL')),
		taxNumbers: taxNumbers(partner.many('to_BusinessPartnerTax')),
		paymentTerms: paymentTerms(general),
		blocked: {
			posting: general.flag('PostingIsBlocked'),
			purchasing: general.flag('PurchasingIsBlocked'),
			deletion: general.flag('DeletionIndicator') || partner.flag('IsMarkedForArchiving'),
		},
		changedAt: changedAt === undefined ? '' : new Date(changedAt).toISOString(),
	};
	const problems = partner.problems.length > 0 ? partner.problems : missing(supplier);
	return problems.length > 0 ? { unreadable: problems.join('; ') } : { document: supplier };
}

/** What a document cannot do without. */
function missing(supplier: Supplier): string[] {
	return [
		...(supplier.supplier ? [] : ['Supplier is empty']),
		...(supplier.name ? [] : ['SupplierName and every other name are empty']),
		...(supplier.changedAt ? [] : ['LastChangeDate and CreationDate are empty']),
	];
}

/** SupplierName (80 characters) exactly as stored, else the partner's full name, else the parts of the name. */
function nameOf(partner: Fields, general: Fields): string {
	const parts = ['OrganizationBPName1', 'OrganizationBPName2', 'OrganizationBPName3', 'OrganizationBPName4']
		.map((name) => partner.text(name))
		.filter(isFilled)
		.join(' ');
	return [general.text('SupplierName'), partner.text('BusinessPartnerFullName'), parts].find(isFilled) ?? '';
}

const isFilled = (text: string) => text.trim() !== '';

/** Last change, or creation when there was no change. SAP does not name the zone of these times: UTC is assumed. */
function lastChange(partner: Fields): number | undefined {
	const changed = partner.date('LastChangeDate');
	if (changed !== undefined) return changed + partner.timeOfDay('LastChangeTime');
	const created = partner.date('CreationDate');
	return created === undefined ? undefined : created + partner.timeOfDay('CreationTime');
}

/** SAP's name for the usage of the standard address. */
const standardUsage = 'XXDEFAULT';

/**
 * The standard address; where SAP marks none that is valid now, the first valid one in the order of their numbers. An end or
 * a start that is missing is open.
 */
function addressOf(addresses: Fields[], at: number): Fields | undefined {
	const isValid = (row: Fields) =>
		(row.date('ValidityStartDate') ?? at) <= at && (row.date('ValidityEndDate') ?? at) >= at;
	const valid = [...addresses].sort(byNumber('AddressID')).filter(isValid);
	const usedAs = (address: Fields) =>
		address.optionalMany('to_AddressUsage').filter((row) => row.text('AddressUsage') === standardUsage && isValid(row));
	const standard = valid.filter((address) => usedAs(address).length > 0);
	return (
		standard.find((address) => usedAs(address).some((row) => row.flag('StandardUsage'))) ?? standard[0] ?? valid[0]
	);
}

function postalAddress(address: Fields | undefined): Supplier['address'] {
	const text = (name: string) => address?.text(name) ?? '';
	return {
		street: [text('StreetName'), text('HouseNumber')].filter(isFilled).join(' '),
		city: text('CityName'),
		postalCode: text('PostalCode'),
		region: text('Region'),
		country: text('Country'),
	};
}

/** The international form holds country and extension already. */
function phoneNumber(phone: Fields): string {
	const national = [phone.text('PhoneNumber'), phone.text('PhoneNumberExtension')].filter(isFilled).join('-');
	return phone.text('InternationalPhoneNumber') || national;
}

function taxNumbers(rows: Fields[]): Supplier['taxNumbers'] {
	return rows
		.map((row) => ({ type: row.text('BPTaxType'), number: row.text('BPTaxLongNumber') || row.text('BPTaxNumber') }))
		.filter(({ number }) => isFilled(number))
		.sort((a, b) => byText(a.type, b.type) || byText(a.number, b.number));
}

/** Terms per company code; those per purchasing organization (as `org 1710`) only where no company code has any. */
function paymentTerms(general: Fields): Supplier['paymentTerms'] {
	const companies = termsOf(general.many('to_SupplierCompany'), 'CompanyCode', '');
	const organizations = termsOf(general.many('to_SupplierPurchasingOrg'), 'PurchasingOrganization', 'org ');
	return companies.length > 0 ? companies : organizations;
}

function termsOf(rows: Fields[], unit: string, prefix: string): Supplier['paymentTerms'] {
	return rows
		.map((row) => ({ companyCode: `${prefix}${row.text(unit)}`, terms: row.text('PaymentTerms') }))
		.filter(({ terms }) => isFilled(terms))
		.sort((a, b) => byText(a.companyCode, b.companyCode));
}
