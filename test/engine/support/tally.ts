const counts = new Map<string, number>();

/** Counts something that took place in a schedule, so that it is seen that nothing was tried in vain. */
export function count(what: string, times = 1): void {
	counts.set(what, (counts.get(what) ?? 0) + times);
}

/** What took place in this process, and how often. */
export const tally = (): Record<string, number> => Object.fromEntries(counts);
