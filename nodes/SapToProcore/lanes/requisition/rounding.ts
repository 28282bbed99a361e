import { decimal, unscaledAt } from '../../../shared/decimal';
import type { OrderLine } from '../purchaseOrder/lines';
import type { Placement } from './placing';

/** What the line has, in minor units, not negative for returns. */
export function lineUnits({ made, line }: Pick<Placement, 'made' | 'line'>): bigint {
	const units = unscaledAt(decimal(line.amount), made.decimals);
	return units < 0n ? -units : units;
}

/**
 * Requisition and order are each rounded by themselves: a line may get a minor unit more than it has, and another line of
 * the same order item, or none, has it to spare. Takes such units off, so that no line is billed above its amount; whatever
 * is more than a rounding stays. The placements given are all those of one order item.
 */
export function withoutRoundings(placements: Placement[]): Placement[] {
	const [first] = placements;
	if (!first) return [];
	const { made } = first;
	const tolerance = BigInt(placements.length);
	const room = new Map<OrderLine, bigint>(made.lines.map((line) => [line, lineUnits({ made, line })]));
	for (const { line, units } of placements) room.set(line, (room.get(line) ?? 0n) - units);
	return placements.flatMap((placement) => {
		const excess = -(room.get(placement.line) ?? 0n);
		if (excess <= 0n || excess > tolerance || excess > placement.units) return [placement];
		const moved = movedTo(placement, excess, room);
		const left = excess - moved.reduce((total, { units }) => total + units, 0n);
		// A single unit that no line can take is the rounding of the whole; more of them is a real difference.
		const kept = left > 1n ? left : 0n;
		room.set(placement.line, -kept);
		return [{ ...placement, units: placement.units - excess + kept }, ...moved];
	});
}

function movedTo(placement: Placement, excess: bigint, room: Map<OrderLine, bigint>): Placement[] {
	let left = excess;
	return [...room].flatMap(([line, free]) => {
		const units = free < left ? free : left;
		if (units <= 0n) return [];
		left -= units;
		room.set(line, free - units);
		return [{ ...placement, line, units }];
	});
}
