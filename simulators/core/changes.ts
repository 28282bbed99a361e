import { z } from 'zod';
import { type AccessTokens, tokenLifetimeSchema } from './access-tokens.ts';
import { parseInput } from './input.ts';

interface AnyChange {
	do: string;
}

/** What each change command does, by its name. */
export type ChangeHandlers<Change extends AnyChange, Context> = {
	[Name in Change['do']]: (context: Context, change: Extract<Change, { do: Name }>) => unknown;
};

/** The change commands about logging on; the same in both systems. */
export const logonChangeSchemas = [
	z.object({ do: z.literal('set-token-lifetime'), seconds: tokenLifetimeSchema }).strict(),
	z.object({ do: z.literal('omit-expires-in'), omit: z.boolean().default(true) }).strict(),
	z.object({ do: z.literal('rotate-secret'), secret: z.string().min(1) }).strict(),
	z.object({ do: z.literal('revoke-tokens') }).strict(),
] as const;

type LogonChange = z.output<(typeof logonChangeSchemas)[number]>;

export const logonHandlers: ChangeHandlers<LogonChange, { tokens: AccessTokens }> = {
	'set-token-lifetime': ({ tokens }, { seconds }) => {
		tokens.settings.tokenLifetimeSeconds = seconds;
	},
	'omit-expires-in': ({ tokens }, { omit }) => {
		tokens.settings.omitExpiresIn = omit;
	},
	'rotate-secret': ({ tokens }, { secret }) => {
		tokens.settings.clientSecret = secret;
	},
	'revoke-tokens': ({ tokens }) => {
		tokens.revokeAll();
	},
};

/**
 * Checks a change command and carries it out.
 * @throws InputError for an unknown command, a wrong field, or whatever the handler refuses
 */
export function runChange<Change extends AnyChange, Context>(
	schema: z.ZodType<Change, z.ZodTypeDef, unknown>,
	handlers: ChangeHandlers<Change, Context>,
	context: Context,
	input: unknown,
): unknown {
	const change = parseInput(schema, input, 'change');
	const handler = handlers[change.do as Change['do']] as (context: Context, change: Change) => unknown;
	return handler(context, change);
}
