import type { IN8nHttpFullResponse } from 'n8n-workflow';
import type { Answer } from './types';

/** Levels of JSON that are read: answers of both systems have fewer than ten. */
const mostLevels = 100;

/**
 * What n8n gives of an answer, with header names in lower case and JSON read whatever its content type. JSON of more
 * levels than any answer has is left out: whoever goes through it level by level would run out of stack.
 */
export function toAnswer(response: IN8nHttpFullResponse): Answer {
	const headers = Object.fromEntries(
		Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
	const body = parsed(response.body);
	return { status: response.statusCode, headers, body: isTooDeep(body) ? tooDeep : body };
}

const tooDeep = `The answer was not read: it has more than ${mostLevels} levels of JSON.`;

function isTooDeep(body: unknown): boolean {
	let level: unknown[] = [body];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > mostLevels) return true;
		const below: unknown[] = [];
		for (const value of level)
			if (typeof value === 'object' && value !== null)
				for (const each of Object.values(value)) if (typeof each === 'object' && each !== null) below.push(each);
		level = below;
	}
	return false;
}

function parsed(body: unknown): unknown {
	if (typeof body !== 'string' || !/^\s*[[{]/.test(body)) return body;
	return tryJson(body);
}

function tryJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
