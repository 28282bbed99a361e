import { defineSet, many } from './define.ts';

export const address = defineSet({
	name: 'A_BusinessPartnerAddress',
	type: 'A_BusinessPartnerAddressType',
	properties: `
		*BusinessPartner String(10) alpha | *AddressID String(10) alpha | ValidityStartDate DateTimeOffset
		ValidityEndDate DateTimeOffset | AuthorizationGroup String(4) | AddressUUID Guid
		AdditionalStreetPrefixName String(40) | AdditionalStreetSuffixName String(40) | AddressTimeZone String(6)
		CareOfName String(40) | CityCode String(12) | CityName String(40) | CompanyPostalCode String(10)
		Country String(3) | County String(40) | DeliveryServiceNumber String(10) | DeliveryServiceTypeCode String(4)
		District String(40) | FormOfAddress String(4) | FullName String(80) | HomeCityName String(40)
		HouseNumber String(10) | HouseNumberSupplementText String(10) | Language String(2) | POBox String(10)
		POBoxDeviatingCityName String(40) | POBoxDeviatingCountry String(3) | POBoxDeviatingRegion String(3)
		POBoxIsWithoutNumber Boolean | POBoxLobbyName String(40) | POBoxPostalCode String(10)
		Person String(10) alpha | PostalCode String(10) | PrfrdCommMediumType String(3) | Region String(3)
		StreetName String(60) | StreetPrefixName String(40) | StreetSuffixName String(40)
		TaxJurisdiction String(15) | TransportZone String(10) | AddressIDByExternalSystem String(20)
		CountyCode String(8) | TownshipCode String(8) | TownshipName String(40)`,
	navigations: {
		to_AddressUsage: many('A_BuPaAddressUsage', { BusinessPartner: 'BusinessPartner', AddressID: 'AddressID' }),
		to_EmailAddress: many('A_AddressEmailAddress', { AddressID: 'AddressID' }),
		to_MobilePhoneNumber: many('A_AddressPhoneNumber', { AddressID: 'AddressID' }, { PhoneNumberType: '3' }),
		to_PhoneNumber: many('A_AddressPhoneNumber', { AddressID: 'AddressID' }, { PhoneNumberType: '1' }),
		to_URLAddress: many('A_AddressHomePageURL', { AddressID: 'AddressID' }),
	},
});

export const addressUsage = defineSet({
	name: 'A_BuPaAddressUsage',
	type: 'A_BuPaAddressUsageType',
	properties: `
		*BusinessPartner String(10) alpha | *ValidityEndDate DateTimeOffset | *AddressUsage String(10)
		*AddressID String(10) alpha | ValidityStartDate DateTimeOffset | StandardUsage Boolean
		AuthorizationGroup String(4)`,
});

export const emailAddress = defineSet({
	name: 'A_AddressEmailAddress',
	type: 'A_AddressEmailAddressType',
	properties: `
		*AddressID String(10) alpha | *Person String(10) alpha | *OrdinalNumber String(3) alpha
		IsDefaultEmailAddress Boolean | EmailAddress String(241) | SearchEmailAddress String(20)
		AddressCommunicationRemarkText String(50)`,
});

export const phoneNumber = defineSet({
	name: 'A_AddressPhoneNumber',
	type: 'A_AddressPhoneNumberType',
	properties: `
		*AddressID String(10) alpha | *Person String(10) alpha | *OrdinalNumber String(3) alpha
		DestinationLocationCountry String(3) | IsDefaultPhoneNumber Boolean | PhoneNumber String(30)
		PhoneNumberExtension String(10) | InternationalPhoneNumber String(30) | PhoneNumberType String(1)
		AddressCommunicationRemarkText String(50)`,
});

export const homePageUrl = defineSet({
	name: 'A_AddressHomePageURL',
	type: 'A_AddressHomePageURLType',
	properties: `
		*AddressID String(10) alpha | *Person String(10) alpha | *OrdinalNumber String(3) alpha
		*ValidityStartDate DateTime day | *IsDefaultURLAddress Boolean | SearchURLAddress String(50)
		AddressCommunicationRemarkText String(50) | URLFieldLength Int16 | WebsiteURL String(2048)`,
});
