import type { DocumentEffect, Effect, EffectTotal, Place } from '../../mapping/effects';
import { entityTable, readableKey } from '../../../shared/entities';
import type { Roster } from '../../lookup/roster';
import type { Column } from '../kit/columns';
import { counted, moneyTexts } from '../kit/format';
import type { Html } from '../kit/html';
import { table } from '../kit/table';
import { codeText } from './model';

/** What a change of the map does, in sentences, before it is made. What is nothing is said as well. */
export function effectTexts({ released, moved, later, notSent, stopped }: Effect): string[] {
	return [
		released.documents > 0
			? `The next run releases ${total(released)} that ${waits(released)} for this.`
			: 'The next run releases 0 documents.',
		moved.documents > 0
			? `${total(moved)} that ${isOrAre(moved)} in Procore already will move there.`
			: '0 documents that are in Procore already will move.',
		...(later.documents > 0
			? [`${total(later)} more will be released or moved: with Run now after saving, or once SAP changes them.`]
			: []),
		...notSent.map((each) => `Still not sent (${each.title}): ${total(each)}.`),
		...stopped.map((each) => `No longer sent (${each.title}): ${total(each)}.`),
	];
}

const total = ({ documents, amounts }: EffectTotal) =>
	[counted(documents, 'document'), moneyTexts(amounts)].filter(Boolean).join(', ');
const waits = ({ documents }: EffectTotal) => (documents === 1 ? 'waits' : 'wait');
const isOrAre = ({ documents }: EffectTotal) => (documents === 1 ? 'is' : 'are');

const kinds: Record<DocumentEffect['kind'], string> = {
	released: 'released',
	moved: 'moved',
	notSent: 'still not sent',
	stopped: 'no longer sent',
	later: 'with Run now',
};

/** The documents that it is about. */
export function effectTable({ documents }: Effect, projects: Roster): Html {
	const placeText = (place: Place | null) =>
		place === null
			? ''
			: [projects.byId(place.projectId)?.project_name || place.projectId, codeText(place)].filter(Boolean).join(' · ');
	const columns: Array<Column<DocumentEffect>> = [
		{ key: 'what', label: 'What', value: ({ entity }) => entityTable[entity].noun },
		{ key: 'sap_key', label: 'SAP key', width: 'long', value: ({ entity, sapKey }) => readableKey(entity, sapKey) },
		{ key: 'kind', label: 'Becomes', value: ({ kind }) => kinds[kind] },
		{ key: 'from', label: 'From', value: ({ from }) => placeText(from) },
		{ key: 'to', label: 'To', value: ({ to }) => placeText(to) },
		{ key: 'amount', label: 'Amount', kind: 'amount', value: ({ amount }) => amount },
		{ key: 'currency', label: 'Currency', width: 'short', value: ({ currency }) => currency },
	];
	return table(columns, documents, { empty: 'No document is concerned.', most: 100 });
}
