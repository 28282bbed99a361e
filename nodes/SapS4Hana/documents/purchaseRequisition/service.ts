import type { ODataService, ODataVersion } from '../../odata/service';

export const purchaseRequisitionServices: Record<ODataVersion, ODataService> = {
	V2: { path: '/sap/opu/odata/sap/API_PURCHASEREQ_PROCESS_SRV', version: 'V2' },
	V4: { path: '/sap/opu/odata4/sap/api_purchaserequisition_2/srvd_a2x/sap/purchaserequisition/0001', version: 'V4' },
};
