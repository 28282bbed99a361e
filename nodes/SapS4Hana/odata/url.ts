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
