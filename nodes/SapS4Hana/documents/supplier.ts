import type { IDataObject } from 'n8n-workflow';
import type { ODataClient } from '../odata/client';
import { readInstant, utcDay } from '../odata/dates';
import { allOf, dayLiteral, isOneOf, textLiteral } from '../odata/literals';
import { keysetPages, type Page } from '../odata/paging';
import type { ODataService } from '../odata/service';
import { queryUrl } from '../odata/url';
import { supplierExpand, supplierSelect } from './supplierFields';

export const businessPartnerService: ODataService = { path: '/sap/opu/odata/sap/API_BUSINESS_PARTNER', version: 'V2' };

const entitySet = 'A_BusinessPartner';
const key = 'BusinessPartner';
/** Suppliers asked for by number in one request; more would make the address too long for some proxies. */
const groupSize = 40;

/** Which suppliers to read. Timestamps are ISO 8601, known to be valid; empty fields do not narrow the list. */
export interface SupplierQuery {
	changedFrom: string;
	changedTo: string;
	/** Days by which both ends of the window are moved outwards. */
	dayOverlap: number;
	supplierKeys: readonly string[];
	pageSize: number;
	/** Rows wanted in all; undefined = every row. */
	limit?: number;
}

/** Supplier number as SAP's JSON shows it: digits without leading zeros, letters in capitals. */
export function normalSupplierKey(text: string): string {
	const trimmed = text.trim().toUpperCase();
	return /^\d+$/.test(trimmed) ? trimmed.replace(/^0+(?=\d)/, '') : trimmed;
}

/** Business partners that are suppliers, page by page, with everything that a Supplier document is made of. */
export async function* supplierPages(client: ODataClient, query: SupplierQuery): AsyncGenerator<Page> {
	let left = query.limit;
	for (const keys of groups(query.supplierKeys)) {
		const filter = allOf(keys ? isOneOf('Supplier', keys) : `Supplier ne ''`, changedWithin(query));
		const pages = keysetPages(client.node, async (url) => await client.page(businessPartnerService, url), {
			key,
			pageSize: query.pageSize,
			...(left === undefined ? {} : { limit: left }),
			urlFor: (after, top) =>
				queryUrl(client.connection.baseUrl, businessPartnerService, {
					entitySet,
					filter: allOf(filter, after === undefined ? undefined : `${key} gt ${textLiteral(after)}`),
					select: supplierSelect,
					expand: supplierExpand,
					orderBy: key,
					top,
				}),
		});
		for await (const page of pages) {
			if (left !== undefined) left -= page.rows.length;
			yield page;
		}
		if (left === 0) return;
	}
}

/** One group of keys a request; a single `undefined` when all suppliers are wanted. */
function groups(keys: readonly string[]): Array<readonly string[] | undefined> {
	const count = Math.ceil(keys.length / groupSize);
	if (count === 0) return [undefined];
	return Array.from({ length: count }, (_, index) => keys.slice(index * groupSize, (index + 1) * groupSize));
}

/**
 * The service has no change timestamp, only days, and no last change on a partner that was never changed. So whole days
 * are read, of the last change or the creation, and what did not change is dropped later by its fingerprint.
 */
function changedWithin({ changedFrom, changedTo, dayOverlap }: SupplierQuery): string | undefined {
	const from = readInstant(changedFrom);
	const to = readInstant(changedTo);
	if (from === undefined) return undefined;
	const within = (property: string) =>
		[
			`${property} ge ${dayLiteral('V2', utcDay(from, -dayOverlap))}`,
			...(to === undefined ? [] : [`${property} le ${dayLiteral('V2', utcDay(to, dayOverlap))}`]),
		].join(' and ');
	return `(${within('LastChangeDate')}) or (${within('CreationDate')})`;
}

/** Whether a supplier exists in one of the company codes; in any case when none is asked for. */
export function isInCompanyCodes(row: IDataObject, companyCodes: readonly string[]): boolean {
	if (companyCodes.length === 0) return true;
	const companies = (row.to_Supplier as IDataObject | undefined)?.to_SupplierCompany;
	return (
		Array.isArray(companies) &&
		companies.some((company) => companyCodes.includes(String((company as IDataObject).CompanyCode)))
	);
}

/** Supplier number of a row; its business partner number when SAP left the supplier number out. */
export function supplierNumberOf(row: IDataObject): string {
	return String(row.Supplier || row.BusinessPartner || '');
}
