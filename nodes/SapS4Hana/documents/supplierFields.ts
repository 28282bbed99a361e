const below = (path: string, ...properties: string[]) => properties.map((property) => `${path}/${property}`);

const company = 'to_Supplier/to_SupplierCompany';
const purchasingOrg = 'to_Supplier/to_SupplierPurchasingOrg';
const address = 'to_BusinessPartnerAddress';
const email = `${address}/to_EmailAddress`;
const phone = `${address}/to_PhoneNumber`;
const website = `${address}/to_URLAddress`;
const taxNumber = 'to_BusinessPartnerTax';

/** Navigation from A_BusinessPartner to all that a Supplier document is made of. */
export const supplierExpand: readonly string[] = [
	'to_Supplier',
	company,
	purchasingOrg,
	address,
	email,
	phone,
	website,
	taxNumber,
];

/** The fields that are used, and no others: business partners are wide. */
export const supplierSelect: readonly string[] = [
	'BusinessPartner',
	'Supplier',
	'BusinessPartnerFullName',
	'OrganizationBPName1',
	'OrganizationBPName2',
	'OrganizationBPName3',
	'OrganizationBPName4',
	'IsMarkedForArchiving',
	'CreationDate',
	'CreationTime',
	'LastChangeDate',
	'LastChangeTime',
	...below('to_Supplier', 'Supplier', 'SupplierName', 'PostingIsBlocked', 'PurchasingIsBlocked', 'DeletionIndicator'),
	...below(company, 'CompanyCode', 'PaymentTerms'),
	...below(purchasingOrg, 'PurchasingOrganization', 'PaymentTerms'),
	...below(address, 'AddressID', 'ValidityStartDate', 'ValidityEndDate'),
	...below(address, 'StreetName', 'HouseNumber', 'CityName', 'PostalCode', 'Region', 'Country'),
	...below(email, 'Person', 'OrdinalNumber', 'IsDefaultEmailAddress', 'EmailAddress'),
	...below(phone, 'Person', 'OrdinalNumber', 'IsDefaultPhoneNumber'),
	...below(phone, 'PhoneNumber', 'PhoneNumberExtension', 'InternationalPhoneNumber'),
	...below(website, 'Person', 'OrdinalNumber', 'IsDefaultURLAddress', 'WebsiteURL'),
	...below(taxNumber, 'BPTaxType', 'BPTaxNumber', 'BPTaxLongNumber'),
];
