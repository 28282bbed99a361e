import { syncTemplate } from '../../../templates/sync/index.ts';
import { outcome } from '../../../nodes/shared/model';
import { finishRun } from '../../../nodes/SapToProcore/sync/finish';
import { record } from '../../../nodes/SapToProcore/sync/record';
import { decisions } from '../../../nodes/SapToProcore/lookup/vendorDecisions';
import { decisionRowsToFill } from '../../../nodes/SapToProcore/lanes/supplier/decisionsToFill';
import { plan, recordInput } from '../../support/examples.ts';
import { template } from '../../support/templates.ts';

const { text, workflow, node, outputs } = template('sap-procore-sync');
const y = (name: string) => node(name).position[1];

describe('template workflow', () => {
	it('is what its lanes make: npm run workflows', () => {
		expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(syncTemplate())));
	});

	it('leads the output to error of each node that has one to where outcomes are collected', () => {
		const withErrorOutput = workflow.nodes.filter(({ onError }) => onError === 'continueErrorOutput');
		expect(withErrorOutput.length).toBeGreaterThan(4);
		// A run that cannot begin has no outcomes.
		const lanes = withErrorOutput.filter(({ name }) => name !== 'Start run');
		for (const { name } of lanes) expect(outputs(name).at(-1)?.[0]?.node).toMatch(/^Collect /);
	});

	it('stores outcomes before the watermark moves: n8n works branches off from top to bottom', () => {
		expect(outputs('Record outcomes').flatMap(([first]) => first?.node ?? [])).toEqual([
			...['Write audit rows', 'Write allocations', 'Note contracts', 'Update exceptions', 'Move watermark'],
		]);
		const order = outputs('Record outcomes').map(([first]) => y(first?.node ?? ''));
		expect(order).toEqual([...order].sort((a, b) => a - b));
	});

	it('forgets what Procore has of budgets before it writes there: a run that is killed in between sends all again', () => {
		expect(y('Forget budgets sent')).toBeLessThan(y('Budget line items?'));
		expect(outputs('Map project costs')[0]?.map(({ node: to }) => to)).toEqual([
			'Forget budgets sent',
			'Budget line items?',
		]);
	});

	it('never cuts the inputs of a node with several inputs to one item', () => {
		for (const name of ['Match suppliers', 'Map orders', 'Collect vendors', 'All outcomes', 'Record outcomes'])
			expect(node(name).executeOnce).toBeUndefined();
	});

	it('names its tables so that none is part of the name of another: n8n finds a table by a part of its name', () => {
		const tables = workflow.nodes.flatMap(({ parameters }) => parameters.tableName ?? []);
		for (const one of tables) expect(tables.filter((other) => other.includes(one))).toEqual([one]);
	});

	const columns = (table: string) =>
		workflow.nodes
			.find(({ parameters }) => parameters.tableName === table)
			?.parameters.columns?.column?.map(({ name }) => name)
			.sort();
	const recorded = record(
		recordInput({
			outcomes: [
				outcome({ entity: 'supplier', sapKey: '1', action: 'none', status: 'held', reason: 'ambiguous_vendor_name' }),
			],
		}),
	);

	it.each<[string, object | undefined]>([
		['sap_procore_audit', recorded.audit[0]?.row],
		['sap_procore_exceptions', recorded.exceptions[0]?.row],
		['sap_procore_runs', finishRun(plan(), '', '2026-10-01T06:00:00.000Z')],
		[
			'sap_procore_vendors',
			decisionRowsToFill(
				'acme',
				[outcome({ entity: 'supplier', sapKey: '1', action: 'none', status: 'held', reason: 'ambiguous_vendor_name' })],
				decisions([]),
			)[0]?.row,
		],
	])('%s has the columns of the rows that are written to it', (table, row) => {
		expect(columns(table)).toEqual(expect.arrayContaining(Object.keys(row ?? {})));
	});
});
