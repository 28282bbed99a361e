import type { IDataObject } from 'n8n-workflow';
import type { ODataClient } from '../odata/client';
import { allOf, holdsText, textLiteral } from '../odata/literals';
import type { ODataService } from '../odata/service';
import { queryUrl } from '../odata/url';

const pageSize = 50;

/** What a list of a resource locator looks through. */
export interface Search {
	service: ODataService;
	entitySet: string;
	/** Text property by which the rows are ordered. */
	key: string;
	/** Highest key first. */
	newestFirst: boolean;
	select: readonly string[];
	/** Condition besides the text. */
	filter?: string;
	/** Texts to look for by the property that may hold them. */
	holds: Readonly<Record<string, string>>;
	/** Only what comes after this key. */
	after?: string | undefined;
}

export interface Found {
	rows: IDataObject[];
	/** Where to go on; undefined after the last page. */
	next?: string;
}

/** One page of rows of which one property holds its text; an empty text finds everything. */
export async function searchRows(client: ODataClient, search: Search): Promise<Found> {
	const { service, entitySet, key, newestFirst, after } = search;
	const conditions = Object.entries(search.holds)
		.filter(([, text]) => text !== '')
		.map(([property, text]) => holdsText(service.version, property, text));
	const url = queryUrl(client.connection.baseUrl, service, {
		entitySet,
		filter: allOf(
			search.filter,
			conditions.join(' or '),
			after && `${key} ${newestFirst ? 'lt' : 'gt'} ${textLiteral(after)}`,
		),
		select: search.select,
		orderBy: newestFirst ? `${key} desc` : key,
		top: pageSize,
	});
	const { rows, next } = await client.page(service, url);
	// SAP may cut its pages smaller than what was asked for.
	const last = next === undefined && rows.length < pageSize ? undefined : rows.at(-1)?.[key];
	return { rows, ...(typeof last === 'string' ? { next: last } : {}) };
}
