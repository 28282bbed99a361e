import { partition } from 'lodash';
import { z } from 'zod/v3';
import { entities, isEntity } from '../../../shared/entities';
import { parsedJson } from '../../../shared/json';
import { exceptionStatuses } from '../../../shared/model';
import type { LedgerRow } from '../../ledger';
import { exceptionKey } from '../../ledger/exceptions';
import { previewedExceptions } from '../previewed';
import { supplierText } from '../kit/documents';
import type { OpenException, PlannedDocument, Preview, PreviewedException } from './model';

export interface PreviewInput {
	/** When the preview began, ISO 8601. */
	at: string;
	/** What it has left in the audit trail. */
	outcomes: readonly PreviewedRow[];
	/** Exceptions as pages tell of them. */
	openOf: (rows: ReturnType<typeof previewedExceptions>) => OpenException[];
	placeOf: (projectId: string) => Pick<OpenException, 'project' | 'owners'>;
}

const text = z.string().catch('');
const detailSchema = z
	.object({
		...{ total: text, currency: text, previousTotal: text, previous: text, supplier: text, name: text },
		contractOriginId: text,
		party: z.object({ name: text }).catch({ name: '' }),
	})
	.catch({
		...{ total: '', currency: '', previousTotal: '', previous: '', supplier: '', name: '' },
		...{ contractOriginId: '', party: { name: '' } },
	});

/** A row of the audit trail with what it tells of money and people. */
export type PreviewedRow = LedgerRow<'audit'> & { told: z.infer<typeof detailSchema> };

/** Only what went wrong keeps its whole detail: of the others there are tens of thousands. */
export const previewedRow = (row: LedgerRow<'audit'>): PreviewedRow => ({
	...row,
	told: detailSchema.parse(parsedJson(row.detail)),
	detail: row.status === 'planned' ? '' : row.detail,
});

/** What a preview has left on record: what a run that writes would hold, and what it would write. */
export function previewOf({ at, outcomes, openOf, placeOf }: PreviewInput): Preview {
	const written = new Set(outcomes.filter(({ status }) => status === 'planned').map((row) => row.origin_id));
	// The run that writes makes the contract first: nothing holds these.
	const follows = ({ status, told: { contractOriginId: id } }: PreviewedRow) => status === 'waiting' && written.has(id);
	const [planned, others] = partition(outcomes, (row) => row.status === 'planned' || follows(row));
	const stopped = others.filter(({ status }) => exceptionStatuses.some((each) => each === status));
	const supplierOf = suppliersIn(outcomes);
	const suppliers = new Map(
		stopped.map((row) => [exceptionKey(row.entity, row.sap_key, row.project_id), supplierOf(row)]),
	);
	return {
		at,
		stopped: openOf(previewedExceptions(stopped)).map(
			(row): PreviewedException => ({
				...row,
				supplier: suppliers.get(exceptionKey(row.entity, row.sapKey, row.projectId)) ?? '',
			}),
		),
		planned: planned
			.map(
				(row): PlannedDocument => ({
					...{ entity: row.entity, sapKey: row.sap_key, projectId: row.project_id, procoreId: row.procore_id },
					...placeOf(row.project_id),
					...{ supplier: supplierOf(row), action: row.action, runId: row.run_id, follows: follows(row) },
					...{ amount: row.told.total, currency: row.told.currency },
					before: row.told.previousTotal || row.told.previous,
				}),
			)
			.sort((a, b) => order(a) - order(b) || a.sapKey.localeCompare(b.sapKey, 'en', { numeric: true })),
	};
}

const order = ({ entity }: PlannedDocument) => (isEntity(entity) ? entities.indexOf(entity) : entities.length);

/** Whom a document is placed with: an order says so itself, a requisition by its contract. */
function suppliersIn(all: readonly PreviewedRow[]): (row: PreviewedRow) => string {
	const names = new Map(
		all
			.filter(({ entity }) => entity === 'supplier')
			.map(({ sap_key: key, told }) => [key, told.name || told.party.name]),
	);
	const byContract = new Map(
		all.flatMap(({ origin_id: id, told }) => (id !== '' && told.supplier ? [[id, told.supplier]] : [])),
	);
	return ({ entity, sap_key: key, told }) => {
		const supplier = entity === 'supplier' ? key : told.supplier || (byContract.get(told.contractOriginId) ?? '');
		return supplier === '' ? '' : supplierText({ supplier, name: names.get(supplier) ?? '' });
	};
}
