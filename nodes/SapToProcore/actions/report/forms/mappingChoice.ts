import { z } from 'zod/v3';
import { parsedJson } from '../../../../shared/json';
import type { AccountKeys, CodeAndType } from '../../../lookup/costCodes';
import { suggested, type MappingFacts } from '../../../reports/mapping/build';
import { codeOf } from '../../../reports/mapping/model';
import { keysText, scopes, type Scope } from '../../../reports/mapping/scope';
import { lastOf, type Query } from '../../../reports/request';

/** A cost code for an account assignment, as somebody has chosen it. */
export interface Choice {
	keys: AccountKeys;
	code: CodeAndType;
	scope: Scope;
	/** The Procore project, `""` = none. */
	projectId: string;
}

export interface Choices {
	choices: Choice[];
	/** Those that were ticked and have no suggestion. */
	left: AccountKeys[];
}

/** Longer than any key of SAP. */
const longestKey = 60;

const part = z
	.string()
	.max(longestKey)
	.regex(/^\P{Cc}*$/u);
const boxSchema = z.tuple([part, part, part, part]);

const noAssignment = 'Choose an account assignment on the page.';
const noCode =
	'That is not a cost code. It looks like 03-100, with a cost type like 03-100 / M, with segments like 03-100 / M; Phase=P.';

/** What the address of the page says was chosen; a text = why it cannot be used. */
export function choicesOf(query: Query, facts: MappingFacts): Choices | string {
	const scope = scopes.find((each) => each === lastOf(query.scope));
	const keys = query.each ? ticked(query) : single(query);
	if (!scope || !keys) return noAssignment;
	const isSuggested = lastOf(query.each) === 'suggestion';
	const code = isSuggested ? undefined : codeOf(lastOf(query.code));
	if (!isSuggested && !code) return noCode;
	const all = suggested(keys, facts).found.map(({ projectId, suggestions, ...each }) => ({
		...{ keys: each, scope, projectId },
		code: code ?? suggestions[0],
	}));
	const choices = all.flatMap((each) => {
		const { code: chosen } = each;
		return chosen ? [{ ...each, code: { costCode: chosen.costCode, costType: chosen.costType } }] : [];
	});
	const left = all.filter(({ code: chosen }) => !chosen).map((each) => each.keys);
	if (choices.length === 0)
		return `Nothing is suggested for ${left.slice(0, 3).map(keysText).join('; ')}. Choose a cost code.`;
	return { choices, left };
}

const asKeys = (given: unknown): AccountKeys | undefined => {
	const read = boxSchema.safeParse(given);
	if (!read.success || read.data.every((text) => text === '')) return undefined;
	const [companyCode, glAccount, costCenter, wbsElement] = read.data;
	return { companyCode, glAccount, costCenter, wbsElement };
};

function single(query: Query): AccountKeys[] | undefined {
	const names = ['company_code', 'gl_account', 'cost_center', 'wbs_element'];
	const keys = asKeys(names.map((name) => lastOf(query[name])));
	return keys && [keys];
}

function ticked({ row = [] }: Query): AccountKeys[] | undefined {
	const all = [...new Set(row)].map((text) => asKeys(parsedJson(text)));
	const keys = all.flatMap((each) => each ?? []);
	return keys.length > 0 && keys.length === all.length ? keys : undefined;
}
