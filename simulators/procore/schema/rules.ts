/** What a body field may hold. */
export interface FieldRule {
	type: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'any';
	required?: boolean;
	enum?: readonly (string | number | null)[];
	/** `date`: YYYY-MM-DD, a day that exists; of a string. */
	format?: 'date';
	/** Of an array. */
	items?: FieldRule;
	/** Of an object; without it any content goes. */
	fields?: Record<string, FieldRule>;
	/** True: `custom_field_<id>` is let through as well. */
	customFields?: boolean;
}

/** What a query parameter may hold. `range` is two ISO dates or date-times joined by three dots. */
export interface QueryRule {
	type: 'string' | 'integer' | 'boolean' | 'integers' | 'strings' | 'range';
	required?: boolean;
	enum?: readonly string[];
	/** Procore knows it, this simulator does not act on it: answered with 501 instead of wrong data. */
	unsupported?: boolean;
}

export const text: FieldRule = { type: 'string' };
/** A calendar day. */
export const day: FieldRule = { type: 'string', format: 'date' };
export const integer: FieldRule = { type: 'integer' };
export const number: FieldRule = { type: 'number' };
export const flag: FieldRule = { type: 'boolean' };
export const anything: FieldRule = { type: 'any' };

export const required = (rule: FieldRule): FieldRule => ({ ...rule, required: true });
export const oneOf = (...values: (string | number | null)[]): FieldRule => ({ type: 'string', enum: values });
export const listOf = (items: FieldRule): FieldRule => ({ type: 'array', items });
export const record = (fields: Record<string, FieldRule>): FieldRule => ({ type: 'object', fields });
/** Gives every named field the same rule. */
export const each = (names: readonly string[], rule: FieldRule): Record<string, FieldRule> =>
	Object.fromEntries(names.map((name) => [name, rule]));

export const companyIdQuery: Record<string, QueryRule> = { company_id: { type: 'integer', required: true } };
export const projectIdQuery: Record<string, QueryRule> = { project_id: { type: 'integer', required: true } };
export const stampFilters: Record<string, QueryRule> = {
	'filters[created_at]': { type: 'range' },
	'filters[updated_at]': { type: 'range' },
};
export const pageQuery: Record<string, QueryRule> = { page: { type: 'integer' }, per_page: { type: 'integer' } };
export const validationsQuery: Record<string, QueryRule> = { run_configurable_validations: { type: 'boolean' } };
export const choice = (...values: string[]): QueryRule => ({ type: 'string', enum: values });
/** Gives every named parameter the same rule. */
export const eachQuery = (names: readonly string[], rule: QueryRule): Record<string, QueryRule> =>
	Object.fromEntries(names.map((name) => [name, rule]));
