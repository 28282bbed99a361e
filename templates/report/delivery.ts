import type { TemplateNode, WorkflowBuilder } from '../builder.ts';
import { branch, mail, note, rawItem } from '../nodes.ts';
import { reportNode } from './lane.ts';
import { asked, chosen, reports } from './triggers.ts';

const isTrue = { type: 'boolean', operation: 'true', singleValue: true } as const;
const report = "$('Report and rows').first().json";

/** Rows of the report that has come in, from its second output. */
const rows = reports
	.map((name) => `$json.report === '${name}' ? $('${reportNode(name)}').all(1) : `)
	.join('')
	.concat('[]');

/** The page for whoever opened it, a file for whoever asked for one, and the mail of the month end. */
export function addDelivery(w: WorkflowBuilder, reportNodes: readonly string[], y: number): void {
	w.add(
		note(
			'delivery',
			[2340, y - 180],
			[2440, 860],
			'### Deliver\nThe page, or a file by `?format=xlsx` or `?format=csv`. At the month end: a mail with the page, in it and attached, and the file, if `mailTo` is set. Texts that a spreadsheet would take for a formula have an apostrophe in front.',
		),
	);
	w.add(
		rawItem(
			'Report and rows',
			[2400, y],
			`{ report: $json.report, subject: $json.subject, html: $json.html, rows: (${rows}).map(({ json }) => json) }`,
		),
	);
	w.add(branch('Page?', [2620, y], { left: `={{ $('What is asked').first().json.format === 'html' }}`, ...isTrue }));
	w.add(answerWith('Show page', [2860, y - 80], 'text', 200, '={{ $json.html }}', 'text/html; charset=utf-8'));
	w.add({
		name: 'One row each',
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		position: [2860, y + 100],
		parameters: { fieldToSplitOut: 'rows', options: {} },
		alwaysOutputData: true,
	});
	w.add(
		branch('CSV?', [3080, y + 100], { left: `={{ $('What is asked').first().json.format === 'csv' }}`, ...isTrue }),
	);
	w.add(toFile('csv', [3300, y]));
	w.add(toFile('xlsx', [3300, y + 160]));
	w.add(branch('Does somebody wait?', [3500, y + 100], { left: `={{ ${asked} }}`, ...isTrue }));
	w.add(answerWith('Send file', [3720, y]));
	w.add(
		branch('Mail address set?', [3500, y + 320], {
			left: chosen('mailTo'),
			type: 'string',
			operation: 'notEmpty',
			singleValue: true,
		}),
	);
	addMail(w, y + 320);
	for (const name of reportNodes) w.connect(name, 'Report and rows');
	w.chain('Report and rows', 'Page?', 'Show page');
	w.connect('Page?', 'One row each', { output: 1 });
	w.chain('One row each', 'CSV?', 'To CSV', 'Does somebody wait?', 'Send file');
	w.connect('CSV?', 'To XLSX', { output: 1 });
	w.connect('To XLSX', 'Does somebody wait?');
	w.connect('Does somebody wait?', 'Mail address set?', { output: 1 });
	addTrouble(w, reportNodes, y + 620);
}

const notMade = "'The report could not be made: ' + ($json.error?.message ?? $json.error)";

/** A report that could not be made is no blank page: whoever waits is told why, and so is the error workflow. */
function addTrouble(w: WorkflowBuilder, reportNodes: readonly string[], y: number): void {
	w.add(
		answerWith(
			'Say what is wrong',
			[2620, y],
			'text',
			503,
			`={{ ${notMade} + '\\n\\nTry again in a few minutes. If it stays so, tell whoever looks after n8n: execution ' + $execution.id + ' of this workflow holds the details.' }}`,
			'text/plain; charset=utf-8',
		),
	);
	w.add({
		name: 'A report was not made',
		type: 'n8n-nodes-base.stopAndError',
		typeVersion: 1,
		position: [2860, y],
		parameters: { errorMessage: `={{ ${notMade} }}` },
	});
	for (const name of reportNodes) w.connect(name, 'Say what is wrong', { output: 2 });
	w.connect('Say what is wrong', 'A report was not made');
}

/** The page goes as a file, too: mail programs cut long mails and drop styles. */
function addMail(w: WorkflowBuilder, y: number): void {
	w.add(rawItem('Page of the mail', [3720, y], `{ html: ${report}.html }`));
	w.add({
		name: 'To HTML',
		type: 'n8n-nodes-base.convertToFile',
		typeVersion: 1.1,
		position: [3940, y],
		parameters: {
			operation: 'toText',
			sourceProperty: 'html',
			binaryPropertyName: 'page',
			options: { fileName: fileNameWith('html') },
		},
	});
	w.add({
		name: 'Page and rows',
		type: 'n8n-nodes-base.merge',
		typeVersion: 3.2,
		position: [4160, y + 100],
		parameters: { mode: 'combine', combineBy: 'combineByPosition', options: {} },
	});
	w.add(monthEndMail([4380, y + 100]));
	w.add({
		name: 'The mail was not sent',
		type: 'n8n-nodes-base.stopAndError',
		typeVersion: 1,
		position: [4600, y + 200],
		parameters: {
			errorMessage: "={{ 'The mail with the report could not be sent: ' + ($json.error?.message ?? $json.error) }}",
		},
	});
	w.chain('Mail address set?', 'Page of the mail', 'To HTML', 'Page and rows', 'Send mail');
	w.connect('Mail address set?', 'Page and rows', { input: 1 });
	w.connect('Send mail', 'The mail was not sent', { output: 1 });
}

function monthEndMail(position: [number, number]): TemplateNode {
	const node = mail('Send mail', position, {
		from: `={{ $('What is asked').first().json.mailFrom || $('What is asked').first().json.mailTo }}`,
		to: chosen('mailTo'),
		subject: `={{ ${report}.subject }}`,
		text: `={{ ${report}.subject + '\\n\\nThe report is in the HTML part of this mail, both it and its rows are attached.' }}`,
		html: `={{ ${report}.html }}`,
	});
	const parameters = { ...node.parameters, options: { appendAttribution: false, fileAttachments: 'page, data' } };
	return { ...node, parameters };
}

const fileNameWith = (ending: string) =>
	`={{ 'sap-procore-' + ${report}.report + '-' + $now.toUTC().toFormat('yyyy-MM-dd') + '.${ending}' }}`;

function toFile(format: 'csv' | 'xlsx', position: [number, number]): TemplateNode {
	const fileName = fileNameWith(format);
	return {
		name: `To ${format.toUpperCase()}`,
		type: 'n8n-nodes-base.convertToFile',
		typeVersion: 1.1,
		position,
		parameters: {
			operation: format,
			binaryPropertyName: 'data',
			options: format === 'xlsx' ? { fileName, sheetName: `={{ ${report}.report }}` } : { fileName },
		},
	};
}

/** An answer that no cache keeps and no browser takes for something else. n8n adds a policy that forbids scripts. */
function answerWith(
	name: string,
	position: [number, number],
	respondWith: 'text' | 'binary' = 'binary',
	responseCode = 200,
	responseBody = '',
	contentType = '',
): TemplateNode {
	const headers = {
		...(contentType ? { 'Content-Type': contentType } : {}),
		...(respondWith === 'binary' ? { 'Content-Disposition': disposition } : {}),
		'Cache-Control': 'no-store',
		'X-Content-Type-Options': 'nosniff',
		'Referrer-Policy': 'no-referrer',
		'X-Frame-Options': 'DENY',
	};
	const entries = Object.entries(headers).map(([key, value]) => ({ name: key, value }));
	return {
		name,
		type: 'n8n-nodes-base.respondToWebhook',
		typeVersion: 1.4,
		position,
		parameters: {
			respondWith,
			...(respondWith === 'text' ? { responseBody } : {}),
			options: { responseCode, responseHeaders: { entries } },
		},
		// Whoever asked may be gone: that is no reason to stop.
		onError: 'continueRegularOutput',
	};
}

const disposition = `={{ 'attachment; filename="' + $binary.data.fileName + '"' }}`;
