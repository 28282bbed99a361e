import type { IDataObject } from 'n8n-workflow';
import { directCostOriginId } from '../../../shared/originId';
import { maxBatchSize, sync } from '../../api/sync';
import type { RowResult } from '../../api/syncBatch';
import type { Id } from '../wbs/projectCodes';
import type { DirectCostJob } from './job';
import { saysLocked } from './lock';
import { directCostsPath, findDirectCost } from './read';
import type { LineResult } from './result';

/** A direct cost without its lines. @param number 1, or more where Procore did not let us change the first */
export function headerOf(
	{ projectId, options }: DirectCostJob,
	system: string,
	period: string,
	number: number,
): IDataObject & { origin_id: string } {
	return {
		origin_id: directCostOriginId(system, projectId, period, number),
		direct_cost_type: 'expense',
		status: options.status,
		description: `Actual costs of SAP ${period}${number > 1 ? `, difference ${number - 1}` : ''}`,
	};
}

/** What is to be told when Procore gave a direct cost another status than was sent; undefined when it did not. */
export function otherStatus({ options: { status } }: DirectCostJob, entity: IDataObject): LineResult | undefined {
	const given = String(entity.status ?? '');
	if (given === status) return undefined;
	return { kind: 'different', message: `Status ${status} was sent, Procore answered ${given || 'none'}` };
}

/** A direct cost that is there and takes lines, or why it does not. */
export type Header = { costId: Id; status?: LineResult } | { refused: RowResult };

/**
 * Creates the direct costs of periods, without lines, in one request. One that an earlier run left without lines is found
 * again by its origin ID, so direct costs need no list of their own.
 *
 * @returns by period; what Procore refuses as locked is there already
 */
export async function syncHeaders(job: DirectCostJob, system: string, periods: string[]): Promise<Map<string, Header>> {
	const headers = periods.map((period) => headerOf(job, system, period, 1));
	const results = await sync(
		job.client,
		headers.map((body) => ({ key: body.origin_id, body })),
		{
			task: 'directCost.write',
			path: `${directCostsPath(job.projectId)}/sync`,
			scope: {},
			batchSize: maxBatchSize,
			retryConflicts: true,
			refusesAll: saysLocked,
		},
	);
	const made = new Map<string, Header>();
	for (const [index, period] of periods.entries()) {
		const originId = headers[index]?.origin_id ?? '';
		made.set(period, await headerFrom(job, originId, results.get(originId) ?? { kind: 'unanswered' }));
	}
	return made;
}

/**
 * What Procore names when a direct cost is there already: what only one has, and what only a new one may have. Not every
 * shape of its errors tells fields from text.
 */
const ofNewOnes = /\b(origin_id|direct_cost_type)\b/;

/** What Procore answered about one that was to be created; where it says that it is there already, it is looked for. */
export async function headerFrom(job: DirectCostJob, originId: string, result: RowResult): Promise<Header> {
	if (result.kind === 'accepted') {
		const status = otherStatus(job, result.entity);
		return { costId: result.entity.id as Id, ...(status ? { status } : {}) };
	}
	if (result.kind !== 'rejected' || !ofNewOnes.test(result.error.text)) return { refused: result };
	const found = await job.breaker.call(async () => await findDirectCost(job.client, job.projectId, originId));
	if ('result' in found) return { refused: found.result };
	return found.value === undefined ? { refused: result } : { costId: found.value };
}
