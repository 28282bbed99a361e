import { companyName, nameSkeleton, type Origin } from './names.ts';
import { randomFor } from './random.ts';
import type { SupplierSpec } from './supplier-spec.ts';

const usTerms = ['NT30', 'NT45', 'NT60', '0001'] as const;
const deTerms = ['0001', '0002', '0004'] as const;

/**
 * A spec of an unremarkable supplier; what a case needs differently goes into `overrides`.
 *
 * @param index position in the data set, from 0; gives number, partner and age
 */
export function supplierSpec(index: number, name: string, overrides: Partial<SupplierSpec> = {}): SupplierSpec {
	const random = randomFor('spec', index, name);
	const origin = overrides.origin ?? 'US';
	const number = overrides.number ?? String(100001 + index);
	const createdDaysAgo = random.int(200, 1900);
	const inGermany = origin === 'DE' || origin === 'FR';
	return {
		number,
		partner: random.chance(60) ? String(11000001 + index) : number,
		name,
		origin,
		createdDaysAgo,
		changedDaysAgo: random.chance(25) ? null : random.int(1, createdDaysAgo - 1),
		terms: inGermany ? { '1010': random.pick(deTerms) } : { '1710': random.pick(usTerms) },
		address: 'full',
		emails: random.chance(85) ? 1 : 0,
		postingBlocked: false,
		purchasingBlocked: false,
		deletionFlag: false,
		...overrides,
	};
}

/**
 * A name and a country for the supplier at `index` that comes near none of the names in `taken` (skeletons, see
 * `nameSkeleton`); it is added to them. Names with one partner are enough for some 2,000 suppliers.
 */
export function freshName(index: number, taken: Set<string>, partners: 1 | 2 = 1): { name: string; origin: Origin } {
	const random = randomFor('name', index);
	for (;;) {
		const roll = random.int(1, 100);
		const origin: Origin = roll <= 74 ? 'US' : roll <= 92 ? 'DE' : roll <= 97 ? 'FR' : 'CN';
		const name = companyName(origin, random, partners);
		const skeleton = nameSkeleton(name);
		if (taken.has(skeleton) || name.length > 40) continue;
		taken.add(skeleton);
		return { name, origin };
	}
}
