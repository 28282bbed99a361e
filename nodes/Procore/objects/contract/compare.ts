import type { IDataObject } from 'n8n-workflow';
import { compared, readDecimal } from '../../../shared/decimal';
import { type ContractStatus, type DesiredContract, type OutcomeAction } from '../../../shared/model';
import {
	changedLines,
	contractFingerprint,
	isStatus,
	lineKeysOf,
	readMemory,
	refusedMark,
	type ContractMemory,
} from './memory';
import type { ProcoreContract } from './record';

export interface LineCounts {
	added: number;
	changed: number;
	removed: number;
}

/** What is to be done about a contract. */
export interface ContractPlan {
	action: OutcomeAction;
	/** ID of the contract in Procore, `""` when there is none yet. */
	procoreId: string;
	fingerprint: string;
	previousFingerprint: string;
	observed?: ProcoreContract;
	memory?: ContractMemory;
	/** Content of the header in which Procore differs, under Procore's names, without the identity. */
	header: IDataObject;
	/** Status after the last step. */
	status: ContractStatus;
	/** That status was given by a person, so it is given back whatever SAP says. */
	statusIsPersonal: boolean;
	/** Procore did not take the status of this content before: it is not tried again. */
	statusRefused: boolean;
	/** Lines may be there that are not wanted, so the lines have to be read. */
	readLines: boolean;
	/** An earlier run wrote all but the last step. */
	resume: boolean;
	/** As far as it is known without reading the lines. */
	lines: LineCounts;
	remarks: string[];
}

const plain: ReadonlyArray<[keyof DesiredContract, keyof ProcoreContract]> = [
	['number', 'number'],
	['number', 'origin_code'],
	['title', 'title'],
	['description', 'description'],
	['paymentTerms', 'payment_terms'],
	['contractDate', 'contract_date'],
	['deliveryDate', 'delivery_date'],
];

export const vendorDiffers = ({ vendor }: DesiredContract, observed: ProcoreContract | undefined) =>
	vendor.id !== '' && vendor.id !== String(observed?.vendor?.id ?? '');

/** The content of the header in which Procore differs. An empty value of SAP never blanks a value of Procore. */
function headerOf(desired: DesiredContract, observed: ProcoreContract | undefined): IDataObject {
	const header: IDataObject = {};
	if (desired.void) return header;
	for (const [ours, theirs] of plain) {
		const value = desired[ours] as string;
		if (value !== '' && value !== observed?.[theirs]) header[theirs] = value;
	}
	if (vendorDiffers(desired, observed)) header.vendor_id = Number(desired.vendor.id);
	// Procore does not let it be changed once there are lines.
	if (!observed) header.accounting_method = desired.accountingMethod;
	if (desired.retainagePercent !== '' && observed?.origin_id !== desired.originId)
		header.retainage_percent = desired.retainagePercent;
	return header;
}

export const wantedStatus = (desired: DesiredContract): ContractStatus => (desired.void ? 'Draft' : desired.status);

/** The status that a person gave a contract, now or before it was set back to Draft for a change; undefined = none did. */
export function personalStatus(
	observed: ProcoreContract | undefined,
	memory: ContractMemory | undefined,
): ContractStatus | undefined {
	const shown = observed?.status ?? 'Draft';
	if (!isStatus(shown)) return undefined;
	// With a wrong total all was written, the status, too.
	const isPending = memory?.pending !== undefined && memory.wrongTotal === undefined;
	if (shown !== 'Draft' && (isPending || shown !== memory?.status)) return shown;
	return isPending ? memory?.status : undefined;
}

/** A status that people gave stays; one that nobody changed since we gave it follows SAP. */
function finalStatus(desired: DesiredContract, observed: ProcoreContract | undefined, memory?: ContractMemory) {
	const personal = desired.void ? undefined : personalStatus(observed, memory);
	return { status: personal ?? wantedStatus(desired), statusIsPersonal: personal !== undefined };
}

/** Whether lines carry tax codes: whether Procore's total then includes the tax is not published. */
export const isTaxed = ({ lines }: Pick<DesiredContract, 'lines'>): boolean =>
	lines.some(({ taxCode }) => taxCode !== undefined);

/** Whether two amounts differ; what Procore does not tell differs from nothing. */
export function amountsDiffer(observed: string | undefined, wanted: string): boolean {
	return observed !== undefined && readDecimal(observed) !== undefined && compared(observed, wanted) !== 0;
}

/** An earlier run created the contract and wrote its lines: none can be missing when all add to the total. */
function isComplete(desired: DesiredContract, observed: ProcoreContract, memory: ContractMemory): boolean {
	return (
		memory.pending === 'new' &&
		memory.fingerprint === contractFingerprint(desired) &&
		!isTaxed(desired) &&
		observed.status === 'Draft' &&
		observed.grand_total !== undefined &&
		!amountsDiffer(observed.grand_total, desired.total) &&
		desired.lines.length > 0 &&
		desired.lines.every(({ amount }) => compared(amount, '0') > 0)
	);
}

function actionOf(desired: DesiredContract, observed: ProcoreContract | undefined): OutcomeAction {
	if (desired.void) return 'void';
	if (!observed) return 'create';
	return observed.status === 'Approved' ? 'reopen' : 'update';
}

function lineCounts(
	desired: DesiredContract,
	observed: ProcoreContract | undefined,
	memory?: ContractMemory,
): LineCounts {
	const all = desired.lines.length;
	if (!observed) return { added: all, changed: 0, removed: 0 };
	const changed = memory && !memory.pending ? changedLines(desired, memory.lineContents) : undefined;
	return { added: 0, changed: changed ?? all, removed: 0 };
}

/** The accounting method that the lines have to follow. */
export const methodOf = (desired: DesiredContract, observed: ProcoreContract | undefined): string =>
	observed?.accounting_method || desired.accountingMethod;

function remarksOf(desired: DesiredContract, observed: ProcoreContract | undefined): string[] {
	if (desired.void || methodOf(desired, observed) === desired.accountingMethod) return [];
	return [`The contract keeps its accounting method (${observed?.accounting_method ?? ''}): Procore cannot change it.`];
}

/**
 * Whether lines may be there that are not wanted. Where a total may include tax, only one that nobody has changed tells
 * that there are none of people's.
 */
function mayHaveOtherLines(desired: DesiredContract, memory: ContractMemory | undefined): boolean {
	if (memory?.lineKeys !== lineKeysOf(desired)) return true;
	return isTaxed(desired) && (memory.pending !== undefined || memory.total === undefined);
}

/**
 * Compares what Procore should hold with what it holds, and plans the least that makes them equal. Whether anything is
 * to be written at all is not said here, see `decideContract`.
 * @param observed undefined when Procore has no such contract
 */
export function planContract(desired: DesiredContract, observed: ProcoreContract | undefined): ContractPlan {
	const memory = observed ? readMemory(observed.origin_data) : undefined;
	const print = contractFingerprint(desired);
	return {
		action: actionOf(desired, observed),
		procoreId: observed ? String(observed.id) : '',
		fingerprint: print,
		previousFingerprint: memory && !memory.pending ? memory.fingerprint : '',
		...(observed ? { observed } : {}),
		...(memory ? { memory } : {}),
		header: headerOf(desired, observed),
		...finalStatus(desired, observed, memory),
		statusRefused: memory?.refused === refusedMark(print),
		readLines: observed !== undefined && mayHaveOtherLines(desired, memory),
		resume: observed !== undefined && memory !== undefined && isComplete(desired, observed, memory),
		lines: lineCounts(desired, observed, memory),
		remarks: remarksOf(desired, observed),
	};
}
