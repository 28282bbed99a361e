import type { Client } from '../api/client';
import { readOnce } from '../api/executionCache';
import { list } from '../api/paging';
import type { Id } from './wbs/projectCodes';

/** Procore answers at most that many. */
const perPage = 100;

/**
 * IDs of the tax codes of the company by their codes, without archived ones; read once an execution.
 * @throws NodeApiError when they cannot be read
 */
export async function companyTaxCodes(client: Client): Promise<Map<string, Id>> {
	return await readOnce(client, 'tax codes', async () => {
		const query = { company_id: client.companyId };
		const codes = await list(client, { task: 'taxCode.read', path: '/rest/v1.0/tax_codes', query, perPage });
		return new Map(
			codes.flatMap(({ id, code, archived }) => (archived === true ? [] : [[String(code), id as Id] as const])),
		);
	});
}
