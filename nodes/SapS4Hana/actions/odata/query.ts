import { NodeApiError, type IDataObject } from 'n8n-workflow';
import { allOf, isOneOf, textLiteral } from '../../odata/literals';
import { keysetPages, wholePages, type Page } from '../../odata/paging';
import { ReleaseRead } from '../../odata/release';
import type { ODataService, ODataVersion } from '../../odata/service';
import { queryUrl, type ODataQuery } from '../../odata/url';
import type { Call } from '../operation';
import { pathOf } from '../service';
import { invalidParameter, wholeNumber } from '../../../shared/parameters';

/** What the parameters of the node ask for. */
export interface EntityQuery {
	service: ODataService;
	query: ODataQuery;
	pageSize?: number;
	key?: string;
}

/**
 * Reads the parameters.
 * @throws NodeOperationError that names the parameter which cannot be used
 */
export function readQuery({ context, itemIndex }: Call): EntityQuery {
	const text = (name: string) => String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const example = '/sap/opu/odata/sap/API_BUSINESS_PARTNER';
	const path = pathOf(context, itemIndex, text('servicePath'), example);
	const entitySet = text('entitySet').replace(/^\/+|(?<!\/)\/+$/g, '');
	const key = String(options.keyProperty ?? '').trim();
	const select = parts(text('select'));
	if (path === undefined)
		throw invalidParameter(context, itemIndex, 'Service Path', `Enter the path, for example ${example}.`);
	if (!entitySet || /[?#\\]|\.\./.test(entitySet))
		throw invalidParameter(
			context,
			itemIndex,
			'Entity Set',
			'Enter the name only; filters and fields have parameters of their own.',
		);
	if (key && text('orderBy'))
		throw invalidParameter(
			context,
			itemIndex,
			'Order By',
			'It must be empty when Key Property is set, which orders by the key.',
		);
	return {
		service: { path, version: text('odataVersion') === 'V4' ? ('V4' as ODataVersion) : 'V2' },
		query: {
			entitySet,
			filter: text('filter'),
			select: key && select.length > 0 && !select.includes(key) ? [...select, key] : select,
			expand: parts(text('expand')),
			orderBy: key || text('orderBy'),
		},
		...(key ? { key } : {}),
		...(options.pageSize === undefined
			? {}
			: { pageSize: wholeNumber(context, 'Page Size', options.pageSize, itemIndex, 1, 5000) }),
	};
}

/** Splits at commas, but not inside the parentheses of a V4 expand. */
function parts(list: string): string[] {
	return list
		.split(/,(?![^()]*(?:\([^()]*\)[^()]*)*\))/)
		.map((part) => part.trim())
		.filter(Boolean);
}

/** The pages of a query: by key where one is given, else as the server cuts them. */
export function pagesOf(
	{ client }: Call,
	{ service, query, pageSize, key }: EntityQuery,
	limit?: number,
): AsyncIterable<Page> {
	const url = (more: Partial<ODataQuery>) => queryUrl(client.connection.baseUrl, service, { ...query, ...more });
	// V4 takes the page size as a wish; V2 has no such wish, there the server cuts as it likes.
	const wish: Record<string, string> =
		service.version === 'V4' && pageSize ? { prefer: `odata.maxpagesize=${pageSize}` } : {};
	const fetchPage = async (address: string) => {
		const [page] = await Promise.allSettled([client.page(service, address, wish)]);
		if (page.status === 'fulfilled') return page.value;
		await sayWhatIsMissing(client, service, query, page.reason);
		throw page.reason;
	};
	// A single entity is no list, of which a part could be asked for.
	const top = limit === undefined || query.entitySet.endsWith(')') ? {} : { top: limit };
	if (!key) return wholePages(client.node, fetchPage, url(top));
	return keysetPages(client.node, fetchPage, {
		key,
		pageSize: pageSize ?? 200,
		urlOf: (keys) => url({ filter: allOf(query.filter, isOneOf(key, keys)) }),
		...(limit === undefined ? {} : { limit }),
		urlFor: (after, top) =>
			url({
				top,
				filter: allOf(query.filter, after === undefined ? undefined : `${key} gt ${textLiteral(after)}`),
			}),
	});
}

/**
 * In another language than English only the description of the service tells that a refusal is about an unknown field.
 * @throws NodeApiError that names the field, where that is so
 */
async function sayWhatIsMissing(
	client: Call['client'],
	service: ODataService,
	{ entitySet, select = [], filter, orderBy = '' }: ODataQuery,
	error: unknown,
): Promise<void> {
	if (!/^\w+$/.test(entitySet) || !(error instanceof NodeApiError) || error.httpCode !== '400') return;
	const properties = (list: readonly string[]) =>
		list.map((name) => name.trim().replace(/ (?:asc|desc)$/i, '')).filter((name) => /^\w+$/.test(name));
	const asked = {
		service,
		tree: { entitySet, select: properties(select) },
		filter,
		orderBy: properties(orderBy.split(',')),
	};
	await new ReleaseRead(client, asked).learn(error);
}
