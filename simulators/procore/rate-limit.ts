import type { Clock } from '../core/clock.ts';
import type { SimLimits } from './types.ts';

interface Window {
	lengthMs: number;
	startedAt: number;
	count: number;
}

const overText = 'You have surpassed the max number of requests for an hour. Please wait until your limit resets.';

/** The outcome of counting one request. */
export interface RateResult {
	allowed: boolean;
	headers: Record<string, string>;
	/** The text for a 429. */
	message: string;
}

/**
 * Two windows at once, an hour and ten seconds, each starting with its first request.
 * Procore: rate limiting. Failed requests count as well; the three headers report the window that is closer to its end.
 */
export class RateLimiter {
	readonly #clock: Clock;
	#limits: SimLimits;
	#hour: Window = { lengthMs: 3_600_000, startedAt: 0, count: 0 };
	#spike: Window = { lengthMs: 10_000, startedAt: 0, count: 0 };

	constructor(clock: Clock, limits: SimLimits) {
		this.#clock = clock;
		this.#limits = limits;
	}

	get limits(): SimLimits {
		return { ...this.#limits };
	}

	/** Changes the limits; what was counted so far stays counted, unless nothing is to be counted any more. */
	setLimits(limits: Partial<SimLimits>): void {
		this.#limits = { ...this.#limits, ...limits };
		if (!this.#limits.limits) this.clear();
	}

	/** Forgets what was counted. */
	clear(): void {
		this.#hour.count = 0;
		this.#spike.count = 0;
	}

	/** Counts a request, unless it is refused. */
	count(): RateResult {
		const { hourlyLimit, spikeLimit, limits } = this.#limits;
		const now = this.#clock.now();
		for (const window of [this.#hour, this.#spike]) {
			if (window.count > 0 && now >= window.startedAt && now < window.startedAt + window.lengthMs) continue;
			window.count = 0;
			window.startedAt = now;
		}
		const full = this.#hour.count >= hourlyLimit || this.#spike.count >= spikeLimit;
		const allowed = !limits || !full;
		if (allowed && limits) {
			this.#hour.count++;
			this.#spike.count++;
		}
		const hourLeft = Math.max(0, hourlyLimit - this.#hour.count);
		const spikeLeft = Math.max(0, spikeLimit - this.#spike.count);
		const hourIsTighter = hourLeft < spikeLeft || (hourLeft === 0 && spikeLeft === 0);
		const [window, limit, left] = hourIsTighter
			? [this.#hour, hourlyLimit, hourLeft]
			: [this.#spike, spikeLimit, spikeLeft];
		return {
			allowed,
			message: overText,
			headers: {
				'x-rate-limit-limit': String(limit),
				'x-rate-limit-remaining': String(left),
				// Rounded up, so that whoever waits for it finds the window open.
				'x-rate-limit-reset': String(Math.ceil((window.startedAt + window.lengthMs) / 1000)),
			},
		};
	}
}
