import { z } from 'zod';
import type { LedgerRow } from '../../../ledger';
import { makeEdits, type Edit } from '../../../ledger/changes';
import { combinationOf, type AccountKeys } from '../../../lookup/costCodes';
import { keysOf } from '../../../reports/mapping/codes';
import { codeOf, codeText } from '../../../reports/mapping/model';
import { keysText, patternsFor, scopes, scopeText } from '../../../reports/mapping/scope';
import { lastOf, type Query } from '../../../reports/request';
import { conflictText } from './conflict';
import { pageForm } from './form';

const keySchema = z.object({
	company_code: z.string(),
	gl_account: z.string(),
	cost_center: z.string(),
	wbs_element: z.string(),
});
type Key = z.infer<typeof keySchema>;

const codeSchema = z.object({ cost_code: z.string(), cost_type: z.string(), enabled: z.boolean() });

const mapped = z.object({
	rows: z
		.array(
			z.object({
				key: keySchema,
				/** As the row was; null = it is added. */
				seen: codeSchema.nullable(),
			}),
		)
		.min(1),
	cells: codeSchema,
});

/** Longer than any key of SAP. */
const longestKey = 60;

/** The account assignment in the address; undefined when it is none. */
function keysIn(query: Query): AccountKeys | undefined {
	const [companyCode = '', glAccount = '', costCenter = '', wbsElement = ''] = Object.keys(keySchema.shape).map(
		(name) => lastOf(query[name]),
	);
	const all = [companyCode, glAccount, costCenter, wbsElement];
	const isKey =
		all.every((text) => text.length <= longestKey && !/\p{Cc}/u.test(text)) && all.some((text) => text !== '');
	return isKey ? { companyCode, glAccount, costCenter, wbsElement } : undefined;
}

const cellsOf = ({ companyCode, glAccount, costCenter, wbsElement }: AccountKeys): Key => ({
	company_code: companyCode,
	gl_account: glAccount,
	cost_center: costCenter,
	wbs_element: wbsElement,
});

/** Gives an account assignment, or a pattern of several, its cost code. */
export const mapCostCode = pageForm<z.infer<typeof mapped>>({
	action: 'map',
	page: 'mapping',
	data: mapped,
	fields: () => [],
	async propose({ ledger }, query) {
		const [keys, code] = [keysIn(query), codeOf(lastOf(query.code))];
		const scope = scopes.find((each) => each === lastOf(query.scope));
		if (!keys || !scope) return 'Choose an account assignment on the page.';
		if (!code) return 'That is no cost code. It looks like 03-100, with a cost type like 03-100 / M.';
		const rows = await ledger.rows('cost_codes');
		const text = codeText(code);
		const isKnown = rows.some((each) => codeText({ costCode: each.cost_code, costType: each.cost_type }) === text);
		const found = patternsFor(scope, keys).map((pattern) => ({
			pattern,
			row: rows.find((each) => combinationOf(keysOf(each)) === combinationOf(pattern)),
		}));
		return {
			title: `${text} for ${scopeText(scope, keys)}`,
			effects: [
				...found.flatMap(({ pattern, row }) => effectsOf(pattern, row, text)),
				...(isKnown ? [] : [`No row has ${text} yet. Make sure that the projects have it in Procore.`]),
				'The next run takes up what waits for it. A row that is more specific still decides before it.',
			],
			about: [],
			fields: [],
			button: 'Save',
			data: {
				rows: found.map(({ pattern, row }) => ({
					key: row ? cellsOf(keysOf(row)) : cellsOf(pattern),
					seen: row ? { cost_code: row.cost_code, cost_type: row.cost_type, enabled: row.enabled } : null,
				})),
				cells: { cost_code: code.costCode, cost_type: code.costType, enabled: true },
			},
		};
	},
	async apply({ ledger, now }, { data: { rows, cells }, by, formId }) {
		const text = codeText({ costCode: cells.cost_code, costType: cells.cost_type });
		const names = rows.map(({ key }) => Object.values(key).filter(Boolean).join(' '));
		const summary = `${text} for ${names.join(', ')}`;
		const edits = rows.map(({ key, seen }): Edit => {
			const added: Record<string, string> = seen === null ? { source: 'page' } : {};
			return { table: 'cost_codes', key, seen, cells: { ...cells, ...added } };
		});
		const results = await makeEdits(ledger, edits, { by, at: now, formId, summary });
		const made = names.filter((_, index) => results[index] === 'made');
		const lost = names.filter((_, index) => results[index] === 'conflict');
		const saved = made.length > 0 ? `Saved: ${text} for ${made.join(', ')}.` : 'Nothing was saved.';
		return { message: `${saved}${conflictText(lost)}` };
	},
});

/** What becomes of one row. */
function effectsOf(pattern: AccountKeys, row: LedgerRow<'cost_codes'> | undefined, text: string): string[] {
	const name = keysText(pattern);
	if (!row) return [`A row is added: ${name} has the cost code ${text}.`];
	const old = codeText({ costCode: row.cost_code, costType: row.cost_type });
	const changed = old === '' ? `gets the cost code ${text}` : `changes from ${old} to ${text}`;
	return [`The row of ${name} ${changed}.`, ...(row.enabled ? [] : ['The row was switched off; it counts again.'])];
}
