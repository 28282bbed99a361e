import type { SapProject, SapWbsElement } from '../../data/sap-project-types.ts';
import type { Row } from '../odata/values.ts';

/** The rows of an entity set of API_ENTERPRISE_PROJECT_SRV. */
export function enterpriseProjectRows(
	set: string,
	projects: readonly SapProject[],
	wbsElements: readonly SapWbsElement[],
): Row[] {
	if (set === 'A_EnterpriseProject') return projects.map((project) => ({ ...project }));
	return wbsElements.map((element) => ({ ...element }));
}

/** The project itself as the first of its elements. That it carries the initial number is assumed. */
export function projectAsElement(project: SapProject): SapWbsElement {
	const { Project, ProjectUUID, ProjectDescription, ResponsibleCostCenter } = project;
	return {
		ProjectElementUUID: ProjectUUID,
		ProjectElement: Project,
		WBSElementInternalID: '00000000',
		ProjectUUID,
		ParentObjectUUID: '00000000-0000-0000-0000-000000000000',
		ProjectElementDescription: ProjectDescription,
		ProjectElementOrdinalNumber: 0,
		ProcessingStatus: project.ProcessingStatus,
		CompanyCode: project.CompanyCode,
		ControllingArea: project.ControllingArea,
		ResponsibleCostCenter,
		WBSElementIsBillingElement: false,
		PlannedStartDate: project.ProjectStartDate,
		PlannedEndDate: project.ProjectEndDate,
		CreationDateTime: project.CreationDateTime,
		LastChangeDateTime: project.LastChangeDateTime,
	};
}
