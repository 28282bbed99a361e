import type { IDataObject } from 'n8n-workflow';
import { call, type Client } from '../../api/client';
import { readErrorBody } from '../../api/errorBody';
import { shapeError } from '../../api/errors';
import { maxBatchSize } from '../../api/sync';
import { because, type Explanation } from '../upsert/itemResult';
import { wbsPath } from './code';
import { itemsOf, lackingSegments, partsOf, whyNoItem } from './parts';
import {
	addWbsCode,
	completeCodes,
	itemsAt,
	pairKey,
	projectCodes,
	type CodePair,
	type Id,
	type ProjectCodes,
} from './projectCodes';

/** The ID of a WBS code (`created`: it is new, or would be), or why there is none. */
export type Resolved = { id: Id; created?: boolean } | { why: Explanation };

export interface ResolveOptions {
	/** Create the WBS codes whose parts exist. */
	create: boolean;
	/** Create nothing: what would be created has the ID `""`. */
	dryRun: boolean;
}

const named = ({ costCode, costType }: CodePair) => (costType ? `${costCode} · ${costType}` : costCode);

function whyMissing(pair: CodePair, codes: ProjectCodes): Explanation {
	const noItem = whyNoItem(pair, codes);
	if (noItem) return noItem;
	if (codes.inactive.has(pairKey(pair)))
		return because('wbs_code_missing', `The budget code ${named(pair)} is inactive in the project`, 'inactive');
	const lacking = lackingSegments(pair, codes);
	if (lacking.length > 0)
		return because(
			'wbs_code_missing',
			`The project's budget codes also have ${lacking.join(' and ')}: there is not one of ${named(pair)} alone`,
			'furtherSegments',
		);
	return because(
		'wbs_code_missing',
		`The project has the parts of the budget code ${named(pair)}, but not the code itself`,
	);
}

/** Creates WBS codes, up to 1000 a request; an existing one of the same parts stays, so it may be repeated. */
async function createCodes(client: Client, projectId: string, pairs: CodePair[], codes: ProjectCodes): Promise<string> {
	const refusals: string[] = [];
	for (let from = 0; from < pairs.length; from += maxBatchSize) {
		const bulk = pairs.slice(from, from + maxBatchSize).map((pair) => ({
			segment_items: itemsOf(pair, codes).map(({ segmentId, id }) => ({
				segment_id: segmentId,
				segment_item_id: id,
			})),
		}));
		const answer = await call(client, {
			task: 'wbsCode.create',
			method: 'PATCH',
			path: `${wbsPath(projectId)}/wbs_codes/bulk_create`,
			body: { bulk },
			repeatable: true,
		});
		const { entities, errors } = (answer.body ?? {}) as { entities?: unknown; errors?: unknown };
		if (!Array.isArray(entities)) throw shapeError(client.context.getNode(), answer, 'entities');
		for (const entity of entities as IDataObject[]) addWbsCode(codes, entity);
		refusals.push(readErrorBody(errors).text);
	}
	return refusals.filter(Boolean).join('; ');
}

/**
 * Finds WBS codes of a project. They are read once an execution; only when one is missing that has a part which no WBS code
 * has, the segments and their items are read as well, to tell what exactly is missing.
 *
 * @returns by {@link pairKey}
 * @throws NodeApiError when Procore cannot be read, or does not allow to create
 */
export async function resolveCodes(
	client: Client,
	projectId: string,
	pairs: CodePair[],
	{ create, dryRun }: ResolveOptions,
): Promise<Map<string, Resolved>> {
	const wanted = [...new Map(pairs.map((pair) => [pairKey(pair), pair])).values()];
	if (wanted.length === 0) return new Map();
	const codes = await projectCodes(client, projectId);
	const missing = wanted.filter((pair) => !codes.active.has(pairKey(pair)));
	await completeCodes(client, projectId, codes, unknownPlaces(missing, codes));
	const creatable = missing.filter(
		(pair) =>
			!whyNoItem(pair, codes) && lackingSegments(pair, codes).length === 0 && !codes.inactive.has(pairKey(pair)),
	);
	const isMissing = new Set(missing.map(pairKey));
	const planned = new Set(create && dryRun ? creatable.map(pairKey) : []);
	const refusal =
		create && !dryRun && creatable.length > 0 ? await createCodes(client, projectId, creatable, codes) : '';
	return new Map(
		wanted.map((pair): [string, Resolved] => {
			const key = pairKey(pair);
			const id = codes.active.get(key) ?? (planned.has(key) ? '' : undefined);
			if (id !== undefined) return [key, { id, ...(isMissing.has(key) ? { created: true } : {}) }];
			const why = whyMissing(pair, codes);
			return [key, { why: refusal ? { ...why, message: `${why.message}; Procore said: ${refusal}` } : why }];
		}),
	);
}

/** Places of which an item is wanted that no WBS code has. */
const unknownPlaces = (pairs: readonly CodePair[], codes: ProjectCodes) =>
	pairs.flatMap((pair) => {
		const parts = partsOf(pair);
		return 'fault' in parts ? [] : parts.flatMap(({ place, code }) => (itemsAt(codes, place).has(code) ? [] : [place]));
	});
