import { badRequest } from '../errors.ts';
import type { EdmProperty, EdmType, ODataVersion } from '../metadata/types.ts';
import { type Comparable, comparable } from './values.ts';

const text = /^'((?:[^']|'')*)'$/;
const integer = /^(-?\d+)$/;
const boolean = /^(true|false)$/;

const shapes: Record<ODataVersion, Partial<Record<EdmType, RegExp>>> = {
	V2: {
		String: text,
		Boolean: boolean,
		Byte: integer,
		Int16: integer,
		Int32: integer,
		Decimal: /^(-?\d+(?:\.\d+)?)[mM]?$/,
		Guid: /^guid'([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})'$/,
		DateTime: /^datetime'(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?)'$/,
		DateTimeOffset: /^datetimeoffset'(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?(?:Z|[+-]\d\d:\d\d))'$/,
		Time: /^time'(PT(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)'$/,
	},
	V4: {
		String: text,
		Boolean: boolean,
		Byte: integer,
		Int16: integer,
		Int32: integer,
		Decimal: /^(-?\d+(?:\.\d+)?)$/,
		Guid: /^([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$/,
		Date: /^(\d{4}-\d\d-\d\d)$/,
		DateTimeOffset: /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,12})?(?:Z|[+-]\d\d:\d\d))$/,
		TimeOfDay: /^(\d\d:\d\d:\d\d)$/,
	},
};

const dated = new Set<EdmType>(['Date', 'DateTime', 'DateTimeOffset']);

/**
 * Reads a literal of a URL for the property it is compared with.
 * Throws ODataError 400 when it is not a literal of the property's type in this OData version.
 */
export function parseLiteral(literal: string, property: EdmProperty, version: ODataVersion): Comparable | null {
	if (literal === 'null') return null;
	const inner = shapes[version][property.type]?.exec(literal)?.[1];
	if (inner === undefined || (dated.has(property.type) && !isCalendarDay(inner.slice(0, 10)))) {
		throw badRequest(`Invalid literal ${literal} for property ${property.name} of type Edm.${property.type}`);
	}
	if (property.digitsOnly && !/^\d*$/.test(inner)) throw badRequest(`Invalid value ${literal} for ${property.name}`);
	if (property.type === 'Boolean') return inner === 'true' ? 1 : 0;
	if (property.type === 'Byte' || property.type === 'Int16' || property.type === 'Int32') return Number(inner);
	const alpha = property.alpha && !property.asStored;
	return comparable(property.type === 'String' ? inner.replaceAll("''", "'") : inner, { ...property, alpha });
}

function isCalendarDay(day: string): boolean {
	const date = new Date(`${day}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** How a key value stands in a URL, percent-encoded. */
export function keyLiteral(value: string | number | boolean | null, property: EdmProperty): string {
	if (typeof value !== 'string') return String(value);
	if (property.type === 'String') return `'${encodeURIComponent(value.replaceAll("'", "''"))}'`;
	if (property.type === 'DateTime') return `datetime'${encodeURIComponent(`${value.slice(0, 10)}T00:00:00`)}'`;
	return encodeURIComponent(value);
}
