import { codeText, type AccountKeys } from '../../lookup/costCodes';
import type { Suggestion } from '../../mapping/suggest';
import { addressOf } from '../frame';
import { counted, moneyText } from '../kit/format';
import { markup, type Html } from '../kit/html';
import { codeName, longestCode, type ToMap } from './model';
import { keysText, scopesOf, scopeText, type Scope } from './scope';

/** The form that takes what is chosen with the boxes of the entries. */
const several = 'several';

/** Cells of the table as parameters of an address. */
const cellsOf = ({ companyCode, glAccount, costCenter, wbsElement }: AccountKeys) => ({
	company_code: companyCode,
	gl_account: glAccount,
	cost_center: costCenter,
	wbs_element: wbsElement,
});

/** Where somebody reads what a cost code for an account assignment would do. */
export const previewAddress = (keys: AccountKeys, code: string, scope: Scope = 'combination'): string =>
	addressOf('mapping', { do: 'map', ...cellsOf(keys), code, scope });

/** An account assignment in the value of a box. */
export const boxValue = ({ companyCode, glAccount, costCenter, wbsElement }: AccountKeys): string =>
	JSON.stringify([companyCode, glAccount, costCenter, wbsElement]);

interface Known {
	/** The list of the cost codes of its project; that of the map where they are not known. */
	list: string;
	/** All that waits. */
	isWhole: boolean;
}

/** An account assignment, what may be meant, and a form for any other code. */
export function entry(row: ToMap, index: number, { list, isWhole }: Known): Html {
	const nothing = isWhole ? 'nothing waits now' : 'what waits is not known';
	const waits = row.documents > 0 ? `${counted(row.documents, 'document')} ${moneyText(row)}` : nothing;
	const facts = [row.project || 'no project', waits, row.note].filter(Boolean).join(' · ');
	const { glAccount, costCenter, wbsElement, lines } = row.texts;
	const texts = [...new Set([wbsElement, glAccount, costCenter, ...lines.slice(0, 2)].filter(Boolean))].join(' · ');
	return markup`<div class="entry">
<p><label><input type="checkbox" form="${several}" name="row" value="${boxValue(row)}"> <strong>${keysText(row)}</strong></label><br>
<span class="note">${facts}</span>${texts === '' ? null : markup`<br>\n<span class="note">${texts}</span>`}</p>
${suggestions(row)}${otherCode(row, index, list)}</div>
`;
}

function suggestions(row: ToMap): Html | null {
	if (row.suggestions.length === 0) return null;
	return markup`<ul class="plain">\n${row.suggestions.map((each) => suggestion(row, each))}</ul>\n`;
}

function suggestion(row: ToMap, each: Suggestion): Html {
	const [reason] = each.reasons;
	const why = [codeName(each), reason?.text].filter(Boolean).join(': ');
	return markup`<li><a class="button" href="${previewAddress(row, codeText(each))}">${codeText(each)}</a> <span class="note">${why}</span></li>\n`;
}

function otherCode(row: ToMap, index: number, list: string): Html {
	return markup`<details class="group"><summary>${row.suggestions.length > 0 ? 'Another cost code' : 'Choose a cost code'}</summary>
<form method="get">
<input type="hidden" name="page" value="mapping">
${Object.entries(cellsOf(row)).map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">\n`)}<p><label for="code-${index}">Cost code, or cost code / cost type</label><br>
<input id="code-${index}" name="code" list="${list}" maxlength="${longestCode}" required autocomplete="off" placeholder="03-100 / M"></p>
<fieldset><legend>For</legend>
${scopesOf(row).map((scope) => markup`<label><input type="radio" name="scope" value="${scope}"${scope === 'combination' ? markup` checked` : null}> ${scopeText(scope, row)}</label><br>\n`)}</fieldset>
<p><button name="do" value="map">Save…</button></p>
</form></details>
`;
}

/** For those whose box is ticked: one code for all, or for each the first that is suggested. */
export const mapSeveral = (): Html => markup`<form method="get" id="${several}">
<input type="hidden" name="page" value="mapping">
<input type="hidden" name="do" value="map">
<input type="hidden" name="scope" value="combination">
<p><label for="code-several">Those ticked get the cost code</label><br>
<input id="code-several" name="code" list="codes" maxlength="${longestCode}" autocomplete="off" placeholder="03-100 / M"> <button name="each" value="code">Save…</button> <button name="each" value="suggestion">Each its first suggestion…</button></p>
</form>
`;
