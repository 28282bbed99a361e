import { uniqBy } from 'lodash';
import { entityTable } from '../../shared/entities';
import { outcome, type Entity, type Outcome } from '../../shared/model';
import { isOfLane } from './lane';

/** What a step of the workflow did with the documents between Fetch and Record. */
export interface Conserved {
	/** The outcomes, each once, and those of documents that a step left out. */
	outcomes: Outcome[];
	/** Documents without an outcome in a lane that has failed as a whole: nobody knows what would have come of them. */
	unaccounted: number;
}

/**
 * Every document that SAP gave leaves the lane with an outcome, whatever stands between the nodes. What a step left out is
 * on record as that. Where the lane has failed as a whole, or a document came without its key, nothing can be said of the
 * missing ones, and they are counted.
 * @param fetched keys of the documents as they came from SAP, as `documentKey` gives them
 */
export function conserve(entity: Entity, outcomes: Outcome[], fetched: readonly string[]): Conserved {
	const each = distinct(outcomes);
	const accounted = new Set(each.flatMap(({ sapKey, covers }) => [sapKey, ...(covers ?? [])]));
	const missing = [...new Set(fetched)].filter((key) => !accounted.has(key));
	if (missing.length === 0) return { outcomes: each, unaccounted: 0 };
	if (each.some(isOfLane)) return { outcomes: each, unaccounted: missing.length };
	return { outcomes: [...each, ...missing.map((key) => leftOut(entity, key))], unaccounted: 0 };
}

/** A step that doubles items doubles outcomes, too. Those that say the same of different documents are not doubled. */
const distinct = (outcomes: Outcome[]): Outcome[] =>
	uniqBy(outcomes, ({ entity, sapKey, projectId, originId, status, reason, message, covers }) =>
		JSON.stringify([entity, sapKey, projectId, originId, status, reason, message, covers]),
	);

function leftOut(entity: Entity, sapKey: string): Outcome {
	return outcome({
		entity,
		sapKey,
		action: 'none',
		status: 'ignored',
		reason: 'left_out_by_workflow',
		message: `A step of the workflow left out ${entityTable[entity].noun} ${sapKey}.`,
	});
}
