import type { FieldErrors } from './errors.ts';
import type { Store } from './store.ts';
import type { Attributes } from './sync.ts';

const texts = {
	invoice: 'This invoice is synced with ERP and cannot be changed',
	directCost: 'This direct cost is synced with ERP and cannot be changed',
};

/** What a call that only unlinks may hold: `id` is how a row of a sync names the record. */
const unlinking = new Set(['id', 'origin_id', 'origin_data']);

/**
 * Procore: a record with an origin id is immutable as a whole, drafts as well. People are always held to that; whether
 * programs are is not documented for every call, so that is a setting.
 * @param given what the call sets; `_delete` for a deletion
 */
export function lockErrors(
	store: Store,
	record: { origin_id: string | null } | undefined,
	what: keyof typeof texts,
	given: Attributes,
): FieldErrors {
	if (record === undefined || record.origin_id === null) return {};
	const { lockSynced, unlink } = store.settings;
	const unlinks = given.origin_id === null;
	const onlyUnlinks = unlinks && Object.keys(given).every((name) => unlinking.has(name));
	const isLocked = store.actor === 'person' || lockSynced;
	if (isLocked && !(onlyUnlinks && store.actor === 'app')) return { base: [texts[what]] };
	return unlinks && unlink === 'refused' ? { origin_id: ["can't be blank"] } : {};
}

/** What is saved of a call: without the removal of the origin id where that is passed over in silence. */
export function withoutIgnoredUnlink(store: Store, given: Attributes): Attributes {
	if (given.origin_id !== null || store.settings.unlink !== 'ignored') return given;
	return Object.fromEntries(Object.entries(given).filter(([name]) => name !== 'origin_id'));
}
