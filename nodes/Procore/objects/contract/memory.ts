import { createHash } from 'crypto';
import { trimmed } from '../../../shared/decimal';
import { contractSchema, contractStatuses, type ContractStatus, type DesiredContract } from '../../../shared/model';
import { fingerprint, readOriginData, writeOriginData } from '../../../shared/fingerprint';

/** What we remember of a contract in its `origin_data`. */
export interface ContractMemory {
	fingerprint: string;
	changedAt: string | null;
	/**
	 * Set while the contract is being written. `new`: it was created in that attempt, so it had no lines before.
	 * With a fingerprint that is not pending, the contract was complete.
	 */
	pending?: 'new' | 'changed';
	/** Complete, or with a wrong total: the status we left it with. Else pending: the status a person gave it, to be given back. */
	status?: ContractStatus;
	/** Hash of the identities of its lines: those it has at most. Missing when that is not known. */
	lineKeys?: string;
	/** Four hexadecimal digits a line, in the order of identities, to tell how many changed. Only of short contracts. */
	lineContents?: string;
	/** Complete: the grand total we left it with. */
	total?: string;
	/** Pending: the grand total that it had once all was written, where that was not SAP's. */
	wrongTotal?: string;
	/** It carries tax codes, so its total is known only by what Procore shows. */
	taxed?: boolean;
	/** Change orders of ours carry a part of the amount. */
	changeOrders?: boolean;
	/** Hash of what of purchase requisitions it stands for; missing when that is nothing. */
	requisitionItems?: string;
	/** Beginning of the fingerprint for which Procore did not take the status that we gave. */
	refused?: string;
}

/** Procore does not say how long `origin_data` may be; 255 characters are the usual least. */
const longest = 250;

export const isStatus = (text: string | undefined): text is ContractStatus =>
	(contractStatuses as readonly string[]).includes(text ?? '');

export function readMemory(originData: string): ContractMemory | undefined {
	const data = readOriginData(originData);
	if (!data) return undefined;
	const { p, st, ln, lc, t, wt, tx, co, ri, rs } = data.more ?? {};
	return {
		fingerprint: data.fingerprint,
		changedAt: data.changedAt,
		...(p ? { pending: p === 'new' ? 'new' : 'changed' } : {}),
		...(isStatus(st) ? { status: st } : {}),
		...(ln ? { lineKeys: ln } : {}),
		...(lc ? { lineContents: lc } : {}),
		...(t ? { total: t } : {}),
		...(wt ? { wrongTotal: wt } : {}),
		...(tx ? { taxed: true } : {}),
		...(co ? { changeOrders: true } : {}),
		...(ri ? { requisitionItems: ri } : {}),
		...(rs ? { refused: rs } : {}),
	};
}

/** The text for `origin_data`; the contents of lines are left out when it would become too long. */
export function writeMemory(memory: ContractMemory): string {
	const { pending: p, status: st, lineKeys: ln, lineContents: lc, total: t, fingerprint: print, changedAt } = memory;
	const co = memory.changeOrders ? '1' : undefined;
	const tx = memory.taxed ? '1' : undefined;
	const { requisitionItems: ri, refused: rs, wrongTotal: wt } = memory;
	const write = (members: Record<string, string | undefined>) => {
		const more = Object.fromEntries(
			Object.entries(members).flatMap(([name, value]) => (value ? [[name, value] as const] : [])),
		);
		return writeOriginData({ fingerprint: print, changedAt, more });
	};
	const whole = write({ p, st, ln, t, wt, tx, co, ri, rs, lc });
	return whole.length <= longest ? whole : write({ p, st, ln, t, wt, tx, co, ri, rs });
}

const sorted = ({ lines }: Pick<DesiredContract, 'lines'>) =>
	[...lines].sort((a, b) => (a.originId < b.originId ? -1 : 1));

const hash = (text: string, digits: number) => createHash('sha256').update(text).digest('hex').slice(0, digits);

/** The content that the fingerprint of a contract stands for: without where it came from. */
export function contractFingerprint(desired: DesiredContract): string {
	return fingerprint({ ...contractSchema.parse(desired), lines: sorted(desired) });
}

/** How a fingerprint is named where Procore did not take its status. */
export const refusedMark = (print: string): string => print.slice(0, 8);

export function lineKeysOf(desired: Pick<DesiredContract, 'lines'>): string {
	return hash(JSON.stringify(sorted(desired).map(({ originId }) => originId)), 16);
}

export function lineContentsOf(desired: Pick<DesiredContract, 'lines'>): string {
	return sorted(desired)
		.map((line) => fingerprint(line).slice(0, 4))
		.join('');
}

/** What of purchase requisitions a contract stands for, as it is remembered; undefined when that is nothing. */
export function requisitionItemsOf({
	requisitionItems,
}: Pick<DesiredContract, 'requisitionItems'>): string | undefined {
	if (requisitionItems.length === 0) return undefined;
	const items = requisitionItems.map(({ requisition, item, quantity, unit }) =>
		JSON.stringify([requisition, item, trimmed(quantity), unit]),
	);
	return hash(items.sort().join(), 8);
}

/** How many lines have another content than they are remembered with; undefined when that is not known. */
export function changedLines(
	desired: Pick<DesiredContract, 'lines'>,
	remembered: string | undefined,
): number | undefined {
	const now = lineContentsOf(desired);
	if (remembered?.length !== now.length) return undefined;
	const parts = (text: string) => text.match(/.{4}/g) ?? [];
	const before = parts(remembered);
	return parts(now).filter((part, index) => part !== before[index]).length;
}
