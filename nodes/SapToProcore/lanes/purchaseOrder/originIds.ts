import { originId } from '../../../shared/originId';

/** Identity of the contract that a purchase order has in a project. */
export function contractOriginId(system: string, purchaseOrder: string, projectId: string): string {
	return originId(system, 'po', purchaseOrder, projectId);
}

/** The line of an order: item and number of the account assignment. */
export interface LineKey {
	purchaseOrder: string;
	item: string;
	assignment: string;
}

/**
 * Identity of a contract line. The project is part of it: an origin ID exists once in a company, and an account assignment
 * may move to another project.
 */
export function lineOriginId(system: string, { purchaseOrder, item, assignment }: LineKey, projectId: string): string {
	return originId(system, 'poi', purchaseOrder, item, assignment, projectId);
}
