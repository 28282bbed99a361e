import type { ODataClient } from '../../odata/client';
import { searchRows, type Found } from '../search';
import { businessPartnerService } from './query';

/**
 * One page of suppliers whose number, name or search term holds the text. SAP compares names with case and keeps search
 * terms in capitals, so that a name is found in any spelling as long as its search term was left as SAP fills it.
 */
export async function searchSupplierNames(client: ODataClient, text: string, after?: string): Promise<Found> {
	const wanted = text.trim();
	return await searchRows(client, {
		service: businessPartnerService,
		entitySet: 'A_BusinessPartner',
		key: 'BusinessPartner',
		newestFirst: false,
		select: ['BusinessPartner', 'Supplier', 'BusinessPartnerFullName'],
		filter: `Supplier ne ''`,
		holds: {
			BusinessPartnerFullName: wanted,
			Supplier: wanted.toUpperCase(),
			SearchTerm1: wanted.toUpperCase(),
		},
		after,
	});
}
