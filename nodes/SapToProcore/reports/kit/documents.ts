import { entities, entityTable, type Entity } from '../../../shared/entities';
import { counted } from './format';

/**
 * Documents by what they are, each once, in the order of the lanes: `2 purchase orders and 1 project cost`.
 * @param uncounted - kinds of which there are more than are named: `2 purchase orders and project costs`
 */
export function documentsText(
	documents: ReadonlyArray<{ entity: string; key: string }>,
	uncounted: readonly Entity[] = [],
): string {
	const texts = entities.flatMap((entity) => {
		const keys = new Set(documents.filter((each) => each.entity === entity).map(({ key }) => key));
		const { noun } = entityTable[entity];
		if (keys.size === 0) return [];
		return [uncounted.includes(entity) ? `${noun}s` : counted(keys.size, noun)];
	});
	const last = texts.pop() ?? counted(0, 'document');
	return texts.length === 0 ? last : `${texts.join(', ')} and ${last}`;
}

/** `100001 "Acme"`; `name` is `""` where it is not known. */
export const supplierText = ({ supplier, name }: { supplier: string; name: string }): string =>
	name === '' ? supplier : `${supplier} "${name}"`;
