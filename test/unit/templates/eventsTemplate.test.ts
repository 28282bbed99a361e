import { eventsTemplate } from '../../../templates/events/index.ts';
import { template } from '../../support/templates.ts';

const events = template('sap-procore-events');
const triggers = events.workflow.nodes.filter(({ type }) => type.endsWith('.procoreTrigger'));

describe('the workflow that replays on events of Procore', () => {
	it('is what it is made from: npm run workflows', () => {
		expect(JSON.parse(events.text)).toEqual(JSON.parse(JSON.stringify(eventsTemplate())));
	});

	it('has triggers with a path of their own, which nobody guesses, and a credential', () => {
		expect(triggers.map(({ name }) => name)).toEqual(['Contract changed', 'Vendor changed']);
		expect(new Set(triggers.map((node) => (node as unknown as { webhookId: string }).webhookId)).size).toBe(2);
		for (const { credentials } of triggers) expect(Object.keys(credentials ?? {})).toEqual(['procoreOAuth2Api']);
	});

	it('asks for the replay that the report workflow asks for', () => {
		const report = template('sap-procore-report');
		for (const name of ['Request replay', 'Run sync'])
			expect(events.node(name).parameters).toEqual(report.node(name).parameters);
	});
});
