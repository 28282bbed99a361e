import { conformanceTemplate } from '../../../templates/conformance/index.ts';
import { template } from '../../support/templates.ts';

const conformance = template('sap-procore-conformance');

describe('the template of the conformance check', () => {
	it('is what it is made from: npm run workflows', () => {
		expect(JSON.parse(conformance.text)).toEqual(JSON.parse(JSON.stringify(conformanceTemplate())));
	});

	it('starts by hand only, and names no project of anybody', () => {
		const triggers = conformance.workflow.nodes.filter(({ type }) => /trigger|webhook/i.test(type));
		expect(triggers.map(({ type }) => type)).toEqual(['n8n-nodes-base.manualTrigger']);
		expect(conformance.node('Check Procore').parameters).toMatchObject({
			projectId: { mode: 'list', value: '' },
			confirmProject: '',
		});
	});
});
