import type { EdmEntitySet, EdmNavigation, EdmProperty, EdmService } from '../metadata/types.ts';
import type { ReadPath } from './filter.ts';
import { targetOf } from './paths.ts';
import { type Comparable, comparable, compare, type Row, valueOf } from './values.ts';

/** The rows of a service and how they hang together, as they stand between two changes. */
export interface Source {
	/** All rows of a set, in the order of its key. */
	rows(set: EdmEntitySet): Row[];
	/** The rows whose property has one of the values, in the order of the key. */
	having(set: EdmEntitySet, property: EdmProperty, values: Iterable<Comparable | null>): Row[];
	/** Rows that a navigation leads to, at most one where it is to-one. */
	related(row: Row, navigation: EdmNavigation): Row[];
	/** Reads properties of this row and of what its to-one navigations lead to. */
	reader(row: Row): ReadPath;
}

function memo<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
	const known = new Map<Key, Value>();
	return (key) => {
		let value = known.get(key);
		if (value === undefined) known.set(key, (value = make(key)));
		return value;
	};
}

function push<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
	const list = lists.get(key);
	if (list) list.push(value);
	else lists.set(key, [value]);
}

/**
 * Opens a service's rows. They are loaded, sorted and indexed on first use, because thousands of orders must not be gone
 * through for each request; whoever changes the data has to open a new one.
 */
export function openSource(service: EdmService, load: (set: string) => Row[]): Source {
	const setOf = (name: string) => {
		const set = service.sets.get(name);
		if (!set) throw new Error(`${service.id}: no entity set ${name}`);
		return set;
	};
	const rowsOf = memo((name: string) => sortedByKey(load(name), setOf(name)));
	const positionsOf = memo((path: string) => {
		const [name = '', propertyName = ''] = path.split('/');
		const property = setOf(name).properties.get(propertyName);
		const positions = new Map<Comparable | null, number[]>();
		for (const [position, row] of rowsOf(name).entries()) {
			if (property) push(positions, comparable(valueOf(row, property), property), position);
		}
		return positions;
	});
	const joinOf = memo((navigation: EdmNavigation) => {
		const join = new Map<string, Row[]>();
		const where = Object.entries(navigation.where ?? {});
		const own = Object.values(navigation.on);
		for (const row of rowsOf(targetOf(service, navigation).name)) {
			if (where.every(([name, value]) => row[name] === value)) push(join, joinKey(row, own), row);
		}
		return join;
	});

	const related = (row: Row, navigation: EdmNavigation) => {
		const found = joinOf(navigation).get(joinKey(row, Object.keys(navigation.on))) ?? [];
		return navigation.many ? found : found.slice(0, 1);
	};
	return {
		rows: (set) => rowsOf(set.name),
		having: (set, property, values) => {
			const positions = positionsOf(`${set.name}/${property.name}`);
			const hits = [...new Set(values)].flatMap((value) => positions.get(value) ?? []);
			const rows = rowsOf(set.name);
			return hits.sort((a, b) => a - b).flatMap((position) => rows.slice(position, position + 1));
		},
		related,
		reader:
			(row) =>
			({ navigations, property }) => {
				let current: Row | undefined = row;
				for (const navigation of navigations) current = current && related(current, navigation)[0];
				return current ? valueOf(current, property) : null;
			},
	};
}

const joinKey = (row: Row, names: readonly string[]) => JSON.stringify(names.map((name) => row[name] ?? ''));

function sortedByKey(rows: Row[], set: EdmEntitySet): Row[] {
	const keys = set.keys.flatMap((name) => set.properties.get(name) ?? []);
	const keyed = rows.map((row) => ({ row, key: keys.map((key) => comparable(valueOf(row, key), key)) }));
	keyed.sort((a, b) => {
		for (const [index, value] of a.key.entries()) {
			const order = compare(value, b.key[index] ?? null);
			if (order !== 0) return order;
		}
		return 0;
	});
	return keyed.map(({ row }) => row);
}
