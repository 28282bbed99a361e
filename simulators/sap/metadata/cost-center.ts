import { defineService, defineSet, many, one } from './define.ts';

const slice = { ControllingArea: 'ControllingArea', CostCenter: 'CostCenter', ValidityEndDate: 'ValidityEndDate' };

const costCenter = defineSet({
	name: 'A_CostCenter',
	type: 'A_CostCenterType',
	properties: `
		*ControllingArea String(4) | *CostCenter String(10) alpha | *ValidityEndDate DateTime day
		ValidityStartDate DateTime day | CompanyCode String(4) | BusinessArea String(4)
		CostCtrResponsiblePersonName String(20) | CostCtrResponsibleUser String(12)
		CostCenterCurrency String(5) | ProfitCenter String(10) alpha | Department String(12)
		CostingSheet String(6) | FunctionalArea String(16) | Country String(3) | Region String(3)
		CityName String(35) | CostCenterStandardHierArea String(12) | CostCenterCategory String(1)
		IsBlkdForPrimaryCostsPosting String(1) | IsBlkdForSecondaryCostsPosting String(1)
		IsBlockedForRevenuePosting String(1) | IsBlockedForCommitmentPosting String(1)
		IsBlockedForPlanPrimaryCosts String(1) | IsBlockedForPlanSecondaryCosts String(1)
		IsBlockedForPlanRevenues String(1) | ConsumptionQtyIsRecorded String(1) | Language String(2)
		CostCenterCreatedByUser String(12) | CostCenterCreationDate DateTime day`,
	navigations: { to_Text: many('A_CostCenterText', slice) },
});

const costCenterText = defineSet({
	name: 'A_CostCenterText',
	type: 'A_CostCenterTextType',
	properties: `
		*CostCenter String(10) alpha | *ControllingArea String(4) | *Language String(2)
		*ValidityEndDate DateTime day | ValidityStartDate DateTime day | CostCenterName String(20)
		CostCenterDescription String(40)`,
	navigations: { to_CostCenter: one('A_CostCenter', slice) },
});

/** API_COSTCENTER_SRV (V2). A cost center has one entity a time slice, and no change stamp. */
export const costCenterService = defineService(
	{
		version: 'V2',
		id: 'API_COSTCENTER_SRV',
		path: '/sap/opu/odata/sap/API_COSTCENTER_SRV',
		namespace: 'API_COSTCENTER_SRV',
	},
	[costCenter, costCenterText],
);
