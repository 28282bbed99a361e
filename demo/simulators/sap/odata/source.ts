import type { EdmEntitySet, EdmNavigation, EdmService } from '../metadata/types.ts';
import type { ReadPath } from './filter.ts';
import { targetOf } from './paths.ts';
import { type Row, valueOf } from './values.ts';

/** The rows of a service and how they hang together, as they stand during one request. */
export interface Source {
	rows(set: EdmEntitySet): Row[];
	/** Rows that a navigation leads to, at most one where it is to-one. */
	related(row: Row, navigation: EdmNavigation): Row[];
	/** Reads properties of this row and of what its to-one navigations lead to. */
	reader(row: Row): ReadPath;
}

/** Opens a service's rows. Joins are indexed on first use: an expand over many rows must not scan the target each time. */
export function openSource(service: EdmService, load: (set: EdmEntitySet) => Row[]): Source {
	const loaded = new Map<string, Row[]>();
	const indexes = new Map<EdmNavigation, Map<string, Row[]>>();

	const rows = (set: EdmEntitySet) => {
		let found = loaded.get(set.name);
		if (!found) loaded.set(set.name, (found = load(set)));
		return found;
	};
	const indexOf = (navigation: EdmNavigation) => {
		let index = indexes.get(navigation);
		if (index) return index;
		index = new Map<string, Row[]>();
		const where = Object.entries(navigation.where ?? {});
		for (const row of rows(targetOf(service, navigation))) {
			if (where.some(([name, value]) => row[name] !== value)) continue;
			const key = JSON.stringify(Object.values(navigation.on).map((name) => row[name] ?? ''));
			const same = index.get(key);
			if (same) same.push(row);
			else index.set(key, [row]);
		}
		indexes.set(navigation, index);
		return index;
	};
	const related = (row: Row, navigation: EdmNavigation) => {
		const key = JSON.stringify(Object.keys(navigation.on).map((name) => row[name] ?? ''));
		const found = indexOf(navigation).get(key) ?? [];
		return navigation.many ? found : found.slice(0, 1);
	};
	const reader =
		(row: Row): ReadPath =>
		({ navigations, property }) => {
			let current: Row | undefined = row;
			for (const navigation of navigations) current = current && related(current, navigation)[0];
			return current ? valueOf(current, property) : null;
		};
	return { rows, related, reader };
}
