import type { DesiredContract } from '../../../shared/model';
import { handful } from '../../../shared/texts';
import type { Explanation } from '../upsert/itemResult';
import { pairKey, type Id } from '../wbs/projectCodes';
import type { Resolved } from '../wbs/resolve';

/** The WBS codes of a contract's lines by `pairKey`, or why they cannot be written: all that is missing, each once. */
export function codesOf(
	desired: DesiredContract,
	resolved: Map<string, Resolved>,
): { ids: Map<string, Id> } | { why: Explanation } {
	const ids = new Map<string, Id>();
	const missing = new Map<string, Explanation>();
	for (const line of desired.lines) {
		const key = pairKey(line);
		const found = resolved.get(key);
		if (found && 'id' in found) ids.set(key, found.id);
		else if (found) missing.set(found.why.message, found.why);
	}
	const [first] = missing.values();
	if (!first) return { ids };
	return { why: { ...first, message: handful([...missing.keys()], '; ') } };
}
