import { escapeXml } from '../errors.ts';
import type { EdmEntitySet, EdmProperty, EdmService } from '../metadata/types.ts';
import { keyLiteral } from './literals.ts';
import type { Expansion, Projection } from './projection.ts';
import type { Source } from './source.ts';
import { type Row, type Value, valueOf } from './values.ts';

/** Gives the raw JSON value that a corrupted field shows instead of its own, undefined where nothing is corrupted. */
export type Corruption = (set: EdmEntitySet, row: Row, property: string) => unknown;

export interface RenderContext {
	service: EdmService;
	source: Source;
	/** `http://host:port/path-of-the-service`. */
	base: string;
	corruption: Corruption;
	/** V4 with `Accept: application/json;IEEE754Compatible=true`: decimals as text. */
	exactDecimals: boolean;
}

/** A list as V2 wraps it: `{"d":{"results":[…],"__count":"…","__next":"…"}}`. */
export function listV2(rows: readonly unknown[], count: number | undefined, next: string | undefined) {
	return {
		d: {
			...(count === undefined ? {} : { __count: String(count) }),
			results: rows,
			...(next === undefined ? {} : { __next: next }),
		},
	};
}

/** One entity as V2 writes it, with `__metadata` and a `__deferred` link for each navigation that is not expanded. */
export function entityV2(row: Row, projection: Projection, context: RenderContext): Record<string, unknown> {
	const { set } = projection;
	const uri = `${context.base}/${set.name}(${entityKey(row, set)})`;
	const entity: Record<string, unknown> = {
		__metadata: { id: uri, uri, type: `${context.service.namespace}.${set.type}` },
	};
	for (const name of projection.properties) {
		const property = set.properties.get(name);
		if (property) entity[name] = context.corruption(set, row, name) ?? jsonV2(valueOf(row, property), property);
	}
	for (const { name } of projection.deferred) entity[name] = { __deferred: { uri: `${uri}/${name}` } };
	for (const expansion of projection.expanded) entity[expansion.navigation.name] = expandV2(row, expansion, context);
	return entity;
}

function expandV2(row: Row, { navigation, projection }: Expansion, context: RenderContext): unknown {
	const rows = context.source.related(row, navigation).map((other) => entityV2(other, projection, context));
	return navigation.many ? { results: rows } : (rows[0] ?? null);
}

/** The key as it stands in the entity's URL: `'1'` or `A='1',B='2'`. */
export function entityKey(row: Row, set: EdmEntitySet): string {
	const parts = set.keys.flatMap((name) => {
		const property = set.properties.get(name);
		return property ? [{ name, literal: keyLiteral(valueOf(row, property), property) }] : [];
	});
	return parts.map(({ name, literal }) => (parts.length === 1 ? literal : `${name}=${literal}`)).join(',');
}

/** Dates and moments go out as milliseconds, cut below them; decimals as text. */
function jsonV2(value: Value, property: EdmProperty): Value {
	if (typeof value !== 'string') return value;
	if (property.type === 'DateTime') return `/Date(${String(Date.parse(`${value.slice(0, 10)}T00:00:00Z`))})/`;
	if (property.type === 'DateTimeOffset') return `/Date(${String(Date.parse(value))}+0000)/`;
	return value;
}

/** What a client gets that did not ask for JSON: an Atom feed, here with nothing but the ids in it. */
export function atomFeed(set: EdmEntitySet, rows: readonly Row[], base: string): string {
	const entries = rows.map(
		(row) => `<entry><id>${escapeXml(`${base}/${set.name}(${entityKey(row, set)})`)}</id></entry>`,
	);
	return `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>${escapeXml(`${base}/${set.name}`)}</id><title type="text">${set.name}</title>${entries.join('')}</feed>`;
}
