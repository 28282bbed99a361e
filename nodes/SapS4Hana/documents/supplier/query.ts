import type { IDataObject } from 'n8n-workflow';
import type { Supplier } from '../../../shared/model';
import type { ODataClient } from '../../odata/client';
import { readInstant, utcDay } from '../../odata/dates';
import { keyedPages } from '../../odata/keyedRows';
import { dayLiteral, oneOf } from '../../odata/literals';
import type { Page } from '../../odata/paging';
import type { ODataService } from '../../odata/service';
import type { DocumentType } from '../type';
import { supplierTree } from './fields';
import { toSupplier } from './toSupplier';

export const businessPartnerService: ODataService = { path: '/sap/opu/odata/sap/API_BUSINESS_PARTNER', version: 'V2' };

/** Which suppliers to read. Timestamps are ISO 8601, known to be valid; empty fields do not narrow the list. */
export interface SupplierQuery {
	changedFrom: string;
	changedTo: string;
	/** Days by which both ends of the window are moved outwards. */
	dayOverlap: number;
	supplierKeys: readonly string[];
	pageSize: number;
	/** Rows wanted in all; undefined = every row. */
	limit?: number | undefined;
}

export const supplierType: DocumentType<Supplier> = {
	entity: 'supplier',
	noun: 'supplier',
	keyOf: supplierNumberOf,
	reader: async (_, { at }) => await Promise.resolve((record) => toSupplier(record, at)),
	notFoundAdvice: `It is the supplier's number, which may differ from the business partner's.`,
};

/** Business partners that are suppliers, page by page, with everything that a Supplier document is made of. */
export function supplierPages(client: ODataClient, query: SupplierQuery): AsyncGenerator<Page> {
	const { supplierKeys, pageSize, limit } = query;
	return keyedPages(client, {
		service: businessPartnerService,
		tree: supplierTree,
		key: 'BusinessPartner',
		among: { property: 'Supplier', keys: supplierKeys, unique: true },
		filter: supplierKeys.length > 0 ? undefined : `Supplier ne ''`,
		window: changedWithin(query),
		pageSize,
		limit,
	});
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
	return oneOf(within('LastChangeDate'), within('CreationDate'));
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
function supplierNumberOf(row: IDataObject): string {
	return String(row.Supplier || row.BusinessPartner || '');
}
