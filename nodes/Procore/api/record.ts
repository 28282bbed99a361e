import type { IDataObject } from 'n8n-workflow';
import type { Answer } from '../../shared/http';
import type { Client } from './client';
import { shapeError } from './errors';

/** The record that an answer holds. @throws NodeApiError when it holds none */
export function recordOf(client: Client, answer: Answer): IDataObject {
	const body = answer.body as IDataObject | null;
	if (typeof body === 'object' && body !== null && body.id !== undefined) return body;
	throw shapeError(client.context.getNode(), answer, 'the record');
}
