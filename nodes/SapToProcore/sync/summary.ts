import { entityLabel } from '../../shared/entities';
import { statuses, type Lane, type LaneTotal } from '../../shared/model';

type Done = Lane & { total: LaneTotal };

/** Lanes that did something, in the order in which they run. */
const active = (lanes: Lane[]): Done[] =>
	lanes.filter(
		(lane): lane is Done => lane.total !== null && (lane.total.read || Object.keys(lane.total.counts).length > 0),
	);

/**
 * The last key of a window that the lane is in the middle of; `""` = it is at its end, or has read nothing of it, or is in
 * trouble: then somebody has to look, however far it has come. That of costs is the project in front of the roster's hash.
 */
export const cursorOf = ({ unfinished, total }: Lane): string =>
	total && !total.complete && total.trouble === '' ? (unfinished?.after.split(' ')[0] ?? '') : '';

/** JSON: outcomes by entity and status, beside the window each lane read, and the last key where it is not at its end. */
export function countsText(lanes: Lane[]): string {
	const counts = active(lanes).map((lane) => {
		const { counts: byStatus, complete, from, to } = lane.total;
		const cursor = cursorOf(lane);
		return [lane.entity, { ...byStatus, complete, from, to, ...(cursor === '' ? {} : { cursor }) }];
	});
	return JSON.stringify(Object.fromEntries(counts));
}

/** One line for people: `Suppliers: 53 synced, 4 held. Purchase orders: 2000 synced, read up to 4500002000`. */
export function summaryOf(lanes: Lane[]): string {
	const lines = active(lanes).map((lane) => `${entityLabel(lane.entity)}: ${laneText(lane)}`);
	return lines.length === 0 ? 'Nothing to read' : lines.join('. ');
}

/** `53 synced, 4 held`, `nothing changed`, `40 synced, read up to 4500000040`. */
export function laneText(lane: Done): string {
	const { counts, complete } = lane.total;
	const parts = statuses.flatMap((status) => (counts[status] ? [`${counts[status]} ${status}`] : []));
	const texts = parts.length === 0 ? ['nothing changed'] : parts;
	const cursor = cursorOf(lane);
	if (cursor !== '') return [...texts, `read up to ${cursor}`].join(', ');
	return (complete ? texts : [...texts, 'not read to the end']).join(', ');
}
