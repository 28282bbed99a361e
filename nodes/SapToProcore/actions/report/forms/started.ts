import { z } from 'zod/v3';
import { isEntity } from '../../../../shared/entities';
import { documentsText } from '../../../reports/kit/documents';
import { takeReplay } from '../../run/replay';
import type { Done, FormContext } from './form';

/** Documents that the sync is to take up. */
export const documentsSchema = z.array(z.object({ entity: z.string(), key: z.string() }));
export type Documents = z.infer<typeof documentsSchema>;

/** What the sync is started for. Costs are chosen all together, or by what they come to in Procore. */
export const chosenText = (documents: Documents) => documentsText(documents, ['actual_cost', 'budget']);

/** Starts the sync for some documents, unless another run is under way; says which of the two. */
export async function started({ context, customer }: FormContext, documents: Documents): Promise<Done> {
	const selected = documents.flatMap(({ entity, key }) => (isEntity(entity) ? [{ entity, key }] : []));
	const { message, replay } = await takeReplay(context, customer, { entity: '', key: '', documents: selected });
	return replay ? { message: `The sync has started for ${chosenText(selected)}.`, replay } : { message };
}
