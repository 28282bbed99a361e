import { asJson, plan } from '../support/examples.ts';
import { runNode } from '../support/nodeHarness.ts';
import { costCodeRow, rosterRow } from '../support/orders.ts';

const run = async (parameters: object, inputs: object[][]) =>
	await runNode({
		node: 'sapToProcore',
		parameters: { run: asJson(plan()), ...parameters },
		inputs: inputs.map((items) => items.map(asJson)),
		onError: 'continueErrorOutput',
	});
const cost = {
	companyCode: '1010',
	ledger: '0L',
	wbsElement: 'P-1001.1',
	glAccount: '630000',
	currency: 'USD',
	amount: '1',
};
const other = rosterRow({ project_id: '2202', sap_project: 'P-1002', sap_wbs_prefix: 'P-1002' });
const account = { chartOfAccounts: 'YCOA', glAccount: '630000', longName: 'Concrete' };

describe('SAP to Procore > Project Cost > Map', () => {
	const map = { resource: 'projectCost', operation: 'map' };

	it('leads budget amounts, exceptions, allocations and rows to fill to an output each, paired with their costs', async () => {
		const costs = [{ ...cost, glAccount: '700000' }, { hello: 'world' }, cost];
		const { outputs } = await run(map, [costs, [rosterRow()], [costCodeRow({ gl_account: '63*' })]]);
		expect(outputs.map((items) => items.length)).toEqual([1, 2, 1, 1, 1]);
		expect(outputs[0]?.[0]).toMatchObject({ json: { amount: '1.00', costCode: '03-300' }, pairedItem: { item: 2 } });
		expect(outputs[1]?.map(({ json }) => json.status)).toEqual(['held', 'unchanged']);
		expect(outputs[3]?.[0]).toMatchObject({ json: { gl_account: '700000' }, pairedItem: { item: 0 } });
		expect(outputs[4]?.[0]?.json).toMatchObject({ details: { entity: 'budget', reason: 'unreadable_document' } });
	});

	it('puts out no amount of a project that Procore has, and tells it as unchanged; all of them when all is read again', async () => {
		const inputs = [
			[cost, { ...cost, wbsElement: 'P-1002.1' }],
			[rosterRow(), other],
			[costCodeRow({ gl_account: '63*' })],
		];
		const first = await run(map, inputs);
		const told = first.outputs[1]?.find(({ json }) => json.projectId === '2201')?.json;
		const budgetsSent = { 2201: String(told?.fingerprint) };
		const again = await run({ ...map, run: asJson(plan({ budgetsSent })) }, inputs);
		expect(again.outputs[0]?.map(({ json }) => json.projectId)).toEqual(['2202']);
		expect(again.outputs[1]?.[0]?.json).toMatchObject({ sapKey: '03-300|M', projectId: '2201', status: 'unchanged' });
		expect(again.outputs[2]).toHaveLength(2);
		const backfill = await run({ ...map, run: asJson(plan({ budgetsSent, mode: 'backfill' })) }, inputs);
		expect(backfill.outputs[0]).toHaveLength(2);
		const elsewhere = await run({ ...map, costTarget: 'directCost', run: asJson(plan({ budgetsSent })) }, inputs);
		expect(elsewhere.outputs[0]).toHaveLength(2);
	});

	it('refuses costs of several ledgers: they would count twice', async () => {
		const { outputs } = await run(map, [[cost, { ...cost, ledger: '2L' }], [rosterRow()], [costCodeRow()]]);
		expect(outputs.flat().map(({ json }) => json.error)).toEqual(['The costs come from several ledgers: 0L, 2L']);
	});
});

describe('SAP to Procore > Cost Code > Map', () => {
	const map = { resource: 'costCode', operation: 'map' };

	it('puts out the cost codes of each project', async () => {
		const rows = [costCodeRow({ gl_account: '630000' })];
		const { outputs } = await run(map, [[account, { hello: 'world' }], [{}], rows, [rosterRow()]]);
		expect(outputs.map((items) => items.length)).toEqual([1, 0, 1]);
		expect(outputs[0]?.[0]?.json).toMatchObject({ projectId: '2201', code: '03-300', name: 'Concrete' });
	});

	it('goes on without accounts: the codes are their own names then', async () => {
		const { outputs } = await run(map, [[{}], [{}], [costCodeRow()], [rosterRow()]]);
		expect(outputs[0]?.[0]?.json).toMatchObject({ name: '03-300' });
	});
});
