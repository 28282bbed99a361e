import type { ODataClient } from '../../odata/client';
import { allOf, textLiteral } from '../../odata/literals';
import { queryUrl } from '../../odata/url';
import { businessPartnerService } from './query';

const pageSize = 50;

export interface FoundSuppliers {
	found: Array<{ supplier: string; name: string }>;
	/** Where to go on; undefined after the last page. */
	next?: string;
}

/**
 * One page of suppliers whose number, name or search term holds the text. SAP compares names with case and keeps search
 * terms in capitals, so that a name is found in any spelling as long as its search term was left as SAP fills it.
 */
export async function searchSupplierNames(client: ODataClient, text: string, after?: string): Promise<FoundSuppliers> {
	const holds = (property: string, value: string) => `substringof(${textLiteral(value)},${property})`;
	const wanted = text.trim();
	const matches =
		wanted &&
		[
			holds('BusinessPartnerFullName', wanted),
			holds('Supplier', wanted.toUpperCase()),
			holds('SearchTerm1', wanted.toUpperCase()),
		].join(' or ');
	const url = queryUrl(client.connection.baseUrl, businessPartnerService, {
		entitySet: 'A_BusinessPartner',
		filter: allOf(`Supplier ne ''`, matches, after && `BusinessPartner gt ${textLiteral(after)}`),
		select: ['BusinessPartner', 'Supplier', 'BusinessPartnerFullName'],
		orderBy: 'BusinessPartner',
		top: pageSize,
	});
	const { rows } = await client.page(businessPartnerService, url);
	const last = rows.length < pageSize ? undefined : rows.at(-1)?.BusinessPartner;
	return {
		found: rows.map((row) => ({
			supplier: String(row.Supplier),
			name: String(row.BusinessPartnerFullName ?? ''),
		})),
		...(typeof last === 'string' ? { next: last } : {}),
	};
}
