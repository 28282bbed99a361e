import { z } from 'zod';
import type { SimRequest } from './types.ts';

/** A change that waits for a request. */
export interface PendingChange {
	path: string;
	method?: string | undefined;
	nth: number;
	change: { do: string };
	/** Requests so far that fit. */
	seen: number;
}

/** A change that is done just before the `nth` request is answered whose path?query, as it was sent, fits the regular expression `path`. */
export const pendingChangeSchema = z
	.object({
		do: z.literal('when-requested'),
		path: z.string().min(1).refine(isPattern, 'is not a regular expression'),
		/** Only requests of this method. */
		method: z.string().min(1).optional(),
		nth: z.number().int().min(1).default(1),
		/** Any other change command. */
		change: z.object({ do: z.string().min(1) }).passthrough(),
	})
	.strict();

function isPattern(source: string): boolean {
	try {
		return new RegExp(source) instanceof RegExp;
	} catch {
		return false;
	}
}

/** The commands whose request this is; they are no longer pending then. */
export function takeDue(request: SimRequest, holder: { pending: PendingChange[] }): unknown[] {
	if (holder.pending.length === 0) return [];
	for (const pending of holder.pending)
		if ((pending.method ?? request.method) === request.method && new RegExp(pending.path).test(request.url))
			pending.seen++;
	const due = holder.pending.filter(({ seen, nth }) => seen >= nth);
	holder.pending = holder.pending.filter(({ seen, nth }) => seen < nth);
	return due.map(({ change }) => change);
}
