import { ProcoreError } from '../errors.ts';
import type { QueryRule } from './rules.ts';

/** Reads query parameters that `checkQuery` has let through. */
export class QueryValues {
	readonly #params: URLSearchParams;

	constructor(params: URLSearchParams) {
		this.#params = params;
	}

	text(name: string): string | undefined {
		return this.#params.get(name) ?? undefined;
	}

	integer(name: string): number | undefined {
		const value = this.#params.get(name);
		return value === null ? undefined : Number(value);
	}

	flag(name: string): boolean | undefined {
		const value = this.#params.get(name);
		return value === null ? undefined : value === 'true';
	}

	/** A list parameter, given as `name` or `name[]`; undefined when it is not there. */
	list(name: string): string[] | undefined {
		const bare = name.replace(/\[\]$/, '');
		const values = [...this.#params.getAll(bare), ...this.#params.getAll(`${bare}[]`)];
		return values.length === 0 ? undefined : values;
	}

	/** Both ends of a range in milliseconds. */
	range(name: string): [number, number] | undefined {
		const value = this.#params.get(name);
		return value === null ? undefined : parseRange(value);
	}
}

const dayMs = 86_400_000;

/** Procore: filtering on list actions, `2016-09-23T16:30:00Z...2016-09-23T17:00:00Z`, quotes allowed. */
function parseRange(value: string): [number, number] | undefined {
	const parts = value.replace(/^"(.*)"$/, '$1').split('...');
	const [from, to] = parts;
	if (parts.length !== 2 || from === undefined || to === undefined) return undefined;
	const iso = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
	if (!iso.test(from) || !iso.test(to)) return undefined;
	const end = Date.parse(to);
	return [Date.parse(from), to.includes('T') ? end : end + dayMs - 1];
}

const parsers: Record<QueryRule['type'], (value: string) => boolean> = {
	string: () => true,
	strings: () => true,
	integer: (value) => /^\d+$/.test(value),
	integers: (value) => /^\d+$/.test(value),
	boolean: (value) => value === 'true' || value === 'false',
	range: (value) => parseRange(value) !== undefined,
};

const wording: Record<QueryRule['type'], string> = {
	string: 'a string',
	strings: 'a list of strings',
	integer: 'an integer',
	integers: 'a list of integers',
	boolean: 'true or false',
	range: 'a range of ISO 8601 date-times joined by "..."',
};

const refuse = (name: string, message: string) => new ProcoreError(400, `${name} ${message}`, { [name]: [message] });

/**
 * Checks the query of a call.
 * @param alsoInBody whether a parameter may come, or did come, in the body instead
 * @throws ProcoreError 400 for an unknown, malformed or missing parameter, 501 for one that is not simulated
 */
export function checkQuery(
	rules: Record<string, QueryRule>,
	params: URLSearchParams,
	alsoInBody: { allowed(name: string): boolean; given(name: string): boolean },
): void {
	for (const [name, value] of params) {
		const rule = rules[name] ?? rules[name.replace(/\[\]$/, '')];
		if (rule === undefined) {
			if (alsoInBody.allowed(name)) continue;
			throw refuse(name, 'is not a known parameter');
		}
		if (!parsers[rule.type](value)) throw refuse(name, `must be ${wording[rule.type]}`);
		if (rule.enum && !rule.enum.includes(value)) {
			throw refuse(name, `does not have a valid value, one of: ${rule.enum.join(', ')}`);
		}
		if (rule.unsupported) throw new ProcoreError(501, `The simulator does not act on ${name}`);
	}
	for (const [name, rule] of Object.entries(rules)) {
		if (rule.required && !params.has(name) && !alsoInBody.given(name)) throw refuse(name, 'is missing');
	}
}
