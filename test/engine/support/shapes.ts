import type { IDataObject } from 'n8n-workflow';
import type { z, ZodTypeAny } from 'zod';

export type Path = ReadonlyArray<string | number>;

interface Definition {
	typeName: string;
	innerType?: ZodTypeAny;
	schema?: ZodTypeAny;
	type?: ZodTypeAny;
}

/** A field that a shape declares. */
export interface Field {
	path: Path;
	/** Whether its value is an object or a list itself. */
	hasParts: boolean;
}

const definitionOf = (schema: ZodTypeAny) => schema._def as Definition;

/** The shape without what says that it may be missing or null, or what is checked or made of it besides. */
function bare(schema: ZodTypeAny): ZodTypeAny {
	const { innerType, schema: inner } = definitionOf(schema);
	const within = innerType ?? inner;
	return within ? bare(within) : schema;
}

/**
 * Every field that a shape declares, as far as the value has it: of a list those of the first element that has them. What is
 * below a record of anything is nobody's business.
 */
export function fieldsIn(schema: ZodTypeAny, value: unknown, path: Path = []): Field[] {
	const shape = bare(schema);
	const { typeName, type } = definitionOf(shape);
	if (typeName === 'ZodArray' && type && Array.isArray(value))
		return uniqueFields(value.flatMap((element, index) => fieldsIn(type, element, [...path, index])));
	if (typeName !== 'ZodObject' || typeof value !== 'object' || value === null) return [];
	return Object.entries((shape as z.AnyZodObject).shape as Record<string, ZodTypeAny>).flatMap(([name, field]) => {
		if (!(name in value)) return [];
		const own = (value as Record<string, unknown>)[name];
		const hasParts = ['ZodObject', 'ZodArray', 'ZodRecord'].includes(definitionOf(bare(field)).typeName);
		return [{ path: [...path, name], hasParts }, ...fieldsIn(field, own, [...path, name])];
	});
}

/** The name of a field whatever its place in lists: `items.*.amount`. */
export const nameOf = (path: Path) => path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');

/** The first field of each name. */
export function uniqueFields<T extends Field>(fields: readonly T[]): T[] {
	const found = new Map<string, T>();
	for (const field of fields) if (!found.has(nameOf(field.path))) found.set(nameOf(field.path), field);
	return [...found.values()];
}

/** The names of all fields that a shape declares. */
export function declaredNames(schema: ZodTypeAny, path: Path = []): string[] {
	const shape = bare(schema);
	const { typeName, type } = definitionOf(shape);
	if (typeName === 'ZodArray' && type) return declaredNames(type, [...path, 0]);
	if (typeName !== 'ZodObject') return [];
	return Object.entries((shape as z.AnyZodObject).shape as Record<string, ZodTypeAny>).flatMap(([name, field]) => [
		nameOf([...path, name]),
		...declaredNames(field, [...path, name]),
	]);
}

/** What can go wrong with a field between two nodes. */
export const damages = ['is missing', 'has another type'] as const;
export type Damage = (typeof damages)[number];

/** The item with one field damaged. */
export function damaged(item: IDataObject, { path, hasParts }: Field, damage: Damage): IDataObject {
	const copy = structuredClone(item);
	const name = String(path.at(-1));
	const holder = path.slice(0, -1).reduce<unknown>((at, step) => (at as IDataObject)[step], copy) as IDataObject;
	if (damage === 'is missing') Reflect.deleteProperty(holder, name);
	else holder[name] = hasParts ? 'no such thing' : { no: 'such thing' };
	return copy;
}
