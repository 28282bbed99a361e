import type { EdmProperty } from '../metadata/types.ts';
import type { Expansion, Projection } from './projection.ts';
import type { RenderContext } from './v2-envelope.ts';
import { comparable, type Row, type Value, valueOf } from './values.ts';

/** A list as V4 wraps it. A next link is relative to the service, as SAP sends it. */
export function listV4(context: string, rows: readonly unknown[], count: number | undefined, next: string | undefined) {
	return {
		'@odata.context': context,
		'@odata.metadataEtag': 'W/"20260601000000"',
		...(count === undefined ? {} : { '@odata.count': count }),
		value: rows,
		...(next === undefined ? {} : { '@odata.nextLink': next }),
	};
}

/** One entity as V4 writes it: plain JSON, moments as ISO text, decimals as numbers unless the client asked for text. */
export function entityV4(row: Row, projection: Projection, context: RenderContext): Record<string, unknown> {
	const { set } = projection;
	const entity: Record<string, unknown> = {};
	for (const name of projection.properties) {
		const property = set.properties.get(name);
		if (!property) continue;
		entity[name] = context.corruption(set, row, name) ?? jsonV4(valueOf(row, property), property, context);
	}
	for (const expansion of projection.expanded) entity[expansion.navigation.name] = expandV4(row, expansion, context);
	return entity;
}

/** Moments go out with all seven decimals. */
function jsonV4(value: Value, property: EdmProperty, { exactDecimals }: RenderContext): Value {
	if (property.type === 'Decimal' && value !== null && !exactDecimals) return Number(value);
	return property.type === 'DateTimeOffset' && value !== null ? `${String(comparable(value, property))}Z` : value;
}

function expandV4(row: Row, expansion: Expansion, context: RenderContext): unknown {
	const { filter, order, top } = expansion;
	const { source } = context;
	let rows = source.related(row, expansion.navigation);
	if (filter) rows = rows.filter((other) => filter(source.reader(other)));
	if (order) rows = [...rows].sort((a, b) => order(source.reader(a), source.reader(b)));
	const entities = rows.slice(0, top).map((other) => entityV4(other, expansion.projection, context));
	return expansion.navigation.many ? entities : (entities[0] ?? null);
}
