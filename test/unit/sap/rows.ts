import type { IDataObject } from 'n8n-workflow';

const day = (iso: string) => `/Date(${Date.parse(`${iso}T00:00:00Z`)})/`;

/** A supplier as SAP's V2 service gives it, expanded and without OData's wrapping. */
export function supplierRow(
	changes: IDataObject = {},
	general: IDataObject = {},
	address: IDataObject = {},
): IDataObject {
	return {
		BusinessPartner: '11000001',
		Supplier: '10300001',
		BusinessPartnerFullName: 'Full Name Inc.',
		OrganizationBPName1: 'Part One',
		OrganizationBPName2: 'Part Two',
		OrganizationBPName3: '',
		OrganizationBPName4: '',
		IsMarkedForArchiving: false,
		CreationDate: day('2020-01-02'),
		CreationTime: 'PT08H00M00S',
		LastChangeDate: day('2026-09-30'),
		LastChangeTime: 'PT11H05M30S',
		to_Supplier: {
			Supplier: '10300001',
			SupplierName: 'Cascade Ridge Concrete, Inc.',
			PostingIsBlocked: false,
			PurchasingIsBlocked: false,
			DeletionIndicator: false,
			to_SupplierCompany: [
				{ CompanyCode: '1710', PaymentTerms: 'NT30' },
				{ CompanyCode: '1010', PaymentTerms: '0004' },
			],
			to_SupplierPurchasingOrg: [{ PurchasingOrganization: '1710', PaymentTerms: '0001' }],
			...general,
		},
		to_BusinessPartnerAddress: [
			{
				AddressID: '23',
				ValidityStartDate: '/Date(1518393600000+0000)/',
				ValidityEndDate: '/Date(253402300799000+0000)/',
				StreetName: 'Elm Street',
				HouseNumber: '12a',
				CityName: 'Denver',
				PostalCode: '80202',
				Region: 'CO',
				Country: 'US',
				to_EmailAddress: [
					{ Person: '', OrdinalNumber: '1', IsDefaultEmailAddress: false, EmailAddress: 'sales@x.example' },
					{ Person: '', OrdinalNumber: '2', IsDefaultEmailAddress: true, EmailAddress: 'invoices@x.example' },
				],
				to_PhoneNumber: [
					{
						Person: '',
						OrdinalNumber: '1',
						IsDefaultPhoneNumber: true,
						PhoneNumber: '303 555 0100',
						PhoneNumberExtension: '',
						InternationalPhoneNumber: '+13035550100',
					},
				],
				to_URLAddress: [
					{ Person: '', OrdinalNumber: '1', IsDefaultURLAddress: true, WebsiteURL: 'https://x.example/' },
				],
				...address,
			},
		],
		to_BusinessPartnerTax: [
			{ BPTaxType: 'US02', BPTaxNumber: '2', BPTaxLongNumber: '' },
			{ BPTaxType: 'US01', BPTaxNumber: '12-3', BPTaxLongNumber: '12-3456789' },
		],
		...changes,
	};
}
