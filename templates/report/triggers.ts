import { uuidOf, type WorkflowBuilder } from '../builder.ts';
import { decide } from '../nodes.ts';

const pagesNode = 'Open page';
const pages = { httpBasicAuth: { id: 'sapProcorePages00', name: 'SAP Procore Pages' } };
/** Who may read the pages need not be who may start runs. */
const replays = { httpBasicAuth: { id: 'sapProcoreReplay0', name: 'SAP Procore Replay' } };

/** What the name of the schedule of the digest begins with. */
const digestName = 'Digest';

/** As people call what has exceptions; the node reads these words. */
const replayable = [
	...['Suppliers', 'Purchase orders', 'Requisitions', 'Supplier invoices', 'Cost codes', 'Actual costs', 'Projects'],
];

/** Whatever starts the workflow, and the node that finds out what is asked for; its name. */
export function addTriggers(w: WorkflowBuilder): string {
	const triggers = [
		w.add({
			name: 'On the 1st at 6:00',
			type: 'n8n-nodes-base.scheduleTrigger',
			typeVersion: 1.2,
			position: [0, -320],
			parameters: { rule: { interval: [{ field: 'months', triggerAtDayOfMonth: 1, triggerAtHour: 6 }] } },
		}),
		w.add({
			name: `${digestName} on Mondays at 7:00`,
			type: 'n8n-nodes-base.scheduleTrigger',
			typeVersion: 1.2,
			position: [0, -480],
			parameters: { rule: { interval: [{ field: 'weeks', triggerAtDay: [1], triggerAtHour: 7 }] } },
		}),
		w.add({
			name: 'Run now',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, -160],
			parameters: {},
		}),
		addPages(w, 0),
		...addReplayTriggers(w, 160),
	];
	const name = w.add(
		decide('Read request', [240, 0], {
			resource: 'report',
			operation: 'readRequest',
			customer: 'main',
			monthEndReports: ['exceptions', 'reconciliation'],
			// By its name, so that the schedule may be deleted: a name that is gone would break every page.
			digest: `={{ $prevNode.name?.startsWith('${digestName}') ?? false }}`,
			pagesAddress: '',
			days: 90,
			quotaPerHour: 600,
			reserve: 50,
		}),
	);
	for (const trigger of triggers) w.connect(trigger, name);
	// n8n gives each method an output of its own: GET has the first one, like every trigger.
	w.connect(pagesNode, name, { output: 1 });
	return name;
}

/**
 * All pages have one address, and say with `?page=` which of them they are: a new page needs no new node. They are read with
 * GET; what a form on them changes comes with POST.
 */
function addPages(w: WorkflowBuilder, y: number): string {
	return w.add({
		name: pagesNode,
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		position: [0, y],
		webhookId: uuidOf(pagesNode),
		parameters: {
			multipleMethods: true,
			httpMethod: ['GET', 'POST'],
			path: 'sap-procore',
			authentication: 'basicAuth',
			responseMode: 'responseNode',
			options: {},
		},
		credentials: pages,
	});
}

/** A page for people and an address for systems. Both start the same replay and are answered as soon as it is sure to run. */
function addReplayTriggers(w: WorkflowBuilder, y: number): string[] {
	const form = 'Replay by form';
	const webhook = 'Replay by webhook';
	w.add({
		name: form,
		type: 'n8n-nodes-base.formTrigger',
		// The last version that can show what a Respond to Webhook node says.
		typeVersion: 2.1,
		position: [0, y],
		webhookId: uuidOf(form),
		parameters: {
			authentication: 'basicAuth',
			path: 'sap-procore/replay-form',
			formTitle: 'Replay',
			formDescription:
				'Reads documents with open exceptions from SAP again and sends them. Pressing twice does no harm.',
			formFields: {
				values: [
					{
						fieldLabel: 'What to take up again',
						fieldType: 'dropdown',
						fieldOptions: { values: ['Everything that is due', ...replayable].map((option) => ({ option })) },
						requiredField: true,
					},
					{ fieldLabel: 'SAP number of one document (optional)', placeholder: 'e.g. 4500000001' },
				],
			},
			responseMode: 'responseNode',
			options: { appendAttribution: false, buttonLabel: 'Replay' },
		},
		credentials: replays,
	});
	w.add({
		name: webhook,
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		position: [0, y + 160],
		webhookId: uuidOf(webhook),
		parameters: {
			httpMethod: 'POST',
			path: 'sap-procore/replay',
			authentication: 'headerAuth',
			responseMode: 'responseNode',
			options: {},
		},
		credentials: { httpHeaderAuth: { id: 'sapProcoreWebhook0', name: 'SAP Procore Webhook' } },
	});
	return [form, webhook];
}
