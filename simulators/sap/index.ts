import { createClock } from '../core/clock.ts';
import { parseInput } from '../core/input.ts';
import type { Simulator } from '../core/types.ts';
import { applyChange, applyDue } from './changes/changes.ts';
import { handleRequest } from './handle.ts';
import { resetSchema, type SapSimulatorOptions } from './options.ts';
import { createState, publicState } from './state.ts';

export type { SapSimulatorOptions } from './options.ts';
export type { SapChange } from './changes/changes.ts';

/**
 * An SAP S/4HANA that can be read: token endpoint and OData services, as strict as the real one.
 * `change` takes the commands of `changes/`, `reset` any of the options that it starts from.
 */
export function createSapSimulator(options: SapSimulatorOptions): Simulator {
	const clock = options.clock ?? createClock();
	let state = createState(options);
	return {
		system: 'sap',
		clock,
		handle: (request) => {
			applyDue(request, state, clock.now());
			return handleRequest(request, state, clock.now());
		},
		reset: (overrides) => {
			state = createState({ ...options, ...parseInput(resetSchema, overrides ?? {}, 'reset') });
		},
		state: () => publicState(state),
		change: (command) => applyChange(command, state, clock.now()),
	};
}
