import type { IDataObject } from 'n8n-workflow';
import { outcome, type DesiredContract } from '../../../shared/model';
import { supplierInOriginId } from '../../../shared/originId';
import { handful } from '../../../shared/texts';
import type { ErrorText } from '../../api/errorBody';
import { keptOtherwise } from '../../api/kept';
import type { SyncRow } from '../../api/syncAnswer';
import type { RowResult } from '../../api/syncBatch';
import { because, identityOf, type DescribeOutcome, type Explanation, type ErrorTexts } from '../upsert/itemResult';
import type { ContractPlan } from './compare';
import { customFieldsOf } from './record';

const isNothing = ({ added, changed, removed }: ContractPlan['lines']) => added + changed + removed === 0;

function detailOf(desired: DesiredContract, plan: ContractPlan): IDataObject {
	const { lines, observed, header } = plan;
	const supplier = supplierInOriginId(desired.vendor.originId);
	return {
		remarks: [...desired.remarks, ...plan.remarks],
		fields: [
			...Object.keys(header),
			...(plan.action === 'none' ? [] : Object.keys(customFieldsOf(desired))),
			...(isNothing(lines) ? [] : ['line_items']),
		],
		...(plan.action === 'none' ? {} : { lines: { ...lines } }),
		...(observed?.grand_total === undefined ? {} : { previousTotal: observed.grand_total }),
		total: desired.rejected ? (observed?.grand_total ?? '0') : desired.total,
		currency: desired.currency,
		...(supplier === '' ? {} : { supplier }),
	};
}

/** Outcomes of a compared contract. */
export function describeContract(desired: DesiredContract, plan: ContractPlan): DescribeOutcome {
	return ({ detail, ...more }) =>
		outcome({
			...identityOf(desired, 'purchase_order'),
			at: new Date().toISOString(),
			action: plan.action,
			procoreId: plan.procoreId,
			fingerprint: plan.fingerprint,
			previousFingerprint: plan.previousFingerprint,
			...more,
			detail: { ...detailOf(desired, plan), ...detail },
		});
}

export const totalMismatch = (total: string | undefined, desired: DesiredContract): Explanation =>
	because('total_mismatch', `Procore's total is ${total ?? ''}, SAP's is ${desired.total}`);

export const othersAdd = (amount: string, desired: DesiredContract): Explanation =>
	because(
		'total_mismatch',
		`Lines that the sync did not write come to ${amount}, and SAP's total is ${desired.total} without them`,
	);

const isAbout = ({ text, fields }: ErrorText, field: RegExp, message: RegExp) =>
	fields.some((one) => field.test(one.field) && message.test(one.message)) ||
	(fields.length === 0 && message.test(text));

/** Whether a header was refused because of the status that it was to get. */
export const isAboutStatus = ({ text, fields }: ErrorText): boolean =>
	fields.some(({ field }) => field === 'status') || /workflow/i.test(text);

function rejected(error: ErrorText): Explanation & { held?: boolean } {
	const message = error.text || 'Procore rejected this contract and gave no reason';
	if (isAbout(error, /^number$/, /already been taken|duplicate/i))
		return { held: true, ...because('number_taken', `Another contract in the project has this number: ${message}`) };
	if (isAbout(error, /^vendor(_id)?$/, /blank/i))
		return because('requisition_vendor_needed', `Procore asks for a vendor: ${message}`);
	if (/billed/i.test(error.text)) return { held: true, ...because('already_billed', message) };
	return because('procore_rejected', message);
}

export const contractErrorTexts: ErrorTexts = {
	rejected,
	unanswered: because('no_answer', "Procore's response does not mention this contract"),
};

/**
 * The result of a contract by the results of its lines: undefined when Procore took them all, else the first problem,
 * with the lines that Procore rejected by name.
 */
export function resultOfLines(
	desired: DesiredContract,
	rows: SyncRow[],
	results: Map<string, RowResult>,
): RowResult | undefined {
	const sent = new Map(rows.map(({ key, body }) => [key, body]));
	const found = desired.lines.map((line) => ({
		line,
		result: results.get(line.originId) ?? ({ kind: 'unanswered' } as const),
	}));
	const open = found.find(({ result }) => result.kind === 'waiting' || result.kind === 'failed');
	if (open) return open.result;
	const texts: string[] = [];
	const fields: ErrorText['fields'] = [];
	for (const { line, result } of found) {
		if (result.kind !== 'rejected') continue;
		texts.push(`${line.description || line.originId}: ${result.error.text || 'no reason given'}`);
		fields.push(...result.error.fields.map(({ field, message }) => ({ field: `line_items.${field}`, message })));
	}
	if (texts.length > 0) return { kind: 'rejected', error: { text: handful(texts, '; '), fields } };
	const unanswered = found.find(({ result }) => result.kind === 'unanswered')?.result;
	if (unanswered) return unanswered;
	const kept = found.flatMap(({ line, result }) => {
		if (result.kind !== 'accepted') return [];
		const { wbs_code_id, tax_code_id } = sent.get(line.originId) ?? {};
		const what = keptOtherwise({ amount: line.amount, wbs_code_id, tax_code_id }, result.entity);
		return what.length > 0 ? [`${line.description || line.originId}: ${what.join(', ')}`] : [];
	});
	return kept.length > 0
		? { kind: 'rejected', error: { text: handful(kept, '; '), fields: [], kept: true } }
		: undefined;
}
