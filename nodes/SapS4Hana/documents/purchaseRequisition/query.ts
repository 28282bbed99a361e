import type { PurchaseRequisition } from '../../../shared/model';
import type { ODataClient } from '../../odata/client';
import { readInstant } from '../../odata/dates';
import { keyedPages } from '../../odata/keyedRows';
import { stampedWithin } from '../../odata/literals';
import type { Page } from '../../odata/paging';
import type { ODataService, ODataVersion } from '../../odata/service';
import type { DocumentType } from '../type';
import { itemSets, purchaseRequisitionTrees } from './fields';
import { toPurchaseRequisition } from './toPurchaseRequisition';

/** Which requisitions to read. Timestamps are ISO 8601, known to be valid; empty fields do not narrow the list. */
export interface PurchaseRequisitionQuery {
	changedFrom: string;
	changedTo: string;
	requisitionKeys: readonly string[];
	/** Only requisitions whose number comes after this one. */
	afterRequisition: string;
	pageSize: number;
	/** Rows wanted in all; undefined = every row. */
	limit?: number | undefined;
}

export const everyRequisition: Omit<PurchaseRequisitionQuery, 'pageSize'> = {
	changedFrom: '',
	changedTo: '',
	requisitionKeys: [],
	afterRequisition: '',
};

const key = 'PurchaseRequisition';
/** Items of which only the number of their requisition is read. */
const hitsPageSize = 5000;

export function purchaseRequisitionType(version: ODataVersion): DocumentType<PurchaseRequisition> {
	return {
		entity: 'requisition',
		noun: 'purchase requisition',
		keyOf: (record) => String(record[key] ?? ''),
		reader: async () => await Promise.resolve((record) => toPurchaseRequisition(record, version)),
		notFoundAdvice: 'SAP moves old requisitions into its archive, where no API finds them.',
	};
}

/**
 * Purchase requisitions in the order of their number, page by page, with all their items and account assignments. SAP
 * stamps items only, so that a window first finds the requisitions that an item was changed of.
 */
export async function* purchaseRequisitionPages(
	client: ODataClient,
	service: ODataService,
	query: PurchaseRequisitionQuery,
): AsyncGenerator<Page> {
	const hits = await changedKeys(client, service, query);
	if (hits?.length === 0) return;
	yield* keyedPages(client, {
		service,
		tree: purchaseRequisitionTrees[service.version],
		key,
		among: { property: key, keys: hits ?? query.requisitionKeys },
		after: query.afterRequisition || undefined,
		pageSize: query.pageSize,
		limit: query.limit,
	});
}

/** Numbers of the requisitions that an item was changed of; undefined when no window is asked for. */
async function changedKeys(
	client: ODataClient,
	service: ODataService,
	{ changedFrom, changedTo, requisitionKeys, afterRequisition }: PurchaseRequisitionQuery,
): Promise<string[] | undefined> {
	const within = stampedWithin(service.version, 'LastChangeDateTime', readInstant(changedFrom), readInstant(changedTo));
	if (within === undefined) return undefined;
	const pages = keyedPages(client, {
		service,
		tree: { entitySet: itemSets[service.version], select: [key] },
		key,
		among: { property: key, keys: requisitionKeys },
		filter: within,
		after: afterRequisition || undefined,
		pageSize: hitsPageSize,
	});
	const keys: string[] = [];
	for await (const { rows } of pages) keys.push(...rows.map((row) => String(row[key])));
	return keys;
}
