import { InputError } from '../core/input-error.ts';
import type { SimAnswer, SimRequest } from '../core/types.ts';
import { checkScope } from './access.ts';
import { errorAnswer, ProcoreError } from './errors.ts';
import { operations } from './operations/index.ts';
import { createRouter } from './routes.ts';
import { QueryValues } from './schema/query.ts';
import type { Store } from './store.ts';
import { validate } from './validate.ts';

export const route = createRouter(operations);

function without(value: unknown, fields: string[]): unknown {
	if (Array.isArray(value)) return value.map((one) => without(one, fields));
	if (typeof value !== 'object' || value === null) return value;
	const others = Object.entries(value).filter(([name]) => !fields.includes(name));
	return Object.fromEntries(others.map(([name, inner]) => [name, without(inner, fields)]));
}

/** Carries out a call that is let in. @throws ProcoreError for what is wrong with it */
export function perform(request: SimRequest, store: Store): SimAnswer {
	const match = route(request.method, request.path);
	if (match === undefined) throw new ProcoreError(404, `${request.method} ${request.path} is not a known operation`);
	const { operation, params } = match;
	const body = validate(operation, request);
	checkScope(operation, request, params, body, store);
	const passedOver = store.settings.keptFields.flatMap(({ path, fields }) =>
		request.path.includes(path) ? fields : [],
	);
	const taken = without(body, passedOver) as typeof body;
	return operation.handle({ request, params, query: new QueryValues(request.query), body: taken, store });
}

export interface PersonAct {
	method: string;
	path: string;
	query?: Record<string, string | number> | undefined;
	body?: unknown;
}

/**
 * A person does in the web app what this call does: the same rules, those for people as well. It costs no quota and is
 * not in the record of traffic.
 * @throws InputError for a call that does not exist
 */
export function actAsPerson(store: Store, { method, path, query = {}, body }: PersonAct): Omit<SimAnswer, 'headers'> {
	if (route(method, path) === undefined) throw new InputError(`as-person: ${method} ${path} is not a known operation`);
	const params = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
	const request: SimRequest = {
		method,
		path,
		url: path,
		origin: '',
		query: params,
		headers: {},
		body: body ?? null,
		rawBody: '',
	};
	store.actor = 'person';
	try {
		const { status, body: answer } = perform(request, store);
		return { status, body: answer };
	} catch (error) {
		if (!(error instanceof ProcoreError)) throw error;
		return errorAnswer(error);
	} finally {
		store.actor = 'app';
	}
}
