import { uuidOf, type TemplateNode } from './builder.ts';

type Place = [x: number, y: number];
type More = Partial<Pick<TemplateNode, 'onError' | 'alwaysOutputData' | 'executeOnce' | 'disabled'>>;

export function sap(name: string, position: Place, parameters: Record<string, unknown>, more: More = {}): TemplateNode {
	return {
		name,
		type: 'n8n-nodes-sap-procore.sapS4Hana',
		typeVersion: 1,
		position,
		// Said although it is the default: the editor gives a node its credential only where the parameters say which.
		parameters: { authentication: 'oAuth2', ...parameters },
		...more,
		credentials: { sapS4HanaOAuth2Api: { id: 'sapS4HanaCredential', name: 'SAP S/4HANA' } },
	};
}

export function procore(
	name: string,
	position: Place,
	parameters: Record<string, unknown>,
	more: More = {},
): TemplateNode {
	return {
		name,
		type: 'n8n-nodes-sap-procore.procore',
		typeVersion: 1,
		position,
		parameters,
		...more,
		credentials: { procoreOAuth2Api: { id: 'procoreCredential0', name: 'Procore' } },
	};
}

export function decide(
	name: string,
	position: Place,
	parameters: Record<string, unknown>,
	more: More = {},
): TemplateNode {
	return { name, type: 'n8n-nodes-sap-procore.sapToProcore', typeVersion: 1, position, parameters, ...more };
}

export function merge(name: string, position: Place, numberInputs: number): TemplateNode {
	return {
		name,
		type: 'n8n-nodes-base.merge',
		typeVersion: 3.2,
		position,
		parameters: { mode: 'append', numberInputs },
	};
}

export function values(
	name: string,
	position: Place,
	entries: Record<string, string | number | boolean>,
	more: More = {},
): TemplateNode {
	return {
		name,
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		position,
		parameters: {
			assignments: {
				assignments: Object.entries(entries).map(([key, value]) => ({
					id: uuidOf(`${name} ${key}`),
					name: key,
					value,
					type: typeof value,
				})),
			},
			options: {},
		},
		...more,
	};
}

export interface Operand {
	left: string;
	right?: string | number | boolean;
	type: 'string' | 'number' | 'boolean';
	operation: string;
	singleValue?: boolean;
}

export function branch(name: string, position: Place, { left, right = '', ...operator }: Operand): TemplateNode {
	return {
		name,
		type: 'n8n-nodes-base.if',
		typeVersion: 2.2,
		position,
		parameters: {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
				conditions: [{ id: uuidOf(`${name} condition`), leftValue: left, rightValue: right, operator }],
				combinator: 'and',
			},
			options: {},
		},
	};
}

export function note(
	name: string,
	position: Place,
	[width, height]: [number, number],
	content: string,
	color = 7,
): TemplateNode {
	return {
		name: `Note: ${name}`,
		type: 'n8n-nodes-base.stickyNote',
		typeVersion: 1,
		position,
		parameters: { content, width, height, color },
	};
}

/** Answers whoever called the webhook or filled the form; does nothing in a run that nobody waits for. */
export function respond(name: string, position: Place, responseCode: number, responseBody: string): TemplateNode {
	return {
		name,
		type: 'n8n-nodes-base.respondToWebhook',
		typeVersion: 1.4,
		position,
		parameters: { respondWith: 'json', responseBody, options: { responseCode } },
		// The caller may be gone, which must not stop the run.
		onError: 'continueRegularOutput',
	};
}

/** A mail as text and as HTML. Failures to send it leave by the error output. */
export function mail(
	name: string,
	position: Place,
	{ from, to, subject, text, html }: Record<'from' | 'to' | 'subject' | 'text' | 'html', string>,
): TemplateNode {
	return {
		name,
		type: 'n8n-nodes-base.emailSend',
		typeVersion: 2.1,
		position,
		parameters: {
			fromEmail: from,
			toEmail: to,
			subject,
			emailFormat: 'both',
			text,
			html,
			options: { appendAttribution: false },
		},
		webhookId: uuidOf(name),
		credentials: { smtp: { id: 'sapProcoreMail0000', name: 'SAP Procore Mail' } },
		onError: 'continueErrorOutput',
	};
}
