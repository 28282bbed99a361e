import { uuidOf, type WorkflowBuilder } from '../builder.ts';
import { note, rawItem, values } from '../nodes.ts';
import { createTable, type Condition } from '../tables.ts';
import { settings } from './settings.ts';

/** The reports, in the order of their lanes. */
export const reports = ['status', 'exceptions', 'reconciliation', 'readiness'] as const;
export type ReportName = (typeof reports)[number];

const schedule = 'On the 1st at 6:00 UTC';
const webhookOf = (report: ReportName) => `Open ${report}`;
const isOpened = (report: ReportName) => `$('${webhookOf(report)}').isExecuted`;

/** Whether somebody waits for an answer. */
export const asked = reports.map(isOpened).join(' || ');

/** What the run goes by: the settings, and what was asked for. */
export const chosen = (name: string) => `={{ $('What is asked').first().json.${name} }}`;
export const ownRows: Condition[] = [{ column: 'customer', value: chosen('customer') }];

const query = reports
	.map((report) => `${isOpened(report)} ? $('${webhookOf(report)}').first().json.query : `)
	.join('')
	.concat('{}');
/**
 * The month in which it was 15 days ago: at the end of a month or in the first half of the next one that is the month that
 * ends, in whichever time zone the workflow is, so that the day of the schedule may be moved.
 */
const endedMonth = `DateTime.fromISO($('${schedule}').first().json.timestamp, { setZone: true }).minus({ days: 15 }).toFormat('yyyy-MM')`;
const opened = reports.map((report) => `${isOpened(report)} ? '${report}' : `).join('');

/** Nobody waits at the month end: then the reports of the settings are made, of the month that has just ended. */
const request = `(() => {
	const settings = $json;
	const query = ${query};
	const asked = ${asked};
	return {
		...settings,
		asked,
		reports: (${opened}settings.monthEndReports).toLowerCase().split(/[\\s,]+/),
		format: ['xlsx', 'csv'].includes(query.format) ? query.format : asked ? 'html' : 'xlsx',
		month: query.month ?? ($('${schedule}').isExecuted ? ${endedMonth} : ''),
	};
})()`;

/** Triggers, settings, the tables that are read, and one output for each report; the node that has these outputs. */
export function addTriggers(w: WorkflowBuilder): string {
	w.add(
		note(
			'start',
			[-60, -260],
			[960, 1180],
			'### Start and settings\nThe month end by itself, *Run now* by hand, and four pages that open with the Basic Auth credential. Publish again after a change.',
		),
	);
	w.add({
		name: schedule,
		type: 'n8n-nodes-base.scheduleTrigger',
		typeVersion: 1.2,
		position: [0, -80],
		parameters: { rule: { interval: [{ field: 'months', triggerAtDayOfMonth: 1, triggerAtHour: 6 }] } },
	});
	w.add({
		name: 'Run now',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 80],
		parameters: {},
	});
	for (const [index, report] of reports.entries()) addPage(w, report, 240 + index * 160);
	w.add(values('Settings', [240, 240], settings, { executeOnce: true }));
	w.add(rawItem('What is asked', [460, 240], request));
	for (const trigger of [schedule, 'Run now', ...reports.map(webhookOf)]) w.connect(trigger, 'Settings');
	const tables = addTables(w);
	w.add({
		name: 'Which report?',
		type: 'n8n-nodes-base.switch',
		typeVersion: 3.2,
		position: [680, 240],
		parameters: {
			mode: 'rules',
			rules: { values: reports.map(ruleFor) },
			options: { allMatchingOutputs: true },
		},
	});
	w.chain('Settings', 'What is asked', ...tables, 'Which report?');
	return 'Which report?';
}

function addPage(w: WorkflowBuilder, report: ReportName, y: number): void {
	const name = webhookOf(report);
	w.add({
		name,
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		position: [0, y],
		webhookId: uuidOf(name),
		parameters: {
			httpMethod: 'GET',
			path: `sap-procore/${report}`,
			authentication: 'basicAuth',
			responseMode: 'responseNode',
			options: {},
		},
		credentials: { httpBasicAuth: { id: 'sapProcorePages00', name: 'SAP Procore Pages' } },
	});
}

/** Readiness is asked for before the sync has ever run: so the tables are made here as well. */
function addTables(w: WorkflowBuilder): string[] {
	const kinds = ['projects', 'cost_codes', 'vendors', 'state', 'runs', 'exceptions'];
	return kinds.map((kind, index) => {
		const table = createTable(`sap_procore_${kind}`, [240 + (index % 3) * 200, 480 + Math.floor(index / 3) * 160]);
		return w.add({ ...table, alwaysOutputData: true });
	});
}

const ruleFor = (report: ReportName) => ({
	conditions: {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
		conditions: [
			{
				id: uuidOf(`Which report? ${report}`),
				leftValue: `={{ $('What is asked').first().json.reports.includes('${report}') }}`,
				rightValue: '',
				operator: { type: 'boolean', operation: 'true', singleValue: true },
			},
		],
		combinator: 'and',
	},
	renameOutput: true,
	outputKey: report,
});
