import { z } from 'zod/v3';
import { text } from './primitives';

/** `unknown`: it could not be told, and `answer` says why. */
export const conformanceStates = ['confirmed', 'different', 'unknown'] as const;

/** What a system does where its documentation leaves open what it does. Holds nothing of the customer's. */
export const conformanceFindingSchema = z.object({
	system: z.enum(['sap', 'procore']),
	/** Which probe found it: `directCosts.locked`. */
	probe: z.string().min(1),
	/** What the sync counts on, in a sentence. */
	assumption: z.string().min(1),
	state: z.enum(conformanceStates),
	/** What was found, in a sentence. */
	answer: z.string().min(1),
	/** The setting of a node or credential that is right here, `""` = none depends on it: `Upsert costs > Status`. */
	setting: text,
	/** Its value, as the panel shows it. */
	value: text,
});
export type ConformanceFinding = z.infer<typeof conformanceFindingSchema>;
