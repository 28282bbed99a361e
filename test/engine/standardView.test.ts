import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { costAccounts } from '../../simulators/data/costs/accounts.ts';
import {
	expectedContracts,
	expectedDirectCosts,
	expectedInvoiced,
	expectedPlan,
} from '../../simulators/data/expected.ts';
import { currencyDecimals, toText, toUnits } from '../../simulators/data/money.ts';
import { planCategories } from '../../simulators/data/plan/plan.ts';
import type { Dataset } from '../../simulators/data/types.ts';
import { missingSuppliers } from '../e2e/support/contracts.ts';
import { standardView, type ViewRow } from '../e2e/support/budgetView.ts';
import { copyOf, SyncWorld } from './support/syncWorld.ts';

const columns = ['original', 'committed', 'pending', 'direct', 'jobToDate', 'projected'] as const;
type Column = (typeof columns)[number];
type Figures = Record<Column, bigint>;

/** Segments that every budget code of the company has. */
const segments = [
	{ name: 'Phase', required: true, items: ['P1', 'P2'] },
	{ name: 'Sub Job', type: 'sub_job' as const, required: true, items: ['01'] },
];
const inFront = 'P1.01.';

/** People have opened the month before, so that every invoice finds its billing period. */
function seedWithOpenPeriods(): Dataset {
	const dataset = copyOf('seed');
	for (const period of dataset.procore.billingPeriods ?? []) period.status = 'open';
	return dataset;
}

const keyOf = ({ projectId, costCode }: Pick<ViewRow, 'projectId' | 'costCode'>) => `${projectId} ${costCode}`;

/** What stands in the view, by project and cost code, in minor units. */
function figuresOf(rows: ViewRow[], decimalsOf: (projectId: string) => number, front: string): Map<string, Figures> {
	return new Map(
		rows.map((row) => {
			assert.ok(row.costCode.startsWith(front), row.costCode);
			const units = (column: Column) => toUnits(row[column], decimalsOf(row.projectId));
			return [
				keyOf({ ...row, costCode: row.costCode.slice(front.length) }),
				Object.fromEntries(columns.map((column) => [column, units(column)])) as Figures,
			];
		}),
	);
}

const variants = [
	{ title: 'of cost codes with cost types', front: '' },
	{ title: 'of codes with a sub job and a segment, which the map names', front: inFront },
];

describe('seed: plan, orders, supplier invoices and actual costs in the standard budget view of each project', () => {
	for (const { title, front } of variants)
		it(`every column ${title} is what SAP says, worked out without the nodes: 0 differences, nothing counted twice`, async (t) => {
			const dataset = seedWithOpenPeriods();
			const map = dataset.tables.sap_procore_cost_codes;
			if (front !== '') for (const row of map) Object.assign(row, { sub_job: '01', segments: 'Phase=P1' });
			const world = new SyncWorld({
				dataset,
				parameters: {
					Start: { lanes: ['project', 'supplier', 'budget', 'purchase_order', 'supplier_invoice', 'actual_cost'] },
					'Fetch plan': { planCategory: { __rl: true, mode: 'list', value: planCategories.plan }, costAccounts },
					'Upsert invoices': { options: { submit: true, createBillingPeriod: true } },
				},
			});
			const { simulators } = world.engine;
			const currencies = new Map(dataset.procore.projects.map(({ id, currency = 'USD' }) => [String(id), currency]));
			const decimalsOf = (projectId: string) => currencyDecimals(currencies.get(projectId) ?? 'USD');
			if (front !== '')
				for (const { id } of dataset.procore.projects)
					world.procore({ do: 'edit-project', id, set: { custom_segments: segments } });
			const view = async () => figuresOf(await standardView(simulators), decimalsOf, front);
			const before = await view();
			const run = await world.run();
			assert.deepEqual([run.status, ...run.problems], ['success'], run.error?.message);
			const after = await view();

			const data = { ...dataset, sap: world.sapData };
			const options = { missingSuppliers: missingSuppliers(simulators) };
			const wanted = new Map([...before].map(([key, figures]) => [key, { ...figures }]));
			const at = (projectId: string, costCode: string) => {
				const key = keyOf({ projectId, costCode });
				const known = wanted.get(key) ?? (Object.fromEntries(columns.map((column) => [column, 0n])) as Figures);
				wanted.set(key, known);
				return known;
			};
			const units = (projectId: string, amount: string) => toUnits(amount, decimalsOf(projectId));
			for (const { projectId, costCode, amount, reason } of expectedPlan(data, planCategories.plan))
				if (reason === '') at(projectId, costCode).original = units(projectId, amount);
			for (const { projectId, costCodes, reason } of expectedContracts(data, options))
				for (const [costCode, amount] of Object.entries(reason === '' ? costCodes : {}))
					at(projectId, costCode).committed += units(projectId, amount);
			for (const { projectId, costCode, amount, reason } of expectedDirectCosts(data, options).rows)
				if (reason === '') {
					at(projectId, costCode).direct += units(projectId, amount);
					at(projectId, costCode).jobToDate += units(projectId, amount);
				}
			for (const { projectId, costCode, amount } of expectedInvoiced(data, options))
				at(projectId, costCode).jobToDate += units(projectId, amount);
			for (const figures of wanted.values()) figures.projected = figures.committed + figures.direct + figures.pending;

			const keys = [...new Set([...wanted.keys(), ...after.keys()])].sort();
			const differences = keys.flatMap((key) =>
				columns.flatMap((column) => {
					const [is, shouldBe] = [after.get(key)?.[column] ?? 0n, wanted.get(key)?.[column] ?? 0n];
					const decimals = decimalsOf(key.split(' ')[0] ?? '');
					return is === shouldBe
						? []
						: [`${key}: ${column} ${toText(is, decimals)} instead of ${toText(shouldBe, decimals)}`];
				}),
			);
			const moved = (column: Column) =>
				keys.filter((key) => (after.get(key)?.[column] ?? 0n) !== (before.get(key)?.[column] ?? 0n)).length;
			const counts = columns.map((column) => `${column} ${String(moved(column))}`).join(', ');
			t.diagnostic(`${String(keys.length)} budget lines; moved: ${counts}; differences: ${String(differences.length)}`);
			assert.deepEqual(differences.slice(0, 20), [], `${String(differences.length)} differences`);
			for (const column of ['original', 'committed', 'direct', 'jobToDate', 'projected'] as const)
				assert.ok(moved(column) > 100, `${column} has hardly moved`);
		});
});
