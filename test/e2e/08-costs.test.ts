import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { costTypes, glAccountOf } from '../../simulators/data/cost-codes.ts';
import { expectedBudget } from '../../simulators/data/expected.ts';
import type { Row } from '../../tools/n8n/tables.ts';
import type { SyncRun } from '../../demo/syncRun.ts';
import { budgetAmounts, budgetDifferences, budgetsAsked, budgetState, keyOf } from './support/budgets.ts';
import { killAt } from './support/kill.ts';
import { World } from './support/world.ts';

const lanes = 'project, budget';

/** What each awkward case brings by itself: project, cost code and amount, or why it goes nowhere. */
const cases: Record<string, Array<[project: string, costCode: string, amount: string, reason: string]>> = {
	cancelsOut: [['2205', '01-500|E', '0.00', '']],
	twoSlices: [['2201', '01-740|S', '310.00', '']],
	accountWithoutText: [['2204', '01-740|O', '480.00', '']],
	deepWbs: [['2212', '03-200|M', '925.50', '']],
	unknownProject: [['', '', '64.00', 'unmapped_project']],
	outsideProjects: [['', '', '2300.00', 'not_a_project_cost']],
	balanceSheetAccount: [['2201', '', '50000.00', 'balance_sheet_account']],
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

describe('tour: project costs become budget line items in a real n8n', () => {
	let world: World;
	let first: SyncRun;
	let audit: Row[];
	let allocated: Row[];

	before(async () => {
		world = await World.start({ name: 'costs', dataset: 'tour', limits: false });
		first = await world.sync({ lanes });
		audit = await world.lastAudit();
		allocated = (await world.rows('sap_procore_allocations')).filter(({ entity }) => entity === 'actual_cost');
		assert.ok(allocated.length > 150);
	});
	after(async () => {
		await world.close();
	});

	const outcomeOf = (rows: Row[], projectId: string, key: string) =>
		rows
			.filter((row) => row.entity === 'actual_cost' && row.project_id === projectId && row.sap_key === key)
			.map(({ status, reason }) => [status, reason]);
	const amountOf = (projectId: string, costCode: string) =>
		budgetAmounts(world.simulators).get(keyOf(projectId, costCode));
	const lock = (projectId: string, budget_locked = true) => {
		world.changeProcore({ do: 'edit-project', id: Number(projectId), set: { budget_locked } });
	};
	/** Somebody posts a cost on the site of a project; `amount` is what its budget line then grows by. */
	const post = (amount: string, wbsElement = 'P-1007.1.1') => {
		world.changeSap({ do: 'post-cost', glAccount: '63072000', amount, wbsElement });
	};
	const unmapped = () => {
		const { costCases, sap } = world.simulators.dataset;
		const [document] = costCases.unmappedAccount?.documents ?? [];
		return { glAccount: sap.postings.find((each) => each.AccountingDocument === document)?.GLAccount };
	};
	const changesOf = (projectId: string) =>
		budgetState(world.simulators).budgetChanges.filter(({ project_id }) => String(project_id) === projectId);

	it('the run ends well, and every budget line holds what SAP has posted, to the cent', () => {
		assert.equal(first.status, 'success');
		assert.deepEqual(budgetDifferences(world.simulators), []);
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
				// A posting on a balance-sheet account is no cost: that it goes nowhere is told beside the projects.
				const isBalance = reason === 'balance_sheet_account';
				const rows = outcomeOf(audit, isBalance ? '' : project, isLine ? code : '|');
				if (reason === '') assert.deepEqual(rows, [['synced', '']]);
				else if (isBalance) {
					assert.equal(rows.length, 1);
					const [posting] = postings;
					assert.deepEqual(
						allocated.filter(({ gl_account }) => gl_account === posting?.GLAccount),
						[],
					);
				} else assert.deepEqual(rows, [['held', told[reason] ?? reason]]);
				if (reason !== '' && isLine) assert.equal(amountOf(project, code), undefined);
			}
		});

	it('existingBudgetLine: the line that was there is set, none is added, and the outcome tells both amounts', () => {
		const lines = budgetState(world.simulators).budgetLines.filter(
			({ project_id, flat_code }) => project_id === 2204 && flat_code === '03-300.M',
		);
		assert.deepEqual(
			lines.map(({ id }) => id),
			[40001],
		);
		const row = audit.find((each) => each.project_id === '2204' && each.sap_key === '03-300|M');
		const detail = JSON.parse(String(row?.detail)) as Record<string, unknown>;
		assert.equal(row?.action, 'update');
		assert.deepEqual([Number(detail.previous), detail.now], [12345.67, amountOf('2204', '03-300|M')]);
	});

	it('unmappedAccount: the combination is a row for a person to fill', async () => {
		const found = (await world.rows('sap_procore_cost_codes')).filter(({ source }) => source === 'found');
		const { glAccount } = unmapped();
		assert.deepEqual(
			found.filter(({ gl_account }) => gl_account === glAccount).map(({ cost_code }) => cost_code ?? ''),
			[''],
		);
	});

	it('every cost of a budget line is on record with the row of the map that decided', async () => {
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

	describe('only budgets that may differ are read in Procore', () => {
		/** Its cost code is missing in Procore, so it has to be looked at in every run. */
		const troubled = '2204';
		const site = 'P-1007.1.1';
		const fill = async (cost_code: string, cost_type: string) => {
			const { glAccount = '' } = unmapped();
			const own = [
				{ columnName: 'gl_account', condition: 'eq' as const, value: glAccount },
				{ columnName: 'wbs_element', condition: 'eq' as const, value: site },
			];
			await world.n8n.rest.tables.update('sap_procore_cost_codes', own, { cost_code, cost_type });
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
			assert.deepEqual(budgetsAsked(run), [troubled]);
			assert.ok(run.calls.procore.total <= 10, JSON.stringify(run.calls.procore.byRoute));
		});

		it('a cost of another project moved: that one too', async () => {
			post('20.00');
			const run = await world.sync({ lanes });
			assert.deepEqual(budgetsAsked(run), [troubled, '2207']);
			assert.equal(run.calls.procore.writes, 1);
			assert.deepEqual(budgetDifferences(world.simulators), []);
		});

		it('a cost without cost code asks nothing; once somebody fills the row it is sent, and again when the row is changed', async () => {
			world.changeSap({ do: 'post-cost', ...unmapped(), amount: '11.00', wbsElement: site });
			assert.deepEqual(budgetsAsked(await world.sync({ lanes })), [troubled]);
			assert.deepEqual(outcomeOf(await world.lastAudit(), '2207', '|'), [['held', 'unmapped_cost_code']]);
			const others = [...budgetAmounts(world.simulators).keys()].filter((key) => key.startsWith('2207'));
			assert.ok(others.length > 1);
			for (const key of ['07-200|M', '01-500|E']) {
				const [code = '', type = ''] = key.split('|');
				const before = Number(amountOf('2207', key) ?? 0);
				await fill(code, type);
				const run = await world.sync({ lanes });
				assert.deepEqual(budgetsAsked(run), [troubled, '2207']);
				assert.equal(Number(amountOf('2207', key)).toFixed(2), (before + 11).toFixed(2));
				assert.deepEqual(budgetDifferences(world.simulators), []);
			}
		});

		it('n8n is killed after it wrote, and the cost goes back meanwhile: the line goes back too', async () => {
			const before = amountOf('2207', '07-200|M');
			post('30.00');
			await killAt(world, { method: 'POST', path: '/budget_line_items/sync', kind: 'hang', ms: 5_000 }, { lanes });
			assert.equal(Number(amountOf('2207', '07-200|M')), Number(before) + 30);
			post('-30.00');
			const run = await world.sync({ lanes });
			assert.equal(run.status, 'success');
			assert.equal(amountOf('2207', '07-200|M'), before);
			assert.deepEqual(budgetDifferences(world.simulators), []);
		});
	});

	it('backToZero: the posting is reversed, and the line goes back by its amount', async () => {
		const before = Number(amountOf('2210', '01-500|E'));
		const document = world.simulators.dataset.costCases.backToZero?.documents[0] ?? '';
		world.changeSap({ do: 'reverse-cost', document });
		const run = await world.sync({ lanes });
		assert.equal(run.status, 'success');
		assert.equal(Number(amountOf('2210', '01-500|E')).toFixed(2), (before - 333).toFixed(2));
		assert.equal(run.calls.procore.writes, 1);
		assert.deepEqual(budgetDifferences(world.simulators), []);
	});

	it('a line whose costs all cancel out goes to zero', async () => {
		const [document] = world.simulators.dataset.costCases.deepWbs?.documents ?? [];
		world.changeSap({ do: 'reverse-cost', document });
		await world.sync({ lanes });
		assert.equal(amountOf('2212', '03-200|M'), '0.00');
	});

	it('a line that Procore made by itself for a commitment is taken, not added a second time', async () => {
		const known = new Set(budgetState(world.simulators).budgetLines.map(({ id }) => id));
		await world.syncOrders();
		const [made] = budgetState(world.simulators).budgetLines.filter(
			({ id, project_id, flat_code }) => !known.has(id) && project_id === 2201 && flat_code.startsWith('03-'),
		);
		assert.ok(made, 'Procore has made a line of 0 for a contract');
		const [code = '', costType = ''] = made.flat_code.split('.');
		const type = costTypes.find((each) => each.code === costType)?.code ?? 'M';
		world.changeSap({
			do: 'post-cost',
			glAccount: glAccountOf(code, type),
			amount: '100.00',
			wbsElement: 'P-1001.1.1',
		});
		await world.sync({ lanes });
		const lines = budgetState(world.simulators).budgetLines.filter(
			({ project_id, flat_code }) => project_id === 2201 && flat_code === made.flat_code,
		);
		assert.deepEqual(
			lines.map(({ id, original_budget_amount }) => [id, Number(original_budget_amount)]),
			[[made.id, 100]],
		);
		assert.deepEqual(budgetDifferences(world.simulators), []);
	});

	it('a locked budget is held: nothing is written, and when it is unlocked the next run sends it', async () => {
		lock('2207');
		post('50.00');
		const before = amountOf('2207', '07-200|M');
		const held = await world.sync({ lanes, onLockedBudget: 'hold' });
		assert.equal(held.calls.procore.writes, 0);
		assert.deepEqual(outcomeOf(await world.lastAudit(), '2207', '07-200|M'), [['held', 'budget_locked']]);
		assert.equal(amountOf('2207', '07-200|M'), before);
		lock('2207', false);
		world.later();
		await world.sync({ lanes });
		assert.deepEqual(budgetDifferences(world.simulators), []);
	});

	it('a locked budget, drafted: one budget change that waits for a person, however many runs come by', async () => {
		lock('2207');
		post('25.00');
		const settings = { lanes };
		await world.sync(settings);
		assert.deepEqual(outcomeOf(await world.lastAudit(), '2207', '07-200|M'), [['waiting', 'budget_change_drafted']]);
		world.later(24 * 60);
		await world.sync(settings);
		assert.deepEqual(
			changesOf('2207').map(({ status, adjustments }) => [status, adjustments.map(({ amount }) => Number(amount))]),
			[['draft', [25]]],
		);
		const [change] = changesOf('2207');
		world.changeProcore({ do: 'set-budget-change-status', id: change?.id, status: 'approved' });
		world.later(24 * 60);
		await world.sync(settings);
		assert.deepEqual(budgetDifferences(world.simulators), []);
		assert.deepEqual(await world.openExceptions('07-200|M'), []);
		assert.equal(changesOf('2207').length, 1);
	});

	for (const [onLockedBudget, status] of [
		['draft', 'draft'],
		['approved', 'approved'],
	] as const)
		it(`n8n is killed after a ${status} budget change was made and before it is on record: there is no second one`, async () => {
			const count = changesOf('2207').length;
			post('10.00');
			const settings = { lanes, onLockedBudget };
			await killAt(world, { method: 'POST', path: '/budget_changes', kind: 'hang', ms: 5_000 }, settings);
			assert.equal(changesOf('2207').length, count + 1);
			const run = await world.sync(settings);
			assert.equal(run.status, 'success');
			assert.equal(run.calls.procore.writes, 0);
			const made = changesOf('2207');
			assert.equal(made.length, count + 1);
			assert.equal(made.at(-1)?.status, status);
			if (status === 'draft')
				world.changeProcore({ do: 'set-budget-change-status', id: made.at(-1)?.id, status: 'approved' });
			world.later(24 * 60);
			await world.sync(settings);
			assert.deepEqual(budgetDifferences(world.simulators), []);
			assert.equal(changesOf('2207').length, count + 1);
		});
});
