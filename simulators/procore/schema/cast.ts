import type { FieldRule } from './rules.ts';

/** Turns a checked value into its declared type: 12 into "12" for a text, "12" into 12 for a number. */
export function castField(rule: FieldRule, value: unknown): unknown {
	if (value === null || value === undefined) return value;
	if (rule.type === 'string' && typeof value === 'number') return String(value);
	if ((rule.type === 'integer' || rule.type === 'number') && typeof value === 'string') return Number(value);
	const { items, fields } = rule;
	if (items && Array.isArray(value)) return value.map((child: unknown) => castField(items, child));
	if (fields && typeof value === 'object') {
		const given = Object.entries(value) as [string, unknown][];
		return Object.fromEntries(
			given.map(([name, child]) => [name, fields[name] ? castField(fields[name], child) : child]),
		);
	}
	return value;
}
