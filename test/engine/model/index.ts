import fc from 'fast-check';
import { InputError } from '../../../simulators/core/server.ts';
import { count } from '../support/tally.ts';
import type { SyncWorld } from '../support/syncWorld.ts';
import { administratorEvents } from './administrators.ts';
import type { Event, Happen, Marks } from './event.ts';
import { orderEvents } from './orders.ts';
import { documentEvents } from './otherDocuments.ts';
import { procoreEvents } from './procore.ts';
import { tableEvents } from './tables.ts';

const groups = { orderEvents, documentEvents, procoreEvents, tableEvents, administratorEvents };
const events: Record<string, Happen> = Object.assign({}, ...Object.values(groups));

/** Lets something happen; what one of the systems does not allow at that moment does not happen. */
export function happen(world: SyncWorld, event: Event, marks: Marks): void {
	const { acts } = world;
	try {
		events[event.do]?.(world, event, marks);
	} catch (error) {
		if (!(error instanceof InputError)) throw error;
	}
	if (world.acts > acts) count(event.do);
}

/** What can happen, by its name. */
export const eventNames = Object.keys(events);

const number = fc.nat({ max: 999 });
const someOf = (group: Record<string, Happen>, maxLength: number): fc.Arbitrary<Event[]> =>
	fc.array(fc.record({ do: fc.constantFrom(...Object.keys(group)), one: number, two: number, three: number }), {
		maxLength,
	});

/** What happens between two runs. */
export const eventsBetween: fc.Arbitrary<Event[]> = fc
	.tuple(
		someOf(orderEvents, 3),
		someOf(documentEvents, 3),
		someOf(procoreEvents, 2),
		someOf(tableEvents, 1),
		fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: someOf(administratorEvents, 1) }),
	)
	.map((all) => all.flat());
