import { defineService, defineSet, many, one } from './define.ts';
import { address, addressUsage, emailAddress, homePageUrl, phoneNumber } from './partner-address.ts';
import { supplier, supplierCompany, supplierPurchasingOrg } from './supplier.ts';

const businessPartner = defineSet({
	name: 'A_BusinessPartner',
	type: 'A_BusinessPartnerType',
	properties: `
		*BusinessPartner String(10) alpha | Customer String(10) alpha | Supplier String(10) alpha
		AcademicTitle String(4) | AuthorizationGroup String(4) | BusinessPartnerCategory String(1)
		BusinessPartnerFullName String(81) | BusinessPartnerGrouping String(4) | BusinessPartnerName String(81)
		BusinessPartnerUUID Guid | CorrespondenceLanguage String(2) | CreatedByUser String(12)
		CreationDate DateTime day | CreationTime Time | FirstName String(40) | FormOfAddress String(4)
		Industry String(10) | InternationalLocationNumber1 String(7) | InternationalLocationNumber2 String(5)
		IsFemale Boolean | IsMale Boolean | IsNaturalPerson String(1) | IsSexUnknown Boolean
		GenderCodeName String(1) | Language String(2) | LastChangeDate DateTime day | LastChangeTime Time
		LastChangedByUser String(12) | LastName String(40) | LegalForm String(2) | OrganizationBPName1 String(40)
		OrganizationBPName2 String(40) | OrganizationBPName3 String(40) | OrganizationBPName4 String(40)
		OrganizationFoundationDate DateTime day | OrganizationLiquidationDate DateTime day | SearchTerm1 String(20)
		SearchTerm2 String(20) | AdditionalLastName String(40) | BirthDate DateTime day
		BusinessPartnerBirthDateStatus String(1) | BusinessPartnerBirthplaceName String(40)
		BusinessPartnerDeathDate DateTime day | BusinessPartnerIsBlocked Boolean | BusinessPartnerType String(4)
		ETag String(26) | GroupBusinessPartnerName1 String(40) | GroupBusinessPartnerName2 String(40)
		IndependentAddressID String(10) alpha | InternationalLocationNumber3 String(1) | MiddleName String(40)
		NameCountry String(3) | NameFormat String(2) | PersonFullName String(80) | PersonNumber String(10) alpha
		IsMarkedForArchiving Boolean | BusinessPartnerIDByExtSystem String(20)
		BusinessPartnerPrintFormat String(1) | BusinessPartnerOccupation String(4) | BusPartMaritalStatus String(1)
		BusPartNationality String(3) | BusinessPartnerBirthName String(40) | BusinessPartnerSupplementName String(4)
		NaturalPersonEmployerName String(35) | LastNamePrefix String(4) | LastNameSecondPrefix String(4)
		Initials String(10) | BPDataControllerIsNotRequired Boolean | TradingPartner String(6)`,
	navigations: {
		to_BusinessPartnerAddress: many('A_BusinessPartnerAddress', { BusinessPartner: 'BusinessPartner' }),
		to_BusinessPartnerTax: many('A_BusinessPartnerTaxNumber', { BusinessPartner: 'BusinessPartner' }),
		to_Supplier: one('A_Supplier', { Supplier: 'Supplier' }),
	},
});

const taxNumber = defineSet({
	name: 'A_BusinessPartnerTaxNumber',
	type: 'A_BusinessPartnerTaxNumberType',
	properties: `
		*BusinessPartner String(10) alpha | *BPTaxType String(4) | BPTaxNumber String(20)
		BPTaxLongNumber String(60) | AuthorizationGroup String(4)`,
});

/** API_BUSINESS_PARTNER (V2), as far as suppliers need it. It has no change stamp finer than LastChangeDate and LastChangeTime. */
export const businessPartnerService = defineService(
	{
		version: 'V2',
		id: 'API_BUSINESS_PARTNER',
		path: '/sap/opu/odata/sap/API_BUSINESS_PARTNER',
		namespace: 'API_BUSINESS_PARTNER',
	},
	[
		businessPartner,
		supplier,
		supplierCompany,
		supplierPurchasingOrg,
		address,
		addressUsage,
		emailAddress,
		phoneNumber,
		homePageUrl,
		taxNumber,
	],
);
