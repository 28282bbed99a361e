import { commonSettings, type TemplateNode, WorkflowBuilder } from '../builder.ts';
import { branch, decide, mail, merge, note, values } from '../nodes.ts';
import { about } from './about.ts';

/** Where to send messages. Empty = not there. */
const settings = { mailTo: '', mailFrom: '', chatUrl: '', tellWarnings: true };

const set = (name: string) => `$('Settings').first().json.${name}`;

/** The template `sap-procore-alert.json`: sends a message when a run failed, or could not even start. */
export function alertTemplate(): object {
	const w = new WorkflowBuilder();
	w.add(note('about', [-720, -220], [440, 640], about, 1));
	w.add({
		name: 'When a run fails',
		type: 'n8n-nodes-base.errorTrigger',
		typeVersion: 1,
		position: [-200, 0],
		parameters: {},
	});
	const node = values('Settings', [20, 0], settings);
	// Passes on what the trigger puts out, next to the settings.
	w.add({ ...node, parameters: { ...node.parameters, includeOtherFields: true } });
	w.add(decide('Describe failure', [240, 0], { resource: 'run', operation: 'describe' }));
	w.add(
		branch('Worth a message?', [460, 0], {
			left: `={{ $json.severity === 'error' || ($json.severity === 'warning' && ${set('tellWarnings')}) }}`,
			type: 'boolean',
			operation: 'true',
			singleValue: true,
		}),
	);
	w.chain('When a run fails', 'Settings', 'Describe failure', 'Worth a message?');
	const isSet = (name: string) =>
		({ left: `={{ ${set(name)} }}`, type: 'string', operation: 'notEmpty', singleValue: true }) as const;
	w.add(branch('Mail address set?', [680, -120], isSet('mailTo')));
	w.add(
		mail('Send mail', [900, -120], {
			from: `={{ ${set('mailFrom')} || ${set('mailTo')} }}`,
			to: `={{ ${set('mailTo')} }}`,
			subject: '={{ $json.title }}',
			text: '={{ $json.text }}',
			html: '={{ $json.html }}',
		}),
	);
	w.add(branch('Chat address set?', [680, 120], isSet('chatUrl')));
	w.add(postToChat([900, 120]));
	// Either may fail without stopping the other; n8n then lists an error of this workflow.
	w.add(merge('Not sent', [1120, 0], 2));
	w.add({
		name: 'A message was not sent',
		type: 'n8n-nodes-base.stopAndError',
		typeVersion: 1,
		position: [1340, 0],
		parameters: { errorMessage: "={{ 'The message could not be sent: ' + $json.error }}" },
	});
	for (const [input, [asks = '', tells = '']] of [
		['Mail address set?', 'Send mail'],
		['Chat address set?', 'Post to chat'],
	].entries()) {
		w.chain('Worth a message?', asks, tells);
		w.connect(tells, 'Not sent', { output: 1, input });
	}
	w.connect('Not sent', 'A message was not sent');
	return w.build({
		id: 'sapProcoreAlert01',
		name: 'Alert when the sync of SAP S/4HANA and Procore fails',
		description:
			'Error workflow of the sync: says by e-mail or in a chat which run failed, why, and what to do about it.',
		settings: commonSettings,
	});
}

function postToChat(position: [number, number]): TemplateNode {
	return {
		name: 'Post to chat',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		position,
		parameters: {
			method: 'POST',
			url: `={{ ${set('chatUrl')} }}`,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '={{ JSON.stringify({ text: $json.chat }) }}',
			options: { timeout: 20_000 },
		},
		onError: 'continueErrorOutput',
	};
}
