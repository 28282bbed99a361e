import { badRequest } from '../errors.ts';

const tokenPattern = /\s+|[(),]|[a-zA-Z]+'(?:[^']|'')*'|'(?:[^']|'')*'|[^\s(),']+/y;

/** Splits an OData expression into names, literals, brackets and commas. Throws ODataError 400 at an open quote. */
export function tokenize(expression: string): string[] {
	const tokens: string[] = [];
	tokenPattern.lastIndex = 0;
	while (tokenPattern.lastIndex < expression.length) {
		const at = tokenPattern.lastIndex;
		const token = tokenPattern.exec(expression)?.[0];
		if (token === undefined) throw badRequest(`Invalid token detected at position ${String(at)}`);
		if (token.trim() !== '') tokens.push(token);
	}
	return tokens;
}

/** Splits at a separator outside quotes and brackets. Empty parts stay, for the caller to refuse. */
export function splitOutside(text: string, separator: string): string[] {
	const parts: string[] = [];
	let depth = 0;
	let quoted = false;
	let start = 0;
	for (let index = 0; index < text.length; index++) {
		const char = text[index];
		if (char === "'") quoted = !quoted;
		else if (quoted) continue;
		else if (char === '(') depth++;
		else if (char === ')') depth--;
		else if (char === separator && depth === 0) {
			parts.push(text.slice(start, index));
			start = index + 1;
		}
	}
	parts.push(text.slice(start));
	return parts.map((part) => part.trim());
}
