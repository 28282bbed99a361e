import type { ODataService } from '../../odata/service';

export const enterpriseProjectService: ODataService = {
	path: '/sap/opu/odata/sap/API_ENTERPRISE_PROJECT_SRV;v=0002',
	version: 'V2',
};
