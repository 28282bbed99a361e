import type { IDataObject, INode } from 'n8n-workflow';
import { isEqual } from 'lodash';
import type { z } from 'zod/v3';
import { isMeantAsOutcome, issuesText, outcomeSchema, type Entity } from '../../../shared/model';
import { because, refusedResult, type ItemResults, type Explanation } from './itemResult';

export interface UpsertItem {
	/** Index of the input item. */
	index: number;
	json: IDataObject;
}

/** An item that is what the operation works on. */
export interface Wanted<T> {
	index: number;
	desired: T;
}

/** What an upsert takes. */
export interface ObjectKind<T> {
	schema: z.ZodType<T, z.ZodTypeDef, unknown>;
	/** Entity of the outcomes, where an item does not tell. */
	entity: Entity;
	/** In words: `desired vendor`. */
	what: string;
	/** What an item that is of the shape lacks nevertheless. */
	lacks?(desired: T): Explanation | undefined;
}

/** What an item lacks of what it is meant to be. */
function shapeProblem(json: IDataObject, what: string, problem: z.ZodError): string {
	const asOutcome = isMeantAsOutcome(json) ? outcomeSchema.safeParse(json).error : undefined;
	return asOutcome
		? `This item is not an outcome: ${issuesText(asOutcome)}`
		: `This item is not a ${what}: ${issuesText(problem)}`;
}

/**
 * Drops, with their results, items of another shape and second items of the same identity. A second item that says the
 * same as the first is not an error, as a workflow may well feed a document twice: it counts once.
 */
export function accept<T extends { originId: string }>(
	node: INode,
	items: UpsertItem[],
	results: ItemResults,
	{ schema, entity, what, lacks }: ObjectKind<T>,
): Array<Wanted<T>> {
	const seen = new Map<string, T>();
	return items.flatMap(({ index, json }) => {
		const refuse = (explanation: Explanation) => {
			results.set(index, refusedResult(node, json, index, entity, explanation));
			return [];
		};
		const parsed = schema.safeParse(json);
		if (!parsed.success) return refuse(because('invalid_item', shapeProblem(json, what, parsed.error)));
		const desired = parsed.data;
		const lacking = lacks?.(desired);
		if (lacking) return refuse(lacking);
		const earlier = seen.get(desired.originId);
		if (earlier && isEqual(earlier, desired)) return [];
		if (earlier) return refuse(because('duplicate_item', `An earlier item has the same origin ID ${desired.originId}`));
		seen.set(desired.originId, desired);
		return [{ index, desired }];
	});
}
