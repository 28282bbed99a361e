import { EngineProcess } from './process.ts';

const RealDate = Date;
const real = { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate };
/** Rounds of the event loop without any work, after which everybody is waiting for time to pass. */
const calmRounds = 3;

class VirtualTimer {
	due: number;
	readonly every: number | undefined;
	readonly process: EngineProcess;
	readonly callback: () => void;

	constructor(process: EngineProcess, due: number, callback: () => void, every?: number) {
		this.process = process;
		this.due = due;
		this.callback = callback;
		this.every = every;
	}

	ref(): this {
		return this;
	}

	unref(): this {
		return this;
	}

	hasRef(): boolean {
		return false;
	}
}

/**
 * The time of both systems and of n8n. It stands still while somebody works, moves on a little with each request, and
 * jumps to the next timer when everybody waits, so that a wait of an hour takes a few milliseconds and a schedule of
 * events is the same every time.
 */
export class VirtualTime {
	#now: number;
	#timers: VirtualTimer[] = [];
	#works = 0;
	#pumping = false;

	private constructor(start: number) {
		this.#now = start;
	}

	/** Replaces the clock and the timers of this process; there is one, however often it is asked for. */
	static install(): VirtualTime {
		installed ??= replaceGlobals(new VirtualTime(RealDate.now()));
		return installed;
	}

	/** Milliseconds since 1970. */
	now(): number {
		return this.#now;
	}

	/** Starts over at an ISO 8601 date-time; timers of earlier worlds are forgotten. */
	restart(iso: string): void {
		this.#now = RealDate.parse(iso);
		this.#timers = [];
	}

	advance(ms: number): void {
		this.#now += ms;
	}

	/** Time stands still while this is going on, apart from what it takes itself. */
	async during<T>(work: () => Promise<T>): Promise<T> {
		const process = EngineProcess.current();
		if (process) process.underWay++;
		this.#works++;
		try {
			return await work();
		} finally {
			if (process) process.underWay--;
			this.#works++;
		}
	}

	add(process: EngineProcess, callback: () => void, ms: number, repeats: boolean): VirtualTimer {
		const timer = new VirtualTimer(
			process,
			this.#now + Math.max(1, ms),
			callback,
			repeats ? Math.max(1, ms) : undefined,
		);
		this.#timers.push(timer);
		this.#pump();
		return timer;
	}

	remove(timer: VirtualTimer): void {
		this.#timers = this.#timers.filter((other) => other !== timer);
	}

	#pump(): void {
		if (this.#pumping) return;
		this.#pumping = true;
		let calm = 0;
		let seen = this.#works;
		const round = () => {
			this.#timers = this.#timers.filter(({ process }) => process.isBusy);
			if (this.#timers.length === 0) {
				this.#pumping = false;
				return;
			}
			const working = this.#timers.some(({ process }) => process.underWay > 0);
			calm = working || seen !== this.#works ? 0 : calm + 1;
			seen = this.#works;
			if (calm >= calmRounds) {
				calm = 0;
				this.#fireNext();
			}
			real.setImmediate(round);
		};
		real.setImmediate(round);
	}

	#fireNext(): void {
		const next = this.#timers.reduce((first, other) => (other.due < first.due ? other : first));
		this.#now = Math.max(this.#now, next.due);
		if (next.every === undefined) this.remove(next);
		else next.due = this.#now + next.every;
		next.process.run(next.callback);
	}
}

let installed: VirtualTime | undefined;

function replaceGlobals(time: VirtualTime): VirtualTime {
	class VirtualDate extends RealDate {
		constructor(...given: ConstructorParameters<DateConstructor> | []) {
			super(...((given.length === 0 ? [time.now()] : given) as ConstructorParameters<DateConstructor>));
		}

		static override now(): number {
			return time.now();
		}
	}
	const start =
		(repeats: boolean, usual: typeof setTimeout) =>
		(callback: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
			const process = EngineProcess.current();
			const call = () => {
				callback(...args);
			};
			return process ? time.add(process, call, ms, repeats) : usual(call, ms);
		};
	const stop = (usual: typeof clearTimeout) => (timer: unknown) => {
		if (timer instanceof VirtualTimer) time.remove(timer);
		else usual(timer as NodeJS.Timeout);
	};
	Object.assign(globalThis, {
		Date: VirtualDate,
		setTimeout: start(false, real.setTimeout),
		setInterval: start(true, real.setInterval as typeof setTimeout),
		clearTimeout: stop(real.clearTimeout),
		clearInterval: stop(real.clearInterval),
	});
	return time;
}
