import { trimUrl } from '../../shared/http';
import type { ODataService } from './service';

/** What is asked of an entity set. Conditions and paths are plain text; encoding happens here. */
export interface ODataQuery {
	entitySet: string;
	filter?: string;
	select?: readonly string[];
	expand?: readonly string[];
	orderBy?: string;
	top?: number;
}

/** Address of a service document; the trailing slash saves a redirect. */
export function serviceUrl(baseUrl: string, service: ODataService): string {
	return `${trimUrl(baseUrl)}${service.path}/`;
}

/**
 * Address of a query. `encodeURIComponent` turns `+` into `%2B`, which would otherwise arrive as a blank, and leaves
 * apostrophes, which {@link textLiteral} has doubled where they belong to the text.
 */
export function queryUrl(baseUrl: string, service: ODataService, query: ODataQuery): string {
	const options: Array<[string, string | undefined]> = [
		['$filter', query.filter],
		['$select', query.select?.join(',')],
		['$expand', query.expand?.join(',')],
		['$orderby', query.orderBy],
		['$top', query.top?.toString()],
	];
	const given = options.flatMap(([name, value]) => (value ? [`${name}=${encodeURIComponent(value)}`] : []));
	const path = `${serviceUrl(baseUrl, service)}${encodeURI(query.entitySet)}`;
	return given.length > 0 ? `${path}?${given.join('&')}` : path;
}

/**
 * Where to ask for what an answer links to. A link is resolved as OData says, V4 against the context of the answer and V2
 * against the service, and read for its path and query only: a proxy makes SAP name hosts that nobody else knows. It is
 * asked for at the address of the credential, below the path prefix that a gateway may have there.
 * @param url address that the answer came from
 * @returns undefined when the link is not an address
 */
export function ownUrl(
	link: string,
	{ url, context }: { url: string; context: string | undefined },
	baseUrl: string,
	service: ODataService,
): string | undefined {
	const root = service.version === 'V2' ? serviceUrl(baseUrl, service) : context;
	// A query alone goes on with what was asked for.
	const base = root !== undefined && !link.startsWith('?') && URL.canParse(root, url) ? new URL(root, url).href : url;
	if (!URL.canParse(link, base)) return undefined;
	const { pathname, search } = new URL(link, base);
	const path = pathname.replace(/%3B/gi, ';');
	const own = new URL(trimUrl(baseUrl));
	const prefix = trimUrl(own.pathname);
	const at = path.toLowerCase().indexOf(`${service.path.toLowerCase()}/`);
	if (at >= 0) return `${own.origin}${prefix}${service.path}${path.slice(at + service.path.length)}${search}`;
	return `${own.origin}${path.startsWith(`${prefix}/`) ? '' : prefix}${path}${search}`;
}
