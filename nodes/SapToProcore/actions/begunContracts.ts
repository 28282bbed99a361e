import type { IExecuteFunctions } from 'n8n-workflow';
import type { Entity } from '../../shared/entities';
import type { Run } from '../../shared/model';
import { ledgerOf } from '../ledger';
import { aboutToCreate, begunRowsOf, readBegun, writeBegun, type BegunContractRow } from '../sync/begunContracts';
import type { KnownContractRow } from '../ledger/rows';
import { writeTables } from './lookupTables';
import { memoryOf } from './runMemory';

/** Origin IDs of contracts that this run, or one that was killed, was about to create, as the table has them now. */
export async function begunOf(context: IExecuteFunctions, run: Run, entity: Entity): Promise<string[]> {
	const memory = memoryOf(context, run);
	const begun = memory?.begun.get(entity);
	if (begun) return begun;
	const rows =
		memory?.state ?? (await ledgerOf(context, run.customer).rows('state', [{ column: 'entity', value: entity }]));
	return readBegun(rows.find((row) => row.entity === entity)?.begun_contracts ?? '');
}

/** Contracts that may be in Procore: those on record, and those that a run was about to create. */
export async function withBegun<Row extends KnownContractRow>(
	context: IExecuteFunctions,
	run: Run,
	entity: Entity,
	known: readonly Row[],
): Promise<Array<Row | BegunContractRow>> {
	return [...known, ...begunRowsOf(await begunOf(context, run, entity), run.system)];
}

/**
 * Puts on record which contracts Procore may have from now on. A run that is killed before it has recorded them, and whose
 * documents then move to another project, would leave them behind: nothing else says that they are there.
 * @param known what `withBegun` has given
 */
export async function putBegun(
	context: IExecuteFunctions,
	run: Run,
	entity: Entity,
	mapped: Parameters<typeof aboutToCreate>[0],
	known: readonly KnownContractRow[],
): Promise<void> {
	const more = run.dryRun ? [] : aboutToCreate(mapped, known);
	if (more.length === 0) return;
	const begun = [...(await begunOf(context, run, entity)), ...more];
	await writeTables(context, run, async (ledger) => {
		await ledger.upsert('state', [{ entity, begun_contracts: writeBegun(begun) }]);
	});
	memoryOf(context, run)?.begun.set(entity, begun);
}
