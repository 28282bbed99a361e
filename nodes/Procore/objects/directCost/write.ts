import type { DirectCostJob } from './job';
import { LineWriter, type Update } from './lineWriter';
import type { ChangedLine } from './lines';
import { earlierVersion, type HeldLine } from './read';
import type { WrittenLine } from './result';

/**
 * Brings lines to what they should be. Periods that have no direct cost yet get one, all of a project in one request, and
 * lines are then added and changed a hundred a request. Procore may refuse that because it locks direct costs. Then what is
 * missing becomes a further direct cost, which is created with its lines in one request, and from then on so is every other.
 *
 * A direct cost is empty where a run was killed before it added the lines, and where Procore locked it before they came. It
 * counts as 0 everywhere; only its number is used up.
 *
 * @returns by the key of the line
 */
export async function writeLines(
	job: DirectCostJob,
	system: string,
	changed: ChangedLine[],
	held: HeldLine[],
): Promise<Map<string, WrittenLine>> {
	const writer = new LineWriter(
		job,
		system,
		held.some(({ saysLocked: says }) => says),
	);
	const lasts = new Map<string, HeldLine>();
	for (const line of held) {
		const known = lasts.get(line.period);
		if (!known || known.number < line.number) lasts.set(line.period, line);
	}
	const updates: Update[] = [];
	const unmade = new Map<string, ChangedLine[]>();
	for (const [period, lines] of byPeriod(changed)) {
		const last = lasts.get(period);
		if (last) updates.push(...lines.map((line) => updateOf(line, last)));
		else unmade.set(period, lines);
	}
	const refused: ChangedLine[] = [];
	if (writer.isLocked) for (const lines of unmade.values()) await writer.createWhole(lines, 1);
	else {
		const headers = await writer.createHeaders(unmade);
		updates.push(...headers.updates);
		refused.push(...headers.refused);
	}
	refused.push(...(await writer.update(updates)).map((update) => update.changed));
	for (const [period, lines] of byPeriod(refused)) {
		if (period === earlierVersion && (await writer.isEarlierDraft())) {
			writer.name(
				lines,
				'Procore has locked the direct cost of an early version. It is a draft, which counts nowhere.',
			);
			continue;
		}
		await writer.createWhole(lines, (lasts.get(period)?.number ?? 1) + 1);
	}
	return writer.results;
}

function byPeriod(lines: ChangedLine[]): Map<string, ChangedLine[]> {
	const periods = new Map<string, ChangedLine[]>();
	for (const line of [...lines].sort((a, b) => (a.key < b.key ? -1 : 1)))
		periods.set(line.period, [...(periods.get(line.period) ?? []), line]);
	return periods;
}

/** A line is changed where it stands; one that Procore has not comes to the last direct cost of the period. */
function updateOf(changed: ChangedLine, last: HeldLine): Update {
	const line = changed.held.reduce<HeldLine | undefined>(
		(latest, each) => (latest && latest.number > each.number ? latest : each),
		undefined,
	);
	if (line) return { changed, costId: line.costId, number: line.number, line };
	return { changed, costId: last.costId, number: last.number };
}
