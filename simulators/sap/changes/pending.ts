import { z } from 'zod';
import type { SimRequest } from '../../core/types.ts';
import type { SapState } from '../state.ts';
import { text } from './context.ts';

/** A change that is done just before the `nth` request is answered whose path?query, as it was sent, fits the regular expression `path`. */
export const pendingChangeSchema = z
	.object({
		do: z.literal('when-requested'),
		path: text.refine(isPattern, 'is not a regular expression'),
		nth: z.number().int().min(1).default(1),
		/** Any other change command. */
		change: z.object({ do: text }).passthrough(),
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
export function takeDue(request: SimRequest, state: SapState): unknown[] {
	if (state.pending.length === 0) return [];
	for (const pending of state.pending) if (new RegExp(pending.path).test(request.url)) pending.seen++;
	const due = state.pending.filter(({ seen, nth }) => seen >= nth);
	state.pending = state.pending.filter(({ seen, nth }) => seen < nth);
	return due.map(({ change }) => change);
}
