import { wordsOf } from './texts';

/**
 * What a lane is about, in the order in which lanes run. The one list of entities: adding one begins here.
 *
 * - `label`, `noun`: how people call its documents, and one of them
 * - `resources`: the resources of the three nodes whose operations belong to the lane
 * - `key`: the field of a fetched document that holds its SAP key (the roster: its Procore ID); `""` = several fields,
 *   see {@link documentKey}
 * - `batched`: read in batches, in the order of the key. The others are read as a whole: they are few or small.
 */
const table = {
	project: { label: 'Projects', noun: 'project', resources: ['project'], key: 'id', batched: false },
	supplier: {
		label: 'Suppliers',
		noun: 'supplier',
		resources: ['supplier', 'vendor'],
		key: 'supplier',
		batched: false,
	},
	cost_code: {
		label: 'Cost codes',
		noun: 'G/L account',
		resources: ['costCode', 'glAccount', 'wbsCode'],
		key: 'glAccount',
		batched: false,
	},
	budget: {
		label: 'Budget',
		noun: 'planned cost',
		resources: ['plannedCost', 'budgetLineItem', 'budgetChange'],
		key: '',
		batched: false,
	},
	purchase_order: {
		label: 'Purchase orders',
		noun: 'purchase order',
		resources: ['purchaseOrder', 'purchaseOrderContract'],
		key: 'purchaseOrder',
		batched: true,
	},
	requisition: {
		label: 'Requisitions',
		noun: 'purchase requisition',
		resources: ['requisition', 'purchaseRequisition', 'billingPeriod'],
		key: 'purchaseRequisition',
		batched: true,
	},
	supplier_invoice: {
		label: 'Supplier invoices',
		noun: 'supplier invoice',
		resources: ['supplierInvoice'],
		key: 'id',
		batched: true,
	},
	actual_cost: {
		label: 'Actual costs',
		noun: 'project cost',
		resources: ['projectCost', 'directCost'],
		key: '',
		batched: false,
	},
} as const;

export type Entity = keyof typeof table;

export interface EntityDefinition {
	label: string;
	noun: string;
	resources: readonly string[];
	key: string;
	batched: boolean;
}

export const entityTable: Record<Entity, EntityDefinition> = table;

export const entities = Object.keys(table) as [Entity, ...Entity[]];

export const isEntity = (text: unknown): text is Entity => entities.some((entity) => entity === text);

/** How people call the documents of a lane; what is not a lane as it is. */
export const entityLabel = (entity: string): string => (isEntity(entity) ? entityTable[entity].label : entity);

const readAsWhole: ReadonlySet<Entity> = new Set(['cost_code', 'budget', 'actual_cost']);

/** Whether a run that reads one document of a lane reads all of them, and decides on all. */
export const isReadAsWhole = (entity: Entity): boolean => readAsWhole.has(entity);

/** The lane of a resource; undefined for those that serve several lanes. */
export function entityOfResource(resource: unknown): Entity | undefined {
	return entities.find((entity) => entityTable[entity].resources.some((each) => each === resource));
}

/** The lane that the details of a failed item name. */
export function entityInDetails(details: unknown): Entity | undefined {
	const named = typeof details === 'object' && details !== null && 'entity' in details ? details.entity : undefined;
	return isEntity(named) ? named : undefined;
}

/** What tells the documents of lanes apart whose key is no single field. */
const keyFields: Partial<Record<Entity, readonly string[]>> = {
	actual_cost: [
		...['companyCode', 'glAccount', 'costCenter', 'order', 'wbsElement', 'ledger', 'currency', 'from', 'to'],
		...['fiscalYear', 'fiscalPeriod', 'purchaseOrder', 'purchaseOrderItem', 'documentType', 'referenceType'],
		'projectInternalId',
	],
	budget: ['companyCode', 'glAccount', 'costCenter', 'order', 'wbsElement', 'planCategory', 'fiscalYear', 'currency'],
};

/** What a part of such a key is called, where that is not the name of its field in words. */
const partNames: Record<string, string> = {
	glAccount: 'G/L account',
	wbsElement: 'WBS element',
	projectInternalId: 'internal ID of the project',
	from: 'from',
	to: 'to',
};

/**
 * An SAP key as people read it: one of several fields names those that are filled, `company code 1010, G/L account 63000000`;
 * a cost code with its type is `03-310 · M`.
 */
export function readableKey(entity: string, sapKey: string): string {
	const parts = sapKey.split('|').map((part) => part.trim());
	if (parts.length === 1) return sapKey;
	const fields = isEntity(entity) ? keyFields[entity] : undefined;
	if (fields?.length !== parts.length) return parts.filter(Boolean).join(' · ');
	const named = fields.map(
		(field, index) => [partNames[field] ?? wordsOf(field).join(' '), parts[index] ?? ''] as const,
	);
	return named.flatMap(([name, part]) => (part === '' ? [] : [`${name} ${part}`])).join(', ');
}

const keyText = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/** The key of a fetched document; `""` when it has none (somebody renamed the field, or it is not a document). */
export function documentKey(entity: Entity, document: Readonly<Record<string, unknown>>): string {
	const { key } = entityTable[entity];
	if (key !== '') return keyText(document[key]);
	if (keyText(document.glAccount) === '' || keyText(document.companyCode) === '') return '';
	return (keyFields[entity] ?? []).map((field) => keyText(document[field])).join('|');
}

/** The fields that {@link documentKey} made a key of; undefined when it is a single field, or another key. */
export function documentOfKey(entity: Entity, sapKey: string): Partial<Record<string, string>> | undefined {
	const fields = keyFields[entity];
	const parts = sapKey.split('|');
	if (fields?.length !== parts.length) return undefined;
	return Object.fromEntries(fields.map((field, index) => [field, parts[index] ?? '']));
}
