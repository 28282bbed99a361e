import { headOffice } from '../project-spec.ts';
import { center, item, on, type OrderRecipe } from './case-world.ts';

const inState = (
	note: string,
	state: 'deleted' | 'held' | 'inRelease' | 'rejected' | 'unknownStatus',
): OrderRecipe => ({
	note,
	order: ({ project }) => ({ state, items: [item('2750.00', [on(project(2207), '1.1')])] }),
});

/** Where an order stands, what was deleted of it, and whom it is from. */
export const statusRecipes: Record<string, OrderRecipe> = {
	deletedItem: {
		note: 'The second of three items is deleted.',
		order: ({ project }) => ({
			items: [
				item('100.00', [on(project(2207), '1.1')]),
				item('200.00', [on(project(2207), '1.1')], { deleted: true }),
				item('300.00', [on(project(2207), '1.2')]),
			],
		}),
	},
	allItemsDeleted: {
		note: 'Every item is deleted; the header does not say so.',
		order: ({ project }) => ({
			items: ['410.00', '90.00'].map((price) => item(price, [on(project(2207), '2.1')], { deleted: true })),
		}),
	},
	headerDeleted: inState('The whole order is flagged for deletion; its items are not.', 'deleted'),
	held: inState('On hold: incomplete.', 'held'),
	inRelease: inState('Waits for its release.', 'inRelease'),
	rejected: inState('The release was refused.', 'rejected'),
	unknownStatus: inState('Processing status 26, which nobody knows.', 'unknownStatus'),
	supplierBlocked: {
		note: 'The supplier was blocked for purchasing after the order.',
		order: ({ project, supplier }) => ({
			supplier: supplier('purchasingBlocked'),
			items: [item('1875.00', [on(project(2208), '1.1')])],
		}),
	},
	supplierNotInProcore: {
		note: 'The supplier is not in Procore, and nothing changed about it lately.',
		order: ({ project, unknownSupplier }) => ({
			supplier: unknownSupplier,
			items: [item('3300.00', [on(project(2208), '1.2')])],
		}),
	},
	supplierHeld: {
		note: 'Two Procore vendors have the name of the supplier, so somebody has to decide on it first.',
		order: ({ project, supplier }) => ({
			supplier: supplier('ambiguousName'),
			items: [item('640.00', [on(project(2208), '1.3')])],
		}),
	},
	outsideProjects: {
		note: 'Office supplies for a cost center that belongs to no project.',
		order: () => ({ items: [item('129.90', [center(headOffice('1710'))], { text: 'Office chairs' })] }),
	},
	stock: {
		note: 'Material for stock, without account assignment.',
		order: () => ({ items: [item('4.20', [], { quantity: '500', text: 'Work gloves, stock' })] }),
	},
	stockAndProject: {
		note: 'One item for stock, one for a project.',
		order: ({ project }) => ({
			items: [
				item('4.20', [], { quantity: '100', text: 'Work gloves, stock' }),
				item('260.00', [on(project(2208), '2.1')], { text: 'Harness set' }),
			],
		}),
	},
	numberTaken: {
		note: 'A contract that was entered by hand in Procore has this number.',
		order: ({ project }) => ({ items: [item('1020.00', [on(project(2205), '2.2')])] }),
	},
	foreignContract: {
		note: 'The contract of this number in Procore belongs to another integration.',
		order: ({ project }) => ({ items: [item('2040.00', [on(project(2205), '2.3')])] }),
	},
};
