/** Projects and WBS elements, version 2 of the service (V2). */
@path: 'API_ENTERPRISE_PROJECT_SRV;v=0002'
service API_ENTERPRISE_PROJECT_SRV {
  entity A_EnterpriseProject {
    key ProjectUUID : UUID;
    Project : String(24);
    ProjectDescription : String(60);
    CompanyCode : String(4);
    ProjectCurrency : String(5);
    ProcessingStatus : String(2);
    LastChangeDateTime : Timestamp;
    CreationDateTime : Timestamp;
  }

  entity A_EnterpriseProjectElement {
    key ProjectElementUUID : UUID;
    ProjectElement : String(24);
    WBSElementInternalID : String(8);
    ProjectElementDescription : String(60);
    CompanyCode : String(4);
    ResponsibleCostCenter : String(10);
    WBSElementIsBillingElement : Boolean;
    LastChangeDateTime : Timestamp;
    ProjectUUID : UUID;
    CreationDateTime : Timestamp;
    to_EnterpriseProject : Association to A_EnterpriseProject
      on to_EnterpriseProject.ProjectUUID = ProjectUUID;
  }
}
