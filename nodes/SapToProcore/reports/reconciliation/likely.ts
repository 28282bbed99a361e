import { compared, currencyDecimals, decimal, subtracted, unscaledAt } from '../../../shared/decimal';
import type { PurchaseOrder } from '../../../shared/model';
import { reasonFor } from '../../../shared/reasons';
import type { ReportedException } from '../exceptions/model';
import { memoryOf } from './contracts';
import type { ReconciliationInput } from './input';
import type { DifferenceKind } from './model';
import { currenciesDiffer, type Pair } from './pairs';

/** Why a pair differs, as far as it can be told. */
export interface Likely {
	kind: DifferenceKind;
	reason: string;
	title: string;
	advice: string;
}

export interface ExceptionLookUp {
	/** The exception of the order in the project, or of the order as a whole. */
	of(purchaseOrder: string, projectId: string): ReportedException | undefined;
}

/** Exceptions of purchase orders that are not resolved. */
export function exceptionLookUp(rows: readonly ReportedException[]): ExceptionLookUp {
	const keyOf = (order: string, projectId: string) => `${order}|${projectId}`;
	const known = new Map(
		rows
			.filter(({ entity, status }) => entity === 'purchase_order' && status !== 'resolved')
			.map((row) => [keyOf(row.sap_key, row.project_id), row]),
	);
	return { of: (order, projectId) => known.get(keyOf(order, projectId)) ?? known.get(keyOf(order, '')) };
}

const words: Record<
	'not_sent' | 'edited' | 'deleted' | 'rounding' | 'tax' | 'currency' | 'not_in_sap',
	Omit<Likely, 'kind' | 'reason'>
> = {
	not_sent: {
		title: 'Not sent yet',
		advice: 'The next run sends it. If it stays, run the sync in the mode backfill.',
	},
	edited: {
		title: 'Somebody changed the contract in Procore',
		advice: 'Undo the change in Procore, or set On Edited Contract to Overwrite to let SAP win.',
	},
	deleted: {
		title: 'Somebody deleted the contract in Procore',
		advice: 'Restore it in Procore with the status that it had, or delete the order in SAP if it is no longer wanted.',
	},
	rounding: {
		title: 'A rounding difference',
		advice: 'Compare the lines: Procore may have worked out an amount from quantity and unit cost.',
	},
	tax: {
		title: "Procore's total includes tax",
		advice: 'Nothing to do: lines carry tax codes, as Tax Codes in Map orders says, and SAP gives amounts without tax.',
	},
	currency: {
		title: 'The order is in another currency than the project',
		advice: 'Correct the currency in SAP, or the project currency in sap_procore_projects.',
	},
	not_in_sap: {
		title: 'SAP does not list the order',
		advice: 'The order was archived or cannot be seen by the communication user. Check it in SAP by its number.',
	},
};

const said = (kind: keyof typeof words): Likely => ({ kind, reason: '', ...words[kind] });

/** Reasons of the sync that are kinds of their own. */
const kindOfReason: Record<string, DifferenceKind> = {
	edited_in_procore: 'edited',
	deleted_in_procore: 'deleted',
	currency_mismatch: 'currency',
};

function byReason(reason: string, advice = ''): Likely {
	const known = reasonFor(reason);
	// What is left out on purpose and stands in Procore nevertheless needs a person as much as what is held.
	const kind = kindOfReason[reason] ?? (known.status === 'ignored' ? 'held' : known.status);
	return { kind, reason, title: known.title, advice: advice || known.advice };
}

/**
 * The likely reason of a pair whose amounts differ.
 */
export function likelyReason(
	pair: Pair,
	exceptions: ExceptionLookUp,
	{ isTaxed = false, filteredOut }: Pick<ReconciliationInput, 'isTaxed' | 'filteredOut'>,
): Likely {
	const { part, contract, deleted } = pair;
	if (!part) return said('not_in_sap');
	if (part.outcome) return byReason(part.outcome.reason);
	const exception = exceptions.of(pair.purchaseOrder, pair.projectId);
	if (contract && currenciesDiffer(pair)) return said('currency');
	if (contract && isRounding(pair)) return said('rounding');
	if (exception) return byReason(exception.reason, exception.advice);
	if (isTaxed && contract && isTax(pair)) return said('tax');
	if (!contract && deleted) return said('deleted');
	if (contract && wasEdited(pair)) return said('edited');
	if (!isLeftOut(part.order, filteredOut.get(pair.purchaseOrder))) return said('not_sent');
	const leftOut = byReason('left_out_by_workflow');
	// A contract of before the step: what SAP has changed since does not reach it, and that is a difference.
	return contract ? leftOut : { ...leftOut, kind: 'filtered_out' };
}

/** Whether it has not changed since a step left it out: what has changed since, no run was given. */
const isLeftOut = ({ changedAt }: PurchaseOrder, at: string | undefined): boolean =>
	at !== undefined && !(Date.parse(changedAt ?? '') > Date.parse(at));

/** No more than half a minor unit a line, which is what rounding each line can come to. */
function isRounding({ part, currency, sapAmount, procoreAmount }: Pair): boolean {
	const units = unscaledAt(decimal(subtracted(sapAmount, procoreAmount)), currencyDecimals(currency));
	const most = BigInt(Math.max(1, Math.floor((part?.lines.length ?? 0) / 2)));
	return units <= most && units >= -most;
}

/** Whether Procore is as the sync left it, SAP has not changed since, and what is more in Procore can only be tax. */
function isTax({ part, contract, sapAmount, procoreAmount }: Pair): boolean {
	const memory = contract && memoryOf(contract);
	if (!memory || memory.pending || memory.total === '') return false;
	const isLeft = compared(memory.total, contract.grand_total) === 0;
	const isSame = !(Date.parse(part?.order.changedAt ?? '') > Date.parse(memory.changedAt));
	return isLeft && isSame && compared(procoreAmount, sapAmount) > 0;
}

/** Whether Procore is no longer as the sync left it; else SAP or the tables have changed since. */
function wasEdited({ part, contract }: Pair): boolean {
	const memory = contract && memoryOf(contract);
	if (!memory) return true;
	if (memory.pending) return false;
	if (memory.total !== '') return compared(memory.total, contract.grand_total) !== 0;
	return !(Date.parse(part?.order.changedAt ?? '') > Date.parse(memory.changedAt));
}
