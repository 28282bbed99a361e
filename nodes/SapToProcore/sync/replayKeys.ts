import type { Entity } from '../../shared/model';
import type { ReasonCode } from '../../shared/reasons';
import type { ExceptionRow } from '../ledger/rows';

/** What a replay is about: all that is due, an entity (`""` = any), or one document; with `documents` just those. */
export interface Selection {
	entity: Entity | '';
	key: string;
	documents?: Array<{ entity: Entity; key: string }>;
}

const isDue = (row: ExceptionRow, now: number) => !(Date.parse(row.next_attempt_at) > now);
const keysOf = (rows: ExceptionRow[]) => [...new Set(rows.map((row) => row.sap_key))];
const ofDocuments = (exceptions: ExceptionRow[], entity: Entity) =>
	exceptions.filter((row) => row.entity === entity && row.sap_key !== '');

/**
 * Keys of open exceptions that are looked at again now. A held one is due in every run, because a person may have decided
 * or corrected something since, and looking costs nothing in Procore; others wait for their next attempt; parked ones wait
 * for a person.
 */
export function dueKeys(exceptions: ExceptionRow[], entity: Entity, now: number): string[] {
	return keysOf(ofDocuments(exceptions, entity).filter((row) => row.status === 'open' && isDue(row, now)));
}

/** Reasons whose replay takes something out of Procore: nobody who replays many means that. */
const byNameOnly: ReadonlySet<string> = new Set<ReasonCode>(['costs_not_shown', 'order_left_projects']);

/** Whether an exception is replayed only by whoever names it. */
export const isByNameOnly = ({ reason }: { reason: string }): boolean => byNameOnly.has(reason);

/**
 * Keys that a replay reads. Whoever names an entity means all of its exceptions, due or not, parked ones too; whoever
 * names documents means just those, even if they are set to ignored or have no exception at all.
 */
export function namedKeys(exceptions: ExceptionRow[], entity: Entity, selection: Selection, now: number): string[] {
	if (selection.documents)
		return [...new Set(selection.documents.filter((each) => each.entity === entity).map(({ key }) => key))];
	if (selection.entity !== '' && selection.entity !== entity) return [];
	const rows = ofDocuments(exceptions, entity);
	if (selection.key !== '') {
		const known = rows.some((row) => row.sap_key === selection.key);
		return known || selection.entity === entity ? [selection.key] : [];
	}
	const others = rows.filter((row) => !isByNameOnly(row));
	if (selection.entity === '') return dueKeys(others, entity, now);
	return keysOf(others.filter((row) => row.status === 'open' || row.status === 'parked'));
}
