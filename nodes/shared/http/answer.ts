import type { IN8nHttpFullResponse } from 'n8n-workflow';
import type { Answer } from './types';

/** What n8n gives of an answer, with header names in lower case and JSON read whatever its content type. */
export function toAnswer(response: IN8nHttpFullResponse): Answer {
	const headers = Object.fromEntries(
		Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
	return { status: response.statusCode, headers, body: parsed(response.body) };
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
