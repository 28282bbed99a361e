import { originId } from '../../../shared/originId';

/** Identity of the Procore requisition that the part of an SAP requisition that became one order has in a project. */
export function requisitionOriginId(
	system: string,
	requisition: string,
	projectId: string,
	purchaseOrder: string,
): string {
	return originId(system, 'pr', requisition, projectId, purchaseOrder);
}
