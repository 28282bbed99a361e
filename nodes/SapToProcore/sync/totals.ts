import { z } from 'zod';
import { entities } from '../../shared/model';
import { entityLabel } from '../../shared/entities';

/** How a lane stands after the batches of a run so far. `cursor` = last key of a window that is not read to its end. */
const laneTotalSchema = z.object({
	complete: z.boolean(),
	/** Whether there was anything to read. */
	read: z.boolean(),
	from: z.string(),
	to: z.string(),
	cursor: z.string(),
	/** What the lane as a whole failed on, `""` = nothing. */
	trouble: z.string(),
	/** Outcomes by status. */
	counts: z.record(z.number()),
});
export type LaneTotal = z.infer<typeof laneTotalSchema>;

const callsSchema = z.object({ sap: z.number(), procore: z.number() });

/**
 * What a run came to so far: by entity, and requests by n8n execution (each batch is an execution of its own, which knows
 * only its own requests).
 */
export const totalsSchema = z.object({
	lanes: z.record(z.enum(entities), laneTotalSchema),
	calls: z.record(callsSchema),
});
export type Totals = z.infer<typeof totalsSchema>;

/** What lanes as a whole failed on, for people: each trouble once, behind the lanes that had it. */
export function troublesIn(totals: Totals): string {
	const lanes = new Map<string, string[]>();
	for (const entity of entities) {
		const trouble = totals.lanes[entity]?.trouble ?? '';
		if (trouble !== '') lanes.set(trouble, [...(lanes.get(trouble) ?? []), entityLabel(entity)]);
	}
	return [...lanes].map(([trouble, names]) => `${names.join(', ')}: ${trouble}`).join('\n');
}

/** Requests of all executions of a run. */
export function callsIn(totals: Totals): z.infer<typeof callsSchema> {
	const all = Object.values(totals.calls);
	const sum = (system: 'sap' | 'procore') => all.reduce((total, calls) => total + calls[system], 0);
	return { sap: sum('sap'), procore: sum('procore') };
}
