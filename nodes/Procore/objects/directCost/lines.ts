import { compared, isZero, subtracted, sum } from '../../../shared/decimal';
import type { Explanation } from '../upsert/itemResult';
import type { Id } from '../wbs/projectCodes';
import type { CostPart } from '../../../shared/model';
import { lineKey, type CostLineKey, type HeldLine } from './read';

/** A line of direct costs: what is wanted, and by which items; what Procore holds of it, in one direct cost or several. */
export interface CostLine extends CostLineKey {
	key: string;
	wanted: string;
	held: HeldLine[];
	/** Of the items that are about it. */
	indexes: Set<number>;
}

/** One that is to be changed. `difference` is what has to be added to what Procore holds. */
export interface ChangedLine extends CostLine {
	difference: string;
	wbsCodeId: Id;
}

/** The parts of one item that count. */
export interface CountedParts {
	index: number;
	parts: CostPart[];
}

/** Adds up what items want, and puts beside it what Procore holds. What nothing wants any more is wanted as 0. */
export function costLines(counted: CountedParts[], held: HeldLine[]): CostLine[] {
	const lines = new Map<string, CostLine & { amounts: string[] }>();
	const lineOf = ({ period, costCode, costType }: CostLineKey) => {
		const key = lineKey({ period, costCode, costType });
		const known = lines.get(key);
		if (known) return known;
		const line = { key, period, costCode, costType, wanted: '0', amounts: [], held: [], indexes: new Set<number>() };
		lines.set(key, line);
		return line as CostLine & { amounts: string[] };
	};
	for (const { index, parts } of counted)
		for (const part of parts) {
			const line = lineOf(part);
			line.amounts.push(part.amount);
			line.indexes.add(index);
		}
	for (const line of held) lineOf(line).held.push(line);
	return [...lines.values()].map(({ amounts, ...line }) => ({ ...line, wanted: sum(['0', ...amounts]) }));
}

export const heldAmount = ({ held }: Pick<CostLine, 'held'>) => sum(['0', ...held.map(({ amount }) => amount)]);

/** Why a line cannot be written as it should. */
export interface Hindered {
	line: CostLine;
	why: Explanation;
}

/**
 * The lines that differ from what Procore holds.
 * @param codeOf the WBS code of a line that is not 0, `""` = it is only planned; or why there is none
 */
export function changedLines(
	lines: CostLine[],
	codeOf: (line: CostLine) => { id: Id } | { why: Explanation },
): { changed: ChangedLine[]; hindered: Hindered[] } {
	const changed: ChangedLine[] = [];
	const hindered: Hindered[] = [];
	for (const line of lines) {
		const before = heldAmount(line);
		const difference = subtracted(line.wanted, before);
		if (isZero(line.wanted)) {
			if (compared(before, '0') !== 0)
				changed.push({ ...line, difference, wbsCodeId: line.held.at(-1)?.wbsCodeId ?? '' });
			continue;
		}
		const code = codeOf(line);
		if ('why' in code) hindered.push({ line, why: code.why });
		else if (!isZero(difference)) changed.push({ ...line, difference, wbsCodeId: code.id });
	}
	return { changed, hindered };
}
