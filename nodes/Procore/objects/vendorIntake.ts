import type { IDataObject, INode } from 'n8n-workflow';
import type { NodeFailure } from '../../shared/failure';
import { reasonOf } from '../../shared/http';
import { desiredVendorSchema, issuesText, type DesiredVendor } from '../../shared/model';
import type { Client } from '../api/client';
import { refusedEnding, type Ending } from './vendorOutcome';

export interface UpsertItem {
	/** Index of the input item. */
	index: number;
	json: IDataObject;
}

/** An item that is a desired vendor. */
export interface Wanted {
	index: number;
	desired: DesiredVendor;
}

/** Endings of items by their index. */
export type Endings = Map<number, Ending>;

/** Drops, with their endings, items that are no desired vendor and second items of the same identity. */
export function accept(client: Client, items: UpsertItem[], endings: Endings): Wanted[] {
	const node = client.context.getNode();
	const seen = new Set<string>();
	return items.flatMap(({ index, json }) => {
		const parsed = desiredVendorSchema.safeParse(json);
		const refuse = (reason: string, message: string, advice: string) => {
			endings.set(index, refusedEnding(node, json, index, { reason, message, advice }));
			return [];
		};
		if (!parsed.success)
			return refuse(
				'invalid_item',
				`This item is not a desired vendor: ${issuesText(parsed.error)}`,
				'Connect the output of the SAP to Procore node here.',
			);
		const desired = parsed.data;
		if (desired.observed && 'originId' in desired.observed && !('origin_id' in desired.observed))
			return refuse(
				'invalid_item',
				'The observed vendor of this item is a simplified one',
				'Switch Simplify off in the node that reads the vendors of Procore: comparing needs the whole record.',
			);
		if (seen.has(desired.originId))
			return refuse(
				'duplicate_item',
				`An earlier item has the same origin ID ${desired.originId}`,
				'Only the first one was sent. Make sure that every supplier comes once.',
			);
		seen.add(desired.originId);
		return [{ index, desired }];
	});
}

/** The same ending for all items, when no request can be made at all. */
export function refuseAll(node: INode, items: UpsertItem[], error: NodeFailure): Endings {
	const why = {
		reason: reasonOf(error) ?? 'unexpected_error',
		message: error.message,
		advice: error.description ?? '',
	};
	return new Map(items.map(({ index, json }) => [index, refusedEnding(node, json, index, why)]));
}
