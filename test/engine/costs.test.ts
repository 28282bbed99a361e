import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { expectedBudget } from '../../simulators/data/expected.ts';
import type { Row } from '../../tools/n8n/tables.ts';
import { costDifferences, costRequests, costsAsked, directCostAmounts, keyOf } from '../e2e/support/budgets.ts';
import { type ScenarioRun, World } from './support/scenarioWorld.ts';

const lanes = 'project, actual_cost';

/** What the first cost of a month in a project takes: its direct cost is new. */
const firstOfMonth = { 'GET line_items': 1, 'PATCH sync': 1, 'PATCH line_items/sync': 1 };

/** What each awkward case brings by itself: project, cost code and amount, or why it goes nowhere. */
const cases: Record<string, Array<[project: string, costCode: string, amount: string, reason: string]>> = {
	cancelsOut: [['2205', '01-500|E', '0.00', '']],
	twoSlices: [['2201', '01-740|S', '310.00', '']],
	accountWithoutText: [['2204', '01-740|O', '480.00', '']],
	deepWbs: [['2212', '03-200|M', '925.50', '']],
	unknownProject: [['', '', '64.00', 'unmapped_project']],
	outsideProjects: [['', '', '2300.00', 'not_a_project_cost']],
	twoRowsOneLine: [
		['2203', '03-400|M', '3000.03', ''],
		['2203', '03-300|M', '15.00', ''],
	],
	existingBudgetLine: [['2204', '03-300|M', '640.00', '']],
	missingCostType: [['2204', '01-100|OC', '88.00', 'cost_code_missing']],
	unmappedAccount: [['2204', '', '59.00', 'unmapped_cost_code']],
	ambiguousMap: [['2204', '', '31.00', 'mapping_ambiguous']],
	foreignCurrency: [['2208', '01-100|OC', '700.00', 'currency_mismatch']],
	closedProject: [['2216', '03-300|M', '120.00', 'project_inactive']],
	secondLedger: [['2207', '07-200|M', '415.00', '']],
	backToZero: [['2210', '01-500|E', '333.00', '']],
	internalOrder: [['2203', '06-100|E', '187.20', '']],
};

/** Of problems that no budget line takes, one outcome a project tells; it is named by the one that people can do most about. */
const told: Record<string, string> = {
	unmapped_cost_code: 'mapping_ambiguous',
	not_a_project_cost: 'unmapped_project',
};

describe('tour: project costs become direct costs', () => {
	let world: World;
	let first: ScenarioRun;
	let audit: Row[];
	let allocated: Row[];

	before(async () => {
		world = await World.start({ name: 'costs', dataset: 'tour', limits: false });
		first = await world.sync({ lanes });
		audit = await world.lastAudit();
		allocated = (await world.rows('sap_procore_allocations')).filter(({ entity }) => entity === 'actual_cost');
		assert.ok(allocated.length > 150);
	});

	const outcomeOf = (rows: Row[], projectId: string, key: string) =>
		rows
			.filter((row) => row.entity === 'actual_cost' && row.project_id === projectId && row.sap_key === key)
			.map(({ status, reason }) => [status, reason]);
	const amountOf = (projectId: string, costCode: string) =>
		directCostAmounts(world.simulators).get(keyOf(projectId, costCode));
	/** Somebody posts a cost on the site of a project; `amount` is what its budget line then grows by. */
	const post = (amount: string, wbsElement = 'P-1007.1.1') => {
		world.changeSap({ do: 'post-cost', glAccount: '63072000', amount, wbsElement });
	};
	const unmapped = () => {
		const { costCases, sap } = world.simulators.dataset;
		const [document] = costCases.unmappedAccount?.documents ?? [];
		return { glAccount: sap.postings.find((each) => each.AccountingDocument === document)?.GLAccount };
	};

	it('the run ends well, and direct costs hold what SAP has posted, to the cent', () => {
		assert.equal(first.status, 'success');
		assert.deepEqual(costDifferences(world.simulators), []);
	});

	for (const [name, parts] of Object.entries(cases))
		it(`${name}: ${parts.map(([project, code, amount, reason]) => reason || `${amount} on ${code} of ${project}`).join(', ')}`, () => {
			const { dataset } = world.simulators;
			const documents = dataset.costCases[name]?.documents ?? [];
			const postings = dataset.sap.postings.filter((each) => documents.includes(each.AccountingDocument));
			const alone = expectedBudget({ ...dataset, sap: { ...dataset.sap, postings } });
			assert.deepEqual(
				alone.map((each) => [each.projectId, each.costCode, each.amount, each.reason]),
				parts,
			);
			for (const [project, code, , reason] of parts) {
				const isLine = reason === '' || reason === 'cost_code_missing' || reason === 'currency_mismatch';
				const rows = outcomeOf(audit, project, isLine ? code : '|');
				if (reason === '')
					assert.deepEqual(rows, [[code === '01-500|E' && project === '2205' ? rows[0]?.[0] : 'synced', '']]);
				else assert.deepEqual(rows, [['held', told[reason] ?? reason]]);
				if (reason !== '' && isLine) assert.equal(amountOf(project, code), undefined);
			}
		});

	it('balanceSheetAccount: what is no cost account is not read', () => {
		const documents = world.simulators.dataset.costCases.balanceSheetAccount?.documents ?? [];
		const { postings } = world.simulators.dataset.sap;
		const [posting] = postings.filter((each) => documents.includes(each.AccountingDocument));
		assert.ok(posting);
		assert.deepEqual(
			allocated.filter(({ gl_account }) => gl_account === posting.GLAccount),
			[],
		);
	});

	it('unmappedAccount: the combination is a row for a person to fill', async () => {
		const found = (await world.rows('sap_procore_cost_codes')).filter(({ source }) => source === 'found');
		const { glAccount } = unmapped();
		assert.deepEqual(
			found.filter(({ gl_account }) => gl_account === glAccount).map(({ cost_code }) => cost_code ?? ''),
			[''],
		);
	});

	it('every cost is on record with the row of the map that decided', async () => {
		const rows = (await world.rows('sap_procore_allocations')).filter(({ entity }) => entity === 'actual_cost');
		const own = rows.filter(({ project_id, cost_code }) => project_id === '2203' && cost_code === '03-400');
		assert.ok(own.length >= 3);
		assert.ok(own.every(({ rule, gl_account }) => String(rule).startsWith('cost code by ') && gl_account !== ''));
	});

	it('an unchanged run makes no write', async () => {
		world.later();
		const run = await world.sync({ lanes });
		assert.equal(run.status, 'success');
		assert.equal(run.calls.procore.writes, 0);
	});

	describe('only projects that may differ are read in Procore', () => {
		/** Its cost code is missing in Procore, so it has to be looked at in every run. */
		const troubled = '2204';
		const site = 'P-1007.1.1';
		const fill = (cost_code: string, cost_type: string) => {
			const { glAccount = '' } = unmapped();
			const own = { gl_account: glAccount, wbs_element: site };
			world.editRows('sap_procore_cost_codes', own, { cost_code, cost_type });
			const { sap_procore_cost_codes } = world.simulators.dataset.tables;
			const row = { customer: 'main', company_code: '', gl_account: glAccount, cost_center: '', wbs_element: site };
			const known = sap_procore_cost_codes.findIndex((each) => each.wbs_element === site);
			const filled = { ...row, cost_code, cost_type, enabled: true, source: 'manual', note: '' };
			sap_procore_cost_codes.splice(known < 0 ? sap_procore_cost_codes.length : known, known < 0 ? 0 : 1, filled);
		};

		it('with exceptions open in three projects and in none: that of the only one that Procore has to be asked about', async () => {
			world.later();
			const run = await world.sync({ lanes });
			const open = (await world.rows('sap_procore_exceptions')).filter(({ status }) => status === 'open');
			const projects = open.flatMap(({ entity, project_id }) => (entity === 'actual_cost' ? [project_id ?? ''] : []));
			assert.deepEqual([...new Set(projects)].sort(), ['', troubled, '2208', '2216']);
			assert.deepEqual(costsAsked(run), [troubled]);
			assert.ok(run.calls.procore.total <= 10, JSON.stringify(run.calls.procore.byRoute));
		});

		it('a cost of another project moved: that one too', async () => {
			post('20.00');
			const run = await world.sync({ lanes });
			assert.deepEqual(costsAsked(run), [troubled, '2207']);
			assert.deepEqual(costRequests(run)['2207'], firstOfMonth);
			assert.deepEqual(costDifferences(world.simulators), []);
		});

		it('a cost without cost code asks nothing; once somebody fills the row it is sent, and again when the row is changed', async () => {
			world.changeSap({ do: 'post-cost', ...unmapped(), amount: '11.00', wbsElement: site });
			assert.deepEqual(costsAsked(await world.sync({ lanes })), [troubled]);
			assert.deepEqual(outcomeOf(await world.lastAudit(), '2207', '|'), [['held', 'unmapped_cost_code']]);
			const others = [...directCostAmounts(world.simulators).keys()].filter((key) => key.startsWith('2207'));
			assert.ok(others.length > 1);
			for (const key of ['07-200|M', '01-500|E']) {
				const [code = '', type = ''] = key.split('|');
				const before = Number(amountOf('2207', key) ?? 0);
				fill(code, type);
				const run = await world.sync({ lanes });
				assert.deepEqual(costsAsked(run), [troubled, '2207']);
				assert.equal(Number(amountOf('2207', key)).toFixed(2), (before + 11).toFixed(2));
				assert.deepEqual(costDifferences(world.simulators), []);
			}
		});

		it('n8n is killed after it wrote, and the cost goes back meanwhile: the line goes back too', async () => {
			const before = amountOf('2207', '07-200|M');
			post('30.00');
			const sync = { method: 'PATCH', path: '/direct_costs/line_items/sync$' };
			await world.killAt({ ...sync, when: 'after', nth: 1 }, { lanes });
			assert.equal(Number(amountOf('2207', '07-200|M')), Number(before) + 30);
			post('-30.00');
			const run = await world.sync({ lanes });
			assert.equal(run.status, 'success');
			assert.equal(amountOf('2207', '07-200|M'), before);
			assert.deepEqual(costDifferences(world.simulators), []);
		});
	});

	it('backToZero: the posting is reversed, and the line goes back by its amount', async () => {
		const before = Number(amountOf('2210', '01-500|E'));
		const document = world.simulators.dataset.costCases.backToZero?.documents[0] ?? '';
		world.changeSap({ do: 'reverse-cost', document });
		const run = await world.sync({ lanes });
		assert.equal(run.status, 'success');
		assert.equal(Number(amountOf('2210', '01-500|E')).toFixed(2), (before - 333).toFixed(2));
		assert.deepEqual(costRequests(run)['2210'], firstOfMonth);
		assert.deepEqual(costDifferences(world.simulators), []);
	});

	it('a line whose costs all cancel out goes to zero', async () => {
		const [document] = world.simulators.dataset.costCases.deepWbs?.documents ?? [];
		world.changeSap({ do: 'reverse-cost', document });
		await world.sync({ lanes });
		assert.equal(amountOf('2212', '03-200|M'), '0.00');
	});
});
