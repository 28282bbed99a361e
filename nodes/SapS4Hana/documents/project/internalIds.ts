import { reasonOf } from '../../../shared/http';
import { allRows } from '../../odata/allRows';
import type { ODataClient } from '../../odata/client';
import { keyGroups, normalKey } from '../../odata/keys';
import { isOneOf } from '../../odata/literals';
import { serviceName } from '../../odata/service';
import { enterpriseProjectService } from './service';

/** The WBS element that people know, or why it is not known. */
export type WbsLookup = (internalId: string) => { wbsElement: string } | { problem: string };

const known = new WeakMap<ODataClient, Map<string, string>>();

/**
 * Resolves WBS element numbers (WBSElementInternalID) into the IDs that people know, a few dozen in one request and each
 * only once for a client. Where the project service is not available the lookup says so for each of them: what does not
 * need it goes on.
 * @throws NodeApiError for every other trouble
 */
export async function wbsLookup(client: ODataClient, internalIds: Iterable<string>): Promise<WbsLookup> {
	const resolved = known.get(client) ?? new Map<string, string>();
	known.set(client, resolved);
	let unavailable = '';
	for (const group of keyGroups([...new Set(internalIds)].filter((id) => !resolved.has(id)))) {
		const [elements] = await Promise.allSettled([elementsOf(client, group)]);
		if (elements.status === 'fulfilled') {
			for (const [id, wbsElement] of elements.value) resolved.set(id, wbsElement);
			continue;
		}
		if (reasonOf(elements.reason) !== 'service_not_available') throw elements.reason;
		unavailable = (elements.reason as Error).message;
		break;
	}
	return (id) => {
		const wbsElement = resolved.get(id);
		if (wbsElement) return { wbsElement };
		const why = unavailable || `${serviceName(enterpriseProjectService)} has no WBS element of this number`;
		return { problem: `${id} cannot be resolved (${why})` };
	};
}

async function elementsOf(client: ODataClient, internalIds: readonly string[]): Promise<Array<[string, string]>> {
	const rows = await allRows(client, {
		service: enterpriseProjectService,
		tree: { entitySet: 'A_EnterpriseProjectElement', select: ['ProjectElement', 'WBSElementInternalID'] },
		filter: isOneOf('WBSElementInternalID', internalIds),
		orderBy: ['ProjectElement'],
	});
	return rows.map((row) => [normalKey(String(row.WBSElementInternalID ?? '')), String(row.ProjectElement ?? '')]);
}
