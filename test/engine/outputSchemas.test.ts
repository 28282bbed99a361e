import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { packageDir } from './support/sources.ts';
import { costAccounts } from '../../simulators/data/costs/accounts.ts';
import { planCategories } from '../../simulators/data/plan/plan.ts';
import { copyOf, SyncWorld } from './support/syncWorld.ts';

/** Nodes of the template, and the operation whose output schema the editor shows of each. */
const nodes: Record<string, string> = {
	Start: 'run/start',
	'Match projects': 'project/match',
	'Match suppliers': 'vendor/match',
	'Map cost codes': 'costCode/map',
	'Map orders': 'purchaseOrder/map',
	'Map requisitions': 'requisition/map',
	'Map invoices': 'supplierInvoice/map',
	'Map costs': 'projectCost/map',
	'Map plan': 'plannedCost/map',
	'Record orders': 'outcome/record',
	Finish: 'run/finish',
};
/** Fields that only some items have. */
const sometimes = ['mappedAssignments', 'covers', 'requires', 'elsewhere', 'customFields', 'unsettledOrders'];

const schemaOf = (operation: string) =>
	JSON.parse(readFileSync(join(packageDir, 'nodes/SapToProcore/__schema__/v1.0.0', `${operation}.json`), 'utf8')) as {
		properties: Record<string, unknown>;
	};
const isOutcome = (item: IDataObject) => 'status' in item && 'action' in item && 'entity' in item;
const withoutSome = (names: string[]) => names.filter((name) => !sometimes.includes(name)).sort();

describe('what the editor shows of an operation before it runs is what it puts out', () => {
	const put = new Map<string, IDataObject[]>();

	before(async () => {
		const planCategory = { __rl: true, mode: 'list', value: planCategories.plan };
		const parameters = { 'Fetch plan': { planCategory, costAccounts } };
		const world = new SyncWorld({ dataset: copyOf('tour'), parameters });
		const alone = (lane: string) => ({ Start: { mode: 'backfill', lanes: ['project', lane] } });
		// With orders they come in a batch of their own, which is another execution.
		for (const parameters of [
			{},
			alone('requisition'),
			alone('supplier_invoice'),
			alone('actual_cost'),
			alone('budget'),
		]) {
			const run = await world.engine.run({ trigger: 'Every hour', parameters });
			for (const node of Object.keys(nodes)) put.set(node, [...(put.get(node) ?? []), ...run.items(node)]);
		}
	});

	for (const [node, operation] of Object.entries(nodes))
		it(`${node}: ${operation}`, () => {
			const names = withoutSome(Object.keys(schemaOf(operation).properties));
			const items = (put.get(node) ?? []).filter((item) => Object.keys(item).length > 0);
			const meant = operation === 'project/match' ? items : items.filter((item) => !isOutcome(item));
			assert.ok(meant.length > 0, 'there is such an item');
			for (const item of meant) assert.deepEqual(withoutSome(Object.keys(item)), names);
		});
});
