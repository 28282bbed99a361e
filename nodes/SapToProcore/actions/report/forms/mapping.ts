import { z } from 'zod';
import { isEntity } from '../../../../shared/entities';
import type { LedgerRow } from '../../../ledger';
import { makeEdits, type Edit } from '../../../ledger/changes';
import type { CostCodeRow } from '../../../ledger/rows';
import { withoutBudgetLine } from '../../../lanes/cost/keys';
import { combinationOf, type AccountKeys } from '../../../lookup/costCodes';
import type { Effect } from '../../../mapping/effects';
import { counted, timeText } from '../../../reports/kit/format';
import { markup, type Html } from '../../../reports/kit/html';
import type { MappingFacts } from '../../../reports/mapping/build';
import { keysOf } from '../../../reports/mapping/codes';
import { effectTable, effectTexts } from '../../../reports/mapping/effects';
import { previewAddress } from '../../../reports/mapping/entry';
import { codeText } from '../../../reports/mapping/model';
import { keysText, patternsFor, scopesOf, scopeText } from '../../../reports/mapping/scope';
import { mostDocuments } from '../../../sync/request';
import { mappingFacts } from '../mapping';
import { effectOnNextRun } from '../nextRun';
import { conflictText } from './conflict';
import { documentSchema, pageForm, type Document } from './form';
import { choicesOf, type Choice, type Choices } from './mappingChoice';

const keySchema = z.object({
	company_code: z.string(),
	gl_account: z.string(),
	cost_center: z.string(),
	wbs_element: z.string(),
});

const codeSchema = z.object({ cost_code: z.string(), cost_type: z.string(), enabled: z.boolean() });

const rowSchema = z.object({
	key: keySchema,
	/** As the row was; null = it is added. */
	seen: codeSchema.nullable(),
	cells: codeSchema,
});
type MappedRow = z.infer<typeof rowSchema>;

const mapped = z.object({
	rows: z.array(rowSchema).min(1),
	/** What can be sent once they are saved. */
	documents: z.array(documentSchema),
});

const cellsOf = ({ companyCode, glAccount, costCenter, wbsElement }: AccountKeys) => ({
	company_code: companyCode,
	gl_account: glAccount,
	cost_center: costCenter,
	wbs_element: wbsElement,
});

type Row = LedgerRow<'cost_codes'>;

/** A row as it will be; `row` is the one that there is. */
interface Planned {
	pattern: AccountKeys;
	row: Row | undefined;
	text: string;
	cells: z.infer<typeof codeSchema>;
}

/** Gives account assignments, or patterns of several, their cost codes. */
export const mapCostCode = pageForm<z.infer<typeof mapped>>({
	action: 'map',
	page: 'mapping',
	data: mapped,
	fields: () => [],
	async propose({ ledger, source }, query) {
		if (!source) return 'Open the page and choose again.';
		const known = await mappingFacts(source);
		const chosen = choicesOf(query, known.facts);
		if (typeof chosen === 'string') return chosen;
		const rows = await ledger.rows('cost_codes');
		const planned = plannedRows(chosen, rows);
		const effect = await effectOnNextRun(source, known.facts, known.side.gaps, {
			costCodes: tableAfter(rows, planned),
		});
		return {
			title: titleOf(chosen),
			effects: [
				...('unknown' in effect
					? [`What the next run does because of it cannot be told: ${effect.unknown}`]
					: effectTexts(effect)),
				...planned.flatMap(rowTexts),
				...chosen.left.map((keys) => `Nothing is suggested for ${keysText(keys)}: it stays as it is.`),
				...codeTexts(chosen, rows, known.facts),
				'A row that is more specific still decides before it.',
			],
			about: [...otherScopes(chosen), ...('unknown' in effect ? [] : [effectTable(effect, known.facts.projects)])],
			fields: [],
			button: 'Save',
			data: {
				rows: planned.map(({ pattern, row, cells }) => ({
					key: cellsOf(row ? keysOf(row) : pattern),
					seen: row ? { cost_code: row.cost_code, cost_type: row.cost_type, enabled: row.enabled } : null,
					cells,
				})),
				documents: 'unknown' in effect ? [] : documentsOf(effect),
			},
		};
	},
	async apply({ ledger, now }, { data: { rows, documents }, by, formId }) {
		const edits = rows.map(({ key, seen, cells }): Edit => {
			const added: Record<string, string> = seen === null ? { source: 'page' } : {};
			return { table: 'cost_codes', key, seen, cells: { ...cells, ...added } };
		});
		const results = await makeEdits(ledger, edits, { by, at: now, formId, summary: summaryOf(rows) });
		const made = rows.filter((_, index) => results[index] === 'made');
		const lost = rows.filter((_, index) => results[index] === 'conflict').map(nameOf);
		const saved = made.length > 0 ? `Saved: ${summaryOf(made)}.` : 'Nothing was saved.';
		return { message: `${saved}${conflictText(lost)}`, ...(made.length > 0 ? { documents } : {}) };
	},
});

function plannedRows({ choices }: Choices, rows: readonly Row[]): Planned[] {
	const existing = new Map([...rows].reverse().map((row) => [combinationOf(keysOf(row)), row]));
	const planned = choices.flatMap(({ keys, code, scope }) =>
		patternsFor(scope, keys).map(
			(pattern): Planned => ({
				pattern,
				row: existing.get(combinationOf(pattern)),
				text: codeText(code),
				cells: { cost_code: code.costCode, cost_type: code.costType, enabled: true },
			}),
		),
	);
	return [...new Map(planned.map((each) => [combinationOf(each.pattern), each])).values()];
}

/** The table as it will be. */
function tableAfter(rows: readonly Row[], planned: readonly Planned[]): CostCodeRow[] {
	const changed = new Map(planned.flatMap(({ row, cells }) => (row ? [[row.id, cells] as const] : [])));
	const added = planned.flatMap(({ pattern, row, cells }) => (row ? [] : [{ id: '', ...cellsOf(pattern), ...cells }]));
	return [...rows.map((row) => ({ ...row, ...changed.get(row.id) })), ...added];
}

function titleOf({ choices }: Choices): string {
	const [first, ...more] = choices;
	if (!first) return '';
	if (more.length === 0) return `${codeText(first.code)} for ${scopeText(first.scope, first.keys)}`;
	return `Cost codes for ${counted(choices.length, 'account assignment')}`;
}

/** What becomes of one row. */
function rowTexts({ pattern, row, text }: Planned): string[] {
	const name = keysText(pattern);
	if (!row) return [`A row is added: ${name} has the cost code ${text}.`];
	const old = codeText({ costCode: row.cost_code, costType: row.cost_type });
	const changed = old === '' ? `gets the cost code ${text}` : `changes from ${old} to ${text}`;
	return [`The row of ${name} ${changed}.`, ...(row.enabled ? [] : ['The row was switched off; it counts again.'])];
}

/** Whether the projects have the codes, as far as anybody knows. */
function codeTexts({ choices }: Choices, rows: readonly Row[], { codes, projects }: MappingFacts): string[] {
	const inMap = new Set(rows.map((row) => codeText({ costCode: row.cost_code, costType: row.cost_type })));
	const texts = choices.flatMap(({ code, projectId }: Choice) => {
		const text = codeText(code);
		const known = codes.get(projectId);
		if (!known)
			return inMap.has(text) ? [] : [`No row has ${text} yet. Make sure that the projects have it in Procore.`];
		if (known.codes.some((each) => codeText(each) === text)) return [];
		const project = projects.byId(projectId)?.project_name || projectId;
		return [
			`${project} did not have ${text} in Procore at ${timeText(known.readAt)} UTC: documents wait until it has.`,
		];
	});
	return [...new Set(texts)];
}

/** The same code for more, or for less. */
function otherScopes({ choices }: Choices): Html[] {
	const [one, ...more] = choices;
	if (!one || more.length > 0) return [];
	const others = scopesOf(one.keys).filter((scope) => scope !== one.scope);
	if (others.length === 0) return [];
	const links = others.map(
		(scope) =>
			markup`<li><a href="${previewAddress(one.keys, codeText(one.code), scope)}">${scopeText(scope, one.keys)}</a></li>\n`,
	);
	return [markup`<p>The same code instead for:</p>\n<ul>\n${links}</ul>\n`];
}

/** What a run can be started for. Costs that no code takes are one exception of all. */
export function documentsOf({ documents }: Effect): Document[] {
	const sent = documents.filter(({ kind }) => kind === 'released' || kind === 'moved' || kind === 'later');
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

/** Which code for what, in one line. */
function summaryOf(rows: readonly MappedRow[]): string {
	const named = new Map<string, string[]>();
	for (const row of rows) {
		const text = codeText({ costCode: row.cells.cost_code, costType: row.cells.cost_type });
		named.set(text, [...(named.get(text) ?? []), nameOf(row)]);
	}
	return [...named]
		.map(
			([text, names]) =>
				`${text} for ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`,
		)
		.join('; ');
}
