import { type TemplateNode, uuidOf, watchedSettings, WorkflowBuilder } from '../builder.ts';
import { decide, note, procore } from '../nodes.ts';
import { about } from './about.ts';

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

function trigger(name: string, position: [number, number], parameters: Record<string, unknown>): TemplateNode {
	return {
		...procore(name, position, { ...parameters, options: {} }),
		type: 'n8n-nodes-sap-procore.procoreTrigger',
		webhookId: uuidOf(name),
	};
}

/** The template `sap-procore-events.json`: what waits for somebody in Procore is taken up as soon as they are done. */
export function eventsTemplate(): object {
	const w = new WorkflowBuilder();
	w.add(note('about', [-480, -160], [440, 620], about, 1));
	const contract = w.add(
		trigger('Contract changed', [60, -80], {
			...{ scope: 'projects', projectIds: '', events: ['Purchase Order Contracts: update'] },
		}),
	);
	const vendor = w.add(trigger('Vendor changed', [60, 240], { scope: 'company', events: ['Company Vendors: update'] }));
	const read = w.add(
		procore('Read contract', [280, -80], {
			...{ resource: 'purchaseOrderContract', operation: 'get', simplify: true },
			...{ projectId: byId('={{ $json.projectId }}'), contractId: byId('={{ $json.resourceId }}') },
		}),
	);
	const approved = w.add({
		name: 'Only approved ones',
		type: 'n8n-nodes-base.filter',
		typeVersion: 2.2,
		position: [500, -80],
		parameters: {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
				conditions: [
					{
						...{ id: uuidOf('contract is approved'), leftValue: '={{ $json.status }}', rightValue: 'Approved' },
						operator: { type: 'string', operation: 'equals' },
					},
				],
				combinator: 'and',
			},
			options: {},
		},
	});
	const wanted = w.add({
		name: 'What to replay',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		position: [720, 80],
		// Nothing named: all that is open and due, which is what has waited for a person.
		parameters: { mode: 'raw', jsonOutput: '{ "customer": "main", "by": "webhook", "given": {} }', options: {} },
		executeOnce: true,
	});
	const asked = w.add(decide('Request replay', [940, 80], { resource: 'run', operation: 'requestReplay' }));
	const run = w.add(decide('Run sync', [1160, 80], { resource: 'run', operation: 'runReplay' }));
	w.chain(contract, read, approved, wanted, asked, run);
	w.connect(vendor, wanted);
	return w.build({
		id: 'sapProcoreEvents01',
		name: 'Replay on events of Procore',
		description:
			'When a contract is approved or a vendor is changed in Procore, the sync takes up what has waited for it.',
		settings: watchedSettings,
	});
}
