import { alertTemplate } from '../../../templates/alert/index.ts';
import { template } from '../../support/templates.ts';

const sync = template('sap-procore-sync');
const alert = template('sap-procore-alert');

describe('the alert workflow', () => {
	it('is what it is made from: npm run workflows', () => {
		expect(JSON.parse(alert.text)).toEqual(JSON.parse(JSON.stringify(alertTemplate())));
	});

	it('is the error workflow of the sync', () => {
		expect(sync.workflow.settings.errorWorkflow).toBe(alert.workflow.id);
	});

	it('sends nothing as it is shipped', () => {
		const { assignments } = alert.node('Settings').parameters.assignments as {
			assignments: Array<{ name: string; value: unknown }>;
		};
		const given = Object.fromEntries(assignments.map(({ name, value }) => [name, value]));
		expect(given).toEqual({ mailTo: '', mailFrom: '', chatUrl: '', tellWarnings: true });
	});

	it('says when a message could not be sent', () => {
		for (const name of ['Send mail', 'Post to chat']) {
			expect(alert.node(name).onError).toBe('continueErrorOutput');
			expect(alert.outputs(name)[1]?.[0]?.node).toBe('Not sent');
		}
	});
});
