import type { rowAt, TemplateNode, WorkflowBuilder } from '../builder.ts';
import { decide, note } from '../nodes.ts';
import type { Entity } from '../../nodes/shared/entities.ts';

type Place = [x: number, y: number];

/** The run that a node belongs to; explicit in every node, so that n8n renames it along with *Start*. */
export const run = "={{ $('Start').first().json }}";

/**
 * A lane from left to right. `fetch` is what the others begin with; `beside` hangs on it and feeds the second input of
 * `map`; `upsert` is missing where the lane writes nothing to Procore.
 */
export interface LaneTemplate {
	entity: Entity;
	title: string;
	/** What the lane does, in a sentence. */
	text: string;
	column: 0 | 1;
	/** At least 345 pixels below a lane of one row, 425 below one with `beside`: opened, it then pushes nothing away from its note. */
	y: number;
	/** Where the wire comes in from the left, the note stands above. */
	noteAbove?: boolean;
	fetch(at: Place): TemplateNode;
	beside?(at: Place): TemplateNode;
	map(at: Place): TemplateNode;
	upsert?(at: Place): TemplateNode;
	/** Name of the node that records the lane. */
	record: string;
}

/** What happens in a lane travels on as an item: nothing stops the next lane, and a lane with nothing to do leads on. */
const laned = { onError: 'continueRegularOutput', alwaysOutputData: true } as const;

/** To the left of a lane and of the wire that leads to it, where it does not matter whether its box is open. */
export const noteBeside = (name: string, [x, y]: Place, text: string): TemplateNode =>
	note(name, [x - 352, y - 136], [240, 144], text);

const noteOver = (name: string, [x, y]: Place, text: string): TemplateNode =>
	note(name, [x - 32, y - 232], [400, 88], text);

/** Adds a lane behind a node; the last node of the lane. */
export function addLane(w: WorkflowBuilder, after: string, lane: LaneTemplate, at: ReturnType<typeof rowAt>): string {
	const fetch = w.add({ ...lane.fetch(at(0)), ...laned, executeOnce: true });
	const beside = lane.beside && w.add({ ...lane.beside(at(1, 0.5)), ...laned, executeOnce: true });
	const first = beside ? 2 : 1;
	const map = w.add({ ...lane.map(at(first)), ...laned });
	const upsert = lane.upsert && w.add({ ...lane.upsert(at(first + 1)), ...laned });
	const record = w.add({
		...decide(lane.record, at(first + (upsert ? 2 : 1)), {
			resource: 'outcome',
			operation: 'record',
			run,
			entity: lane.entity,
		}),
		...laned,
	});
	w.connect(after, fetch);
	// The wires lie on each other in places. n8n draws the last one on top: what is put in there goes between Fetch and Map.
	w.connect(fetch, record, { input: 1 });
	if (beside) w.connect(fetch, beside);
	w.chain(fetch, map, ...(upsert ? [upsert] : []), record);
	if (beside) w.connect(beside, map, { input: 1 });
	w.group(lane.title, [fetch, ...(beside ? [beside] : []), map, ...(upsert ? [upsert] : []), record], lane.text);
	w.add((lane.noteAbove ? noteOver : noteBeside)(lane.title, at(0), lane.text));
	return record;
}
