import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod/v3';
import { RecentMap } from '../../shared/recentMap';

const hookSchema = z.object({ id: z.string(), scope: z.string() });

/** What a trigger keeps between activation and deactivation. */
const keptSchema = z.object({
	hooks: z.array(hookSchema),
	/** Where the hooks lead. */
	url: z.string(),
	companyId: z.string(),
	/** Hash of what the hooks were made for: other settings need other hooks. */
	settings: z.string(),
	/** SHA-256 of the header that Procore sends, in hex. The header itself is with Procore alone. */
	secretHash: z.string(),
	/** User whose changes start nothing; `""` = everybody's do. */
	ownUserId: z.string(),
});
export type Kept = z.infer<typeof keptSchema>;

/** What stands in n8n's static data of the node; undefined when there is nothing that can be used. */
export function keptIn(data: IDataObject): Kept | undefined {
	const kept = keptSchema.safeParse(data.kept);
	return kept.success ? kept.data : undefined;
}

/** How many events are known again. An older one that comes once more starts another run, which does no harm. */
const remembered = 1000;
const nodes = 100;

/** n8n stores what an event has changed a moment later, and does so for each as it was before the other. */
const inProcess = new RecentMap<RecentMap<true>>(nodes);

/**
 * Whether an event has been here before; it is known from now on.
 * @param data static data of the node, where the IDs of the newest events are kept
 * @param node tells nodes of this process apart
 */
export function isKnown(data: IDataObject, node: string, eventId: string): boolean {
	const known = inProcess.getOrMake(node, () => new RecentMap<true>(remembered));
	const stored = Array.isArray(data.seen) ? data.seen.map(String) : [];
	if (known.has(eventId) || stored.includes(eventId)) return true;
	known.set(eventId, true);
	data.seen = [...new Set([...stored, ...known.keys()])].slice(-remembered);
	return false;
}
