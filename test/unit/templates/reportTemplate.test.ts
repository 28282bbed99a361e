import { reportTemplate } from '../../../templates/report/index.ts';
import {
	boxesWhenCollapsed,
	crossings,
	groupViolations,
	overlaps,
	workingNodes,
	type Canvas,
} from '../../support/canvas.ts';
import { template } from '../../support/templates.ts';

const report = template('sap-procore-report');
const canvas = JSON.parse(report.text) as Canvas;
const inputsOf = (name: string) =>
	Object.entries(report.workflow.connections).flatMap(([from, { main = [] }]) =>
		main.flat().flatMap(({ node, index }) => (node === name ? [[index, from]] : [])),
	);

describe('report template', () => {
	it('is what its parts make: npm run workflows', () => {
		expect(JSON.parse(report.text)).toEqual(JSON.parse(JSON.stringify(reportTemplate())));
	});

	it('can be read: at most 25 nodes, none of them mere plumbing, no crossing wires', () => {
		expect(canvas.nodes.length).toBeLessThanOrEqual(25);
		const plumbing = /\.(dataTable|code|function|if|switch|merge|set|splitOut|noOp|convertToFile)$/;
		expect(workingNodes(canvas).filter(({ type }) => plumbing.test(type))).toEqual([]);
		expect(crossings(canvas)).toEqual([]);
		expect(overlaps(canvas)).toEqual([]);
	});

	it('opens with its groups collapsed: n8n takes them, and few boxes stand beside the triggers', () => {
		expect(groupViolations(canvas)).toEqual([]);
		const triggers = canvas.nodes.filter(({ type }) => /trigger$|\.webhook$/i.test(type));
		expect(boxesWhenCollapsed(canvas) - triggers.length).toBeLessThanOrEqual(7);
	});

	it('the pages and the form ask for a password, the webhook for a header', () => {
		const doors = report.workflow.nodes.filter(({ type }) => /\.(webhook|formTrigger)$/.test(type));
		expect(doors.map(({ parameters }) => [parameters.path, parameters.authentication])).toEqual([
			['sap-procore', 'basicAuth'],
			['sap-procore/replay-form', 'basicAuth'],
			['sap-procore/replay', 'headerAuth'],
		]);
	});

	it('every trigger leads to the node that reads the request', () => {
		const triggers = report.workflow.nodes.filter(({ type }) => /trigger$|\.webhook$/i.test(type));
		expect(triggers.length).toBe(6);
		for (const { name } of triggers)
			expect([...new Set(report.outputs(name).map(([link, ...more]) => [link?.node, more.length].join()))]).toEqual([
				'Read request,0',
			]);
		// One for reading, one for what a form changes.
		expect(report.outputs('Open page')).toHaveLength(2);
		expect(report.outputs('Read request').map((links) => links.map(({ node }) => node))).toEqual([
			['Read SAP'],
			['Request replay'],
			['Submit form'],
		]);
	});

	it('only reads: neither SAP nor Procore is written to', () => {
		const reads = ['readDocuments', 'readRecords', 'get'];
		const touching = report.workflow.nodes.filter(({ type }) => /\.(sapS4Hana|procore)$/.test(type));
		expect(touching.map(({ parameters }) => parameters.operation).sort()).toEqual([...reads].sort());
	});

	it('a report is made of both systems, whether or not contracts differ', () => {
		expect(inputsOf('Make report')).toEqual([
			[0, 'Read SAP'],
			[2, 'Read Procore'],
			[1, 'Read lines that differ'],
		]);
	});

	it('trouble with a report reaches whoever waits, and the error workflow', () => {
		expect(report.outputs('Make report').map((links) => links.map(({ node }) => node))).toEqual([
			['Answer'],
			['Send mail'],
			['A report was not made'],
		]);
		const [, mailNode, trouble] = ['Answer', 'Send mail', 'A report was not made'].map(report.node);
		// n8n runs the outputs from top to bottom: what could be made is delivered before the execution ends as an error.
		expect(trouble?.position[1]).toBeGreaterThan(mailNode?.position[1] ?? Infinity);
		expect(report.workflow.settings.errorWorkflow).toBe('sapProcoreAlert01');
	});

	it('whoever asks for a replay is answered before the sync runs', () => {
		expect(report.outputs('Request replay')).toMatchObject([[{ node: 'Answer replay' }]]);
		expect(report.outputs('Answer replay')).toMatchObject([[{ node: 'Run sync' }]]);
	});

	it('whoever sends a form of a page is led to what came of it, by a page that may be opened anew, before the sync runs', () => {
		expect(report.outputs('Submit form')).toMatchObject([[{ node: 'Show the result' }]]);
		expect(report.node('Show the result').parameters).toMatchObject({
			respondWith: 'noData',
			options: { responseCode: 303, responseHeaders: { entries: [{ name: 'Location' }, {}] } },
		});
		expect(report.outputs('Show the result')).toMatchObject([[{ node: 'Run what was chosen' }]]);
	});

	it('the customer stands in one place', () => {
		expect(report.text.match(/"customer":/g)).toHaveLength(1);
	});
});
