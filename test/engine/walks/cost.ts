import assert from 'node:assert/strict';
import { directCostAmounts, keyOf } from '../../e2e/support/budgets.ts';
import type { costReasons } from '../../../nodes/shared/reasons/cost.ts';
import { leaveOut, numberOf, numbersOf, post as postCost } from '../support/costRanges.ts';
import type { Scene, Told, Walks } from './scene.ts';

const lanes = 'project, supplier, purchase_order, actual_cost';
const of = (key: string): Told => ({ entity: 'actual_cost', key, projectId: '2201' });

const ordered = '4500099500';
/** An order of 100.00 that has its contract in project 2201. */
const order = (scene: Scene) => {
	scene.order({ number: ordered });
};
const postOnOrder = (amount: string) => (scene: Scene) => {
	scene.sap({ do: 'post-cost', purchaseOrder: ordered, amount });
	return of(ordered);
};

/** A cost of equipment on the site of project 2201. */
const equipment = '01-500|E';
const post = (scene: Scene) => {
	scene.sap({ do: 'post-cost', glAccount: '62015000', amount: '250.00', wbsElement: 'P-1001.1.1' });
	return of(equipment);
};
const posted = ({ world }: Scene, key = equipment) => directCostAmounts(world.simulators).get(keyOf('2201', key));

const beyond = {
	advice: /correct the order in SAP.*set Over Contract in Map costs to Send/,
	settings: { lanes },
	before: order,
	make: postOnOrder('130.00'),
};

const notShown = {
	advice: /Check whether the communication user may still see them.*If they were archived.*replay this exception/,
	settings: { lanes: 'project, actual_cost' },
};
/** SAP shows no posting of the SAP project of project 2202 any more. */
const hideCosts = ({ world }: Scene) => {
	const gone = numbersOf(world, 'P-1002');
	postCost(world, 'P-1001.1.1.1', '1.00', '63071000');
	return leaveOut(world, /GLAccountLineItem/, (row) => gone.has(numberOf(row)));
};
const showAgain = new WeakMap<Scene, () => void>();
const sapProject: Told = { entity: 'actual_cost', key: 'SAP project 5002', projectId: '' };
const costsOf = ({ world }: Scene, projectId: string) =>
	[...directCostAmounts(world.simulators)].flatMap(([key, amount]) =>
		key.startsWith(projectId) && Number(amount) !== 0 ? [key] : [],
	);

interface PostedCost {
	direct_cost: { line_items: Array<Record<string, unknown>> };
}

export const costWalks: Walks<keyof typeof costReasons> = {
	covered_by_contract: {
		title: 'there is nothing to do',
		advice: /^Nothing to do: it counts as committed/,
		settings: { lanes },
		before: order,
		make: postOnOrder('60.00'),
		ends: 'settled',
		proof: (scene) => {
			assert.equal(posted(scene, '03-300|M'), undefined);
		},
	},
	posted_beyond_contract: [
		{
			...beyond,
			title: 'the order is corrected',
			follow: (scene) => {
				scene.sap({ do: 'set-price', order: ordered, item: '10', price: '130.00' });
			},
			ends: 'settled',
			proof: (scene) => {
				assert.equal(Number(scene.contract(ordered).grand_total), 130);
			},
		},
		{
			...beyond,
			title: 'it is freight, and becomes a direct cost',
			follow: () => ({ overContract: 'send' }),
			ends: 'there',
		},
	],
	costs_not_read: {
		title: 'SAP shows the WBS element of the cost again',
		advice: /^Nothing of the project was changed.*Look at the exception about the cost itself, and do what it says/,
		settings: { lanes: 'project, actual_cost' },
		before: post,
		make: (scene) => {
			const where = { ProjectElement: 'P-1001.1.1' };
			const property = 'WBSElementInternalID';
			scene.sap({ do: 'corrupt', set: 'A_EnterpriseProjectElement', where, property, value: '00987654' });
			scene.sap({ do: 'post-cost', glAccount: '62015000', amount: '1.00', wbsElement: 'P-1001.1' });
			return of('|');
		},
		follow: (scene) => {
			scene.sap({ do: 'repair' });
		},
		ends: 'there',
		proof: (scene) => {
			assert.equal(posted(scene), '251.00');
		},
	},
	costs_not_shown: [
		{
			...notShown,
			title: 'the communication user may see them again',
			make: (scene) => {
				showAgain.set(scene, hideCosts(scene));
				return sapProject;
			},
			follow: (scene) => {
				showAgain.get(scene)?.();
			},
			ends: 'settled',
			proof: (scene) => {
				assert.notDeepEqual(costsOf(scene, '2202'), []);
			},
		},
		{
			...notShown,
			title: 'they were archived, and the exception is replayed',
			make: (scene) => {
				hideCosts(scene);
				return sapProject;
			},
			follow: () => ({ mode: 'replay', replayEntity: 'actual_cost', replayKey: sapProject.key }),
			ends: 'settled',
			proof: (scene) => {
				assert.deepEqual(costsOf(scene, '2202'), []);
			},
		},
	],
	cost_not_taken: {
		title: 'the next run compares it again, and adds the difference',
		advice: /^Look at the direct cost in Procore\. The next run compares it again/,
		settings: { lanes },
		make: (scene) => {
			scene.takesOtherwise('POST', /\/projects\/2201\/direct_costs$/, (body) => {
				const { direct_cost: cost } = body as unknown as PostedCost;
				for (const line of cost.line_items) line.manual_amount = 200;
				return body;
			});
			return post(scene);
		},
		ends: 'there',
		proof: (scene) => {
			assert.equal(posted(scene), '250.00');
		},
	},
	budget_line_missing: {
		title: 'the budget code is added to the budget',
		advice: /Add the budget code to the budget/,
		settings: { lanes: 'project, actual_cost', costTarget: 'budgetLine' },
		before: (scene) => {
			scene.procore({ do: 'set-tool', tool: 'direct_costs', enabled: false });
		},
		make: post,
		follow: (scene) => {
			const budget_line_item = { wbs_code_id: scene.budgetCode('01-500.E'), original_budget_amount: 0 };
			scene.person('POST', '/rest/v1.1/budget_line_items', '2201', { project_id: 2201, budget_line_item });
		},
		ends: 'there',
	},
};
