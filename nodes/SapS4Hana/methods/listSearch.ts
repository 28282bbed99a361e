import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { searchSupplierNames } from '../documents/supplierSearch';
import { connect } from '../odata/client';

/** Suppliers whose number, name or search term holds the text; the token is the last business partner seen. */
export async function searchSuppliers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const { found, next } = await searchSupplierNames(await connect(this), filter ?? '', paginationToken);
	return {
		results: found.map(({ supplier, name }) => ({ name: `${name} (${supplier})`, value: supplier })),
		...(next ? { paginationToken: next } : {}),
	};
}
