import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Settings } from '../../demo/syncSettings.ts';
import { planCategories } from '../../simulators/data/plan/plan.ts';
import { budgetAmounts, budgetState, keyOf } from '../e2e/support/budgets.ts';
import { contractsOf, procoreState } from '../e2e/support/contracts.ts';
import type { RequisitionState } from '../e2e/support/requisitions.ts';
import { ApprovalWorld, project } from './support/approvals.ts';

interface ChangeOrder {
	contract_id: number;
	status: string;
	lines: Array<{ amount: string }>;
}

const order = '4500094001';
const second = '4500094002';
const requisition = '10094001';
const lanes = 'project, supplier, purchase_order, requisition';

const request = (scene: ApprovalWorld, price: string, number = requisition, quantity = '1') => {
	const item = { price, quantity, text: 'Part 1' };
	scene.sap({ do: 'create-requisition', number, wbsElement: 'P-1001.1.1', items: [item] });
};
const orderFrom = (scene: ApprovalWorld, number: string, price: string, quantity = '1') => {
	const { simulator } = scene.world.simulators.sap;
	const item = { price, quantity, requisition: [requisition, '10'] };
	simulator.change({
		...{ do: 'create-order', number, supplier: '100050', wbsElement: 'P-1001.1.1', items: [item] },
	});
	scene.sap({ do: 'order-requisition-item', requisition, item: '10', order: number, orderItem: '10', quantity });
};

describe('draft change orders, which wait like contracts', () => {
	const settings: Settings = { onApprovedContract: 'changeOrder' };
	const drafted = (scene: ApprovalWorld) => {
		const { changeOrders } = procoreState(scene.world.simulators) as unknown as { changeOrders: ChangeOrder[] };
		const lines = changeOrders
			.filter(({ contract_id, status }) => contract_id === scene.contract(order)?.id && status === 'draft')
			.flatMap((each) => each.lines);
		return String(lines.reduce((sum, { amount }) => sum + Number(amount), 0));
	};

	it('only what moves more than the amount waits; what earlier change orders have moved counts', async () => {
		const scene = await ApprovalWorld.open({ [order]: '150.00' }, settings);
		scene.setPrice(order, '1150.00');
		await scene.run();
		assert.deepEqual([drafted(scene), await scene.asked()], ['1000', []]);
		scene.setPrice(order, '2150.00');
		await scene.run();
		assert.deepEqual([drafted(scene), await scene.asked()], ['2000', []]);
		scene.setPrice(order, '3150.01');
		await scene.run();
		assert.deepEqual([drafted(scene), await scene.asked()], ['2000', [`${order} update waiting`]]);
		await scene.decide('approve');
		await scene.run();
		assert.deepEqual([drafted(scene), await scene.asked()], ['3000.01', [`${order} update used`]]);
	});

	it('killed before and after each write of an approved one: the next run completes it, once, and asks nobody', async () => {
		let kills = 0;
		for (const when of ['before', 'after'] as const)
			for (let nth = 1; ; nth++) {
				const scene = await ApprovalWorld.open({ [order]: '150.00' }, settings);
				scene.setPrice(order, '9000.00');
				await scene.run();
				await scene.decide('approve');
				if ((await scene.killed(nth, when)) !== 'killed') break;
				kills++;
				await scene.run();
				assert.deepEqual([drafted(scene), await scene.asked()], ['8850', [`${order} update used`]], String(nth));
			}
		assert.ok(kills >= 4, String(kills));
	});
});

describe('pending contracts of requisitions', () => {
	const settings: Settings = { lanes, requisitions: 'pendingContract' };
	const shown = (scene: ApprovalWorld) => {
		const originId = `sap:S4P:prc:${requisition}:${project}`;
		const found = contractsOf(scene.world.simulators).find(({ origin_id }) => origin_id === originId);
		return found ? `${found.status} ${Number(found.grand_total).toFixed(2)}` : 'none';
	};

	it('a large one waits until it is approved', async () => {
		const scene = await ApprovalWorld.open({}, settings);
		request(scene, '1000.01');
		await scene.run();
		assert.deepEqual([shown(scene), await scene.asked()], ['none', [`${requisition} create waiting`]]);
		await scene.decide('approve');
		await scene.run();
		assert.equal(shown(scene), 'Processing 1000.01');
	});

	it('the order that takes it over moves nothing', async () => {
		const scene = await ApprovalWorld.open({}, settings);
		request(scene, '5000.00');
		await scene.run({ approval: false });
		orderFrom(scene, order, '5000.00');
		await scene.run();
		assert.deepEqual([scene.shown(order), shown(scene), await scene.asked()], ['Approved 5000.00', 'none', []]);
	});

	it('one that is withdrawn in SAP waits, as it would be voided', async () => {
		const scene = await ApprovalWorld.open({}, settings);
		request(scene, '20.00');
		await scene.run();
		scene.sap({ do: 'change-requisition-item', requisition, item: '10', deleted: true });
		await scene.run();
		assert.deepEqual([shown(scene), await scene.asked()], ['Processing 20.00', [`${requisition} void waiting`]]);
	});

	it('what makes room for its orders was decided on with them', async () => {
		const scene = await ApprovalWorld.open({}, settings);
		request(scene, '10.00', requisition, '10');
		await scene.run();
		orderFrom(scene, order, '10.00', '4');
		orderFrom(scene, second, '10.00', '6');
		await scene.run();
		assert.deepEqual([scene.shown(order), scene.shown(second)], ['Approved 40.00', 'Approved 60.00']);
		assert.deepEqual([shown(scene), await scene.asked()], ['Draft 0.00', []]);
	});

	it('an approved one makes room only after somebody has approved that', async () => {
		const scene = await ApprovalWorld.open({}, settings);
		request(scene, '10.00', requisition, '10');
		await scene.run();
		const { id } = contractsOf(scene.world.simulators).find(({ number }) => number === requisition) ?? {};
		const vendor = scene.world.vendorOf('100050');
		scene.world.changeProcore({ do: 'edit-contract', id, set: { status: 'Approved', vendor_id: vendor?.id } });
		orderFrom(scene, order, '10.00', '4');
		await scene.run();
		assert.deepEqual([scene.shown(order), shown(scene)], ['none', 'Approved 100.00']);
		assert.match(String((await scene.exceptions(order))[0]?.message), /of its requisition would be set to Draft/);
		await scene.decide('approve');
		await scene.run();
		assert.deepEqual([scene.shown(order), shown(scene)], ['Approved 40.00', 'Approved 60.00']);
	});
});

describe('Procore requisitions', () => {
	const settings: Settings = { lanes };
	const billed = (scene: ApprovalWorld) =>
		(procoreState(scene.world.simulators) as unknown as { requisitions: RequisitionState[] }).requisitions
			.filter(({ commitment_id }) => commitment_id === scene.contract(order)?.id)
			.map(({ items }) => items.reduce((sum, each) => sum + Number(each.work_completed_this_period), 0));

	const opened = async () => {
		const scene = await ApprovalWorld.open({}, settings);
		request(scene, '4000.00');
		orderFrom(scene, order, '9000.00');
		await scene.run({ lanes: 'project, supplier, purchase_order', approval: false });
		return scene;
	};

	it('a large one waits; approved, it is there, and a small change of it goes through', async () => {
		const scene = await opened();
		await scene.run();
		assert.deepEqual([billed(scene), await scene.asked()], [[], [`${requisition} create waiting`]]);
		await scene.decide('approve');
		await scene.run();
		assert.deepEqual([billed(scene), await scene.asked()], [[4000], [`${requisition} create used`]]);
		scene.sap({ do: 'change-requisition-item', requisition, item: '10', price: '4100.00' });
		await scene.run();
		assert.deepEqual([billed(scene), await scene.exceptions(requisition)], [[4100], []]);
		scene.sap({ do: 'change-requisition-item', requisition, item: '10', price: '5100.01' });
		await scene.run();
		assert.deepEqual([billed(scene), (await scene.asked()).at(-1)], [[4100], `${requisition} update waiting`]);
	});

	it('killed before and after each write: the next run completes it, once, and asks nobody', async () => {
		let kills = 0;
		for (const when of ['before', 'after'] as const)
			for (let nth = 1; ; nth++) {
				const scene = await opened();
				await scene.run();
				await scene.decide('approve');
				if ((await scene.killed(nth, when)) !== 'killed') break;
				kills++;
				await scene.run();
				assert.deepEqual([billed(scene), await scene.asked()], [[4000], [`${requisition} create used`]], String(nth));
			}
		assert.ok(kills >= 2, String(kills));
	});
});

describe('budget amounts', () => {
	const settings: Settings = { lanes: 'project, budget', planCategory: planCategories.plan };
	const code = '01-500|E';
	const setPlan = (scene: ApprovalWorld, amount: string) => {
		scene.sap({
			...{ do: 'set-plan', planningCategory: planCategories.plan, glAccount: '62015000' },
			...{ wbsElement: 'P-1001.1.1', fiscalPeriod: '003', amount },
		});
	};
	const inBudget = (scene: ApprovalWorld) => budgetAmounts(scene.world.simulators).get(keyOf(project, code)) ?? 'none';
	const changes = (scene: ApprovalWorld) =>
		budgetState(scene.world.simulators).budgetChanges.map(({ status }) => status);
	const lock = (scene: ApprovalWorld) => {
		const path = `/rest/v1.0/projects/${project}/budget/lock`;
		scene.world.changeProcore({ do: 'as-person', method: 'POST', path, query: {}, body: {} });
	};

	it('a large movement of a line waits, the other lines go through', async () => {
		const scene = await ApprovalWorld.open({}, settings);
		setPlan(scene, '1000.00');
		await scene.run();
		assert.equal(inBudget(scene), '1000.00');
		setPlan(scene, '2500.00');
		await scene.run();
		assert.deepEqual([inBudget(scene), await scene.asked()], ['1000.00', [`${code} update waiting`]]);
		await scene.decide('approve');
		await scene.run();
		assert.deepEqual([inBudget(scene), await scene.asked()], ['2500.00', [`${code} update used`]]);
		assert.equal((await scene.run()).calls.procore.writes, 0);
	});

	it('a locked budget: a change that would be approved waits, a draft does not', async () => {
		const scene = await ApprovalWorld.open({}, settings);
		lock(scene);
		setPlan(scene, '5000.00');
		await scene.run({ onLockedBudget: 'approved' });
		assert.deepEqual([changes(scene), await scene.asked()], [[], [`${code} create waiting`]]);
		await scene.run({ onLockedBudget: 'draft' });
		assert.deepEqual(changes(scene), ['draft']);
		await scene.run({ onLockedBudget: 'approved' });
		await scene.decide('approve');
		await scene.run({ onLockedBudget: 'approved' });
		assert.deepEqual([inBudget(scene), (await scene.asked()).at(-1)], ['5000.00', `${code} update used`]);
	});
});
