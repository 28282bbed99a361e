import { entityLabel } from '../../shared/entities';
import type { Lane, Outcome, OutcomeStatus } from '../../shared/model';

export function countsOf(outcomes: Outcome[]): Partial<Record<OutcomeStatus, number>> {
	const counts: Partial<Record<OutcomeStatus, number>> = {};
	for (const { status } of outcomes) counts[status] = (counts[status] ?? 0) + 1;
	return counts;
}

/** What lanes as a whole failed on, for people: each trouble once, behind the lanes that had it. */
export function troublesIn(lanes: Lane[]): string {
	const labels = new Map<string, string[]>();
	for (const { entity, total } of lanes) {
		const trouble = total?.trouble ?? '';
		if (trouble !== '') labels.set(trouble, [...(labels.get(trouble) ?? []), entityLabel(entity)]);
	}
	return [...labels].map(([trouble, names]) => `${names.join(', ')}: ${trouble}`).join('\n');
}
