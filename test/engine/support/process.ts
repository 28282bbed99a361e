import { AsyncLocalStorage } from 'node:async_hooks';

const running = new AsyncLocalStorage<EngineProcess>();

let begun = 0;

/** Never settles: what a process that was killed waits for. */
const forever = () => new Promise<never>(() => undefined);

/**
 * An n8n process, as far as its nodes can tell. One that was killed does nothing more: whatever it asks for next, a
 * request, a table or a timer, never comes back. Nothing is cleaned up, and nobody in it notices.
 */
export class EngineProcess {
	/** Counts the processes of this test. */
	readonly nth = ++begun;
	#dead = false;
	#executions = 0;
	/** Requests and the like that are under way. */
	underWay = 0;
	#die: () => void = () => undefined;
	/** Settles when the process is killed. */
	readonly death: Promise<void>;

	constructor() {
		this.death = new Promise((resolve) => {
			this.#die = resolve;
		});
	}

	/** The process whose code is running; undefined outside of n8n: in the test and in the systems. */
	static current(): EngineProcess | undefined {
		return running.getStore();
	}

	get dead(): boolean {
		return this.#dead;
	}

	/** Whether an execution is going on. */
	get isBusy(): boolean {
		return !this.#dead && this.#executions > 0;
	}

	kill(): void {
		this.#dead = true;
		this.#die();
	}

	run<T>(work: () => T): T {
		return running.run(this, work);
	}

	/** Rejects as `work` does; `undefined` when the process was killed meanwhile. */
	async execute<T>(work: () => Promise<T>): Promise<T | undefined> {
		this.#executions++;
		try {
			return await Promise.race([this.run(work), this.death.then(() => undefined)]);
		} finally {
			this.#executions--;
		}
	}

	/** Goes on only while the process lives. */
	async alive(): Promise<void> {
		if (this.#dead) await forever();
	}
}

/** For code that runs beside the processes, such as the systems: it is part of none of them. */
export const outside = <T>(work: () => T): T => running.exit(work);
