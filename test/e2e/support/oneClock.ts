import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { heapOption } from '../../../tools/n8n/environment.ts';
import type { RunningSimulators } from '../../../simulators/index.ts';

const preload = join(import.meta.dirname, '..', '..', 'support', 'n8nClock.cjs');

/** Lets n8n live in the simulators' time, so that tokens, leases and next attempts come due when a day goes by in minutes. */
export class OneClock {
	readonly env: Record<string, string>;
	readonly #file: string;
	readonly #simulators: RunningSimulators;

	/** @param file where n8n looks up how far its clock is ahead */
	constructor(file: string, simulators: RunningSimulators) {
		this.#file = file;
		this.#simulators = simulators;
		this.env = { SIMULATED_CLOCK_FILE: file, NODE_OPTIONS: `${heapOption} --require "${preload}"` };
		this.tell();
	}

	/**
	 * To be called whenever the simulators' clock has jumped; n8n notices within 20 ms.
	 *
	 * @param wrongBy how far n8n's clock is ahead of theirs, in hours
	 */
	tell(wrongBy = 0): void {
		const ahead = this.#simulators.sap.simulator.clock.now() - Date.now();
		writeFileSync(this.#file, String(Math.round(ahead + wrongBy * 3_600_000)));
	}
}
