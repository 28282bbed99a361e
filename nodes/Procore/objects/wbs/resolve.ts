import type { IDataObject } from 'n8n-workflow';
import { call, type Client } from '../../api/client';
import { readErrorBody } from '../../api/errorBody';
import { shapeError } from '../../api/errors';
import { maxBatchSize } from '../../api/sync';
import { because, type Explanation } from '../upsert/itemResult';
import { wbsPath } from './code';
import {
	addWbsCode,
	completeCodes,
	pairKey,
	projectCodes,
	type CodePair,
	type Id,
	type ProjectCodes,
} from './projectCodes';

/** The WBS code of a pair (`created`: it is new, or would be), or why there is none. */
export type Resolved = { id: Id; created?: boolean } | { why: Explanation };

export interface ResolveOptions {
	/** Create the WBS codes whose cost code and cost type exist. */
	create: boolean;
	/** Create nothing: what would be created has the ID `""`. */
	dryRun: boolean;
}

const named = ({ costCode, costType }: CodePair) => (costType ? `${costCode} · ${costType}` : costCode);

function whyMissing(pair: CodePair, codes: ProjectCodes): Explanation {
	const { costCode, costType } = pair;
	const { further = [] } = codes;
	const missing = (what: string) => because('cost_code_missing', `The project has no ${what}`);
	if (!codes.costCodes.has(costCode)) return missing(`cost code ${costCode}`);
	if (costType && !codes.costTypes.has(costType)) return missing(`cost type ${costType}`);
	if (codes.inactive.has(pairKey(pair)))
		return because('wbs_code_missing', `The budget code ${named(pair)} is inactive in the project`, 'inactive');
	if (further.length > 0)
		return because(
			'wbs_code_missing',
			`The project's budget codes also have ${further.join(' and ')}: there is not one of ${named(pair)} alone`,
			'furtherSegments',
		);
	return because(
		'wbs_code_missing',
		`The project has the cost code ${costCode}${costType ? ` and the cost type ${costType}` : ''}, but no budget code of ${costType ? 'the two' : 'it alone'}`,
	);
}

/** Creates WBS codes, up to 1000 a request; an existing one of the same pair stays, so it may be repeated. */
async function createCodes(client: Client, projectId: string, pairs: CodePair[], codes: ProjectCodes): Promise<string> {
	const refusals: string[] = [];
	for (let from = 0; from < pairs.length; from += maxBatchSize) {
		const bulk = pairs.slice(from, from + maxBatchSize).map(({ costCode, costType }) => ({
			segment_items: [codes.costCodes.get(costCode), codes.costTypes.get(costType)].flatMap((item) =>
				item ? [{ segment_id: item.segmentId, segment_item_id: item.id }] : [],
			),
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
 * Finds the WBS codes of a project for pairs of cost code and cost type. The codes are read once an execution; only when
 * one is missing, the project's cost codes and cost types are read as well, to tell what exactly is missing.
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
	const unknown = missing.some(
		({ costCode, costType }) => !codes.costCodes.has(costCode) || (costType && !codes.costTypes.has(costType)),
	);
	if (unknown) await completeCodes(client, projectId, codes);
	const { further = [] } = codes;
	const creatable = missing.filter(
		(pair) =>
			further.length === 0 &&
			codes.costCodes.has(pair.costCode) &&
			(pair.costType === '' || codes.costTypes.has(pair.costType)) &&
			!codes.inactive.has(pairKey(pair)),
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
