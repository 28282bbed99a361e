import { z } from 'zod/v3';
import { parsedJson } from '../../shared/json';
import { keyInOriginId, systemInOriginId } from '../../shared/originId';
import type { ExplainedRow, Missing } from '../../shared/model';
import { reasonFor, type Party } from '../../shared/reasons';
import { definitions } from '../../shared/tables/definitions';
import type { LedgerRow } from '../ledger';
import { assigned } from '../lanes/purchaseOrder/describe';
import { codeIn, codeText } from '../lookup/costCodes';
import { withoutZeros } from '../lookup/keys';
import type { LedgerFacts } from './input';
import { rowsNamedIn } from './rules';
import type { Part } from './parts';
import { whoText } from './words';

/** A document that another one waits for. */
export interface Blocker {
	entity: 'supplier' | 'purchase_order';
	key: string;
}

type Blocked = Pick<LedgerRow<'audit'>, 'reason' | 'message' | 'origin_id'>;

/** The documents that an outcome waits for, by its identity where that names them, else by its message. */
export function blockersOf({ reason, message, origin_id: originId }: Blocked): Blocker[] {
	if (reason === 'vendor_missing')
		return keysIn(message, /\bSupplier (\w+)\./g).map((key) => ({ entity: 'supplier', key }));
	if (reason !== 'contract_missing') return [];
	const [, , order] = keyInOriginId(originId, systemInOriginId(originId), 'pr') ?? [];
	const named = order === undefined ? keysIn(message, /\bpurchase order (\w+)/gi) : [order];
	return named.map((key) => ({ entity: 'purchase_order', key }));
}

const keysIn = (message: string, pattern: RegExp) => [
	...new Set([...message.matchAll(pattern)].map(([, key = '']) => key)),
];

/** What a part of a document lacks; nothing when it needs nothing. */
export function missingOf(part: Part, document: string, facts: LedgerFacts): Missing[] {
	const { state, outcome } = part.explained;
	const { row, exception, isIgnored } = part;
	if (state === 'in_procore' || state === 'planned' || state === 'emptied' || outcome.reason === '') return [];
	const reason = reasonFor(outcome.reason);
	const who = isIgnored ? (['tables'] as const) : reason.who;
	if (state === 'left_out' && who.length === 0) return [];
	const rows = rowsToWorkOn(row, facts);
	return [
		{
			document,
			projectId: row.project_id,
			reason: outcome.reason,
			what: outcome.message || outcome.title,
			advice: isIgnored ? ignoredAdvice : exception?.advice || adviceIn(row.detail) || reason.advice,
			...speakingTo(who),
			nextAttemptAt: exception?.next_attempt_at ?? '',
			byItself: !isIgnored && reason.retry === 'automatic' && exception?.status !== 'parked',
			rows,
			candidates: candidatesIn(outcome.reason, outcome.message),
			amount: exception?.amount ?? '',
			currency: exception?.currency ?? '',
		},
	];
}

const ignoredAdvice = `Somebody set its row in ${definitions.exceptions.name} to ignored. Set it back to open and runs take it up again.`;

/** Who can do something, as a list and in words. */
export const speakingTo = (who: readonly Party[]) => ({ who: [...who], whoText: whoText(who) });

const adviceSchema = z.object({ advice: z.string() });

/** What an outcome advises in its own case; `""` = nothing of its own. */
function adviceIn(detail: string): string {
	const read = adviceSchema.safeParse(parsedJson(detail));
	return read.success ? read.data.advice : '';
}

/** Rows that a person is to fill or to correct, by what the outcome is about. */
function rowsToWorkOn(
	{ entity, reason, message, sap_key: key }: LedgerRow<'audit'>,
	facts: LedgerFacts,
): ExplainedRow[] {
	const named = rowsNamedIn(message);
	if (named.length > 0) return named;
	if (reason === 'unmapped_cost_code')
		return facts.costCodes.filter((row) => row.cost_code === '' && isNamed(message, row)).map(mapRow);
	if (reasonsOfValues.has(reason))
		return facts.values.filter((row) => row.procore_value === '' && isNamedValue(message, row)).map(valueRow);
	return entity === 'supplier' ? decisionRows(key, facts).map(vendorRow) : [];
}

const reasonsOfValues: ReadonlySet<string> = new Set(['unmapped_unit', 'unmapped_tax_code', 'one_time_supplier']);

/** Whether a message names the account assignment of a row, in the words in which outcomes do. */
function isNamed(message: string, row: LedgerRow<'cost_codes'>): boolean {
	const { gl_account: glAccount, cost_center: costCenter, wbs_element: wbsElement } = row;
	const words = assigned('', { glAccount, costCenter, wbsElement, order: '' }).trim().slice(0, -1);
	// Behind the assignment of a line its order may follow.
	return words !== '' && [`${words})`, `${words}, order`].some((text) => message.includes(text));
}

/** How messages name the values that no row translates. */
const valuePhrases: Record<string, (value: string) => string> = {
	unit: (value) => `nit ${value} of item `,
	tax_code: (value) => `ax code ${value} of item `,
	one_time_supplier: (value) => `on the order ${value}`,
};

const isNamedValue = (message: string, { kind, sap_value: value }: LedgerRow<'values'>) => {
	const phrase = valuePhrases[kind];
	return phrase !== undefined && value !== '' && message.includes(phrase(value));
};

export const mapRow = (row: LedgerRow<'cost_codes'>): ExplainedRow => ({
	table: definitions.cost_codes.name,
	id: row.id,
	pattern: filled({
		company_code: row.company_code,
		gl_account: row.gl_account,
		cost_center: row.cost_center,
		wbs_element: row.wbs_element,
	}),
	result: codeText(codeIn(row)) + (row.enabled ? '' : ' (disabled)'),
	basis: 'now',
});

const valueRow = (row: LedgerRow<'values'>): ExplainedRow => ({
	table: definitions.values.name,
	id: row.id,
	pattern: filled({ kind: row.kind, sap_value: row.sap_value }),
	result: row.procore_value,
	basis: 'now',
});

export const vendorRow = (row: LedgerRow<'vendors'>): ExplainedRow => ({
	table: definitions.vendors.name,
	id: row.id,
	pattern: filled({ supplier: row.supplier }),
	result: [row.decision, row.procore_vendor_id].filter(Boolean).join(' '),
	basis: 'now',
});

export const rosterRow = (row: LedgerRow<'projects'>): ExplainedRow => ({
	table: definitions.projects.name,
	id: row.id,
	pattern: filled({
		sap_project: row.sap_project,
		sap_wbs_prefix: row.sap_wbs_prefix,
		sap_cost_center: row.sap_cost_center,
	}),
	result: `project ${row.project_id}`,
	basis: 'now',
});

/** `gl_account=6300*, wbs_element=P-1001*`, `anything` where no cell is filled. */
const filled = (cells: Record<string, string>): string =>
	Object.entries(cells)
		.flatMap(([name, cell]) => (cell === '' ? [] : [`${name}=${cell}`]))
		.join(', ') || 'anything';

const ofVendors: ReadonlySet<string> = new Set(['ambiguous_vendor_name', 'foreign_origin_id', 'vendor_inactive']);

/** Vendors that the message of a held supplier names. */
function candidatesIn(reason: string, message: string): string[] {
	if (!ofVendors.has(reason)) return [];
	// The name of the supplier is quoted before them, and may hold anything.
	const behindName = message.slice(message.lastIndexOf('". ') + 1);
	const ids = /\bvendors? (\d+(?:, \d+)*)/i.exec(behindName)?.[1] ?? '';
	return ids.split(', ').filter(Boolean);
}

/** Rows in which people decide on a supplier; they type its number with leading zeros, or without. */
export const decisionRows = (supplier: string, { vendors }: Pick<LedgerFacts, 'vendors'>) =>
	vendors.filter((row) => withoutZeros(row.supplier) === withoutZeros(supplier));
