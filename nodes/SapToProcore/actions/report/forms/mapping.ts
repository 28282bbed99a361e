import type { LedgerRow } from '../../../ledger';
import { cellsOfCode, codeIn, codeText, combinationOf, keysOf } from '../../../lookup/costCodes';
import { counted, timeText } from '../../../reports/kit/format';
import { markup, type Html } from '../../../reports/kit/html';
import type { MappingFacts } from '../../../reports/mapping/build';
import { effectTables } from '../../../reports/mapping/effects';
import { previewAddress } from '../../../reports/mapping/entry';
import type { ChangedRow } from '../../../reports/mapping/judge';
import { keysText, patternsFor, scopesOf, scopeText } from '../../../reports/mapping/scope';
import { mappingFacts } from '../mapping';
import { effectOnNextRun } from '../nextRun';
import { pageForm } from './form';
import { announcedRows, effectSentences, mappedRows, saveRows, tableAfter, type MappedRows } from './mappedRows';
import { choicesOf, type Choice, type Choices } from './mappingChoice';

type Row = LedgerRow<'cost_codes'>;

const approvalText =
	'Approval is on: what would void or reopen a contract, or moves more than the amount that is set, waits on the page Exceptions first.';

/** A row as it will be, and its code as people read it. */
type Planned = ChangedRow & { text: string };

/** Gives account assignments, or patterns of several, their cost codes. */
export const mapCostCode = pageForm<MappedRows>({
	action: 'map',
	page: 'mapping',
	data: mappedRows,
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
				...effectSentences(effect),
				...planned.flatMap(rowTexts),
				...chosen.left.map((keys) => `Nothing is suggested for ${keysText(keys)}: it stays as it is.`),
				...codeTexts(chosen, rows, known.facts),
				...(source.settings?.approval ? [approvalText] : []),
				'A row that is more specific still decides before it.',
			],
			about: [...otherScopes(chosen), ...('unknown' in effect ? [] : effectTables(effect, known.facts.projects))],
			fields: [],
			button: 'Save',
			data: announcedRows(planned, effect),
		};
	},
	apply: async (source, sent) => await saveRows(source, sent),
});

function plannedRows({ choices }: Choices, rows: readonly Row[]): Planned[] {
	const existing = new Map([...rows].reverse().map((row) => [combinationOf(keysOf(row)), row]));
	const planned = choices.flatMap(({ keys, code, scope }) =>
		patternsFor(scope, keys).map(
			(pattern): Planned => ({
				pattern,
				row: existing.get(combinationOf(pattern)),
				text: codeText(code),
				cells: { ...cellsOfCode(code), enabled: true },
			}),
		),
	);
	return [...new Map(planned.map((each) => [combinationOf(each.pattern), each])).values()];
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
	const old = codeText(codeIn(row));
	const changed = old === '' ? `gets the cost code ${text}` : `changes from ${old} to ${text}`;
	return [`The row of ${name} ${changed}.`, ...(row.enabled ? [] : ['The row was switched off; it counts again.'])];
}

/** Whether the projects have the codes, as far as anybody knows. */
function codeTexts({ choices }: Choices, rows: readonly Row[], { codes, projects }: MappingFacts): string[] {
	const inMap = new Set(rows.map((row) => codeText(codeIn(row))));
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
