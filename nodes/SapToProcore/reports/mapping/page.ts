import type { LedgerRow } from '../../ledger';
import { history } from '../forms/history';
import { addressOf } from '../frame';
import { counted, grouped, moneyText, moneyTexts, timeText } from '../kit/format';
import { markup, type Html } from '../kit/html';
import { notice, type Page } from '../kit/page';
import { totals } from '../kit/sums';
import { tiles } from '../kit/tiles';
import { codeText, type MappingReport, type ToMap } from './model';
import { keysText, scopesOf, scopeText } from './scope';

/** Combinations that are shown at once: what most waits on comes first, the others follow as these are mapped. */
const mostShown = 100;
/** Those that stand on the page; the smaller ones behind them open with a click. */
const mostOpen = 12;

/** What nobody has mapped, each with a form to map it. */
export function mappingPage(report: MappingReport, changes: ReadonlyArray<LedgerRow<'changes'>>): Page {
	const { toMap, codes, mapped, gaps } = report;
	const entries = toMap.slice(0, mostShown).map(entry);
	const more = toMap.length - mostShown;
	const ours = changes.filter(({ table_name: table }) => table === 'sap_procore_cost_codes');
	return {
		title: 'Mapping',
		subtitle: `${report.customer} · ${timeText(report.at)} UTC`,
		top: [
			tiles([
				{ label: 'To map', value: grouped(String(toMap.length)), tone: toMap.length > 0 ? 'warn' : 'good' },
				{ label: 'Waits for it', value: moneyTexts(totals(toMap)) || '0' },
				{ label: 'Rows of the map', value: grouped(String(mapped)) },
			]),
			...(report.readAt === report.at
				? []
				: [
						markup`<p class="sub">Amounts as SAP had them at ${timeText(report.readAt)} UTC. <a href="${addressOf('mapping', { after: report.readAt })}">Read anew</a></p>\n`,
					]),
			...gaps.map(notice),
		],
		sections: [
			{
				title: 'Account assignments without a cost code',
				about: 'The largest amount first. The next run takes up by itself what you map.',
				content: [
					markup`<datalist id="codes">\n${codes.map((code) => markup`<option value="${codeText(code)}">\n`)}</datalist>\n`,
					...(toMap.length === 0 ? [markup`<p class="empty">Every account assignment has one.</p>`] : []),
					...entries.slice(0, mostOpen),
					...(entries.length > mostOpen
						? [
								markup`<details><summary>${grouped(String(entries.length - mostOpen))} more</summary>\n${entries.slice(mostOpen)}</details>\n`,
							]
						: []),
					...(more > 0
						? [
								markup`<p class="empty">${grouped(String(more))} more in the <a href="${addressOf('mapping', { format: 'xlsx' })}">file</a>.</p>`,
							]
						: []),
				],
			},
			{ title: 'Changes made on this page', content: [history(ours, 'mapping')] },
		],
	};
}

function entry(row: ToMap, index: number): Html {
	const waits = row.documents > 0 ? `${counted(row.documents, 'document')} ${moneyText(row)}` : 'nothing waits now';
	const facts = [row.project || 'no project', waits, row.note].filter(Boolean).join(' · ');
	const keys = {
		company_code: row.companyCode,
		gl_account: row.glAccount,
		cost_center: row.costCenter,
		wbs_element: row.wbsElement,
	};
	return markup`<details class="group"><summary><strong>${keysText(row)}</strong> <span class="note">${facts}</span></summary>
<form method="get">
<input type="hidden" name="page" value="mapping">
${Object.entries(keys).map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">\n`)}<p><label for="code-${index}">Cost code, or cost code / cost type</label><br>
<input id="code-${index}" name="code" list="codes" maxlength="120" required autocomplete="off" placeholder="03-100 / M"></p>
<fieldset><legend>For</legend>
${scopesOf(row).map((scope) => markup`<label><input type="radio" name="scope" value="${scope}"${scope === 'combination' ? markup` checked` : null}> ${scopeText(scope, row)}</label><br>\n`)}</fieldset>
<p><button name="do" value="map">Save…</button></p>
</form></details>
`;
}
