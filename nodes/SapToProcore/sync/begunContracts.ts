import { z } from 'zod/v3';
import { parsedJson } from '../../shared/json';
import type { Outcome, OutcomeStatus } from '../../shared/model';
import { keyInOriginId } from '../../shared/originId';
import type { KnownContractRow } from '../ledger/rows';

/** What `begun_contracts` in `sap_procore_state` holds: origin IDs of contracts. What nobody can read counts as none. */
export function readBegun(cell: string): string[] {
	const read = z.array(z.string()).safeParse(parsedJson(cell));
	return read.success ? read.data : [];
}

export const writeBegun = (originIds: readonly string[]): string =>
	originIds.length === 0 ? '' : JSON.stringify(originIds);

/** A contract that may be there, and that nothing is on record of. */
export type BegunContractRow = KnownContractRow & { isBegun: true };

/** The rows that `sap_procore_contracts` would have of them. */
export function begunRowsOf(originIds: readonly string[], system: string): BegunContractRow[] {
	return originIds.flatMap((origin_id) => {
		const [sap_key, project_id] =
			keyInOriginId(origin_id, system, 'po') ?? keyInOriginId(origin_id, system, 'prc') ?? [];
		return sap_key === undefined || project_id === undefined ? [] : [{ sap_key, project_id, origin_id, isBegun: true }];
	});
}

/** Contracts that are wanted and of which nothing is on record: Procore may have them from now on. */
export function aboutToCreate(
	mapped: ReadonlyArray<{ desired: { originId: string; void: boolean } } | { outcome: Outcome }>,
	known: ReadonlyArray<Pick<KnownContractRow, 'origin_id'>>,
): string[] {
	const listed = new Set(known.map(({ origin_id }) => origin_id));
	return mapped.flatMap((each) =>
		'desired' in each && !each.desired.void && !listed.has(each.desired.originId) ? [each.desired.originId] : [],
	);
}

/**
 * Nothing is wanted any more, Procore was read, and the contract is not there. One that is only held is still wanted: it stays
 * on the list, so that not every run writes it down anew.
 */
const isAbsent = ({ status, procoreId, fingerprint }: Outcome): boolean =>
	procoreId === '' && fingerprint !== '' && over.has(status);
const over: ReadonlySet<OutcomeStatus> = new Set(['ignored', 'unchanged']);

/** Those that may still come, or be there, once a lane is recorded. */
export function stillBegun(
	originIds: readonly string[],
	outcomes: readonly Outcome[],
	onRecord: ReadonlyArray<Pick<KnownContractRow, 'origin_id'>>,
): string[] {
	const settled = new Set([
		...onRecord.map(({ origin_id }) => origin_id),
		...outcomes.filter(isAbsent).map(({ originId }) => originId),
	]);
	return originIds.filter((originId) => !settled.has(originId));
}
