import type { DesiredCostCode } from '../../../shared/model';
import type { Client } from '../../api/client';
import type { Explanation } from '../upsert/itemResult';
import { pairKey } from '../wbs/projectCodes';
import { resolveCodes, type Resolved } from '../wbs/resolve';

/** The WBS codes of a cost code: how many were created, and why others are missing. */
export interface BudgetCodes {
	created: number;
	why?: Explanation;
}

const pairsOf = ({ code, costTypes }: DesiredCostCode) => costTypes.map((costType) => ({ costCode: code, costType }));

function budgetCodesOf(desired: DesiredCostCode, resolved: Map<string, Resolved>): BudgetCodes {
	const found = pairsOf(desired).flatMap((pair) => resolved.get(pairKey(pair)) ?? []);
	const missing = found.flatMap((one) => ('why' in one ? [one.why] : []));
	const created = found.filter((one) => 'id' in one && one.created).length;
	const [first] = missing;
	if (!first) return { created };
	return { created, why: { ...first, message: [...new Set(missing.map(({ message }) => message))].join('; ') } };
}

/**
 * Sees to it that a project has a WBS code of each cost code with each of its cost types; the missing ones are created
 * in one request.
 * @returns by origin ID of the cost code
 * @throws NodeApiError when Procore cannot be read, or does not allow to create
 */
export async function ensureBudgetCodes(
	client: Client,
	projectId: string,
	codes: DesiredCostCode[],
	dryRun: boolean,
): Promise<Map<string, BudgetCodes>> {
	const settings = { create: true, dryRun };
	const resolved = await resolveCodes(client, projectId, codes.flatMap(pairsOf), settings);
	return new Map(codes.map((desired) => [desired.originId, budgetCodesOf(desired, resolved)]));
}
