/** Business partners and their suppliers (V2). */
@path: 'API_BUSINESS_PARTNER'
service API_BUSINESS_PARTNER {
  entity A_BusinessPartner {
    key BusinessPartner : String(10);
    Supplier : String(10);
    BusinessPartnerFullName : String(81);
    OrganizationBPName1 : String(40);
    OrganizationBPName2 : String(40);
    OrganizationBPName3 : String(40);
    OrganizationBPName4 : String(40);
    IsMarkedForArchiving : Boolean;
    CreationDate : Date;
    CreationTime : Time;
    LastChangeDate : Date;
    LastChangeTime : Time;
    SearchTerm1 : String(20);
    to_Supplier : Association to A_Supplier
      on to_Supplier.Supplier = Supplier;
    to_BusinessPartnerAddress : Association to many A_BusinessPartnerAddress
      on to_BusinessPartnerAddress.BusinessPartner = BusinessPartner;
    to_BusinessPartnerTax : Association to many A_BusinessPartnerTaxNumber
      on to_BusinessPartnerTax.BusinessPartner = BusinessPartner;
  }

  entity A_Supplier {
    key Supplier : String(10);
    SupplierName : String(80);
    PostingIsBlocked : Boolean;
    PurchasingIsBlocked : Boolean;
    DeletionIndicator : Boolean;
    to_SupplierCompany : Association to many A_SupplierCompany
      on to_SupplierCompany.Supplier = Supplier;
    to_SupplierPurchasingOrg : Association to many A_SupplierPurchasingOrg
      on to_SupplierPurchasingOrg.Supplier = Supplier;
  }

  entity A_SupplierCompany {
    key Supplier : String(10);
    key CompanyCode : String(4);
    PaymentTerms : String(4);
  }

  entity A_SupplierPurchasingOrg {
    key Supplier : String(10);
    key PurchasingOrganization : String(4);
    PaymentTerms : String(4);
  }

  entity A_BusinessPartnerAddress {
    key BusinessPartner : String(10);
    key AddressID : String(10);
    ValidityStartDate : Timestamp;
    ValidityEndDate : Timestamp;
    StreetName : String(60);
    HouseNumber : String(10);
    CityName : String(40);
    PostalCode : String(10);
    Region : String(3);
    Country : String(3);
    to_AddressUsage : Association to many A_BuPaAddressUsage
      on to_AddressUsage.BusinessPartner = BusinessPartner
      and to_AddressUsage.AddressID = AddressID;
    to_EmailAddress : Association to many A_AddressEmailAddress
      on to_EmailAddress.AddressID = AddressID;
    to_PhoneNumber : Association to many A_AddressPhoneNumber
      on to_PhoneNumber.AddressID = AddressID
      and to_PhoneNumber.PhoneNumberType = '1';
    to_URLAddress : Association to many A_AddressHomePageURL
      on to_URLAddress.AddressID = AddressID;
  }

  entity A_BuPaAddressUsage {
    key BusinessPartner : String(10);
    key ValidityEndDate : Timestamp;
    key AddressUsage : String(10);
    key AddressID : String(10);
    ValidityStartDate : Timestamp;
    StandardUsage : Boolean;
  }

  entity A_AddressEmailAddress {
    key AddressID : String(10);
    key Person : String(10);
    key OrdinalNumber : String(3);
    IsDefaultEmailAddress : Boolean;
    EmailAddress : String(241);
  }

  entity A_AddressPhoneNumber {
    key AddressID : String(10);
    key Person : String(10);
    key OrdinalNumber : String(3);
    IsDefaultPhoneNumber : Boolean;
    PhoneNumber : String(30);
    PhoneNumberExtension : String(10);
    InternationalPhoneNumber : String(30);
    PhoneNumberType : String(1);
  }

  entity A_AddressHomePageURL {
    key AddressID : String(10);
    key Person : String(10);
    key OrdinalNumber : String(3);
    key ValidityStartDate : Date;
    key IsDefaultURLAddress : Boolean;
    WebsiteURL : String(2048);
  }

  entity A_BusinessPartnerTaxNumber {
    key BusinessPartner : String(10);
    key BPTaxType : String(4);
    BPTaxNumber : String(20);
    BPTaxLongNumber : String(60);
  }
}
