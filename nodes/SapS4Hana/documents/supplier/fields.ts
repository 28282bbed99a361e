import type { Tree } from '../../odata/tree';

const nameless = 'Suppliers without any other name cannot be read.';

const onPartner = ['BusinessPartner', 'BusinessPartner'] as const;
const onSupplier = ['Supplier', 'Supplier'] as const;
const onAddress = ['AddressID', 'AddressID'] as const;

/** All that a Supplier document is made of, and no other fields: business partners are wide. */
export const supplierTree: Tree = {
	entitySet: 'A_BusinessPartner',
	select: [
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
	],
	optional: {
		BusinessPartnerFullName: 'Suppliers without a supplier name are named by the parts of their name.',
		OrganizationBPName1: nameless,
		OrganizationBPName2: nameless,
		OrganizationBPName3: nameless,
		OrganizationBPName4: nameless,
		IsMarkedForArchiving: 'Suppliers that are to be archived are recognized by their deletion flag alone.',
		CreationTime: 'Only the day of creation is known.',
		LastChangeDate: 'Changes cannot be detected, so every run reads all suppliers.',
		LastChangeTime: 'Only the day of a change is known.',
	},
	children: {
		to_Supplier: {
			entitySet: 'A_Supplier',
			on: [onSupplier],
			single: true,
			select: ['Supplier', 'SupplierName', 'PostingIsBlocked', 'PurchasingIsBlocked', 'DeletionIndicator'],
			children: {
				to_SupplierCompany: {
					entitySet: 'A_SupplierCompany',
					on: [onSupplier],
					select: ['CompanyCode', 'PaymentTerms'],
					optional: { PaymentTerms: 'Vendors are made without the payment terms of company codes.' },
				},
				to_SupplierPurchasingOrg: {
					entitySet: 'A_SupplierPurchasingOrg',
					on: [onSupplier],
					select: ['PurchasingOrganization', 'PaymentTerms'],
					instead: 'Vendors are made without the payment terms of purchasing organizations.',
				},
			},
		},
		to_BusinessPartnerAddress: {
			entitySet: 'A_BusinessPartnerAddress',
			on: [onPartner],
			select: [
				'AddressID',
				'ValidityStartDate',
				'ValidityEndDate',
				'StreetName',
				'HouseNumber',
				'CityName',
				'PostalCode',
				'Region',
				'Country',
			],
			instead: 'Vendors are made without address, e-mail, phone and website.',
			optional: {
				ValidityStartDate: 'Addresses that are not valid yet are taken for valid.',
				ValidityEndDate: 'Addresses that are no longer valid are taken for valid.',
				...Object.fromEntries(
					['StreetName', 'HouseNumber', 'CityName', 'PostalCode', 'Region', 'Country'].map((field) => [
						field,
						'Vendors are made without this part of the address.',
					]),
				),
			},
			children: {
				to_AddressUsage: {
					entitySet: 'A_BuPaAddressUsage',
					on: [onPartner, onAddress],
					select: ['AddressUsage', 'StandardUsage', 'ValidityStartDate', 'ValidityEndDate'],
					optional: {
						StandardUsage: 'The standard address is recognized by its usage alone.',
						ValidityStartDate: 'Usages of an address count at any time.',
						ValidityEndDate: 'Usages of an address count at any time.',
					},
					instead: 'The standard address is not known: the valid address with the lowest number is taken.',
				},
				to_EmailAddress: {
					entitySet: 'A_AddressEmailAddress',
					on: [onAddress],
					select: ['Person', 'OrdinalNumber', 'IsDefaultEmailAddress', 'EmailAddress'],
					instead: 'Vendors are made without an e-mail address.',
				},
				to_PhoneNumber: {
					entitySet: 'A_AddressPhoneNumber',
					on: [onAddress],
					select: [
						'Person',
						'OrdinalNumber',
						'IsDefaultPhoneNumber',
						'PhoneNumber',
						'PhoneNumberExtension',
						'InternationalPhoneNumber',
					],
					optional: {
						PhoneNumberExtension: 'Phone numbers are made without their extension.',
						InternationalPhoneNumber: 'Phone numbers are made without their country code.',
					},
					instead: 'Vendors are made without a phone number.',
				},
				to_URLAddress: {
					entitySet: 'A_AddressHomePageURL',
					on: [onAddress],
					select: ['Person', 'OrdinalNumber', 'IsDefaultURLAddress', 'WebsiteURL'],
					instead: 'Vendors are made without a website.',
				},
			},
		},
		to_BusinessPartnerTax: {
			entitySet: 'A_BusinessPartnerTaxNumber',
			on: [onPartner],
			select: ['BPTaxType', 'BPTaxNumber', 'BPTaxLongNumber'],
			optional: { BPTaxLongNumber: 'Tax numbers with more than 20 characters are not read.' },
			instead: 'Vendors are made without tax numbers.',
		},
	},
};
