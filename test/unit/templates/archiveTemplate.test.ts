import { archiveTemplate } from '../../../templates/archive/index.ts';
import { template } from '../../support/templates.ts';

const archive = template('sap-procore-archive');

describe('the workflow that keeps the audit trail in files', () => {
	it('is what it is made from: npm run workflows', () => {
		expect(JSON.parse(archive.text)).toEqual(JSON.parse(JSON.stringify(archiveTemplate())));
	});

	it('removes nothing that was not read back from where it is kept', () => {
		const into = (name: string) =>
			Object.entries(archive.workflow.connections).flatMap(([from, { main = [] }]) =>
				main.flat().flatMap(({ node, index }) => (node === name ? [[from, index]] : [])),
			);
		expect(into('Remove exported month')).toEqual([
			['Export month', 1],
			['Read them back', 0],
		]);
		expect(into('Read them back')).toEqual([['Save files', 0]]);
	});

	it('tells the alert workflow when it stops', () => {
		expect(archive.workflow.settings).toMatchObject({ errorWorkflow: 'sapProcoreAlert01' });
	});
});
