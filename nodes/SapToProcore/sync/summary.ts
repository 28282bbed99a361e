import { entities, statuses, type Entity } from '../../shared/model';
import { entityLabel } from '../../shared/entities';
import type { LaneTotal, Totals } from './totals';

/** Lanes that did something, in the order in which they run. */
function lanesOf(totals: Totals): Array<[Entity, LaneTotal]> {
	return entities.flatMap((entity) => {
		const lane = totals.lanes[entity];
		return lane && (lane.read || Object.keys(lane.counts).length > 0)
			? [[entity, lane] satisfies [Entity, LaneTotal]]
			: [];
	});
}

/** JSON: outcomes by entity and status, beside the window each lane read, and the last key where it is not at its end. */
export function countsText(totals: Totals): string {
	const counts = lanesOf(totals).map(([entity, { counts: byStatus, complete, from, to, cursor }]) => [
		entity,
		{ ...byStatus, complete, from, to, ...(cursor === '' ? {} : { cursor }) },
	]);
	return JSON.stringify(Object.fromEntries(counts));
}

/** One line for people: `Suppliers: 53 synced, 4 held. Purchase orders: 2000 synced, read up to 4500002000`. */
export function summaryOf(totals: Totals): string {
	const lines = lanesOf(totals).map(([entity, lane]) => `${entityLabel(entity)}: ${laneText(lane)}`);
	return lines.length === 0 ? 'Nothing to read' : lines.join('. ');
}

function laneText({ counts, complete, cursor }: LaneTotal): string {
	const parts = statuses.flatMap((status) => (counts[status] ? [`${counts[status]} ${status}`] : []));
	const texts = parts.length === 0 ? ['nothing changed'] : parts;
	if (cursor !== '') return [...texts, `read up to ${cursor}`].join(', ');
	return (complete ? texts : [...texts, 'not read to the end']).join(', ');
}
