import type { IDataObject } from 'n8n-workflow';
import { readDecimal } from '../../../shared/decimal';
import type { Client } from '../../api/client';
import { list, maxPerPage } from '../../api/paging';
import type { Id } from '../wbs/projectCodes';

export const directCostsPath = (projectId: string, version = 'v1.0') =>
	`/rest/${version}/projects/${encodeURIComponent(projectId)}/direct_costs`;

/** A direct cost as the sync looks at it. */
export interface DirectCost {
	id: Id;
	status: string;
	/** Its lines that have an origin ID, by it. */
	lines: Map<string, { id: Id; amount: string; wbsCodeId: string }>;
}

const task = 'directCost.read' as const;

/** Reads the direct cost with an origin ID, and its lines; undefined when the project has none. */
export async function readDirectCost(
	client: Client,
	projectId: string,
	originId: string,
): Promise<DirectCost | undefined> {
	const query = { 'filters[origin_id]': originId };
	const found = await list(client, { task, path: directCostsPath(projectId, 'v1.1'), query, perPage: maxPerPage });
	const cost = found.find(({ origin_id }) => origin_id === originId);
	if (!cost) return undefined;
	const path = `${directCostsPath(projectId)}/${encodeURIComponent(String(cost.id))}/line_items`;
	const lines: DirectCost['lines'] = new Map();
	for (const line of await list(client, { task, path, query: {}, perPage: maxPerPage })) {
		const code = line.wbs_code as IDataObject | null | undefined;
		const amount = String(line.amount ?? '');
		if (line.origin_id)
			lines.set(String(line.origin_id), {
				id: line.id as Id,
				amount: readDecimal(amount) ? amount : '0',
				wbsCodeId: String(code?.id ?? ''),
			});
	}
	return { id: cost.id as Id, status: String(cost.status ?? ''), lines };
}
