/**
 * What SAP stores of a supplier, named as its OData service names it. Days are `YYYY-MM-DD`, times of day `PTnnHnnMnnS`;
 * a property that is missing is initial in SAP (empty text, false, no date).
 */
export interface SapSupplier {
	businessPartner: SapBusinessPartner;
	supplier: SapSupplierGeneral;
	companies: SapSupplierCompany[];
	purchasingOrgs: SapSupplierPurchasingOrg[];
	addresses: SapAddress[];
	taxNumbers: SapTaxNumber[];
}

export interface SapBusinessPartner {
	BusinessPartner: string;
	Supplier: string;
	/** 1 person, 2 organisation. */
	BusinessPartnerCategory: '1' | '2';
	BusinessPartnerFullName: string;
	BusinessPartnerName: string;
	BusinessPartnerUUID: string;
	BusinessPartnerGrouping: string;
	BusinessPartnerIsBlocked: boolean;
	IsMarkedForArchiving: boolean;
	OrganizationBPName1: string;
	OrganizationBPName2: string;
	SearchTerm1: string;
	Language: string;
	CorrespondenceLanguage: string;
	CreatedByUser: string;
	CreationDate: string;
	CreationTime: string;
	LastChangedByUser: string;
	/** null on a partner that was never changed; LastChangeTime is PT00H00M00S then. */
	LastChangeDate: string | null;
	LastChangeTime: string;
}

export interface SapSupplierGeneral {
	Supplier: string;
	SupplierName: string;
	SupplierFullName: string;
	SupplierAccountGroup: string;
	CreationDate: string;
	CreatedByUser: string;
	PaymentIsBlockedForSupplier: boolean;
	PostingIsBlocked: boolean;
	PurchasingIsBlocked: boolean;
	DeletionIndicator: boolean;
	TaxNumber1: string;
	TaxNumber2: string;
	VATRegistration: string;
}

export interface SapSupplierCompany {
	CompanyCode: string;
	CompanyCodeName: string;
	Currency: string;
	PaymentTerms: string;
	PaymentMethodsList: string;
	ReconciliationAccount: string;
	SupplierIsBlockedForPosting: boolean;
	DeletionIndicator: boolean;
}

export interface SapSupplierPurchasingOrg {
	PurchasingOrganization: string;
	PaymentTerms: string;
	PurchaseOrderCurrency: string;
	PurchasingIsBlockedForSupplier: boolean;
	DeletionIndicator: boolean;
}

export interface SapAddress {
	AddressID: string;
	/** ISO 8601 UTC. */
	ValidityStartDate: string;
	/** ISO 8601 UTC; the year 9999 while the address is in use. */
	ValidityEndDate: string;
	StreetName: string;
	HouseNumber: string;
	CityName: string;
	PostalCode: string;
	/** SAP's own region code; not ISO 3166-2 in every country. */
	Region: string;
	Country: string;
	Language: string;
	/** What the address is for; an address in use without it is the standard address. */
	usages?: SapAddressUsage[];
	emails: SapEmail[];
	phones: SapPhone[];
	urls: SapUrl[];
}

export interface SapAddressUsage {
	/** XXDEFAULT = standard address. */
	AddressUsage: string;
	StandardUsage: boolean;
}

export interface SapEmail {
	OrdinalNumber: string;
	IsDefaultEmailAddress: boolean;
	EmailAddress: string;
}

export interface SapPhone {
	OrdinalNumber: string;
	IsDefaultPhoneNumber: boolean;
	DestinationLocationCountry: string;
	PhoneNumber: string;
	InternationalPhoneNumber: string;
	/** 1 fixed line, 3 mobile. */
	PhoneNumberType: '1' | '3';
}

export interface SapUrl {
	OrdinalNumber: string;
	IsDefaultURLAddress: boolean;
	ValidityStartDate: string;
	WebsiteURL: string;
}

export interface SapTaxNumber {
	BPTaxType: string;
	BPTaxNumber: string;
}
