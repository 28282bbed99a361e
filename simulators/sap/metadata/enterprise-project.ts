import { defineService, defineSet, many, one } from './define.ts';

const project = defineSet({
	name: 'A_EnterpriseProject',
	type: 'A_EnterpriseProjectType',
	properties: `
		ChangeEntProjProcgStatus_ac Boolean nofilter | CopyToActiveDocument_ac Boolean nofilter
		ActualEndDate_fc Byte nofilter | ActualStartDate_fc Byte nofilter
		AvailabilityControlIsActive_fc Byte nofilter | AvailabilityControlProfile_fc Byte nofilter
		ControllingArea_fc Byte nofilter | CostingSheet_fc Byte nofilter
		EnterpriseProjectType_fc Byte nofilter | EntProjHasProjectStockEnabled_fc Byte nofilter
		EntProjIsMultiSlsOrdItmsEnbld_fc Byte nofilter | FunctionalArea_fc Byte nofilter
		FunctionalLocation_fc Byte nofilter | InvestmentProfile_fc Byte nofilter
		IsBillingRelevant_fc Byte nofilter | Location_fc Byte nofilter | Plant_fc Byte nofilter
		PriorityCode_fc Byte nofilter | ProfitCenter_fc Byte nofilter | Project_fc Byte nofilter
		ProjectCurrency_fc Byte nofilter | ProjectDescription_fc Byte nofilter | ProjectEndDate_fc Byte nofilter
		ProjectProfileCode_fc Byte nofilter | ProjectStartDate_fc Byte nofilter
		ResponsibleCostCenter_fc Byte nofilter | ResultAnalysisInternalID_fc Byte nofilter
		Delete_mc Boolean nofilter | Update_mc Boolean nofilter
		to_EnterpriseProjectElement_oc Boolean nofilter | to_EntProjBlkFunc_oc Boolean nofilter
		to_EntProjRole_oc Boolean nofilter | to_EntProjTeamMember_oc Boolean nofilter | *ProjectUUID Guid
		ProjectInternalID String(8) alpha | Project String(24) | ProjectDescription String(60)
		EnterpriseProjectType String(2) | PriorityCode String(3) | ProjectStartDate DateTime day
		ProjectEndDate DateTime day | ActualStartDate DateTime day | ActualEndDate DateTime day
		CustomerUUID Guid | EnterpriseProjectServiceOrg String(5) | EntProjectIsConfidential Boolean
		RestrictedTimePosting String(1) | ProcessingStatus String(2) | ResponsibleCostCenter String(10) alpha
		ProfitCenter String(10) alpha | ProjectProfileCode String(7) | FunctionalArea String(16)
		CompanyCode String(4) | ControllingArea String(4) | Plant String(4) | Location String(10)
		TaxJurisdiction String(15) | ProjectCurrency String(5) | AvailabilityControlProfile String(6)
		AvailabilityControlIsActive Boolean | FunctionalLocation String(40) | IsBillingRelevant Boolean
		InvestmentProfile String(6) | LastChangeDateTime DateTimeOffset
		ProjectLastChangedDateTime DateTimeOffset | LastChangedByUser String(12)
		EntProjIsMultiSlsOrdItmsEnbld Boolean | ResultAnalysisInternalID String(6) | CostingSheet String(6)
		CreatedByUser String(12) | CreationDateTime DateTimeOffset | EntProjHasProjectStockEnabled Boolean
		InventorySpecialStockValnType String(1)`,
	navigations: { to_EnterpriseProjectElement: many('A_EnterpriseProjectElement', { ProjectUUID: 'ProjectUUID' }) },
});

const element = defineSet({
	name: 'A_EnterpriseProjectElement',
	type: 'A_EnterpriseProjectElementType',
	properties: `
		ChangeEntProjElmntPosition_ac Boolean nofilter | ChangeEntProjElmntProcgStatus_ac Boolean nofilter
		ChangePeriodDistributionOption_ac Boolean nofilter | ActualEndDate_fc Byte nofilter
		ActualStartDate_fc Byte nofilter | ControllingArea_fc Byte nofilter | CostCenter_fc Byte nofilter
		CostingSheet_fc Byte nofilter | FactoryCalendar_fc Byte nofilter | ForecastedEndDate_fc Byte nofilter
		FunctionalArea_fc Byte nofilter | FunctionalLocation_fc Byte nofilter
		InvestmentProfile_fc Byte nofilter | IsMainMilestone_fc Byte nofilter | Location_fc Byte nofilter
		MilestoneApprovalStatus_fc Byte nofilter | PlannedEndDate_fc Byte nofilter
		PlannedStartDate_fc Byte nofilter | Plant_fc Byte nofilter | ProfitCenter_fc Byte nofilter
		ProjectElement_fc Byte nofilter | ProjectElementDescription_fc Byte nofilter
		ResponsibleCostCenter_fc Byte nofilter | ResultAnalysisInternalID_fc Byte nofilter
		TaxJurisdiction_fc Byte nofilter | WBSElementIsBillingElement_fc Byte nofilter
		Delete_mc Boolean nofilter | Update_mc Boolean nofilter | to_EntProjElmntBlkFunc_oc Boolean nofilter
		to_EntProjElmntDlvbrl_oc Boolean nofilter | to_EntProjElmntWorkItem_oc Boolean nofilter
		to_SubProjElement_oc Boolean nofilter | *ProjectElementUUID Guid | ProjectElement String(24)
		WBSElementInternalID String(8) numc | ProjectUUID Guid | ProjectElementDescription String(60)
		ParentObjectUUID Guid | ProjectElementOrdinalNumber Int32 | ProcessingStatus String(2)
		EntProjectElementType String(15) | PlannedStartDate DateTime day | PlannedEndDate DateTime day
		ActualStartDate DateTime day | ActualEndDate DateTime day | ResponsibleCostCenter String(10) alpha
		CompanyCode String(4) | ProfitCenter String(10) alpha | FunctionalArea String(16)
		ControllingArea String(4) | Plant String(4) | Location String(10) | TaxJurisdiction String(15)
		FunctionalLocation String(40) | FactoryCalendar String(2) | CostingSheet String(6)
		InvestmentProfile String(6) | WBSIsStatisticalWBSElement Boolean | CostCenter String(10) alpha
		WBSElementIsBillingElement Boolean | ResultAnalysisInternalID String(6) | IsProjectMilestone String(1)
		ForecastedEndDate DateTime day | MilestoneApprovalStatus String(5) | IsMainMilestone Boolean
		CreatedByUser String(12) | CreationDateTime DateTimeOffset | LastChangeDateTime DateTimeOffset
		LastChangedByUser String(12)`,
	navigations: {
		to_EnterpriseProject: one('A_EnterpriseProject', { ProjectUUID: 'ProjectUUID' }),
		to_ParentProjElement: one('A_EnterpriseProjectElement', { ParentObjectUUID: 'ProjectElementUUID' }),
		to_SubProjElement: many('A_EnterpriseProjectElement', { ProjectElementUUID: 'ParentObjectUUID' }),
	},
});

/** API_ENTERPRISE_PROJECT_SRV, version 2 (V2): projects and WBS elements. Version 1 is another service. */
export const enterpriseProjectService = defineService(
	{
		version: 'V2',
		id: 'API_ENTERPRISE_PROJECT_SRV',
		path: '/sap/opu/odata/sap/API_ENTERPRISE_PROJECT_SRV;v=0002',
		namespace: 'API_ENTERPRISE_PROJECT_SRV',
	},
	[project, element],
);
