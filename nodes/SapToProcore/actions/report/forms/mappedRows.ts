import { partition } from 'lodash';
import { z } from 'zod/v3';
import { isEntity } from '../../../../shared/entities';
import { makeEdits, type Edit } from '../../../ledger/changes';
import type { CostCodeRow } from '../../../ledger/rows';
import { withoutBudgetLine } from '../../../lanes/cost/keys';
import { codeIn, codeText, keysOf, type AccountKeys } from '../../../lookup/costCodes';
import type { Effect } from '../../../mapping/effects';
import { effectTexts } from '../../../reports/mapping/effects';
import type { ChangedRow } from '../../../reports/mapping/judge';
import { mostDocuments } from '../../../sync/request';
import { conflictText } from './conflict';
import { documentSchema, type Document, type Done, type FormContext, type Sent } from './form';

const keySchema = z.object({
	company_code: z.string(),
	gl_account: z.string(),
	cost_center: z.string(),
	wbs_element: z.string(),
});

const codeSchema = z.object({
	cost_code: z.string(),
	cost_type: z.string(),
	sub_job: z.string(),
	segments: z.string(),
	enabled: z.boolean(),
});

const rowSchema = z.object({
	key: keySchema,
	/** As the row was; null = it is added. */
	seen: codeSchema.nullable(),
	cells: codeSchema,
});
type MappedRow = z.infer<typeof rowSchema>;

/** Rows of the cost code map that are to be written as they were announced. */
export const mappedRows = z.object({
	rows: z.array(rowSchema).min(1),
	/** What can be sent once they are saved. */
	documents: z.array(documentSchema),
});
export type MappedRows = z.infer<typeof mappedRows>;

const cellsOf = ({ companyCode, glAccount, costCenter, wbsElement }: AccountKeys) => ({
	company_code: companyCode,
	gl_account: glAccount,
	cost_center: costCenter,
	wbs_element: wbsElement,
});

/** What the next run does because of it, or why that cannot be told. */
export type TellableEffect = Effect | { unknown: string };

export const effectSentences = (effect: TellableEffect): string[] =>
	'unknown' in effect ? [`What the next run does because of it is not known: ${effect.unknown}`] : effectTexts(effect);

/** What comes back signed, and is written. */
export const announcedRows = (changed: readonly ChangedRow[], effect: TellableEffect): MappedRows => ({
	rows: changed.map(({ pattern, row, cells }) => ({
		key: cellsOf(row ? keysOf(row) : pattern),
		seen: row ? codeSchema.parse(row) : null,
		cells,
	})),
	documents: 'unknown' in effect ? [] : documentsOf(effect),
});

/** The table as it will be. */
export function tableAfter(rows: readonly CostCodeRow[], changed: readonly ChangedRow[]): CostCodeRow[] {
	const changes = new Map(changed.flatMap(({ row, cells }) => (row ? [[row.id, cells] as const] : [])));
	const added = changed.flatMap(({ pattern, row, cells }) => (row ? [] : [{ id: '', ...cellsOf(pattern), ...cells }]));
	return [...rows.map((row) => ({ ...row, ...changes.get(row.id) })), ...added];
}

/** Writes rows that nobody has changed since they were announced, and names the others. */
export async function saveRows(
	{ ledger, now }: FormContext,
	{ data: { rows, documents }, by, formId }: Sent<MappedRows>,
	source = 'page',
): Promise<Done> {
	const edits = rows.map(({ key, seen, cells }): Edit => {
		const added: Record<string, string> = seen === null ? { source } : {};
		return { table: 'cost_codes', key, seen, cells: { ...cells, ...added } };
	});
	const results = await makeEdits(ledger, edits, { by, at: now, formId, summary: summaryOf(rows) });
	const made = rows.filter((_, index) => results[index] === 'made');
	const lost = rows.filter((_, index) => results[index] === 'conflict').map(nameOf);
	const saved = made.length > 0 ? `Saved: ${summaryOf(made)}.` : 'Nothing was saved.';
	return { message: `${saved}${conflictText(lost)}`, ...(made.length > 0 ? { documents } : {}) };
}

/** What a run can be started for, first what no run takes up by itself. Costs that no code takes are one exception of all. */
export function documentsOf({ documents }: Effect): Document[] {
	const [later, soon] = partition(documents, ({ kind }) => kind === 'later');
	const sent = [...later, ...soon.filter(({ kind }) => kind === 'released' || kind === 'moved')];
	const keys = sent.map(
		({ entity, sapKey }): Document => ({
			entity,
			key: entity === 'actual_cost' ? withoutBudgetLine : sapKey,
		}),
	);
	const once = new Map(keys.filter(({ entity }) => isEntity(entity)).map((each) => [JSON.stringify(each), each]));
	return [...once.values()].slice(0, mostDocuments);
}

const nameOf = ({ key }: MappedRow) => Object.values(key).filter(Boolean).join(' ');

/** Codes that a summary names; a file may have hundreds. */
const mostNamed = 5;

/** Which code for what, in one line. */
function summaryOf(rows: readonly MappedRow[]): string {
	const named = new Map<string, string[]>();
	for (const row of rows) {
		const text = row.cells.enabled ? codeText(codeIn(row.cells)) || 'no cost code' : 'switched off';
		named.set(text, [...(named.get(text) ?? []), nameOf(row)]);
	}
	const texts = [...named].map(
		([text, names]) =>
			`${text} for ${names.slice(0, mostNamed).join(', ')}${names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''}`,
	);
	const more = texts.length - mostNamed;
	return [...texts.slice(0, mostNamed), ...(more > 0 ? [`${more} other cost codes`] : [])].join('; ');
}
