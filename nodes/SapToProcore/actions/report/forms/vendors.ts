import { z } from 'zod/v3';
import type { LedgerRow } from '../../../ledger';
import { makeEdits } from '../../../ledger/changes';
import { withoutZeros } from '../../../lookup/keys';
import { supplierText } from '../../../reports/kit/documents';
import { counted, moneyTexts } from '../../../reports/kit/format';
import { lastOf, type Query } from '../../../reports/request';
import { alikeText, refusalOf } from '../../../reports/vendors/candidates';
import { decisionText, type Decided, type HeldSupplier } from '../../../reports/vendors/model';
import { mostDocuments } from '../../../sync/request';
import { vendorsOnRecord } from '../vendors';
import { conflictText } from './conflict';
import { pageForm, type AnyForm, type FormContext } from './form';
import { alsoTaken, documentsSchema, started, type Documents } from './started';

const decisionSchema = z.object({ decision: z.string(), procore_vendor_id: z.string() });

const decided = z.object({
	/** As the row has it, or is to have it. */
	supplier: z.string().min(1),
	/** As the row was; null = it is added. */
	seen: decisionSchema.nullable(),
	cells: decisionSchema,
	/** Of a row that is added. */
	note: z.string(),
	/** What the sync is started for; none = the next run does it. */
	documents: documentsSchema,
});

/** What somebody chose on the page; a text = why that cannot be done. */
async function choiceIn(source: FormContext, query: Query, held: HeldSupplier): Promise<Omit<Decided, 'by'> | string> {
	const choice = lastOf(query.choice);
	if (choice === 'create' || choice === 'ignore') return await withoutVendor(choice, held);
	const chosen = choice === 'other' ? lastOf(query.vendor) : (/^link:(.*)$/.exec(choice)?.[1] ?? '');
	if (choice === '') return 'Choose a vendor, Create or Ignore on the page.';
	if (!/^\d{1,20}$/.test(chosen))
		return 'That is not a Procore vendor. Enter the number in the address of the vendor page in Procore.';
	const vendorId = withoutZeros(chosen);
	const why = await refusalFor(source, vendorId, held);
	return why === '' ? { decision: 'link', vendorId } : why;
}

/** A supplier that has a vendor keeps it, even an inactive one. */
function withoutVendor(
	decision: 'create' | 'ignore',
	{ supplier, detail }: HeldSupplier,
): Omit<Decided, 'by'> | string {
	const own = detail?.candidates.find((each) => each.owner === 'us' && each.supplier === supplier);
	return decision === 'create' && own
		? `Supplier ${supplier} has the vendor ${own.id} already, so none is created. Reactivate it in Procore, or ignore the supplier.`
		: { decision, vendorId: '' };
}

/** Why linking would not help, as far as the tables know; `""` = it would. */
async function refusalFor(
	{ ledger }: FormContext,
	vendorId: string,
	{ supplier, detail }: HeldSupplier,
): Promise<string> {
	const candidate = detail?.candidates.find(({ id }) => id === vendorId);
	const why = candidate ? refusalOf(candidate, supplier) : '';
	if (why !== '') return `Vendor ${vendorId} cannot be linked: ${why}.`;
	const rows = await ledger.rows('vendors');
	const taken = rows.find(
		(row) =>
			row.decision === 'link' &&
			row.procore_vendor_id === vendorId &&
			withoutZeros(row.supplier) !== withoutZeros(supplier),
	);
	if (taken) return `Vendor ${vendorId} cannot be linked: by a decision it belongs to supplier ${taken.supplier}.`;
	const met = await metAs(ledger, vendorId);
	return met && withoutZeros(met.sap_key) !== withoutZeros(supplier)
		? `Vendor ${vendorId} cannot be linked: it belongs to supplier ${met.sap_key}.`
		: '';
}

/** The supplier whose vendor it is, as runs have recorded it. */
const metAs = async (ledger: FormContext['ledger'], vendorId: string): Promise<LedgerRow<'audit'> | undefined> =>
	(
		await ledger.rows('audit', [
			{ column: 'entity', value: 'supplier' },
			{ column: 'procore_id', value: vendorId },
		])
	).at(-1);

/** What a decision does, in sentences. */
function effectsOf(held: HeldSupplier, { decision, vendorId }: Omit<Decided, 'by'>): string[] {
	const { supplier, documents, amounts } = held;
	const waiting = [counted(documents.length, 'document'), moneyTexts(amounts)].filter(Boolean).join(', ');
	const released =
		documents.length === 0 ? 'No document waits for it now.' : `What waits for it goes to Procore then: ${waiting}.`;
	if (decision === 'ignore')
		return [
			`Supplier ${supplier} gets no vendor in Procore. Nothing changes there or in SAP.`,
			documents.length === 0 ? 'No document waits for it now.' : `What waits for it goes on waiting: ${waiting}.`,
		];
	if (decision === 'create')
		return [
			`A vendor is created in Procore for supplier ${supplierText(held)}, whatever other vendors there are.`,
			released,
		];
	const candidate = held.detail?.candidates.find(({ id }) => id === vendorId);
	if (!candidate)
		return [
			`Vendor ${vendorId} in Procore becomes that of supplier ${supplierText(held)}, and is kept as SAP has it.`,
			`No run has recorded vendor ${vendorId} as a candidate: make sure of the number. If Procore does not have it, nothing is linked, and the supplier stays here.`,
			released,
		];
	return [
		`Vendor ${vendorId} "${candidate.name}" in Procore becomes that of supplier ${supplierText(held)}, and is kept as SAP has it.`,
		`What speaks for it: ${alikeText(candidate)}.`,
		...(candidate.active
			? [released]
			: ['The vendor is inactive. Reactivate it in Procore; until then the supplier stays held.']),
	];
}

/** The supplier and what waits for it, as many as a run takes at once. */
const documentsOf = (all: readonly HeldSupplier[]): { documents: Documents; left: number } => {
	const found = [
		...all.map(({ supplier }) => ({ entity: 'supplier', key: supplier })),
		...all.flatMap(({ documents }) => documents),
	];
	return { documents: found.slice(0, mostDocuments), left: Math.max(0, found.length - mostDocuments) };
};

const runEffects = ({ documents, left }: ReturnType<typeof documentsOf>) => [
	`The sync starts now, for ${counted(documents.length, 'document')}: the suppliers and what waits for them. ${alsoTaken(documents)}`,
	...(left > 0 ? [`The next run takes ${counted(left, 'more document')}.`] : []),
];

/** Says which vendor a supplier is; with `runs`, the sync takes it up at once. */
const decide = (action: string, runs: boolean): AnyForm =>
	pageForm<z.infer<typeof decided>>({
		action,
		page: 'vendors',
		data: decided,
		fields: () => [],
		async propose(source, query) {
			const { ledger, now } = source;
			const report = await vendorsOnRecord(ledger, now);
			const supplier = lastOf(query.supplier);
			const held = [...report.toDecide, ...report.decided].find((each) => each.supplier === supplier);
			if (!held) return 'That supplier no longer waits for a decision. Choose one on the page.';
			const rows = (await ledger.rows('vendors')).filter(
				(each) => withoutZeros(each.supplier) === withoutZeros(supplier),
			);
			if (rows.length > 1)
				return `${counted(rows.length, 'row')} of sap_procore_vendors decide on supplier ${supplier}. Delete all but one in n8n.`;
			const choice = await choiceIn(source, query, held);
			if (typeof choice === 'string') return choice;
			const [row] = rows;
			const run = documentsOf([held]);
			return {
				title: `Supplier ${supplierText(held)}: ${decisionText(choice)}`,
				effects: [
					...effectsOf(held, choice),
					row && row.decision !== ''
						? `The row of the table changes: before, ${decisionText({ decision: row.decision, vendorId: row.procore_vendor_id })}.`
						: `${row ? 'The row of the table is filled' : 'A row is added to the table'}: ${[choice.decision, choice.vendorId].filter(Boolean).join(' ')}.`,
					...(runs ? runEffects(run) : ['The next run does it.']),
				],
				about: [],
				fields: [],
				button: runs ? 'Save and run now' : 'Save',
				data: {
					supplier: row?.supplier ?? supplier,
					seen: row ? { decision: row.decision, procore_vendor_id: row.procore_vendor_id } : null,
					cells: { decision: choice.decision, procore_vendor_id: choice.vendorId },
					note: held.message,
					documents: runs ? run.documents : [],
				},
			};
		},
		async apply(source, { data: { supplier, seen, cells, note, documents }, by, formId }) {
			const { ledger, now } = source;
			const text = decisionText({ decision: cells.decision, vendorId: cells.procore_vendor_id });
			const summary = `Supplier ${supplier}: ${text}`;
			const edit = {
				table: 'vendors',
				key: { supplier },
				seen,
				cells: seen === null ? { ...cells, note } : cells,
			} as const;
			const [result] = await makeEdits(ledger, [edit], { by, at: now, formId, summary });
			if (result !== 'made') return { message: `Nothing was saved.${conflictText([supplier])}` };
			const saved = `Saved: supplier ${supplier}, ${text}.`;
			if (documents.length === 0) return { message: saved };
			const { message, replay } = await started(source, documents);
			return { message: `${saved} ${message}`, ...(replay ? { replay } : {}) };
		},
	});

/** Starts the sync for suppliers that were decided on, and what waits for them. */
const run = pageForm<Documents>({
	action: 'run',
	page: 'vendors',
	data: documentsSchema,
	fields: () => [],
	async propose({ ledger, now }, query) {
		const chosen = new Set(query.supplier ?? []);
		const all = (await vendorsOnRecord(ledger, now)).decided.filter(({ supplier }) => chosen.has(supplier));
		if (all.length === 0) return 'Nothing is chosen that still waits. Choose suppliers on the page.';
		const documents = documentsOf(all);
		return {
			title: `Run now: ${counted(all.length, 'supplier')}`,
			effects: [...runEffects(documents), 'Pressing twice does no harm.'],
			about: [],
			fields: [],
			button: 'Run now',
			data: documents.documents,
		};
	},
	apply: async (source, { data }) => await started(source, data),
});

export const vendorForms = [decide('decide', false), decide('decide-run', true), run];
