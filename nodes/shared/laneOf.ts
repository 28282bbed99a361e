import { entities, type Entity } from './model';

/** Which lane of the sync the operations of a resource belong to, in all three nodes. */
const lanes: Record<string, Entity> = {
	billingPeriod: 'requisition',
	budgetChange: 'budget',
	budgetLineItem: 'budget',
	costCode: 'cost_code',
	directCost: 'budget',
	glAccount: 'cost_code',
	project: 'project',
	projectCost: 'budget',
	purchaseOrder: 'purchase_order',
	purchaseOrderContract: 'purchase_order',
	purchaseRequisition: 'requisition',
	requisition: 'requisition',
	supplier: 'supplier',
	vendor: 'supplier',
	wbsCode: 'cost_code',
};

/** The lane of a resource; undefined for those that serve several lanes. */
export function laneOf(resource: unknown): Entity | undefined {
	return lanes[String(resource)];
}

/** The lane that the details of a failed item name. */
export function laneIn(details: unknown): Entity | undefined {
	const named = typeof details === 'object' && details !== null && 'entity' in details ? details.entity : undefined;
	return entities.find((entity) => entity === named);
}
