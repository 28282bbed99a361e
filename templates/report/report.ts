import { rowAt, type TemplateNode, type WorkflowBuilder } from '../builder.ts';
import { decide, mail, procore, sap } from '../nodes.ts';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const asked = (field: string) => `={{ $('Read request').first().json.${field} }}`;
const request = "={{ $('Read request').first().json }}";
/** One read for all that was asked for; what fails travels on as an item, and the report says so. */
const once = { onError: 'continueRegularOutput', alwaysOutputData: true, executeOnce: true } as const;

/**
 * From the request to the report: what both systems have, the contracts that differ with their lines, and whoever gets it.
 * What has to be read stands in the request, so one line of nodes makes every report.
 */
export function addReport(w: WorkflowBuilder, from: string, y: number): void {
	const at = rowAt(y, 520);
	w.add(
		sap(
			'Read SAP',
			at(0),
			{
				resource: 'system',
				operation: 'readDocuments',
				reads: asked('sapReads'),
				ledger: asked('ledger'),
				costAccounts: asked('costAccounts'),
				planCategory: asked('planCategory'),
				planLedger: asked('planLedger'),
				planAccounts: asked('planAccounts'),
				changedDays: asked('changedDays'),
				textsOf: asked('texts'),
				addresses: true,
			},
			once,
		),
	);
	w.add(
		procore(
			'Read Procore',
			at(1, 2.25),
			{
				resource: 'company',
				operation: 'readRecords',
				reads: asked('procoreReads'),
				projectIds: asked("projectIds.join(',')"),
				maximumRequests: asked('procoreRequests'),
				addresses: true,
			},
			once,
		),
	);
	w.add(decide('List differences', at(2, 1.125), { resource: 'report', operation: 'listDifferences', request }));
	w.add(
		procore(
			'Read lines that differ',
			at(3, 1.125),
			{
				resource: 'purchaseOrderContract',
				operation: 'get',
				projectId: byId('={{ $json.projectId }}'),
				contractId: byId('={{ $json.contractId }}'),
				simplify: false,
			},
			{ onError: 'continueRegularOutput' },
		),
	);
	w.add(
		decide('Make report', at(5, 1.125), {
			resource: 'report',
			operation: 'make',
			request,
			everyHours: 1,
			atHour: 0,
			tolerance: 0,
		}),
	);
	w.chain(from, 'Read SAP', 'Read Procore');
	w.connect('Read SAP', 'List differences', { input: 0 });
	w.connect('Read Procore', 'List differences', { input: 1 });
	w.chain('List differences', 'Read lines that differ');
	// From top to bottom, so that no two wires cross in front of the node.
	for (const [input, name] of ['Read SAP', 'Read lines that differ', 'Read Procore'].entries())
		w.connect(name, 'Make report', { input });
	w.group(
		'Make the report',
		['Read SAP', 'Read Procore', 'List differences', 'Read lines that differ', 'Make report'],
		'Reads what the report needs, compares both systems, and makes page and file. Reads only.',
	);
	addDelivery(w, rowAt(y, 1860));
}

/** The page or the file for whoever asked, the mail of the month end, and the error for the error workflow. */
function addDelivery(w: WorkflowBuilder, at: ReturnType<typeof rowAt>): void {
	w.add(answer(at(0)));
	w.add(monthEndMail(at(0, 1.125)));
	w.add({
		name: 'A report was not made',
		type: 'n8n-nodes-base.stopAndError',
		typeVersion: 1,
		position: at(0, 2.25),
		parameters: { errorMessage: '={{ $json.message }}' },
	});
	for (const [output, name] of ['Answer', 'Send mail', 'A report was not made'].entries())
		w.connect('Make report', name, { output });
}

/** An answer that no cache keeps and no browser takes for something else. n8n adds a policy that forbids scripts. */
function answer(position: [number, number]): TemplateNode {
	const headers = {
		'Content-Disposition': '={{ $json.disposition }}',
		'Cache-Control': 'no-store',
		'X-Content-Type-Options': 'nosniff',
		'Referrer-Policy': 'no-referrer',
		'X-Frame-Options': 'DENY',
	};
	const entries = Object.entries(headers).map(([name, value]) => ({ name, value }));
	return {
		name: 'Answer',
		type: 'n8n-nodes-base.respondToWebhook',
		typeVersion: 1.4,
		position,
		parameters: {
			respondWith: 'binary',
			options: { responseCode: '={{ $json.statusCode }}', responseHeaders: { entries } },
		},
		// Whoever asked may be gone: that is no reason to stop.
		onError: 'continueRegularOutput',
	};
}

/** Deactivated: who wants mail fills in who gets it, chooses an SMTP credential, and activates the node. */
function monthEndMail(position: [number, number]): TemplateNode {
	const { parameters, ...node } = mail('Send mail', position, {
		from: '',
		// A digest goes to the owner of its projects; everything else to whoever stands between the quotes.
		to: "={{ $json.to || '' }}",
		subject: '={{ $json.subject }}',
		text: "={{ $json.subject + '\\n\\nThe report is in the HTML part of this mail, both it and its rows are attached.' }}",
		html: '={{ $json.html }}',
	});
	return {
		name: node.name,
		type: node.type,
		typeVersion: node.typeVersion,
		position,
		parameters: { ...parameters, options: { appendAttribution: false, fileAttachments: 'page, data' } },
		disabled: true,
		...(node.webhookId === undefined ? {} : { webhookId: node.webhookId }),
		...(node.credentials ? { credentials: node.credentials } : {}),
	};
}
