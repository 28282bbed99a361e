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
