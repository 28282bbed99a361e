import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod/v3';
import { compared, readDecimal, sum } from '../../../shared/decimal';
import { isSameSystem } from '../../../shared/originId';
import { recordText, type ContractLine, type DesiredContract } from '../../../shared/model';
import type { Client } from '../../api/client';
import { list, maxPerPage } from '../../api/paging';
import type { SyncRow } from '../../api/syncAnswer';
import { maxBatchSize, sync } from '../../api/sync';
import type { RowResult } from '../../api/syncBatch';
import { pairKey, type Id } from '../wbs/projectCodes';
import { methodOf, type ContractPlan, type LineCounts } from './compare';
import { contractPath } from './record';

const procoreLineSchema = z.object({
	id: z.union([z.number(), z.string()]),
	origin_id: recordText,
	description: recordText,
	amount: z
		.union([z.string(), z.number()])
		.nullish()
		.transform((value) => String(value ?? '0')),
	wbs_code: z.object({ id: z.union([z.number(), z.string()]) }).nullish(),
});
/** A line of a contract as Procore lists it, as far as the sync looks at it. */
export type ProcoreLine = z.infer<typeof procoreLineSchema>;

export const linesPath = (contractId: Id) => `${contractPath(contractId)}/line_items`;

/** Reads the lines (schedule of values) of a contract. */
export async function listLines(client: Client, projectId: string, contractId: Id): Promise<ProcoreLine[]> {
	const query = { project_id: projectId };
	const request = { task: 'contract.read' as const, path: linesPath(contractId), query, perPage: maxPerPage };
	return (await list(client, request)).map((row) => procoreLineSchema.parse(row));
}

/** Whether a line of one of our contracts was written by us, for the same SAP system. */
export const isOurs = ({ origin_id }: ProcoreLine, { originId }: DesiredContract) => isSameSystem(origin_id, originId);

/** Lines of ours that are no longer wanted. Lines of others are left alone. */
export function unwantedLines(desired: DesiredContract, lines: ProcoreLine[]): ProcoreLine[] {
	const wanted = new Set(desired.lines.map(({ originId }) => originId));
	return lines.filter((line) => isOurs(line, desired) && !wanted.has(line.origin_id));
}

/** What lines of others add to a contract. */
export const addedByOthers = (desired: DesiredContract, lines: ProcoreLine[]): string =>
	sum(lines.filter((line) => !isOurs(line, desired)).map(({ amount }) => amount));

const differs = (line: ContractLine, held: ProcoreLine) =>
	readDecimal(held.amount) === undefined ||
	compared(held.amount, line.amount) !== 0 ||
	(line.description !== '' && line.description !== held.description);

export function countLines(desired: DesiredContract, lines: ProcoreLine[]): LineCounts {
	const held = new Map(lines.map((line) => [line.origin_id, line]));
	const present = desired.lines.flatMap((line) => {
		const one = held.get(line.originId);
		return one ? [{ line, one }] : [];
	});
	return {
		added: desired.lines.length - present.length,
		changed: present.filter(({ line, one }) => differs(line, one)).length,
		removed: unwantedLines(desired, lines).length,
	};
}

interface LineCodes {
	wbsCodeId: Id;
	/** `null` takes away what an earlier run has set; missing = Procore keeps what is there, which then is people's. */
	taxCodeId: Id | null | undefined;
}

/** A line as the sync action takes it. Amounts are always ours: quantity times unit cost need not give them exactly. */
function lineRow(line: ContractLine, method: string, { wbsCodeId, taxCodeId }: LineCodes): IDataObject {
	const { originId, description, amount, quantity, uom, unitCost } = line;
	return {
		origin_id: originId,
		wbs_code_id: wbsCodeId,
		amount,
		extended_type: 'manual',
		...(description ? { description } : {}),
		...(taxCodeId === undefined ? {} : { tax_code_id: taxCodeId }),
		...(method === 'unit' && quantity !== '' ? { quantity, unit_cost: unitCost, uom } : {}),
	};
}

/**
 * @param wbsCodes IDs by `pairKey`; every line has one
 * @param taxCodes IDs by Procore's code
 */
export function lineRows(
	desired: DesiredContract,
	plan: ContractPlan,
	wbsCodes: Map<string, Id>,
	taxCodes: Map<string, Id>,
): SyncRow[] {
	const method = methodOf(desired, plan.observed);
	const none = plan.memory?.taxed ? null : undefined;
	return desired.lines.map((line) => ({
		key: line.originId,
		body: lineRow(line, method, {
			wbsCodeId: wbsCodes.get(pairKey(line)) ?? '',
			taxCodeId: line.taxCode === undefined ? none : taxCodes.get(line.taxCode),
		}),
	}));
}

/** Writes the lines of a contract, by origin ID. */
export async function syncLines(
	client: Client,
	projectId: string,
	contractId: Id,
	rows: SyncRow[],
): Promise<Map<string, RowResult>> {
	return await sync(client, rows, {
		task: 'contract.write',
		path: `${linesPath(contractId)}/sync`,
		query: { project_id: projectId },
		scope: {},
		batchSize: maxBatchSize,
	});
}
