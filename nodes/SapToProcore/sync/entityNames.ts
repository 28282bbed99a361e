import type { Entity } from '../../shared/model';

/** How people call the documents of a lane. */
export const entityNames: Record<Entity, string> = {
	project: 'Projects',
	supplier: 'Suppliers',
	cost_code: 'Cost codes',
	budget: 'Budget',
	purchase_order: 'Purchase orders',
	requisition: 'Requisitions',
};
