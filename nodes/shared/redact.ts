const patterns: Array<[RegExp, string]> = [
	[/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, '$1 ***'],
	[
		/(["']?(?:client_secret|clientSecret|access_token|refresh_token|password|secret)["']?\s*[:=]\s*)(["'])[^"']*\2/gi,
		'$1$2***$2',
	],
	[/((?:client_secret|access_token|refresh_token|password)=)[^&\s"']+/gi, '$1***'],
	[/\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/g, '***'],
];

/** Text of a remote system made safe for an error, a log or an output: no secrets, no tokens, at most `limit` characters. */
export function redact(text: string, limit = 500): string {
	const clean = patterns.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
	return clean.length > limit ? `${clean.slice(0, limit)}…` : clean;
}
