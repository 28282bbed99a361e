import { z } from 'zod/v3';
import type { Outcome, Run } from '../../../shared/model';
import { isUnorderedContract } from '../../../shared/originId';
import { cell } from '../../ledger/rows';

/** Row of `sap_procore_contracts`: in which projects a document has a contract. A hint; the identity is in Procore. */
export type ContractRow = Record<'sap_key' | 'project_id' | 'origin_id' | 'run_id', string>;

export const knownContractSchema = z.object({ origin_id: cell });
export type KnownContract = z.infer<typeof knownContractSchema>;

/** Whether an outcome is about a contract: of an order, or of what is not ordered yet of a requisition. */
export const isAboutContract = ({ entity, originId }: Outcome, { system }: Run): boolean =>
	entity === 'purchase_order' || isUnorderedContract(originId, system);

/**
 * Rows for contracts that the table does not have. `known`: what it has, undefined = nobody looked; then only contracts
 * that this run made or linked are new for sure. Knowing the table, every contract that was met is added, so that a table
 * that was deleted fills up again.
 */
export function contractRows(outcomes: Outcome[], known: KnownContract[] | undefined, run: Run): ContractRow[] {
	const listed = new Set(known?.map(({ origin_id }) => origin_id));
	const isNew = ({ action }: Outcome) => action === 'create' || action === 'link';
	return outcomes.flatMap((each) => {
		if (!isAboutContract(each, run) || each.originId === '') return [];
		const isThere = each.procoreId !== '' && (each.status === 'synced' || (each.status === 'unchanged' && known));
		if (!isThere && !isBegun(each)) return [];
		if (!(known || isNew(each)) || listed.has(each.originId)) return [];
		listed.add(each.originId);
		return [contractRow(each, run)];
	});
}

/**
 * Whether a contract may be there that is not as it should: held by a workflow, without some of its lines, or made by a request
 * whose answer was lost. It has to leave Procore, too, when its order moves to another project. What is held before anything is
 * sent, such as for a missing cost code, has no contract.
 */
const isBegun = ({ action, status, procoreId }: Outcome): boolean =>
	action !== 'none' && (status === 'failed' || (procoreId !== '' && (status === 'held' || status === 'waiting')));

function contractRow(each: Outcome, run: Run): ContractRow {
	return {
		sap_key: each.sapKey,
		project_id: each.projectId,
		origin_id: each.originId,
		run_id: run.runId,
	};
}
