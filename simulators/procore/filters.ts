import { ProcoreError } from './errors.ts';
import type { Call } from './operation.ts';
import type { QueryValues } from './schema/query.ts';

/** The pages of the lists of financial records. */
export const financialPages = ({ store }: Call) => ({ usual: 100, max: store.settings.maxPerPage.financials });

export const within = (range: [number, number] | undefined, iso: string | null) =>
	range === undefined || (iso !== null && Date.parse(iso) >= range[0] && Date.parse(iso) <= range[1]);

interface Listed {
	id: number;
	created_at: string;
	updated_at: string;
	origin_id?: string | null;
}

/** The rows that the filters which most lists have leave: ids, origin id and the two stamps. */
export function selectListed<T extends Listed>(query: QueryValues, rows: T[]): T[] {
	const ids = query.list('filters[id]')?.map(Number);
	const originId = query.text('filters[origin_id]');
	const created = query.range('filters[created_at]');
	const updated = query.range('filters[updated_at]');
	return rows.filter(
		(row) =>
			(ids === undefined || ids.includes(row.id)) &&
			(originId === undefined || row.origin_id === originId) &&
			within(created, row.created_at) &&
			within(updated, row.updated_at),
	);
}

/** The path parameter of this name. */
export const param = ({ params }: Call, name: string) => params[name] ?? 0;

/** The project that a call names, in path, query or body; the general checks have found it. */
export function projectOf(call: Call) {
	const id = call.params.project_id ?? call.query.integer('project_id') ?? call.body.project_id;
	if (id === undefined) throw new ProcoreError(400, 'project_id is missing');
	return call.store.project(Number(id));
}
