import { z } from 'zod/v3';
import { readDecimal, sum } from '../../../shared/decimal';
import { readOriginData } from '../../../shared/fingerprint';
import { recordText } from '../../../shared/model';
import { keyInOriginId } from '../../../shared/originId';

const id = z.union([z.number(), z.string()]).transform(String);

/** An amount of Procore as decimal text; what is missing or unreadable is nothing. */
const amount = z
	.union([z.string(), z.number()])
	.nullish()
	.transform((value) => {
		const given = String(value ?? '');
		return readDecimal(given) ? given : '0';
	});

const lineSchema = z.object({
	origin_id: recordText,
	description: recordText,
	amount,
	cost_code: z.object({ full_code: recordText }).nullish(),
	line_item_type: z.object({ code: recordText }).nullish(),
	wbs_code: z.object({ flat_code: recordText }).nullish(),
});
export type ProcoreLine = z.infer<typeof lineSchema>;

/** A purchase order contract as Procore lists it (extended view), with its lines where it was read by itself. */
export const reportedContractSchema = z.object({
	id,
	number: recordText,
	title: recordText,
	status: recordText,
	origin_id: recordText,
	origin_data: recordText,
	deleted_at: recordText,
	grand_total: amount,
	approved_change_orders: amount,
	project: z.object({ id }),
	currency_configuration: z.object({ currency_iso_code: recordText }).nullish(),
	line_items: z.array(lineSchema).nullish(),
});
export type ReportedContract = z.infer<typeof reportedContractSchema>;

/** What Procore commits to by a contract: its schedule of values and the change orders that were approved. */
export const committed = (contract: ReportedContract) => sum([contract.grand_total, contract.approved_change_orders]);

/** The order and project that a contract of ours belongs to. */
export function orderOf(
	contract: ReportedContract,
	system: string,
): { purchaseOrder: string; projectId: string } | undefined {
	const key = keyInOriginId(contract.origin_id, system, 'po');
	const [purchaseOrder = '', projectId = ''] = key ?? [];
	return purchaseOrder && projectId ? { purchaseOrder, projectId } : undefined;
}

/** What the sync remembers of its last write: `total` it left, `""` = not known; `pending` = it was not finished. */
export function memoryOf({
	origin_data,
}: ReportedContract): { changedAt: string; total: string; pending: boolean } | undefined {
	const data = readOriginData(origin_data);
	if (!data) return undefined;
	return { changedAt: data.changedAt ?? '', total: data.more?.t ?? '', pending: data.more?.p !== undefined };
}
