/** A project of SAP, named as API_ENTERPRISE_PROJECT_SRV names it. */
export interface SapProject {
	ProjectUUID: string;
	ProjectInternalID: string;
	/** The ID people know. */
	Project: string;
	ProjectDescription: string;
	EnterpriseProjectType: string;
	ProjectProfileCode: string;
	/** 00 created, 10 released, 42 closed. */
	ProcessingStatus: string;
	CompanyCode: string;
	ControllingArea: string;
	ProjectCurrency: string;
	ResponsibleCostCenter: string;
	ProjectStartDate: string;
	ProjectEndDate: string;
	CreationDateTime: string;
	LastChangeDateTime: string;
	ProjectLastChangedDateTime: string;
}

/** A WBS element of SAP. */
export interface SapWbsElement {
	ProjectElementUUID: string;
	/** The ID people know. */
	ProjectElement: string;
	/** By which documents and postings name it. */
	WBSElementInternalID: string;
	ProjectUUID: string;
	/** null at the top of the project. */
	ParentObjectUUID: string | null;
	ProjectElementDescription: string;
	ProjectElementOrdinalNumber: number;
	ProcessingStatus: string;
	CompanyCode: string;
	ControllingArea: string;
	ResponsibleCostCenter: string;
	WBSElementIsBillingElement: boolean;
	PlannedStartDate: string;
	PlannedEndDate: string;
	CreationDateTime: string;
	LastChangeDateTime: string;
}
