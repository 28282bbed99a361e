import { z } from 'zod/v3';
import { isEntity } from '../../../../shared/entities';
import { counted } from '../../../reports/kit/format';
import { takeReplay } from '../../run/replay';
import type { Done, FormContext } from './form';

/** Documents that the sync is to take up. */
export const documentsSchema = z.array(z.object({ entity: z.string(), key: z.string() }));
export type Documents = z.infer<typeof documentsSchema>;

/** Starts the sync for some documents, unless another run is under way; says which of the two. */
export async function started({ context, customer }: FormContext, documents: Documents): Promise<Done> {
	const selected = documents.flatMap(({ entity, key }) => (isEntity(entity) ? [{ entity, key }] : []));
	const { message, replay } = await takeReplay(context, customer, { entity: '', key: '', documents: selected });
	return replay
		? { message: `The sync has started for ${counted(selected.length, 'document')}.`, replay }
		: { message };
}
