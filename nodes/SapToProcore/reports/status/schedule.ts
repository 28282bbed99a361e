const hourMs = 3_600_000;

/** When the schedule runs: every so many hours, counted from an hour of the day in UTC. */
export interface Schedule {
	everyHours: number;
	atHour: number;
}

export interface Turns {
	/** The last time a run was due. */
	previous: number;
	next: number;
}

/** The turns before and after a time, in milliseconds since 1970. A turn at the very moment is the previous one. */
export function turnsAround({ everyHours, atHour }: Schedule, now: number): Turns {
	const step = everyHours * hourMs;
	const phase = (((now - atHour * hourMs) % step) + step) % step;
	return { previous: now - phase, next: now - phase + step };
}
