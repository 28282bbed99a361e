import type { FieldRule } from './rules.ts';

/** A place in a body and what is wrong there. */
export interface BodyProblem {
	at: string;
	message: string;
	/** True when a required field is missing; some operations answer that with 422. */
	missing: boolean;
}

const kind = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

// Rails casts: a number may come as text and a text as a number, nothing else may.
const accepts: Record<FieldRule['type'], (value: unknown) => boolean> = {
	string: (value) => typeof value === 'string' || typeof value === 'number',
	integer: (value) => Number.isInteger(value) || (typeof value === 'string' && /^-?\d+$/.test(value)),
	number: (value) => Number.isFinite(value) || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)),
	boolean: (value) => typeof value === 'boolean',
	array: Array.isArray,
	object: (value) => kind(value) === 'object',
	any: () => true,
};

/** A day that exists, as Procore writes days. Blank is not a day, and clears the attribute. */
function isDay(value: unknown): boolean {
	if (value === '') return true;
	if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
	const moment = new Date(`${value}T00:00:00Z`);
	return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value);
}

function checkObject(rule: FieldRule, value: object, at: string, problems: BodyProblem[]): void {
	const { fields } = rule;
	if (fields === undefined) return;
	const given = value as Record<string, unknown>;
	for (const [name, field] of Object.entries(fields)) {
		if (field.required && (given[name] === undefined || given[name] === null)) {
			problems.push({ at: `${at}${name}`, message: 'is required', missing: true });
		}
	}
	for (const [name, child] of Object.entries(given)) {
		const field = fields[name];
		if (field !== undefined) checkField(field, child, `${at}${name}`, problems);
		else if (!(rule.customFields && name.startsWith('custom_field_'))) {
			problems.push({ at: `${at}${name}`, message: 'is not a known field', missing: false });
		}
	}
}

function checkField(rule: FieldRule, value: unknown, at: string, problems: BodyProblem[]): void {
	if (value === null || value === undefined) return;
	if (!accepts[rule.type](value)) {
		problems.push({ at, message: `${kind(value)} where ${rule.type} is expected`, missing: false });
		return;
	}
	if (rule.format === 'date' && !isDay(value)) problems.push({ at, message: 'is not a valid date', missing: false });
	if (rule.enum && !rule.enum.some((allowed) => allowed === value)) {
		const allowed = rule.enum.map(String).join(', ');
		problems.push({ at, message: `does not have a valid value, one of: ${allowed}`, missing: false });
	}
	if (rule.type === 'object') checkObject(rule, value, `${at}.`, problems);
	if (rule.items && Array.isArray(value)) {
		const { items } = rule;
		value.forEach((child: unknown, index) => {
			if (items.type === 'object' && child === null) {
				problems.push({ at: `${at}[${String(index)}]`, message: 'null where object is expected', missing: false });
			} else checkField(items, child, `${at}[${String(index)}]`, problems);
		});
	}
}

/** Everything that is wrong with a body. `alsoGiven` names fields that came in the query instead. */
export function checkBody(schema: FieldRule, body: object, alsoGiven: (name: string) => boolean): BodyProblem[] {
	const problems: BodyProblem[] = [];
	checkObject(schema, body, '', problems);
	return problems.filter((problem) => !(problem.missing && alsoGiven(problem.at)));
}
