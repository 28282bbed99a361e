import { isZero, sum, trimmed } from '../../../shared/decimal';
import { fingerprint, readOriginData, writeOriginData } from '../../../shared/fingerprint';
import { requisitionSchema, type DesiredRequisition, type RequisitionStatus } from '../../../shared/model';
import { billedKey } from '../contract/billed';
import type { RequisitionItem } from './record';

/** Amounts by what is billed (`billedKey`). */
export type LineAmounts = Map<string, string>;

/** What we remember of a requisition in its `origin_data`. */
export interface RequisitionMemory {
	/**
	 * Who it is. An `origin_id` would lock it for the people who have to submit, approve or delete it, so its identity
	 * stands here. Missing in what earlier versions wrote: they gave it an `origin_id`.
	 */
	originId: string | undefined;
	fingerprint: string;
	/** Hash of the amounts on the lines as we wrote them; missing when that is not known. */
	amounts: string | undefined;
	/** SAP's change stamp. */
	changedAt: string | null;
}

export function readMemory(originData: string | null | undefined): RequisitionMemory | undefined {
	const data = readOriginData(originData);
	if (!data) return undefined;
	const { fingerprint: print, changedAt, more } = data;
	return { originId: more?.id, fingerprint: print, amounts: more?.am, changedAt };
}

/** The text for `origin_data`. */
export function writeMemory({ originId, fingerprint: print, amounts, changedAt }: RequisitionMemory): string {
	const more = { ...(originId ? { id: originId } : {}), ...(amounts ? { am: amounts } : {}) };
	return writeOriginData({ fingerprint: print, changedAt, more });
}

/** A fingerprint that no content has: of a requisition whose memory cannot be read. */
const unknownContent = '0'.repeat(32);

/** The same memory with the identity, for a requisition that had it in its `origin_id`. */
export function withIdentity(originData: string | null | undefined, originId: string): string {
	const known = readMemory(originData) ?? { fingerprint: unknownContent, amounts: undefined, changedAt: null };
	return writeMemory({ ...known, originId });
}

/** The content that the fingerprint of a requisition stands for. */
export function requisitionFingerprint(desired: DesiredRequisition, status: RequisitionStatus): string {
	const { allocations, ...content } = requisitionSchema.parse(desired);
	const sorted = [...allocations].sort((a, b) => (a.lineOriginId < b.lineOriginId ? -1 : 1));
	return fingerprint({ ...content, status, allocations: sorted });
}

/** Hash of amounts by line, however they are written; lines that bill nothing do not count. */
export function amountsPrint(amounts: LineAmounts): string {
	const billed = [...amounts].flatMap(([line, amount]) => (isZero(amount) ? [] : [[line, trimmed(amount)]]));
	return fingerprint(billed.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))).slice(0, 16);
}

/** What a requisition bills on each line. */
export function amountsOf(items: readonly RequisitionItem[]): LineAmounts {
	const amounts: LineAmounts = new Map();
	for (const item of items) {
		const line = billedKey(item);
		amounts.set(line, sum([amounts.get(line) ?? '0', item.work_completed_this_period]));
	}
	return amounts;
}
