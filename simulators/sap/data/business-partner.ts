import type { SapAddress, SapSupplier } from '../../data/sap-types.ts';
import type { Row } from '../odata/values.ts';

const addresses = (supplier: SapSupplier) =>
	supplier.addresses.map((address) => ({ ...address, BusinessPartner: supplier.businessPartner.BusinessPartner }));

const standard = { AddressUsage: 'XXDEFAULT', StandardUsage: true };

/** Communication data hangs on the address; `Person` is empty where it is the company's and not a contact's. */
const communication = (address: SapAddress, list: readonly object[]): Row[] =>
	list.map((row) => ({ ...row, AddressID: address.AddressID, Person: '' }));

const flatten: Record<string, (supplier: SapSupplier) => Row[]> = {
	A_BusinessPartner: ({ businessPartner }) => [{ ...businessPartner }],
	A_Supplier: ({ supplier }) => [{ ...supplier }],
	A_SupplierCompany: ({ supplier, companies }) => companies.map((row) => ({ ...row, Supplier: supplier.Supplier })),
	A_SupplierPurchasingOrg: ({ supplier, purchasingOrgs }) =>
		purchasingOrgs.map((row) => ({ ...row, Supplier: supplier.Supplier })),
	A_BusinessPartnerAddress: (supplier) =>
		addresses(supplier).map((address) => ({
			...address,
			usages: undefined,
			emails: undefined,
			phones: undefined,
			urls: undefined,
		})),
	A_BuPaAddressUsage: (supplier) =>
		addresses(supplier).flatMap(({ usages, AddressID, BusinessPartner, ValidityStartDate, ValidityEndDate }) =>
			(usages ?? (ValidityEndDate.startsWith('9999') ? [standard] : [])).map((usage) => ({
				...usage,
				...{ AddressID, BusinessPartner, ValidityStartDate, ValidityEndDate },
			})),
		),
	A_AddressEmailAddress: (supplier) => supplier.addresses.flatMap((address) => communication(address, address.emails)),
	A_AddressPhoneNumber: (supplier) => supplier.addresses.flatMap((address) => communication(address, address.phones)),
	A_AddressHomePageURL: (supplier) => supplier.addresses.flatMap((address) => communication(address, address.urls)),
	A_BusinessPartnerTaxNumber: ({ businessPartner, taxNumbers }) =>
		taxNumbers.map((row) => ({ ...row, BusinessPartner: businessPartner.BusinessPartner })),
};

/** The rows of an entity set of API_BUSINESS_PARTNER. */
export function businessPartnerRows(set: string, suppliers: readonly SapSupplier[]): Row[] {
	const rowsOf = flatten[set];
	return rowsOf ? suppliers.flatMap(rowsOf) : [];
}
