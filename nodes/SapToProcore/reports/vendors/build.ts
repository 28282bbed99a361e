import { z } from 'zod/v3';
import { compared } from '../../../shared/decimal';
import { parsedJson } from '../../../shared/json';
import { isAboutMatch, reasonFor } from '../../../shared/reasons';
import { blockersOf } from '../../explain/missing';
import { heldDetailSchema, type HeldDetail } from '../../lanes/supplier/candidates';
import type { LedgerRow } from '../../ledger';
import { withoutZeros } from '../../lookup/keys';
import type { OpenException } from '../exceptions/model';
import { totals } from '../kit/sums';
import type { Seen } from '../seen';
import type { Decided, HeldSupplier, PlannedVendor, VendorsReport } from './model';
import { oneTimeParties } from './oneTime';

export interface VendorsInput {
	customer: string;
	/** Now, ISO 8601. */
	now: string;
	/** What waits, of all entities. */
	open: readonly OpenException[];
	seen: Seen;
	/** Outcomes of suppliers that the preview would write. */
	planned: ReadonlyArray<Pick<LedgerRow<'audit'>, 'sap_key' | 'procore_id' | 'action' | 'detail'>>;
	/** Rows of the audit trail of suppliers that were held or left out, oldest first. */
	outcomes: ReadonlyArray<Pick<LedgerRow<'audit'>, 'sap_key' | 'at' | 'run_id' | 'reason' | 'message' | 'detail'>>;
	/** Rows of `sap_procore_vendors`. */
	rows: ReadonlyArray<LedgerRow<'vendors'>>;
	/** Rows of `sap_procore_values`. */
	values: ReadonlyArray<LedgerRow<'values'>>;
}

/** Suppliers that have no vendor for want of a person's word, or that documents wait for though they were left out. */
export function vendorsReport(input: VendorsInput): VendorsReport {
	const waiting = waitingBySupplier(input.open);
	const exceptions = new Map(
		input.open.filter(({ entity, sapKey }) => entity === 'supplier' && sapKey !== '').map((row) => [row.sapKey, row]),
	);
	const outcomes = new Map(input.outcomes.map((row) => [row.sap_key, row]));
	const rows = new Map<string, Array<LedgerRow<'vendors'>>>();
	for (const row of input.rows) rows.set(withoutZeros(row.supplier), [...rowsIn(rows, row.supplier), row]);
	const asDecided = decidedInPreview(input, (supplier) => rowsIn(rows, supplier));
	const keys = new Set([...exceptions.keys(), ...waiting.keys(), ...asDecided.keys()]);
	const all = [...keys].flatMap((supplier): HeldSupplier[] => {
		const exception = exceptions.get(supplier);
		// What failed otherwise no decision helps: it is among the exceptions.
		if (exception && !isAboutMatch(exception.reason)) return [];
		const outcome = outcomes.get(supplier);
		// The preview has done what was decided: what was the matter before is so no more.
		const reason = asDecided.has(supplier) ? '' : (exception?.reason ?? outcome?.reason ?? '');
		const detail = detailOf(outcome?.detail);
		const documents = waiting.get(supplier) ?? [];
		return [
			{
				...{ supplier, reason, detail },
				name: detail?.party.name ?? asDecided.get(supplier) ?? '',
				title: asDecided.has(supplier) ? 'the preview did it so' : reason === '' ? '' : reasonFor(reason).title,
				advice: exception?.advice ?? (reason === '' ? '' : reasonFor(reason).advice),
				message: asDecided.has(supplier) ? '' : (exception?.message ?? outcome?.message ?? ''),
				since: exception?.firstSeen ?? '',
				runId: outcome?.run_id ?? '',
				documents: [
					...new Map(documents.map(({ entity, sapKey: key }) => [`${entity} ${key}`, { entity, key }])).values(),
				],
				amounts: totals(documents),
				decided: decidedOf(rowsIn(rows, supplier), reason, exception?.lastSeen ?? outcome?.at ?? ''),
			},
		];
	});
	const sorted = all.sort(
		(a, b) => compared(weight(b), weight(a)) || a.supplier.localeCompare(b.supplier, 'en', { numeric: true }),
	);
	return {
		report: 'vendors',
		...{ customer: input.customer, at: input.now, seen: input.seen },
		toDecide: sorted.filter(({ decided }) => !decided),
		decided: sorted.filter(({ decided }) => decided),
		oneTime: oneTimeParties(input.values, input.open),
		planned: plannedOf(input.planned),
	};
}

/** Names of the suppliers that the last preview treats as their rows say, by number: until a run has written, nothing else shows it. */
function decidedInPreview(
	{ planned, outcomes, seen }: VendorsInput,
	rowsOf: (supplier: string) => ReadonlyArray<LedgerRow<'vendors'>>,
): ReadonlyMap<string, string> {
	const written = planned
		.map(({ sap_key: supplier, detail }) => ({ supplier, ...plannedSchema.parse(parsedJson(detail)) }))
		.filter(({ rule }) => rule === 'decision');
	const leftOut = outcomes
		.filter((row) => seen.by === 'preview' && row.run_id === seen.runId && row.reason === 'ignored_by_decision')
		.map(({ sap_key: supplier }) => ({ supplier, name: '' }));
	const isStill = ({ supplier }: { supplier: string }) => rowsOf(supplier).some(({ decision }) => decision !== '');
	return new Map([...written, ...leftOut].filter(isStill).map(({ supplier, name }) => [supplier, name]));
}

const plannedSchema = z
	.object({ name: z.string().catch(''), rule: z.string().catch(''), remarks: z.array(z.string()).catch([]) })
	.catch({ name: '', rule: '', remarks: [] });
const actions = ['link', 'update', 'create'];

/** Links first: a link to the wrong vendor is what somebody wants to see beforehand. */
const plannedOf = (outcomes: VendorsInput['planned']): PlannedVendor[] =>
	outcomes
		.map(({ sap_key: supplier, procore_id: vendorId, action, detail }) => {
			const { name, remarks } = plannedSchema.parse(parsedJson(detail));
			return { supplier, name, vendorId, action, remarks };
		})
		.sort(
			(a, b) =>
				actions.indexOf(a.action) - actions.indexOf(b.action) ||
				a.supplier.localeCompare(b.supplier, 'en', { numeric: true }),
		);

const rowsIn = <T>(rows: ReadonlyMap<string, T[]>, supplier: string): T[] => rows.get(withoutZeros(supplier)) ?? [];

/** Open exceptions of documents that name a supplier they wait for. */
function waitingBySupplier(open: readonly OpenException[]): Map<string, OpenException[]> {
	const waiting = new Map<string, OpenException[]>();
	for (const row of open) {
		if (row.reason !== 'vendor_missing') continue;
		for (const { key } of blockersOf({ reason: row.reason, message: row.message, origin_id: '' })) {
			const known = waiting.get(key);
			if (known) known.push(row);
			else waiting.set(key, [row]);
		}
	}
	return waiting;
}

/** What a supplier and its candidates are, as the audit trail keeps it. */
function detailOf(detail = ''): HeldDetail | undefined {
	const read = heldDetailSchema.safeParse(parsedJson(detail));
	return read.success ? read.data : undefined;
}

/** Reasons that a link to the wrong vendor can have: what was decided before a run met them did not help. */
const despiteLink = new Set([
	'decision_vendor_missing',
	'duplicate_supplier_name',
	'foreign_origin_id',
	'vendor_inactive',
	'vendor_linked_elsewhere',
	'vendor_taken',
]);

/** The word that counts; one that was given before the last run met the supplier, and did not help, does not. */
function decidedOf(rows: ReadonlyArray<LedgerRow<'vendors'>>, reason: string, met: string): Decided | undefined {
	const [row, ...more] = rows.filter(({ decision }) => decision !== '');
	if (!row || more.length > 0) return undefined;
	const helps =
		reason !== 'decision_unreadable' &&
		(row.decision === 'ignore' ||
			(row.decision === 'create' ? reason !== 'vendor_inactive' : !despiteLink.has(reason)));
	if (!helps && !(Date.parse(row.changed_at) > Date.parse(met))) return undefined;
	return { decision: row.decision, vendorId: row.procore_vendor_id, by: row.changed_by };
}

/** The largest amount in one currency: amounts of several are not added. */
const weight = ({ amounts }: HeldSupplier) =>
	amounts
		.map(({ amount }) => amount.replace('-', ''))
		.reduce((most, amount) => (compared(amount, most) > 0 ? amount : most), '0');
