import { InputError } from './input-error.ts';

export interface ClockState {
	now: string;
	speed: number;
}

/** The simulated time. Token expiry, rate windows and the Date header all follow it. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** 1 is real time, 60 lets a minute pass a second, 0 stops the clock. */
	setSpeed(factor: number): void;
	/** Jumps ahead. */
	advance(ms: number): void;
	/** Jumps to an ISO 8601 date-time. */
	set(iso: string): void;
	state(): ClockState;
}

/** A clock that starts at the given ISO date-time, or at the real time. */
export function createClock(startIso?: string): Clock {
	let base = Date.now();
	let anchor = Date.now();
	let speed = 1;
	const now = () => base + (Date.now() - anchor) * speed;
	const moveTo = (ms: number) => {
		base = ms;
		anchor = Date.now();
	};
	const clock: Clock = {
		now: () => Math.floor(now()),
		setSpeed(factor) {
			if (!Number.isFinite(factor) || factor < 0) throw new InputError('clock: speed must be a number of 0 or more');
			moveTo(now());
			speed = factor;
		},
		advance(ms) {
			if (!Number.isFinite(ms) || ms < 0) throw new InputError('clock: advance takes milliseconds, 0 or more');
			moveTo(now() + ms);
		},
		set(iso) {
			const ms = Date.parse(iso);
			if (Number.isNaN(ms)) throw new InputError(`clock: "${iso}" is not an ISO 8601 date-time`);
			moveTo(ms);
		},
		state: () => ({ now: new Date(clock.now()).toISOString(), speed }),
	};
	if (startIso !== undefined) clock.set(startIso);
	return clock;
}
