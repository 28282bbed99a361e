import { purchaseRequisitionSchema } from '../../../shared/model';

export const requisitionDocuments = {
	schema: purchaseRequisitionSchema,
	entity: 'requisition',
	key: 'purchaseRequisition',
	what: 'purchase requisition',
	cameFrom: 'SAP S/4HANA > Purchase Requisition > Get Many',
} as const;
