import { RecentMap } from './recentMap';

const names = '(?:client[_-]?secret|access[_-]?token|refresh[_-]?token|password|secret)';

/** Where a name is followed by its value; a quote that closes the name may be escaped, as in JSON inside JSON. */
function valuesOf(value: string): RegExp {
	return new RegExp(`(${names}\\\\*["']?\\s*[:=]\\s*)${value}`, 'gi');
}

/** Too much is rather taken out than too little: a value without an end goes up to the end of the text. */
const patterns: Array<[RegExp, string]> = [
	[/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, '$1 ***'],
	// Quotes that are escaped: {\"client_secret\":\"abc\"}
	[valuesOf('(\\\\+["\'])[^]*?(?:(?<!\\\\)\\2|$)'), '$1$2***$2'],
	[valuesOf('(["\'])(?:\\\\(?:[^]|$)|(?!\\2)[^\\\\])*(?:\\2|$)'), '$1$2***$2'],
	// No quotes: client_secret=abc&…, client_secret: abc
	[new RegExp(`(${names}=)[^&\\s"']+`, 'gi'), '$1***'],
	[new RegExp(`(${names}\\s*(?::\\s*|\\s=\\s*|=\\s+))(?!\\\\*["'])\\S+`, 'gi'), '$1***'],
	[/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|$)/g, '***'],
	// Tokens in JSON. What is asked for after the beginning is always there or never, so that no text is gone through twice.
	[/eyJ[A-Za-z0-9._-]{10,}/g, '***'],
];

const secrets = new RecentMap<true>(2000);
/** Shorter ones would be found in half of all words. */
const shortestSecret = 6;

/** Secrets of a credential in use: from now on no text shows them, whatever stands beside them and however it is written. */
export function rememberSecrets(values: readonly string[]): void {
	for (const value of values)
		for (const written of [
			...[value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)],
			new URLSearchParams({ '': value }).toString().slice(1),
		])
			if (written.length >= shortestSecret) secrets.set(written, true);
}

/** The longest first: one may be a part of another. */
const withoutSecrets = (text: string): string =>
	[...secrets.keys()]
		.filter((secret) => text.includes(secret))
		.sort((a, b) => b.length - a.length)
		.reduce((result, secret) => result.replaceAll(secret, '***'), text);

/** As much of a text as is looked at: of an error page of megabytes nobody reads more than its beginning. */
const lookedAt = 20_000;

/**
 * Text of a remote system made safe for an error, a log or an output: no secrets, no tokens, at most `limit` characters.
 * It takes time in proportion to the text, whatever stands in it.
 */
export function redact(text: string, limit = 500): string {
	const clean = patterns.reduce(
		(result, [pattern, replacement]) => result.replace(pattern, replacement),
		withoutSecrets(text.slice(0, lookedAt)),
	);
	if (clean.length > limit) return `${clean.slice(0, limit)}…`;
	// Half a secret may stand where the text was cut.
	return text.length > lookedAt ? '***…' : clean;
}
