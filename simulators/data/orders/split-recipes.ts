import { siteCostCenters } from '../project-spec.ts';
import { account, center, item, on, type OrderRecipe } from './case-world.ts';

const thirds = ['33.3', '33.3', '33.4'];

/** How an item is divided among account assignments. */
export const splitRecipes: Record<string, OrderRecipe> = {
	percentSplit: {
		note: 'One item of 100.00 over three cost centers of one site, 33.3 / 33.3 / 33.4 percent.',
		order: ({ project }) => {
			const parts = siteCostCenters(project(2201)).map((site, index) => center(site, { percent: thirds[index] ?? '' }));
			return { items: [item('100.00', parts, { split: 'percent' })] };
		},
	},
	quantitySplit: {
		note: 'One item of 333.30 over three WBS elements, 3 / 3 / 4 of 10 pieces.',
		order: ({ project }) => {
			const parts = ['3', '3', '4'].map((quantity, index) => on(project(2201), `${String(index + 1)}.1`, { quantity }));
			return { items: [item('33.33', parts, { quantity: '10', split: 'quantity' })] };
		},
	},
	amountSplit: {
		note: 'One item of 99.99 over three WBS elements by amounts.',
		order: ({ project }) => {
			const amounts = ['10.01', '20.02', '69.96'];
			const parts = amounts.map((amount, index) => on(project(2202), `${String(index + 1)}.2`, { amount }));
			return { items: [item('99.99', parts, { split: 'amount' })] };
		},
	},
	percentWithoutAmounts: {
		note: 'One item of 100.01 over three WBS elements by percent; SAP shows no amounts of the account assignments.',
		order: ({ project }) => {
			const parts = thirds.map((percent, index) =>
				on(project(2202), `${String(index + 1)}.3`, { percent, amount: '0.00' }),
			);
			return { items: [item('100.01', parts, { split: 'percent' })] };
		},
	},
	threeProjects: {
		note: 'Three items for three projects, and a fourth that two of them share half and half.',
		order: ({ project }) => {
			const [first, second, third] = [project(2201), project(2202), project(2204)];
			const shared = [on(first, '2.1', { percent: '50.0' }), on(third, '2.1', { percent: '50.0' })];
			return {
				items: [
					item('1200.00', [on(first, '1.1')]),
					item('340.50', [on(second, '1.1')]),
					item('99.99', [on(third, '1.1')]),
					item('75.01', shared, { split: 'percent', text: 'Delivery, shared' }),
				],
			};
		},
	},
	deletedAssignment: {
		note: 'One of two account assignments is deleted; the other bears the whole item.',
		order: ({ project }) => {
			const parts = [
				on(project(2203), '1.1', { quantity: '2', deleted: true }),
				on(project(2203), '1.2', { quantity: '5' }),
			];
			return { items: [item('80.00', parts, { quantity: '5' })] };
		},
	},
	lines300: {
		note: '300 items in one project.',
		order: ({ project }) => ({
			items: Array.from({ length: 300 }, (_, index) =>
				item(`${String(10 + (index % 90))}.${String(index % 100).padStart(2, '0')}`, [
					on(project(2210), `${String(1 + (index % 4))}.${String(1 + (index % 3))}`),
				]),
			),
		}),
	},
	twoCostCodes: {
		note: 'One item shared by two cost codes of one project.',
		order: ({ project }) => {
			const parts = [
				on(project(2205), '3.1', { percent: '60.0', glAccount: account('07-200') }),
				on(project(2205), '3.1', { percent: '40.0', glAccount: account('07-100') }),
			];
			return { items: [item('812.37', parts, { split: 'percent' })] };
		},
	},
};
