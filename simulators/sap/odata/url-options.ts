import { badRequest } from '../errors.ts';
import type { EdmEntitySet, EdmService, ODataVersion } from '../metadata/types.ts';
import { compileFilter, type Predicate } from './filter.ts';
import { compileOrder, type Order } from './order.ts';
import { projectV2, projectV4, type Projection, wholeNumber } from './projection.ts';
import { splitOutside } from './tokens.ts';

/** What the query part of a URL asks for. */
export interface UrlOptions {
	projection: Projection;
	filter?: Predicate;
	order?: Order;
	top?: number;
	skip: number;
	/** Position in the result where a page that the server cut goes on. */
	skipToken?: number;
	/** Whether the total count is wanted. */
	count: boolean;
}

const common = ['$filter', '$select', '$expand', '$orderby', '$top', '$skip', '$skiptoken', '$format'];
const known: Record<ODataVersion, Set<string>> = {
	V2: new Set([...common, '$inlinecount']),
	V4: new Set([...common, '$count']),
};

/**
 * Reads the system query options for one entity set. Options that are not OData's (`sap-client`, `sap-language`) pass.
 * Throws ODataError 400 for whatever the service or its OData version does not know.
 */
export function parseUrlOptions(query: URLSearchParams, service: EdmService, set: EdmEntitySet): UrlOptions {
	for (const name of new Set(query.keys())) {
		if (!name.startsWith('$')) continue;
		if (!known[service.version].has(name)) throw badRequest(`System query option ${name} is not supported`);
		if (query.getAll(name).length > 1) throw badRequest(`System query option ${name} is given twice`);
	}
	const list = (name: string) => {
		const text = query.get(name);
		if (text === null) return undefined;
		const parts = splitOutside(text, ',');
		if (parts.includes('')) throw badRequest(`Invalid value for ${name}`);
		return parts;
	};
	const number = (name: string) => {
		const text = query.get(name);
		return text === null ? undefined : wholeNumber(name, text);
	};
	const project = service.version === 'V2' ? projectV2 : projectV4;
	const [filter, order] = [query.get('$filter'), query.get('$orderby')];
	const [top, skipToken] = [number('$top'), number('$skiptoken')];
	return {
		projection: project(service, set, list('$select'), list('$expand') ?? []),
		...(filter === null ? {} : { filter: compileFilter(filter, service, set) }),
		...(order === null ? {} : { order: compileOrder(order, service, set) }),
		...(top === undefined ? {} : { top }),
		...(skipToken === undefined ? {} : { skipToken }),
		skip: number('$skip') ?? 0,
		count: wantsCount(query, service.version),
	};
}

function wantsCount(query: URLSearchParams, version: ODataVersion): boolean {
	const [name, yes, no] = version === 'V2' ? ['$inlinecount', 'allpages', 'none'] : ['$count', 'true', 'false'];
	const value = query.get(name);
	if (value !== null && value !== yes && value !== no) throw badRequest(`Invalid value ${value} for ${name}`);
	return value === yes;
}

/** Whether the answer has to be JSON. A V2 service answers in Atom XML unless asked; V4 knows JSON only. */
export function wantsJson(query: URLSearchParams, accept: string | undefined, version: ODataVersion): boolean {
	const format = query.get('$format');
	if (format !== null) return format === 'json' || format.startsWith('application/json');
	return version === 'V4' || (accept ?? '').includes('application/json');
}
