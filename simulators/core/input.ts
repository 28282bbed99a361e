import type { z } from 'zod';
import { InputError } from './input-error.ts';

/**
 * Checks control input against a zod schema.
 * @throws InputError that names every wrong field and what is wrong with it.
 */
export function parseInput<T extends z.ZodTypeAny>(schema: T, value: unknown, what: string): z.output<T> {
	const result = schema.safeParse(value);
	if (result.success) return result.data as z.output<T>;
	const problems = result.error.issues.map((issue) => {
		const at = issue.path.join('.');
		return at ? `${at}: ${issue.message}` : issue.message;
	});
	throw new InputError(`${what}: ${problems.join('; ')}`);
}
