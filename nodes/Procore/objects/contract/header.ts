import { pick } from 'lodash';
import { without } from '../../../shared/without';
import type { DesiredContract } from '../../../shared/model';
import type { Client } from '../../api/client';
import type { SyncRow } from '../../api/syncAnswer';
import { sync } from '../../api/sync';
import type { RowResult } from '../../api/syncBatch';
import type { Id } from '../wbs/projectCodes';
import { isTaxed, type ContractPlan } from './compare';
import {
	lineContentsOf,
	lineKeysOf,
	refusedMark,
	requisitionItemsOf,
	writeMemory,
	type ContractMemory,
} from './memory';
import { contractsPath } from './record';

/** A contract whose header is written; `contractId` is missing while Procore does not have it. */
export interface HeaderOf {
	desired: DesiredContract;
	plan: ContractPlan;
	contractId?: Id;
}

const identity = ({ originId }: DesiredContract, contractId: Id | undefined) => ({
	...(contractId === undefined ? {} : { id: contractId }),
	origin_id: originId,
});

function basis(desired: DesiredContract, plan: ContractPlan) {
	const requisitionItems = requisitionItemsOf(desired);
	return {
		fingerprint: plan.fingerprint,
		changedAt: desired.source.sapChangedAt,
		...(requisitionItems ? { requisitionItems } : {}),
	};
}

/** Lines of it carry tax codes, or may do so until all are written. */
const mayBeTaxed = (desired: DesiredContract, { memory }: ContractPlan) =>
	isTaxed(desired) || memory?.taxed ? ({ taxed: true } as const) : {};

/**
 * What is remembered before the lines are written: that they are not complete, and which there may be. Only a contract
 * that has no lines but wanted ones is spared a look at its lines in the run after a crash.
 */
function pendingMemory(desired: DesiredContract, plan: ContractPlan): ContractMemory {
	const isNew = (!plan.observed || plan.memory?.pending === 'new') && !plan.readLines;
	return {
		...basis(desired, plan),
		pending: isNew ? 'new' : 'changed',
		...mayBeTaxed(desired, plan),
		...(plan.statusIsPersonal ? { status: plan.status } : {}),
		...(plan.readLines ? {} : { lineKeys: lineKeysOf(desired) }),
	};
}

function completeMemory(desired: DesiredContract, plan: ContractPlan): ContractMemory {
	return {
		...basis(desired, plan),
		...(plan.statusIsPersonal ? {} : { status: plan.status }),
		lineKeys: lineKeysOf(desired),
		lineContents: lineContentsOf(desired),
		...(isTaxed(desired) ? { taxed: true } : { total: desired.total }),
	};
}

/** The vendor of an approved contract is locked: it is written once the contract is a Draft, in the last step. */
const lockedFields = ({ observed }: ContractPlan) => (observed?.status === 'Approved' ? ['vendor_id'] : []);

/** Whether it has another status than Draft, and has to go back there before its lines are written. */
export const isReopened = ({ observed }: ContractPlan): boolean =>
	observed !== undefined && observed.status !== '' && observed.status !== 'Draft';

/** First step: the header as Draft, with the mark that it is being written. */
export function openingRow({ desired, plan, contractId }: HeaderOf): SyncRow {
	return {
		key: desired.originId,
		body: {
			...identity(desired, contractId),
			origin_data: writeMemory(pendingMemory(desired, plan)),
			// A new one is a Draft by itself; where a workflow sets the status, not even that may be said.
			...(isReopened(plan) ? { status: 'Draft' } : {}),
			...without(plan.header, ...lockedFields(plan)),
		},
	};
}

/** Last step: the status it is to have, and the fingerprint. */
export function closingRow({ desired, plan, contractId }: HeaderOf): SyncRow {
	return {
		key: desired.originId,
		body: {
			...identity(desired, contractId),
			origin_data: writeMemory(completeMemory(desired, plan)),
			...(plan.status === 'Draft' ? {} : { status: plan.status }),
			...pick(plan.header, lockedFields(plan)),
		},
	};
}

/**
 * After a change order was drafted: the contract itself keeps lines, total and status, but the difference is taken care
 * of, so the fingerprint moves on.
 */
export function movingOnRow({ desired, plan, contractId }: HeaderOf): SyncRow {
	const { observed, memory } = plan;
	const moved: ContractMemory = {
		...basis(desired, plan),
		...(memory?.status ? { status: memory.status } : {}),
		...(observed?.grand_total === undefined ? {} : { total: observed.grand_total }),
		...mayBeTaxed(desired, plan),
		changeOrders: true,
	};
	return {
		key: desired.originId,
		body: { ...identity(desired, contractId), origin_data: writeMemory(moved), ...plan.header },
	};
}

/** In place of the last step where Procore does not take the status: all but that, and that it is not to be tried again. */
export function statusKeptRow({ desired, plan, contractId }: HeaderOf): SyncRow {
	const refused = refusedMark(plan.fingerprint);
	return {
		key: desired.originId,
		body: {
			...identity(desired, contractId),
			origin_data: writeMemory({ ...completeMemory(desired, plan), status: 'Draft', refused }),
			...pick(plan.header, lockedFields(plan)),
		},
	};
}

/** After Procore did not set a contract back to Draft: what was remembered before, and not to try it again. */
export function notReopenedRow({ desired, plan, contractId }: HeaderOf): SyncRow {
	const before = plan.memory ?? { ...basis(desired, plan), pending: 'changed' as const };
	const memory: ContractMemory = { ...before, refused: refusedMark(plan.fingerprint) };
	return { key: desired.originId, body: { ...identity(desired, contractId), origin_data: writeMemory(memory) } };
}

/** After a line was refused: the status from before, and the mark that the contract is not complete. */
export function givenBackRow(header: HeaderOf): SyncRow {
	const { key, body } = reopeningRow(header);
	return { key, body: { ...body, status: header.plan.observed?.status } };
}

/** The total that Procore shows of a contract with tax codes: by that an edit is told later. */
export function shownTotalRow({ desired, plan, contractId }: HeaderOf, total: string): SyncRow {
	const memory = { ...completeMemory(desired, plan), total };
	return { key: desired.originId, body: { ...identity(desired, contractId), origin_data: writeMemory(memory) } };
}

/**
 * Takes the mark of completeness back, so that the next run looks at the contract and its lines again.
 * @param wrongTotal what Procore shows although all was written, where that is another than SAP's
 */
export function reopeningRow({ desired, plan, contractId }: HeaderOf, wrongTotal?: string): SyncRow {
	const memory: ContractMemory = {
		...basis(desired, plan),
		pending: 'changed',
		...mayBeTaxed(desired, plan),
		...(plan.statusIsPersonal === (wrongTotal === undefined) ? { status: plan.status } : {}),
		...(wrongTotal === undefined ? {} : { wrongTotal }),
	};
	return {
		key: desired.originId,
		body: { ...identity(desired, contractId), origin_data: writeMemory(memory) },
	};
}

/** Writes headers of contracts of one project, by origin ID. */
export async function syncHeaders(
	client: Client,
	projectId: string,
	rows: SyncRow[],
	batchSize: number,
): Promise<Map<string, RowResult>> {
	return await sync(client, rows, {
		task: 'contract.write',
		path: `${contractsPath}/sync`,
		scope: { project_id: Number(projectId) },
		batchSize,
	});
}
