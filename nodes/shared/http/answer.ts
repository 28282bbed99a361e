import type { IN8nHttpFullResponse } from 'n8n-workflow';
import type { Answer } from './types';

/** Levels of JSON that are read: answers of both systems have fewer than ten. */
const mostLevels = 100;

/**
 * What n8n gives of an answer, with header names in lower case and JSON read whatever its content type. JSON of more
 * levels than any answer has is left out: whoever goes through it level by level would run out of stack.
 * @param secrets texts that the answer tells back and that nobody is to see; short ones may be words, and stay
 */
export function toAnswer(response: IN8nHttpFullResponse, secrets: readonly string[] = []): Answer {
	const headers = Object.fromEntries(
		Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
	const body = parsed(response.body);
	const hidden = secrets.filter(({ length }) => length >= shortestHidden);
	return { status: response.statusCode, headers, body: clean(body, hidden) };
}

const tooDeep = `The answer was not read: it has more than ${mostLevels} levels of JSON.`;

/** Shorter secrets may stand in the name of a supplier. */
const shortestHidden = 16;

/** The body without secrets; a text that says so in its place where it has too many levels. */
function clean(body: unknown, secrets: readonly string[]): unknown {
	const shortest = Math.min(...secrets.map(({ length }) => length));
	// Most fields are too short to hold any: they are not gone through.
	const without = (text: string) =>
		text.length < shortest
			? text
			: secrets.reduce((rest, secret) => (rest.includes(secret) ? rest.replaceAll(secret, '***') : rest), text);
	if (typeof body === 'string') return without(body);
	let level = [body].filter(isHolder);
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > mostLevels) return tooDeep;
		const below: Holder[] = [];
		for (const holder of level)
			for (const [name, value] of Object.entries(holder)) {
				if (isHolder(value)) below.push(value);
				else if (typeof value === 'string' && without(value) !== value) holder[name] = without(value);
			}
		level = below;
	}
	return body;
}

type Holder = Record<string, unknown>;

const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

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
