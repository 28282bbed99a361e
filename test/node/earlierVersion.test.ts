import type { IDataObject } from 'n8n-workflow';
import versionLeft from '../fixtures/version-0.1.json';
import { posted } from '../support/costs.ts';
import { mapped } from '../support/mapLane.ts';
import { costCodeRow, rosterRow } from '../support/orders.ts';

const cost = (wbsElement: string) => ({
	...{ companyCode: '1010', ledger: '0L', currency: 'USD', amount: '70.00', glAccount: '630000', order: '' },
	...{ isBalanceSheet: false, costCenter: '', wbsElement, from: '', to: '' },
	...posted,
});
const plan = (wbsElement: string) => ({
	...{ companyCode: '1010', glAccount: '630000', costCenter: '', order: '', wbsElement },
	...{ planCategory: 'PLN', fiscalYear: '2026', currency: 'USD', amount: '70.00' },
});
const { runs, audit } = versionLeft;

/** What becomes of a cost of each of three projects; version 0.1 wrote into the budgets of the first two. */
async function results(
	confirmed: Record<string, string>,
	left: object = { runs, audit },
	resource: 'projectCost' | 'plannedCost' = 'projectCost',
): Promise<string[]> {
	const projects = ['1', '2', '3'].map((id) => ({
		...rosterRow({ id, project_id: id, sap_project: `P-${id}` }),
		...(confirmed[id] === undefined ? {} : { costs_confirmed: confirmed[id] }),
	}));
	const document: (wbsElement: string) => IDataObject = resource === 'projectCost' ? cost : plan;
	const { items } = await mapped({ resource }, ['P-1.1', 'P-2.1', 'P-3.1'].map(document), {
		tables: { projects, cost_codes: [costCodeRow()], ...left },
	});
	return items
		.filter(({ json }) => json.projectId !== '')
		.map(
			({ json }) =>
				`${String(json.projectId)} ${(json.parts ?? json.costCode) ? 'sent' : `${String(json.status)} ${String(json.reason)}`.trim()}`,
		)
		.filter((text) => !text.endsWith(' unchanged'))
		.sort();
}

describe('actual costs after version 0.1', () => {
	it('are held for projects in whose budgets it wrote, until somebody has confirmed each of them', async () => {
		const held = (id: string) => `${id} held costs_not_confirmed`;
		expect(await results({})).toEqual([held('1'), held('2'), '3 sent']);
		expect(await results({ 1: 'Jane Doe' })).toEqual(['1 sent', held('2'), '3 sent']);
		expect(await results({ 1: 'Jane Doe', 2: 'Jane Doe' })).toEqual(['1 sent', '2 sent', '3 sent']);
	});

	it('are held when they appear later, too: that a project had none confirms nothing', async () => {
		const state = (cell: object) => [{ entity: 'actual_cost', costs_sent: JSON.stringify(cell) }];
		const left = (cell: object) => ({ runs, audit, state: state(cell) });
		const held = '1 held costs_not_confirmed';
		expect(await results({ 2: 'Jane Doe' }, left({ 1: '- 2026-10-01' }))).toEqual([held, '2 sent', '3 sent']);
		expect(await results({ 2: 'Jane Doe' }, left({ 1: 'ab12 2026-10-01' }))).toEqual(['1 sent', '2 sent', '3 sent']);
	});

	it('like the plan: nothing is written to a budget before', async () => {
		const held = (id: string) => `${id} held costs_not_confirmed`;
		const left = { runs, audit };
		expect(await results({ 1: 'Jane Doe' }, left, 'plannedCost')).toEqual(['1 sent', held('2'), '3 sent']);
	});

	it('go to Procore at once where it never ran', async () => {
		expect(await results({}, {})).toEqual(['1 sent', '2 sent', '3 sent']);
	});
});
