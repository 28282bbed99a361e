import type { INodePropertyOptions } from 'n8n-workflow';
import type { Entity } from '../../shared/model';

/** What a lane is about, as people choose it. */
export const entityOptions: Array<INodePropertyOptions & { value: Entity }> = [
	{ name: 'Budget', value: 'budget' },
	{ name: 'Cost Code', value: 'cost_code' },
	{ name: 'Project', value: 'project' },
	{ name: 'Purchase Order', value: 'purchase_order' },
	{ name: 'Requisition', value: 'requisition' },
	{ name: 'Supplier', value: 'supplier' },
];
