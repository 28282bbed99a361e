import type { OrderRecipe } from './case-world.ts';
import { amountRecipes } from './amount-recipes.ts';
import { mappingRecipes } from './mapping-recipes.ts';
import { splitRecipes } from './split-recipes.ts';
import { statusRecipes } from './status-recipes.ts';

const groups = [splitRecipes, amountRecipes, statusRecipes, mappingRecipes];

/**
 * Every data set holds all of these orders, with the same numbers: 4500090001 on for the first group, 4500090101 on for
 * the second. A new case goes last in its group, so that the numbers of the others stay.
 */
export const orderRecipes: { name: string; number: string; recipe: OrderRecipe }[] = groups.flatMap((group, at) =>
	Object.entries(group).map(([name, recipe], index) => ({
		name,
		number: String(4500090001 + at * 100 + index),
		recipe,
	})),
);
