import { reasonOf } from '../../../shared/http';
import { allRows } from '../../odata/allRows';
import type { ODataClient } from '../../odata/client';
import { isNoKey, normalKey } from '../../odata/keys';
import { isOneOf } from '../../odata/literals';
import { isAboutQuery, lookUp } from '../../odata/lookUp';
import { serviceName } from '../../odata/service';
import { enterpriseProjectService } from './service';

/** The WBS element that people know, or why it is not known. */
export type WbsAnswer = { wbsElement: string } | { problem: string };
export type WbsLookup = (internalId: string) => WbsAnswer;

const known = new WeakMap<ODataClient, Map<string, WbsAnswer>>();

/** Whether a text may be the number of a WBS element. SAP refuses others, and zeros stand for none, or for the project. */
export const isWbsNumber = (id: string): boolean => /^\d{1,24}$/.test(id) && !isNoKey(id);

/**
 * Resolves WBS element numbers (WBSElementInternalID) into the IDs that people know, a few dozen in one request and each
 * only once for a client. What SAP does not take, and a service that cannot be read, costs nothing but the documents that
 * need it: the lookup says so for each number.
 * @throws NodeApiError for trouble that passes, or that every request would meet
 */
export async function wbsLookup(client: ODataClient, internalIds: Iterable<string>): Promise<WbsLookup> {
	const answers = answersOf(client);
	const open = [...new Set(internalIds)].filter((id) => isWbsNumber(id) && !answers.has(id));
	const [elements] = await Promise.allSettled([lookUp(open, async (ids) => await elementsOf(client, ids))]);
	if (elements.status === 'rejected' && !isUnreadable(elements.reason)) throw elements.reason;
	const unavailable = elements.status === 'rejected' ? (elements.reason as Error).message : '';
	const { found = [], refused } = elements.status === 'fulfilled' ? elements.value : {};
	for (const [id, wbsElement] of found) if (wbsElement !== '') answers.set(id, { wbsElement });
	return (id) => {
		const answer = answers.get(id);
		if (answer) return answer;
		const unknown = `${serviceName(enterpriseProjectService)} has no WBS element of this number`;
		const why = isWbsNumber(id) ? refused?.get(id) || unavailable || unknown : 'it is not the number of a WBS element';
		return { problem: `${id} cannot be resolved (${why})` };
	};
}

/** Has a client answer as another one did. */
export function knowWbs(client: ODataClient, given: Iterable<readonly [internalId: string, answer: WbsAnswer]>): void {
	const answers = answersOf(client);
	for (const [id, answer] of given) answers.set(id, answer);
}

function answersOf(client: ODataClient): Map<string, WbsAnswer> {
	const answers = known.get(client) ?? new Map<string, WbsAnswer>();
	known.set(client, answers);
	return answers;
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
