import { NodeApiError } from 'n8n-workflow';
import { keyGroups } from './keys';

/** Keys that SAP refused one by one before the refusal is taken to be about all of them. */
const mostRefused = 5;

/** What was found, and why SAP refused to look for some of the keys. */
export interface LookedUp<T> {
	found: T[];
	refused: ReadonlyMap<string, string>;
}

/**
 * Looks up what belongs to keys, a few dozen in one request. A key that makes SAP refuse the whole request is found by
 * halving, and only it is not looked up.
 * @throws NodeApiError for trouble that is not about a key
 */
export async function lookUp<T>(
	keys: readonly string[],
	read: (keys: readonly string[]) => Promise<T[]>,
): Promise<LookedUp<T>> {
	const found: T[] = [];
	const refused = new Map<string, string>();
	const look = async (group: readonly string[]): Promise<void> => {
		const [rows] = await Promise.allSettled([read(group)]);
		if (rows.status === 'fulfilled') {
			found.push(...rows.value);
			return;
		}
		const [key = '', ...more] = group;
		if (!isAboutQuery(rows.reason) || refused.size >= mostRefused) throw rows.reason;
		if (more.length === 0) {
			refused.set(key, rows.reason.message);
			return;
		}
		const middle = Math.ceil(group.length / 2);
		await look(group.slice(0, middle));
		await look(group.slice(middle));
	};
	for (const group of keyGroups(keys)) await look(group);
	return { found, refused };
}

/** Whether SAP refused what was asked, so that it would refuse the same again, and perhaps not less. */
export const isAboutQuery = (error: unknown): error is NodeApiError =>
	error instanceof NodeApiError && ['bad_request', 'not_found'].includes(String(error.context.reason));
