import { uniqBy } from 'lodash';
import { without } from '../../../shared/without';
import type { SyncRow } from '../../api/syncAnswer';
import type { RowResult } from '../../api/syncBatch';
import type { Explanation } from '../upsert/itemResult';
import { personalStatus } from './compare';
import { kept } from './handOver';
import { syncHeaders } from './header';
import { readMemory, writeMemory } from './memory';
import { isAboutStatus } from './outcome';
import { contracts, settleStopped, type ContractJob, type PendingContract } from './pending';
import type { ProcoreContract } from './record';
import { workflowKeeps } from './reopen';

/** As Draft it counts nowhere. The lane of requisitions gives it what is left for it, and a status that people gave. */
function roomRow(contract: ProcoreContract): SyncRow {
	const memory = readMemory(contract.origin_data);
	const status = personalStatus(contract, memory);
	const opened = memory && {
		...without(memory, 'status', 'wrongTotal'),
		pending: 'changed' as const,
		...(status ? { status } : {}),
	};
	return {
		key: contract.origin_id,
		body: {
			id: contract.id,
			origin_id: contract.origin_id,
			status: 'Draft',
			...(opened ? { origin_data: writeMemory(opened) } : {}),
		},
	};
}

/** What became of a contract that was to make room; undefined = it has. */
function stoppedBy(contract: ProcoreContract, result: RowResult | undefined): Explanation | RowResult | undefined {
	if (!result) return { kind: 'unanswered' };
	if (result.kind === 'rejected' && isAboutStatus(result.error))
		return kept(contract, workflowKeeps(contract.status).message);
	if (result.kind !== 'accepted') return result;
	const { status } = result.entity;
	return typeof status === 'string' && status !== 'Draft' ? kept(contract, workflowKeeps(status).message) : undefined;
}

/**
 * Makes room for the contracts of orders: what stood in Procore for the parts of requisitions that were ordered counts
 * nowhere before the order does. An order whose room is not there gets its result.
 * @returns those that can be written
 */
export async function makeRoom(job: ContractJob, pending: PendingContract[]): Promise<PendingContract[]> {
	const { client, projectId, options } = job;
	const all = uniqBy(
		pending.flatMap((contract) => contract.inTheWay),
		({ id }) => id,
	);
	if (all.length === 0) return pending;
	const answers = await syncHeaders(client, projectId, all.map(roomRow), options.batchSize);
	return pending.flatMap((contract) => {
		for (const each of contract.inTheWay) {
			const stopped = stoppedBy(each, answers.get(each.origin_id));
			if (!stopped) continue;
			if ('reason' in stopped) contracts.leaveOpen(job, contract, 'held', stopped);
			else settleStopped(job, contract, stopped);
			return [];
		}
		const remarks = contract.inTheWay.map(
			(each) => `It was made of requisition ${each.number}, whose contract (${each.id}) was set to Draft for it.`,
		);
		const { plan } = contract;
		return [{ ...contract, plan: { ...plan, remarks: [...plan.remarks, ...remarks] } }];
	});
}
