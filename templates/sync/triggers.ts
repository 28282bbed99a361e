import { type WorkflowBuilder, uuidOf } from '../builder.ts';
import { decide, note, respond, values } from '../nodes.ts';
import { createTable, tables } from '../tables.ts';
import { settings } from './settings.ts';

const webhook = 'Replay by webhook';
const form = 'Replay by form';
const whatField = 'What to take up again';
const keyField = 'SAP number of one document (optional)';
const everything = 'Everything that is due';

/** Whether somebody outside waits for an answer. */
export const asked = `$('${webhook}').isExecuted || $('${form}').isExecuted`;

/** What is answered: `fields` to a system, `message` (an expression) to a person who filled the form. */
export const answer = (message: string, fields: string) =>
	`={{ $('${form}').isExecuted ? { formSubmittedText: ${message} } : { ${fields}, message: ${message} } }}`;

/** What was asked for; empty for the schedule and *Run now*. */
const request = `={{ $('${webhook}').isExecuted ? ($('${webhook}').first().json.body ?? {}) : $('${form}').isExecuted ? { entity: $('${form}').first().json['${whatField}'] === '${everything}' ? '' : $('${form}').first().json['${whatField}'], key: $('${form}').first().json['${keyField}'] } : '' }}`;

/** Triggers, settings and what was asked for; the last node of it, whose item holds what the run goes by. */
export function addTriggers(w: WorkflowBuilder): string {
	w.add(
		note(
			'settings',
			[-260, -260],
			[720, 620],
			'### Start and settings\nWhat you may want to change is in one node. Publish again after a change: the schedule, the webhook and the form run the published version. The webhook and the form start a replay; both let in only who has the credential.',
		),
	);
	w.add({
		name: 'Every day at 5:00 UTC',
		type: 'n8n-nodes-base.scheduleTrigger',
		typeVersion: 1.2,
		position: [-200, -120],
		parameters: { rule: { interval: [{ field: 'days', triggerAtHour: 5 }] } },
	});
	w.add({
		name: 'Run now',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [-200, 0],
		parameters: {},
	});
	addReplayTriggers(w);
	w.add(values('Settings', [40, 0], settings, { executeOnce: true }));
	w.add(decide('Read request', [260, 0], { resource: 'run', operation: 'readRequest', request }));
	w.add(respond('Answer: refused', [260, 200], 400, answer('$json.message', "status: 'refused', field: $json.field")));
	for (const trigger of ['Every day at 5:00 UTC', 'Run now', form, webhook]) w.connect(trigger, 'Settings');
	w.connect('Settings', 'Read request');
	w.connect('Read request', 'Answer: refused', { output: 1 });
	return 'Read request';
}

/** A page for people and an address for systems. Both start the same replay and are answered as soon as it is sure to run. */
function addReplayTriggers(w: WorkflowBuilder): void {
	w.add({
		name: form,
		type: 'n8n-nodes-base.formTrigger',
		// The last version that can show what a Respond to Webhook node says.
		typeVersion: 2.1,
		position: [-200, 120],
		webhookId: uuidOf(form),
		// n8n publishes a path once, and the report workflow has it.
		disabled: true,
		parameters: {
			authentication: 'basicAuth',
			path: 'sap-procore/replay-form',
			formTitle: 'Replay',
			formDescription:
				'Reads documents with open exceptions afresh from SAP and sends them again. Pressing twice does no harm.',
			formFields: {
				values: [
					{
						fieldLabel: whatField,
						fieldType: 'dropdown',
						fieldOptions: { values: [everything, ...replayable].map((option) => ({ option })) },
						requiredField: true,
					},
					{ fieldLabel: keyField, placeholder: 'e.g. 4500000001' },
				],
			},
			responseMode: 'responseNode',
			options: { appendAttribution: false, buttonLabel: 'Replay' },
		},
		credentials: { httpBasicAuth: { id: 'sapProcorePages00', name: 'SAP Procore Pages' } },
	});
	w.add({
		name: webhook,
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		position: [-200, 240],
		webhookId: uuidOf(webhook),
		disabled: true,
		parameters: {
			httpMethod: 'POST',
			path: 'sap-procore/replay',
			authentication: 'headerAuth',
			responseMode: 'responseNode',
			options: {},
		},
		credentials: { httpHeaderAuth: { id: 'sapProcoreWebhook0', name: 'SAP Procore Webhook' } },
	});
}

/** As people call what has exceptions; the node reads these words. */
const replayable = ['Suppliers', 'Purchase orders', 'Requisitions', 'Cost codes', 'Budget', 'Projects'];

/** Creates the tables that are missing; the last node of it. */
export function addTables(w: WorkflowBuilder, after: string, x: number): string {
	const names = Object.keys(tables);
	const perRow = Math.ceil(names.length / 2);
	w.add(
		note(
			'tables',
			[x - 40, -260],
			[perRow * 200 + 80, 620],
			'### Tables\nCreated when they are missing. What people fill in is never overwritten.',
		),
	);
	const made = names.map((name, index) =>
		w.add(createTable(name, [x + (index % perRow) * 200, index < perRow ? -100 : 100])),
	);
	w.chain(after, ...made);
	return made.at(-1) ?? after;
}
