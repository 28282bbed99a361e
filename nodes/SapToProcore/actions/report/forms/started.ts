import { z } from 'zod/v3';
import { entityLabel, isEntity, isReadAsWhole } from '../../../../shared/entities';
import { documentsText } from '../../../reports/kit/documents';
import { takeReplay } from '../../run/replay';
import type { Done, FormContext } from './form';

/** Documents that the sync is to take up. */
export const documentsSchema = z.array(z.object({ entity: z.string(), key: z.string() }));
export type Documents = z.infer<typeof documentsSchema>;

/** What the sync is started for. Costs are chosen all together, or by what they come to in Procore. */
export const chosenText = (documents: Documents) => documentsText(documents, ['actual_cost', 'budget']);

/**
 * Asks for a run for some documents, unless another one is under way; says which of the two. Whether it begins, the page
 * tells afterwards.
 * @param what - it is for, where that is told in other words
 */
export async function started(
	{ context, customer }: FormContext,
	documents: Documents,
	what = chosenText(documents),
): Promise<Done> {
	const selected = documents.flatMap(({ entity, key }) => (isEntity(entity) ? [{ entity, key }] : []));
	const { message, replay } = await takeReplay(context, customer, { entity: '', key: '', documents: selected });
	return replay ? { message: `A run for ${what} was requested.`, replay } : { message };
}

/** What a run for some documents takes beside them, for whoever is about to start it. */
export function alsoTaken(documents: Documents): string {
	const whole = [...new Set(documents.map(({ entity }) => entity))].filter(isEntity).filter(isReadAsWhole);
	if (whole.length === 0) return 'It takes no other document.';
	const labels = whole.map(entityLabel).join(', ');
	return `Of ${labels} it takes everything, in all projects, and may find exceptions that are not listed yet. Of other kinds it takes no other document.`;
}
