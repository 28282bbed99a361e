import type { ODataService, ODataVersion } from '../../odata/service';

export const purchaseOrderServices: Record<ODataVersion, ODataService> = {
	V2: { path: '/sap/opu/odata/sap/API_PURCHASEORDER_PROCESS_SRV', version: 'V2' },
	V4: { path: '/sap/opu/odata4/sap/api_purchaseorder_2/srvd_a2x/sap/purchaseorder/0001', version: 'V4' },
};
