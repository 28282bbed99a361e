import type { SimAnswer, SimRequest } from '../core/types.ts';
import { ProcoreError } from './errors.ts';
import type { Call } from './operation.ts';
import type { QueryValues } from './schema/query.ts';

export interface PageSizes {
	/** Used when the call names none. */
	usual: number;
	/** More is cut down to this without an error. */
	max: number;
}

function linkTo(request: SimRequest, page: number, rel: string): string {
	const query = new URLSearchParams(request.query);
	query.set('page', String(page));
	return `<${request.origin}${request.path}?${query.toString()}>; rel="${rel}"`;
}

/**
 * One page of a list, with the headers Link, Total and Per-Page. Procore: pagination; pages count from 1,
 * the last one has no `next`, and a page behind it is empty.
 */
export function pageAnswer<T>(
	request: SimRequest,
	query: QueryValues,
	items: T[],
	sizes: PageSizes,
	show: (item: T) => unknown,
): SimAnswer {
	const page = query.integer('page') ?? 1;
	const asked = query.integer('per_page') ?? sizes.usual;
	for (const [name, value] of Object.entries({ page, per_page: asked })) {
		if (value < 1) throw new ProcoreError(400, `${name} must be 1 or more`, { [name]: ['must be 1 or more'] });
	}
	const perPage = Math.min(asked, sizes.max);
	const last = Math.max(1, Math.ceil(items.length / perPage));
	const links = [linkTo(request, 1, 'first')];
	if (page > 1) links.push(linkTo(request, page - 1, 'prev'));
	if (page < last) links.push(linkTo(request, page + 1, 'next'));
	links.push(linkTo(request, last, 'last'));
	return {
		status: 200,
		headers: { link: links.join(', '), total: String(items.length), 'per-page': String(perPage) },
		body: items.slice((page - 1) * perPage, page * perPage).map(show),
	};
}

/** One page of a list of version 2: within `data`, ten a page unless asked. */
export function dataPage<T>(call: Call, items: T[], show: (item: T) => unknown): SimAnswer {
	const { v2: max } = call.store.settings.maxPerPage;
	const answer = pageAnswer(call.request, call.query, items, { usual: 10, max }, show);
	return { ...answer, body: { data: answer.body } };
}

/** A list that is published without pages; whether it comes in pages nevertheless is a switch. */
export function wholeList<T>(call: Call, items: T[], show: (item: T) => unknown): SimAnswer {
	const rows = call.store.settings.pagedListRows;
	if (rows === null) {
		const name = ['page', 'per_page'].find((each) => call.query.text(each) !== undefined);
		if (name) throw new ProcoreError(400, `${name} is not a known parameter`, { [name]: ['is not a known parameter'] });
		return { status: 200, body: items.map(show) };
	}
	return pageAnswer(call.request, call.query, items, { usual: rows, max: rows }, show);
}
