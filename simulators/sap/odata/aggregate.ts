import { toText, toUnits } from '../../data/money.ts';
import { badRequest } from '../errors.ts';
import { type EdmEntitySet, type EdmProperty, isMeasure } from '../metadata/types.ts';
import { type Row, valueOf } from './values.ts';

/** More than any amount or quantity has. */
const scale = 3;

/**
 * Sums rows of an aggregate set up: one row for each combination of the selected properties that are not measures, with
 * the exact sums of the selected measures. Amounts of different currencies are never added: every row keeps to one value
 * of the set's currency properties, selected or not. The key is made of what was grouped by.
 */
export function aggregated(rows: readonly Row[], set: EdmEntitySet, selected: readonly string[]): Row[] {
	const properties = selected.flatMap((name) => set.properties.get(name) ?? []);
	const measures = properties.filter((property) => isMeasure(property, set));
	const dimensions = properties.filter((property) => !isMeasure(property, set) && !set.keys.includes(property.name));
	const currencies =
		measures.length === 0 ? [] : ['CompanyCodeCurrency', 'TransactionCurrency'].filter((name) => used(name, measures));
	const groups = new Map<string, { row: Row; sums: bigint[]; places: number[] }>();
	for (const row of rows) {
		const key = JSON.stringify([
			...dimensions.map((property) => valueOf(row, property)),
			...currencies.map((name) => row[name]),
		]);
		let group = groups.get(key);
		if (!group) {
			const own = Object.fromEntries(dimensions.map((property) => [property.name, valueOf(row, property)]));
			group = { row: own, sums: measures.map(() => 0n), places: measures.map(() => 0) };
			groups.set(key, group);
		}
		for (const [index, measure] of measures.entries()) {
			const text = String(valueOf(row, measure));
			group.sums[index] = (group.sums[index] ?? 0n) + toUnits(text, scale);
			group.places[index] = Math.max(group.places[index] ?? 0, text.split('.')[1]?.length ?? 0);
		}
	}
	const [id = ''] = set.keys;
	return [...groups].map(([key, { row, sums, places }]) => ({
		...row,
		[id]: Buffer.from(key).toString('base64url'),
		...Object.fromEntries(measures.map(({ name }, index) => [name, shown(sums[index] ?? 0n, places[index] ?? 0)])),
	}));
}

/** Which currency a measure is in, by its name. */
const used = (currency: string, measures: readonly EdmProperty[]) =>
	measures.some(({ name }) =>
		currency === 'CompanyCodeCurrency' ? /CompanyCodeCurrency|CoCodeCrcy/.test(name) : /TransactionCurrency/.test(name),
	);

const shown = (sum: bigint, places: number) => toText(sum / 10n ** BigInt(scale - places), places);

/** @throws ODataError 400 for an order by something that the rows do not have after they were summed up */
export function checkOrder(orderby: string | null, selected: readonly string[]): void {
	for (const part of (orderby ?? '').split(',')) {
		const [name = ''] = part.trim().split(' ');
		if (name !== '' && !selected.includes(name)) throw badRequest(`$orderby names ${name}, which is not selected`);
	}
}
