import { reportTemplate } from '../../../templates/report/index.ts';
import { template } from '../../support/templates.ts';

const report = template('sap-procore-report');
const pages = ['status', 'exceptions', 'reconciliation', 'readiness'];

describe('report template', () => {
	it('is what its lanes make: npm run workflows', () => {
		expect(JSON.parse(report.text)).toEqual(JSON.parse(JSON.stringify(reportTemplate())));
	});

	it('every page asks for a password', () => {
		const webhooks = report.workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.webhook');
		expect(webhooks.map(({ parameters }) => parameters.path)).toEqual(pages.map((page) => `sap-procore/${page}`));
		for (const { parameters } of webhooks) expect(parameters.authentication).toBe('basicAuth');
	});

	it('writes nothing: neither to SAP or Procore nor to a row of a table', () => {
		const reads = ['get', 'getAll', 'check', 'checkAccess', ...pages, 'listDifferences'];
		const touching = report.workflow.nodes.filter(
			({ type, parameters }) =>
				type.startsWith('n8n-nodes-sap-procore.') ||
				(type === 'n8n-nodes-base.dataTable' && parameters.resource === 'row'),
		);
		expect(touching.length).toBeGreaterThan(20);
		for (const { parameters } of touching) expect(reads).toContain(parameters.operation);
	});

	it.each(pages)('trouble with the report %s reaches whoever waits, and the error workflow', (page) => {
		expect(report.outputs(`Report ${page}`)[2]?.map(({ node }) => node)).toEqual(['Say what is wrong']);
		expect(report.outputs('Say what is wrong')[0]?.map(({ node }) => node)).toEqual(['A report was not made']);
		expect(report.workflow.settings.errorWorkflow).toBe('sapProcoreAlert01');
	});
});
