import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { SapData } from '../../simulators/data/types.ts';
import { costDifferences, costsAsked } from '../e2e/support/budgets.ts';
import type { EngineRun } from './support/engine.ts';
import { type ScenarioRun, World } from './support/scenarioWorld.ts';

const lanes = 'project, actual_cost';
const site = 'P-1007.1.1';

/** Sums of postings that a run has asked SAP for, each request by what it is about. */
const reads = ({ traffic }: Pick<ScenarioRun, 'traffic'>) =>
	traffic
		.filter(({ system, url }) => system === 'sap' && url.includes('/GLAccountLineItem'))
		.map(({ url }) => decodeURIComponent(url.replaceAll('+', ' ')));
/** Requests for costs one by one, not for what they are posted on. */
const costReads = (run: ScenarioRun) => reads(run).filter((url) => /\$select=[^&]*FiscalPeriod/.test(url));
const costsOf = (run: EngineRun, node: string) => run.items(node).filter((json) => 'glAccount' in json);

describe('costs are read by project', () => {
	let world: World;

	before(async () => {
		world = await World.start({ name: 'costs-by-project', dataset: 'tour', limits: false });
		await world.sync({ lanes });
		world.later();
		await world.sync({ lanes });
	});
	const post = (amount: string, wbsElement = site) => {
		world.changeSap({ do: 'post-cost', glAccount: '63072000', amount, wbsElement });
	};
	const numbersIn = (project: string) => {
		const { wbsElements } = world.simulators.sap.simulator.state() as unknown as SapData;
		return new Set(
			wbsElements.flatMap(({ ProjectElement, WBSElementInternalID }) =>
				ProjectElement.startsWith(project) ? [Number(WBSElementInternalID)] : [],
			),
		);
	};

	it('a run in which nothing moved asks SAP what did, and for the costs of projects with something open', async () => {
		world.later();
		const run = await world.sync({ lanes });
		assert.equal(reads(run).filter((url) => url.includes('LastChangeDateTime')).length, 1);
		assert.ok(costReads(run).length <= 2, costReads(run).join('\n'));
	});

	it('a posting on one project: of SAP only its costs are read, and those of projects with something open', async () => {
		world.later();
		await world.sync({ lanes });
		post('12.00');
		const run = await world.sync({ lanes });
		const asked = costReads(run).flatMap((url) =>
			[...url.matchAll(/WBSElementInternalID eq '(\d+)'/g)].map(([, id]) => Number(id)),
		);
		const own = numbersIn('P-1007');
		const troubled = numbersIn('P-1004');
		assert.ok(asked.some((id) => own.has(id)));
		assert.deepEqual(
			asked.filter((id) => id !== 0 && !own.has(id) && !troubled.has(id)),
			[],
		);
		assert.ok(costsAsked(run).includes('2207'));
		assert.deepEqual(costDifferences(world.simulators), []);
	});

	it('the items on the canvas are those of the project', async () => {
		post('3.00');
		const run = await world.engine.run({ trigger: 'Run now' });
		const elements = new Set(costsOf(run, 'Fetch costs').map(({ wbsElement }) => String(wbsElement).slice(0, 6)));
		assert.ok(elements.has('P-1007'));
		assert.ok(elements.size <= 3, [...elements].join());
	});

	it('a mapping that changes: all are read, and what Procore has is not sent again', async () => {
		const rows = await world.rows('sap_procore_cost_codes');
		const [row] = rows.filter(({ cost_code, source }) => cost_code && source !== 'found');
		assert.ok(row);
		const { customer = '', cost_code = '', cost_type = '' } = row;
		const other = { customer, cost_code, cost_type, gl_account: '69999999', enabled: true, source: 'manual' };
		world.engine.tables.addRows('sap_procore_cost_codes', [other]);
		const run = await world.sync({ lanes });
		assert.equal(run.calls.procore.writes, 0);
		assert.ok(costReads(run).length > 2);
	});
});

describe('batches of projects', () => {
	/** One project each: it holds more than so few documents. */
	const settings = { lanes, batchSize: 1 };
	const start = async () => await World.start({ name: 'cost-batches', dataset: 'tour', limits: false });

	it('together bring what one batch does', async () => {
		const world = await start();
		const run = await world.sync(settings);
		assert.equal(run.status, 'success', JSON.stringify(run.error));
		assert.deepEqual(costDifferences(world.simulators), []);
		const [row] = (await world.rows('sap_procore_state')).filter(({ entity }) => entity === 'actual_cost');
		assert.doesNotMatch(String(row?.costs_sent), /\?/);
		assert.notEqual(row?.watermark, '');
		world.later();
		const again = await world.sync(settings);
		assert.deepEqual([again.status, again.calls.procore.writes], ['success', 0]);
	});

	for (const when of ['before', 'after'] as const)
		it(`n8n killed in the second one, ${when} it wrote: the next run goes on with what was left`, async () => {
			const world = await start();
			const write = { method: 'PATCH', path: '/direct_costs/line_items/sync$' };
			await world.killAt({ ...write, when, nth: 2 }, settings);
			const [row] = (await world.rows('sap_procore_state')).filter(({ entity }) => entity === 'actual_cost');
			const left = Object.entries(JSON.parse(String(row?.costs_sent)) as Record<string, string>);
			const unread = left.filter(([, text]) => text.startsWith('?')).map(([id]) => id);
			assert.ok(unread.length > 3 && unread.length < left.length, JSON.stringify(left));
			const run = await world.sync(settings);
			assert.equal(run.status, 'success', JSON.stringify(run.error));
			const done = left.filter(([, text]) => /^[\w-]+ \d/.test(text)).map(([id]) => id);
			assert.ok(done.length > 0);
			assert.deepEqual(
				costsAsked(run).filter((id) => done.includes(id)),
				[],
			);
			assert.deepEqual(costDifferences(world.simulators), []);
			world.later();
			assert.equal((await world.sync({ ...settings, mode: 'backfill' })).calls.procore.writes, 0);
		});

	it('one that SAP breaks off leaves the rest on record, and the run says so', async () => {
		const world = await start();
		const { faults } = world.simulators.sap;
		faults.add({
			...{ kind: 'status', status: 503, times: 'always', nth: 3 },
			path: 'GLACCOUNTLINEITEM.*FiscalPeriod.*WBSElementInternalID',
		});
		const run = await world.sync(settings);
		assert.notEqual(run.status, 'success');
		faults.remove();
		world.later();
		assert.equal((await world.sync(settings)).status, 'success');
		assert.deepEqual(costDifferences(world.simulators), []);
	});
});
