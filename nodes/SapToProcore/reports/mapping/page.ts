import type { LedgerRow } from '../../ledger';
import { codeText } from '../../lookup/costCodes';
import type { ProjectCode } from '../../mapping/suggest';
import { history } from '../forms/history';
import { addressOf } from '../frame';
import { grouped, moneyTexts, timeText } from '../kit/format';
import { markup, type Html } from '../kit/html';
import { notice, type Page } from '../kit/page';
import { totals } from '../kit/sums';
import { tiles, type Tile } from '../kit/tiles';
import { uploadAction } from '../request';
import { seenNotice } from '../seen';
import { mostShown } from './build';
import { coverageDetails, coverageTile } from './coverage';
import { entry, mapSeveral } from './entry';
import { codeName, type MappingReport } from './model';

/** Those that stand on the page; the smaller ones behind them open with a click. */
const mostOpen = 5;

/** What nobody has mapped, each with what may be meant and a form to map it. */
export function mappingPage(report: MappingReport, changes: ReadonlyArray<LedgerRow<'changes'>>): Page {
	const { assignments, mapped, gaps, coverage, sapReadAt, at, seen, isWhole } = report;
	const codes = codeLists(report.projectCodes);
	const unknown = sapReadAt === '' ? 'Read SAP to see it' : 'SAP was not read in full';
	const ours = changes.filter(({ table_name: table }) => table === 'sap_procore_cost_codes');
	return {
		title: 'Mapping',
		subtitle: `${report.customer} · ${timeText(report.at)} UTC`,
		top: [
			...(seen ? seenNotice(seen) : []),
			tiles([
				coverageTile(coverage, unknown),
				{
					label: 'To map',
					value: grouped(String(assignments)),
					tone: assignments > 0 ? 'warn' : isWhole ? 'good' : 'unknown',
				},
				waitingTile(report, unknown),
				{ label: 'Rows of the map', value: grouped(String(mapped)) },
			]),
			...gaps.map(notice),
			...(sapReadAt === at ? [] : [readBefore(report)]),
			...(coverage ? [coverageDetails(coverage)] : []),
		],
		sections: [
			{
				title: 'Account assignments without a cost code',
				about: 'The largest amount first. A code leads to what it will do; nothing is saved before that.',
				content: [...choices(report, codes), ...entries(report, codes)],
			},
			{
				title: 'Many at once, in a file',
				about:
					'The file has the rows of the map that are filled, and what lacks a cost code. Fill or change cost_code and cost_type, and sub_job and segments where projects have them, and bring it back. What it will do is shown first.',
				content: [fileForm],
			},
			{ title: 'Changes made on this page', content: [history(ours, 'mapping')] },
		],
	};
}

const fileForm = markup`<p><a href="${addressOf('mapping', { format: 'xlsx' })}">Excel file</a> · <a href="${addressOf('mapping', { format: 'csv' })}">CSV file</a></p>
<form method="post" enctype="multipart/form-data" action="${addressOf('mapping', { do: uploadAction })}">
<p><label for="file">The file, as XLSX or CSV</label><br>
<input type="file" id="file" name="file" accept=".xlsx,.csv" required> <button>Look at it…</button></p>
</form>
`;

/** @param unknown - why nobody knows what waits, where that is so */
function waitingTile({ toMap, isWhole }: MappingReport, unknown: string): Tile {
	const label = 'Waits for it';
	const value = moneyTexts(totals(toMap));
	if (value !== '') return { label, value };
	return isWhole ? { label, value: '0' } : { label, value: '?', tone: 'unknown', note: unknown };
}

function entries({ toMap, isWhole }: MappingReport, { idOf }: CodeLists): Html[] {
	if (toMap.length === 0)
		return [markup`<p class="empty">${isWhole ? 'Every account assignment has one.' : 'None is on record.'}</p>`];
	const shown = toMap
		.slice(0, mostShown)
		.map((row, index) => entry(row, index, { list: idOf(row.projectId), isWhole }));
	const more = toMap.length - shown.length;
	return [
		...shown.slice(0, mostOpen),
		...(shown.length > mostOpen
			? [
					markup`<details><summary>${grouped(String(shown.length - mostOpen))} more</summary>\n${shown.slice(mostOpen)}</details>\n`,
				]
			: []),
		...(more > 0
			? [
					markup`<p class="empty">${grouped(String(more))} more in the <a href="${addressOf('mapping', { format: 'xlsx' })}">file</a>.</p>`,
				]
			: []),
		...(shown.length > 1 ? [mapSeveral()] : []),
	];
}

/** Where the codes come from that are suggested, and the lists that can be chosen from. */
function choices({ at, codes, codesRead, codesUnread, toMap }: MappingReport, { lists }: CodeLists): Html[] {
	if (toMap.length === 0) return [];
	const list = (id: string, options: Html[]) => markup`<datalist id="${id}">\n${options}</datalist>\n`;
	return [
		markup`<form method="get">
<input type="hidden" name="page" value="mapping">
<input type="hidden" name="after" value="${at}">
<p>${readText(codesRead, codesUnread)} <button name="codes" value="refresh">Refresh cost codes</button></p>
</form>
`,
		list(
			'codes',
			codes.map((code) => markup`<option value="${codeText(code)}">\n`),
		),
		...lists.map(([id, own]) =>
			list(
				id,
				own.map((code) => markup`<option value="${codeText(code)}">${codeName(code)}</option>\n`),
			),
		),
	];
}

interface CodeLists {
	/** By the ID of their element. */
	lists: Array<readonly [string, readonly ProjectCode[]]>;
	/** The ID of the list of a project; that of the map where its codes are not known. */
	idOf(projectId: string): string;
}

/** The lists of cost codes to choose from: projects that have the same ones, as most companies' have, share one. */
function codeLists(projectCodes: MappingReport['projectCodes']): CodeLists {
	const known = new Map<string, { id: string; codes: readonly ProjectCode[] }>();
	const ids = new Map<string, string>();
	for (const [projectId, codes] of projectCodes) {
		if (codes.length === 0) continue;
		const key = JSON.stringify(codes);
		const one = known.get(key) ?? { id: `codes-${projectId}`, codes };
		known.set(key, one);
		ids.set(projectId, one.id);
	}
	return {
		lists: [...known.values()].map(({ id, codes }) => [id, codes] as const),
		idOf: (projectId: string) => ids.get(projectId) ?? 'codes',
	};
}

function readText(readAt: string, unread: readonly string[]): string {
	const some = [...unread.slice(0, 3), ...(unread.length > 3 ? [`${unread.length - 3} more`] : [])];
	const limited = 'only codes that the map already has in a project are suggested';
	if (readAt === '') return `The cost codes of the projects have not been read from Procore: ${limited}.`;
	const read = `Cost codes as Procore had them at ${timeText(readAt)} UTC.`;
	return unread.length === 0 ? read : `${read} Not read, so that ${limited}: ${some.join(', ')}.`;
}

/** As at when the figures are. */
function readBefore({ sapReadAt, recordedAt, seen, coveredAt }: MappingReport): Html {
	const recorded =
		seen?.by === 'preview'
			? ''
			: `Amounts as runs have recorded them${recordedAt === '' ? '' : `, the last at ${timeText(recordedAt)} UTC`}.`;
	const share = coveredAt === '' ? '' : ` Value with a cost code: SAP and the map as at ${timeText(coveredAt)} UTC.`;
	const text = sapReadAt === '' ? `${recorded}${share}` : `SAP as at ${timeText(sapReadAt)} UTC.`;
	const link = sapReadAt === '' ? 'Read SAP now' : 'Read SAP again';
	return markup`<p class="note">${text} <a href="${addressOf('mapping', { sap: 'read' })}">${link}</a></p>\n`;
}
