import { badRequest, codes, ODataError } from '../errors.ts';
import type { EdmEntitySet, EdmProperty, EdmService } from '../metadata/types.ts';
import { parseLiteral } from './literals.ts';
import { type PropertyPath, propertyPath } from './paths.ts';
import { tokenize } from './tokens.ts';
import { type Comparable, comparable, compare, type Value } from './values.ts';

/** Gives the value of a property for the row that is being tested. */
export type ReadPath = (path: PropertyPath) => Value;

/** Rows that a filter can hit at all: those where a property has one of these values. */
interface Among {
	property: EdmProperty;
	values: Set<Comparable | null>;
}

/** Tests a row; `among` spares testing all of them. */
export interface Predicate {
	(read: ReadPath): boolean;
	among?: Among;
}

type Operator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

/** As in a database, a comparison with no value is never true, not even `ne`; only `eq null` finds it. */
const operators: Record<Operator, (left: Comparable | null, right: Comparable | null) => boolean> = {
	eq: (left, right) => left === right,
	ne: (left, right) => (right === null ? left !== null : left !== null && left !== right),
	gt: (left, right) => left !== null && compare(left, right) > 0,
	ge: (left, right) => left !== null && compare(left, right) >= 0,
	lt: (left, right) => left !== null && compare(left, right) < 0,
	le: (left, right) => left !== null && compare(left, right) <= 0,
};

const textFunctions: Record<string, (value: string, part: string) => boolean> = {
	substringof: (value, part) => value.includes(part),
	contains: (value, part) => value.includes(part),
	startswith: (value, part) => value.startsWith(part),
	endswith: (value, part) => value.endsWith(part),
};

const functionsOf = {
	V2: new Set(['substringof', 'startswith', 'endswith']),
	V4: new Set(['contains', 'startswith', 'endswith']),
};

const isOperator = (token: string | undefined): token is Operator =>
	token !== undefined && Object.hasOwn(operators, token);

const predicate = (test: (read: ReadPath) => boolean, among: Among | undefined): Predicate =>
	among ? Object.assign(test, { among }) : test;

function either(a: Among | undefined, b: Among | undefined): Among | undefined {
	if (!a || !b || a.property !== b.property) return undefined;
	return { property: a.property, values: new Set([...a.values, ...b.values]) };
}

/**
 * Compiles a $filter for one entity set.
 *
 * Throws ODataError 400 for a malformed expression, a property that is unknown, not filterable or behind a to-many
 * navigation, and a literal that does not fit its property.
 */
export function compileFilter(text: string, service: EdmService, set: EdmEntitySet): Predicate {
	const tokens = tokenize(text);
	let position = 0;
	const peek = () => tokens[position];
	const next = () => tokens[position++] ?? '';
	const expect = (token: string) => {
		const found = next();
		if (found !== token) throw badRequest(`Invalid $filter: "${token}" expected, "${found}" found`);
	};

	function pathOf(token: string): PropertyPath {
		if (!/^[A-Za-z_][\w/]*$/.test(token)) throw badRequest(`Invalid $filter: property expected, "${token}" found`);
		const path = propertyPath(service, set, token);
		if (!path.property.filterable) throw badRequest(`Property ${path.property.name} is not filterable`);
		if (path.navigations.some((navigation) => navigation.many)) {
			throw badRequest(`Navigation in ${token} leads to many entities and cannot be filtered on`);
		}
		return path;
	}

	function disjunction(): Predicate {
		let left = conjunction();
		while (peek() === 'or') {
			next();
			const [first, second] = [left, conjunction()];
			left = predicate((read) => first(read) || second(read), either(first.among, second.among));
		}
		return left;
	}

	function conjunction(): Predicate {
		let left = negation();
		while (peek() === 'and') {
			next();
			const [first, second] = [left, negation()];
			left = predicate((read) => first(read) && second(read), first.among ?? second.among);
		}
		return left;
	}

	function negation(): Predicate {
		if (peek() !== 'not') return primary();
		next();
		const inner = negation();
		return (read) => !inner(read);
	}

	function primary(): Predicate {
		if (peek() === '(') {
			next();
			const inner = disjunction();
			expect(')');
			return inner;
		}
		const name = next();
		if (peek() === '(') return call(name);
		const path = pathOf(name);
		const operator = next();
		if (!isOperator(operator)) throw badRequest(`Invalid $filter: operator expected, "${operator}" found`);
		const literal = parseLiteral(next(), path.property, service.version);
		if (literal === null && operator !== 'eq' && operator !== 'ne') {
			throw badRequest(`Invalid $filter: null cannot be compared with ${operator}`);
		}
		const test = (read: ReadPath) => operators[operator](comparable(read(path), path.property), literal);
		const own = operator === 'eq' && path.navigations.length === 0;
		return predicate(test, own ? { property: path.property, values: new Set([literal]) } : undefined);
	}

	function call(name: string): Predicate {
		const run = functionsOf[service.version].has(name) ? textFunctions[name] : undefined;
		if (!run) throw new ODataError(400, codes.badRequest, `Function ${name} is not supported`);
		expect('(');
		const first = next();
		expect(',');
		const second = next();
		expect(')');
		const [property, literal] = name === 'substringof' ? [second, first] : [first, second];
		const path = pathOf(property);
		if (path.property.type !== 'String') throw badRequest(`Function ${name} needs a text property`);
		const part = parseLiteral(literal, { ...path.property, alpha: false }, service.version);
		const wanted = booleanTail();
		return (read) => run(String(read(path) ?? ''), String(part ?? '')) === wanted;
	}

	/** A call may stand alone or be compared with true or false. */
	function booleanTail(): boolean {
		if (peek() !== 'eq') return true;
		next();
		const literal = next();
		if (literal !== 'true' && literal !== 'false') throw badRequest(`Invalid $filter: "${literal}" is not a boolean`);
		return literal === 'true';
	}

	const result = disjunction();
	if (position < tokens.length) throw badRequest(`Invalid $filter: unexpected "${next()}"`);
	return result;
}
