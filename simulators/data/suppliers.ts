import { dayBefore, timeOfDay } from './dates.ts';
import { nameParts } from './names.ts';
import { phone, place, street } from './places.ts';
import { type Random, randomFor, uuid } from './random.ts';
import type { SapAddress, SapBusinessPartner, SapSupplier, SapSupplierGeneral, SapTaxNumber } from './sap-types.ts';
import { type CompanyCode, companyCodes, type SupplierSpec } from './supplier-spec.ts';

/** The full SAP record for a spec. The same spec gives the same record in every data set. */
export function buildSupplier(spec: SupplierSpec): SapSupplier {
	const random = randomFor('supplier', spec.number);
	const taxNumbers = taxNumbersOf(spec, random);
	return {
		businessPartner: businessPartnerOf(spec, random),
		supplier: generalDataOf(spec, taxNumbers),
		companies: termsOf(spec).map(([code, terms]) => ({
			CompanyCode: code,
			CompanyCodeName: companyCodes[code].name,
			Currency: companyCodes[code].currency,
			PaymentTerms: terms,
			PaymentMethodsList: code === '1710' ? 'CT' : 'U',
			ReconciliationAccount: '21100000',
			SupplierIsBlockedForPosting: spec.postingBlocked,
			DeletionIndicator: spec.deletionFlag,
		})),
		purchasingOrgs: termsOf(spec).map(([code, terms]) => ({
			PurchasingOrganization: code,
			PaymentTerms: terms,
			PurchaseOrderCurrency: companyCodes[code].currency,
			PurchasingIsBlockedForSupplier: spec.purchasingBlocked,
			DeletionIndicator: spec.deletionFlag,
		})),
		addresses: addressesOf(spec, random),
		taxNumbers,
	};
}

function termsOf(spec: SupplierSpec): [CompanyCode, string][] {
	return (['1010', '1710'] as const).flatMap((code) => {
		const terms = spec.terms[code];
		return terms === undefined ? [] : [[code, terms] satisfies [CompanyCode, string]];
	});
}

function businessPartnerOf(spec: SupplierSpec, random: Random): SapBusinessPartner {
	const [name1, name2] = nameParts(spec.name);
	const neverChanged = spec.changedDaysAgo === null;
	const language = spec.origin === 'US' ? 'EN' : spec.origin === 'CN' ? 'ZH' : spec.origin;
	return {
		BusinessPartner: spec.partner,
		Supplier: spec.number,
		BusinessPartnerCategory: '2',
		BusinessPartnerFullName: spec.name,
		BusinessPartnerName: spec.name,
		BusinessPartnerUUID: uuid(random),
		BusinessPartnerGrouping: 'BP02',
		BusinessPartnerIsBlocked: false,
		IsMarkedForArchiving: spec.deletionFlag,
		OrganizationBPName1: name1,
		OrganizationBPName2: name2,
		SearchTerm1: spec.name.toUpperCase().slice(0, 20).trim(),
		Language: language,
		CorrespondenceLanguage: language,
		CreatedByUser: 'MIGRATION',
		CreationDate: dayBefore(spec.createdDaysAgo),
		CreationTime: timeOfDay(random.int(6, 18), random.int(0, 59), random.int(0, 59)),
		LastChangedByUser: neverChanged ? '' : 'BUYER01',
		LastChangeDate: spec.changedDaysAgo === null ? null : dayBefore(spec.changedDaysAgo),
		LastChangeTime: neverChanged
			? timeOfDay(0, 0, 0)
			: timeOfDay(random.int(6, 18), random.int(0, 59), random.int(0, 59)),
	};
}

function generalDataOf(spec: SupplierSpec, taxNumbers: readonly SapTaxNumber[]): SapSupplierGeneral {
	const number = taxNumbers[0]?.BPTaxNumber ?? '';
	return {
		Supplier: spec.number,
		SupplierName: spec.name,
		SupplierFullName: spec.name,
		SupplierAccountGroup: 'SUPL',
		CreationDate: dayBefore(spec.createdDaysAgo),
		CreatedByUser: 'MIGRATION',
		PaymentIsBlockedForSupplier: false,
		PostingIsBlocked: spec.postingBlocked,
		PurchasingIsBlocked: spec.purchasingBlocked,
		DeletionIndicator: spec.deletionFlag,
		TaxNumber1: '',
		TaxNumber2: spec.origin === 'US' ? number : '',
		VATRegistration: spec.origin === 'DE' || spec.origin === 'FR' ? number : '',
	};
}

function taxNumbersOf(spec: SupplierSpec, random: Random): SapTaxNumber[] {
	if (spec.origin === 'US') return [{ BPTaxType: 'US01', BPTaxNumber: `${random.digits(2)}-${random.digits(7)}` }];
	if (spec.origin === 'DE') return [{ BPTaxType: 'DE0', BPTaxNumber: `DE${random.digits(9)}` }];
	if (spec.origin === 'FR') return [{ BPTaxType: 'FR0', BPTaxNumber: `FR${random.digits(11)}` }];
	return [];
}

function addressesOf(spec: SupplierSpec, random: Random): SapAddress[] {
	if (spec.address === 'none') return [];
	const present = addressOf(spec, random);
	if (spec.address !== 'moved') return [present];
	const movedAt = `${dayBefore(30)}T00:00:00Z`;
	const former = addressOf(spec, randomFor('former address', spec.number));
	return [
		{ ...former, AddressID: former.AddressID.replace(/^2/, '1'), ValidityEndDate: movedAt },
		{ ...present, ValidityStartDate: movedAt },
	];
}

function addressOf(spec: SupplierSpec, random: Random): SapAddress {
	const where = place(spec.origin, random);
	const { street: name, houseNumber } = street(spec.origin, random);
	const { national, international } = phone(spec.origin, random);
	const host = `supplier-${spec.number.toLowerCase()}.example`;
	return {
		AddressID: `2${spec.partner.padStart(8, '0')}`,
		ValidityStartDate: `${dayBefore(spec.createdDaysAgo)}T00:00:00Z`,
		ValidityEndDate: '9999-12-31T23:59:59Z',
		StreetName: name,
		HouseNumber: houseNumber,
		CityName: where.city,
		PostalCode: where.postalCode,
		Region: spec.address === 'noCountry' ? '' : where.region,
		Country: spec.address === 'noCountry' ? '' : where.country,
		Language: spec.origin === 'US' ? 'EN' : spec.origin === 'CN' ? 'ZH' : spec.origin,
		emails: ['sales', 'invoices'].slice(0, spec.emails).map((user, index) => ({
			OrdinalNumber: String(index + 1),
			// The default is the last one: taking the first row would be wrong.
			IsDefaultEmailAddress: index === spec.emails - 1,
			EmailAddress: `${user}@${host}`,
		})),
		phones: [
			{
				OrdinalNumber: '1',
				IsDefaultPhoneNumber: true,
				DestinationLocationCountry: where.country,
				PhoneNumber: national,
				InternationalPhoneNumber: international,
				PhoneNumberType: '1',
			},
		],
		urls: random.chance(60)
			? [
					{
						OrdinalNumber: '1',
						IsDefaultURLAddress: true,
						ValidityStartDate: '0001-01-01',
						WebsiteURL: `https://${host}/`,
					},
				]
			: [],
	};
}
