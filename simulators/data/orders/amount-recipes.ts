import { item, on, type OrderRecipe } from './case-world.ts';

/** Prices, units, currencies, and amounts that are not price times quantity. */
export const amountRecipes: Record<string, OrderRecipe> = {
	pricePer100: {
		note: '250 pieces at 12.50 for 100: 31.25.',
		order: ({ project }) => ({ items: [item('12.50', [on(project(2201), '1.1')], { quantity: '250', per: '100' })] }),
	},
	pricePer1000: {
		note: '333 pieces at 45.10 for 1000: 15.02, rounded.',
		order: ({ project }) => ({ items: [item('45.10', [on(project(2201), '1.2')], { quantity: '333', per: '1000' })] }),
	},
	orderUnitIsNotPriceUnit: {
		note: '200 liters ordered, priced by the kilogram, 4 liters are 1 kilogram: 50 kg at 3.20 make 160.00.',
		order: ({ project }) => {
			const conversion = { priceUnit: 'KG', numerator: '1', denominator: '4' };
			return { items: [item('3.20', [on(project(2201), '1.3')], { quantity: '200', unit: 'L', conversion })] };
		},
	},
	zeroDecimals: {
		note: '10001 yen over three WBS elements by percent, in a project in yen.',
		order: ({ project }) => {
			const osaka = project(2213);
			const parts = ['33.3', '33.3', '33.4'].map((percent, index) => on(osaka, `1.${String(index + 1)}`, { percent }));
			return { project: osaka, items: [item('10001', parts, { split: 'percent' })] };
		},
	},
	threeDecimals: {
		note: '3 pieces at 12.345 Kuwaiti dinars, in a project in dinars.',
		order: ({ project }) => ({
			project: project(2214),
			items: [item('12.345', [on(project(2214), '2.1')], { quantity: '3' })],
		}),
	},
	returnsItem: {
		note: 'The second of two items goes back to the supplier; SAP stores its amounts positive.',
		order: ({ project }) => ({
			items: [
				item('500.00', [on(project(2202), '1.1')]),
				item('120.00', [on(project(2202), '1.1')], { isReturn: true, text: 'Returned pallets' }),
			],
		}),
	},
	freeOfCharge: {
		note: 'The second of two items is free of charge.',
		order: ({ project }) => ({
			items: [
				item('640.00', [on(project(2202), '1.2')]),
				item('0.00', [on(project(2202), '1.2')], { isFreeOfCharge: true, text: 'Sample panels' }),
			],
		}),
	},
	limitItem: {
		note: 'A limit of 5000.00, of which 3200.00 are expected.',
		order: ({ project }) => ({
			items: [
				item('0.00', [on(project(2203), '4.1')], {
					text: 'Small repairs, limit',
					unit: 'LE',
					limit: { expected: '3200.00', overall: '5000.00' },
				}),
			],
		}),
	},
	roundedBySap: {
		note: '150 pieces at 10.05 for 100 make 15.075; SAP has 15.07.',
		order: ({ project }) => ({
			items: [item('10.05', [on(project(2203), '2.2')], { quantity: '150', per: '100', netAmount: '15.07' })],
		}),
	},
	amountMismatch: {
		note: 'An item of 100.00 whose account assignments add up to 90.00.',
		order: ({ project }) => {
			const parts = [on(project(2203), '1.1', { amount: '60.00' }), on(project(2203), '1.2', { amount: '30.00' })];
			return { items: [item('100.00', parts, { split: 'amount' })] };
		},
	},
	foreignCurrency: {
		note: 'An order in euros for a project in dollars.',
		order: ({ project }) => ({ currency: 'EUR', items: [item('410.00', [on(project(2204), '1.1')])] }),
	},
	unmappedUnit: {
		note: 'Ordered in rolls, a unit that no row of the values table maps.',
		order: ({ project }) => ({ items: [item('18.75', [on(project(2204), '3.2')], { quantity: '12', unit: 'ROL' })] }),
	},
	longText: {
		note: 'The item text has 40 characters, with emoji and a line break in it.',
		order: ({ project }) => ({
			items: [item('930.00', [on(project(2204), '4.2')], { text: '🚧 Crane "Tower 7"\r\nset-up & removal 🏗️' })],
		}),
	},
};
