const escapePart = (part: string) => encodeURIComponent(part).replace(/%20/g, ' ');

/**
 * Our stable identity on a Procore object: `sap:<system>:<type>:<key>[:<project>]`, for example
 * `sap:S4P:po:4500000001:2207`. Colons inside a part are escaped, so that two identities can never collide.
 */
export function originId(system: string, type: string, ...key: string[]): string {
	return ['sap', system, type, ...key].map(escapePart).join(':');
}

/** Identity of the vendor of a supplier. */
export const vendorOriginId = (system: string, supplier: string): string => originId(system, 'supplier', supplier);

/** The supplier of a vendor with such an identity, of whichever SAP system; `""` = it is another's, or nobody's. */
export const supplierInOriginId = (id: string): string =>
	keyInOriginId(id, systemInOriginId(id), 'supplier')?.join(':') ?? '';

/** Identity of the contract that a purchase order has in a project. */
export const contractOriginId = (system: string, purchaseOrder: string, projectId: string): string =>
	originId(system, 'po', purchaseOrder, projectId);

/** An account assignment of a purchase order. */
export interface OrderLineKey {
	purchaseOrder: string;
	item: string;
	assignment: string;
}

/**
 * Identity of a contract line. The project is part of it: an origin ID exists once in a company, and an account assignment
 * may move to another project.
 */
export const contractLineOriginId = (
	system: string,
	{ purchaseOrder, item, assignment }: OrderLineKey,
	projectId: string,
): string => originId(system, 'poi', purchaseOrder, item, assignment, projectId);

/** Identity of the contract that what is not ordered yet of a purchase requisition has in a project. */
export const unorderedContractOriginId = (system: string, requisition: string, projectId: string): string =>
	originId(system, 'prc', requisition, projectId);

/** Whether an origin ID is that of such a contract. */
export const isUnorderedContract = (id: string, system: string): boolean => isOwnOriginId(id, system, 'prc');

/** Identity of a line of it: an account assignment of the requisition. */
export const unorderedLineOriginId = (
	system: string,
	{ requisition, item, assignment }: { requisition: string; item: string; assignment: string },
	projectId: string,
): string => originId(system, 'prci', requisition, item, assignment, projectId);

/** Identity of the Procore requisition that the part of an SAP requisition that became one order has in a project. */
export const requisitionOriginId = (
	system: string,
	requisition: string,
	projectId: string,
	purchaseOrder: string,
): string => originId(system, 'pr', requisition, projectId, purchaseOrder);

/** Identity of the Procore invoice that an SAP supplier invoice has for an order in a project. */
export const invoiceOriginId = (
	system: string,
	/** Fiscal year and number. */
	invoice: string,
	projectId: string,
	purchaseOrder: string,
): string => originId(system, 'invoice', invoice, projectId, purchaseOrder);

export const costCodeOriginId = (system: string, projectId: string, code: string): string =>
	originId(system, 'costcode', projectId, code);

/** Identity of a budget amount of a project by cost code and cost type. */
export const budgetAmountOriginId = (system: string, projectId: string, costCode: string, costType: string): string =>
	originId(system, 'budget', projectId, costCode, costType);

/** Identity of the budget of a project, which budget changes name. */
export const budgetOriginId = (system: string, projectId: string): string => originId(system, 'budget', projectId);

/**
 * Identity of the direct cost of a project and fiscal period. What Procore no longer lets us change in it comes as a
 * further one: `number` 2, 3, …
 */
export const directCostOriginId = (system: string, projectId: string, period: string, number = 1): string =>
	originId(system, 'directcost', projectId, period, ...numbered(number));

/** Identity of the one direct cost that version 0.1 kept for each project. */
export const earlierDirectCostOriginId = (system: string, projectId: string): string =>
	originId(system, 'directcost', projectId);

/** Identity of a line of that direct cost. */
export const directCostLineOriginId = (
	system: string,
	projectId: string,
	{ period, costCode, costType }: { period: string; costCode: string; costType: string },
	number = 1,
): string => originId(system, 'cost', projectId, period, costCode, costType, ...numbered(number));

const numbered = (number: number) => (number > 1 ? [String(number)] : []);

/** Identity of an outcome about a project's actual costs: on a cost code or on an order. Procore has no object with it. */
export const costPartOriginId = (system: string, projectId: string, ...part: string[]): string =>
	originId(system, 'costs', projectId, ...part);

/** The SAP system in an origin ID of this package. */
export const systemInOriginId = (id: string): string => decodedPart(id.split(':')[1] ?? '');

/** Whether two origin IDs were given for the same SAP system (or by the same other integration). */
export function isSameSystem(id: string, other: string): boolean {
	const ownerOf = (each: string) => each.split(':').slice(0, 2).join(':');
	return id.includes(':') && ownerOf(id) === ownerOf(other);
}

/** Whether an origin ID was given by this package for this SAP system. */
export function isOwnOriginId(id: string, system: string, type: string): boolean {
	return id.startsWith(`${originId(system, type)}:`);
}

/** The key in an origin ID of this SAP system, part by part; undefined when it is another's. */
export function keyInOriginId(id: string, system: string, type: string): string[] | undefined {
	if (!isOwnOriginId(id, system, type)) return undefined;
	const parts = id.slice(originId(system, type).length + 1).split(':');
	return parts.map(decodedPart);
}

const decodedPart = (part: string) => part.replace(/(?:%[0-9A-Fa-f]{2})+/g, decoded);

/** People type origin IDs too: what cannot be decoded stays as it is. */
function decoded(escaped: string): string {
	const text = Buffer.from(escaped.replace(/%/g, ''), 'hex').toString('utf8');
	return text.includes('\uFFFD') ? escaped : text;
}
