import type { Tree } from '../../odata/tree';

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
	children: {
		to_Supplier: {
			entitySet: 'A_Supplier',
			select: ['Supplier', 'SupplierName', 'PostingIsBlocked', 'PurchasingIsBlocked', 'DeletionIndicator'],
			children: {
				to_SupplierCompany: { entitySet: 'A_SupplierCompany', select: ['CompanyCode', 'PaymentTerms'] },
				to_SupplierPurchasingOrg: {
					entitySet: 'A_SupplierPurchasingOrg',
					select: ['PurchasingOrganization', 'PaymentTerms'],
				},
			},
		},
		to_BusinessPartnerAddress: {
			entitySet: 'A_BusinessPartnerAddress',
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
			children: {
				to_EmailAddress: {
					entitySet: 'A_AddressEmailAddress',
					select: ['Person', 'OrdinalNumber', 'IsDefaultEmailAddress', 'EmailAddress'],
				},
				to_PhoneNumber: {
					entitySet: 'A_AddressPhoneNumber',
					select: [
						'Person',
						'OrdinalNumber',
						'IsDefaultPhoneNumber',
						'PhoneNumber',
						'PhoneNumberExtension',
						'InternationalPhoneNumber',
					],
				},
				to_URLAddress: {
					entitySet: 'A_AddressHomePageURL',
					select: ['Person', 'OrdinalNumber', 'IsDefaultURLAddress', 'WebsiteURL'],
				},
			},
		},
		to_BusinessPartnerTax: {
			entitySet: 'A_BusinessPartnerTaxNumber',
			select: ['BPTaxType', 'BPTaxNumber', 'BPTaxLongNumber'],
		},
	},
};
