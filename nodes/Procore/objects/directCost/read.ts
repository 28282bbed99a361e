import type { IDataObject } from 'n8n-workflow';
import { readDecimal } from '../../../shared/decimal';
import { keyInOriginId } from '../../../shared/originId';
import type { Client } from '../../api/client';
import { list, maxPerPage } from '../../api/paging';
import type { Id } from '../wbs/projectCodes';

export const directCostsPath = (projectId: string, version = 'v1.0') =>
	`/rest/${version}/projects/${encodeURIComponent(projectId)}/direct_costs`;

/** What tells a line of direct costs from the others of its project. */
export interface CostLineKey {
	period: string;
	costCode: string;
	costType: string;
}

export const lineKey = ({ period, costCode, costType }: CostLineKey) => JSON.stringify([period, costCode, costType]);

/** A line of ours in Procore. */
export interface HeldLine extends CostLineKey {
	originId: string;
	costId: Id;
	/** Number of its direct cost among those of the period: 1, or more where Procore did not let us change the first. */
	number: number;
	amount: string;
	wbsCodeId: string;
	/** Whether it says that Procore does not let us change direct costs. */
	saysLocked: boolean;
}

/** Origin data of lines that were created while that was known, so that no later run has to find it out again. */
export const lockedMark = 'locked';

const task = 'directCost.read' as const;

/**
 * Period of the lines of the one direct cost that version 0.1 kept for each project, with all costs that there were: nothing
 * wants them any more, so that they become 0.
 */
export const earlierVersion = '0.1';

/** What the origin ID of a line says; undefined = it is not ours, or of another project. */
function keyOfLine(originId: string, system: string, projectId: string) {
	const [project, period = '', costCode = '', costType = '', number = '1'] =
		keyInOriginId(originId, system, 'cost') ?? [];
	if (project === projectId) return { period, costCode, costType, number: Number(number) };
	const [of, code = '', type = ''] = keyInOriginId(originId, system, 'budget') ?? [];
	return of === projectId ? { period: earlierVersion, costCode: code, costType: type, number: 1 } : undefined;
}

/** Reads the lines of direct costs that we made in a project, those of version 0.1 among them. */
export async function readLines(client: Client, projectId: string, system: string): Promise<HeldLine[]> {
	const path = `${directCostsPath(projectId)}/line_items`;
	const rows = await list(client, { task, path, query: {}, perPage: maxPerPage });
	return rows.flatMap((row) => {
		const originId = String(row.origin_id ?? '');
		const key = keyOfLine(originId, system, projectId);
		if (!key || row.direct_cost_id === undefined) return [];
		const code = row.wbs_code as IDataObject | null | undefined;
		return [
			{
				...key,
				originId,
				costId: row.direct_cost_id as Id,
				amount: amountText(row.amount),
				wbsCodeId: String(code?.id ?? ''),
				saysLocked: key.number > 1 || row.origin_data === lockedMark,
			},
		];
	});
}

/** Whether the direct cost with an origin ID is a draft, which counts nowhere. */
export async function isDraft(client: Client, projectId: string, originId: string): Promise<boolean> {
	const query = { 'filters[origin_id]': originId };
	const found = await list(client, { task, path: directCostsPath(projectId, 'v1.1'), query, perPage: maxPerPage });
	return found.find(({ origin_id }) => origin_id === originId)?.status === 'draft';
}

/** The ID of the direct cost with an origin ID; undefined when the project has none. */
export async function findDirectCost(client: Client, projectId: string, originId: string): Promise<Id | undefined> {
	const query = { 'filters[origin_id]': originId };
	const found = await list(client, { task, path: directCostsPath(projectId, 'v1.1'), query, perPage: maxPerPage });
	return found.find(({ origin_id }) => origin_id === originId)?.id as Id | undefined;
}

/** An amount of Procore as decimal text; `0` where there is none. */
export function amountText(value: unknown): string {
	const text = String(value ?? '');
	return readDecimal(text) ? text : '0';
}
