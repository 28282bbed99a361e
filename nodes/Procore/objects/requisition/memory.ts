import { isZero, sum, trimmed } from '../../../shared/decimal';
import { fingerprint, readOriginData, writeOriginData } from '../../../shared/fingerprint';
import { requisitionSchema, type DesiredRequisition, type RequisitionStatus } from '../../../shared/model';
import type { RequisitionItem } from './record';

/** Amounts by the ID of the contract line. */
export type LineAmounts = Map<string, string>;

/** What we remember of a requisition in its `origin_data`. */
export interface RequisitionMemory {
	fingerprint: string;
	/** Hash of the amounts on the lines as we wrote them; missing when that is not known. */
	amounts: string | undefined;
}

export function readMemory(originData: string): RequisitionMemory | undefined {
	const data = readOriginData(originData);
	return data ? { fingerprint: data.fingerprint, amounts: data.more?.am } : undefined;
}

/** The text for `origin_data`. */
export function writeMemory({ fingerprint: print, amounts }: RequisitionMemory, changedAt: string | null): string {
	return writeOriginData({ fingerprint: print, changedAt, ...(amounts ? { more: { am: amounts } } : {}) });
}

/** The content that the fingerprint of a requisition stands for. */
export function requisitionFingerprint(desired: DesiredRequisition, status: RequisitionStatus): string {
	const { allocations, ...content } = requisitionSchema.parse(desired);
	const sorted = [...allocations].sort((a, b) => (a.lineOriginId < b.lineOriginId ? -1 : 1));
	return fingerprint({ ...content, status, allocations: sorted });
}

/** Hash of amounts by contract line, however they are written; lines that bill nothing do not count. */
export function amountsPrint(amounts: LineAmounts): string {
	const billed = [...amounts].flatMap(([line, amount]) => (isZero(amount) ? [] : [[line, trimmed(amount)]]));
	return fingerprint(billed.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))).slice(0, 16);
}

/** What a requisition bills on each line of its contract. */
export function amountsOf(items: readonly RequisitionItem[]): LineAmounts {
	const amounts: LineAmounts = new Map();
	for (const { line_item_id, work_completed_this_period: work } of items) {
		const line = String(line_item_id);
		amounts.set(line, sum([amounts.get(line) ?? '0', work]));
	}
	return amounts;
}
