import { reasonOf } from '../../../shared/http';
import { allRows } from '../../odata/allRows';
import type { ODataClient } from '../../odata/client';
import { isNoKey, normalKey } from '../../odata/keys';
import { isOneOf } from '../../odata/literals';
import { isAboutQuery, lookUp } from '../../odata/lookUp';
import { serviceName } from '../../odata/service';
import { enterpriseProjectService } from './service';

/** The WBS element that people know, or why it is not known. */
export type WbsLookup = (internalId: string) => { wbsElement: string } | { problem: string };

const known = new WeakMap<ODataClient, Map<string, string>>();

/** Whether a text may be the number of a WBS element. SAP refuses others, and zeros stand for none, or for the project. */
export const isWbsNumber = (id: string): boolean => /^\d{1,24}$/.test(id) && !isNoKey(id);

/**
 * Resolves WBS element numbers (WBSElementInternalID) into the IDs that people know, a few dozen in one request and each
 * only once for a client. What SAP does not take, and a service that cannot be read, costs nothing but the documents that
 * need it: the lookup says so for each number.
 * @throws NodeApiError for trouble that passes, or that every request would meet
 */
export async function wbsLookup(client: ODataClient, internalIds: Iterable<string>): Promise<WbsLookup> {
	const resolved = resolvedBy(client);
	const open = [...new Set(internalIds)].filter((id) => isWbsNumber(id) && !resolved.has(id));
	const [elements] = await Promise.allSettled([lookUp(open, async (ids) => await elementsOf(client, ids))]);
	if (elements.status === 'rejected' && !isUnreadable(elements.reason)) throw elements.reason;
	const unavailable = elements.status === 'rejected' ? (elements.reason as Error).message : '';
	const { found = [], refused } = elements.status === 'fulfilled' ? elements.value : {};
	for (const [id, wbsElement] of found) resolved.set(id, wbsElement);
	return (id) => {
		const wbsElement = resolved.get(id);
		if (wbsElement) return { wbsElement };
		const unknown = `${serviceName(enterpriseProjectService)} has no WBS element of this number`;
		const why = isWbsNumber(id) ? refused?.get(id) || unavailable || unknown : 'it is not the number of a WBS element';
		return { problem: `${id} cannot be resolved (${why})` };
	};
}

/** Has a client know WBS elements that another one has resolved. */
export function knowWbs(
	client: ODataClient,
	elements: Iterable<readonly [internalId: string, wbsElement: string]>,
): void {
	const resolved = resolvedBy(client);
	for (const [id, wbsElement] of elements) resolved.set(id, wbsElement);
}

function resolvedBy(client: ODataClient): Map<string, string> {
	const resolved = known.get(client) ?? new Map<string, string>();
	known.set(client, resolved);
	return resolved;
}

const isUnreadable = (error: unknown) => isAboutQuery(error) || reasonOf(error) === 'service_not_available';

async function elementsOf(client: ODataClient, internalIds: readonly string[]): Promise<Array<[string, string]>> {
	const rows = await allRows(client, {
		service: enterpriseProjectService,
		tree: { entitySet: 'A_EnterpriseProjectElement', select: ['ProjectElement', 'WBSElementInternalID'] },
		filter: isOneOf('WBSElementInternalID', internalIds),
		orderBy: ['ProjectElement'],
	});
	return rows.map((row) => [normalKey(String(row.WBSElementInternalID ?? '')), String(row.ProjectElement ?? '')]);
}
