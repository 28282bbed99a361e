import type { IDataObject } from 'n8n-workflow';
import { documentKey } from '../../nodes/shared/entities';
import { entities, type Entity, type Lane, type Run } from '../../nodes/shared/model';

/** What a batch reads of a lane: the changes of two days. */
export function lane(entity: Entity, fields: Partial<Lane> = {}): Lane {
	return {
		entity,
		on: true,
		reads: true,
		readWindow: true,
		window: { from: '2026-09-29T23:45:00.000Z', to: '2026-10-01T05:58:00.000Z' },
		afterKey: '',
		limit: 0,
		keys: [],
		waits: false,
		watermark: '2026-09-30T00:00:00.000Z',
		unfinished: null,
		later: null,
		sent: {},
		total: null,
		...fields,
	};
}

/** The item of Run > Start; `lanes` says what is different about some of its lanes. */
export function run({
	lanes = {},
	...fields
}: Partial<Omit<Run, 'lanes'>> & { lanes?: Partial<Record<Entity, Partial<Lane>>> } = {}): Run {
	return {
		runId: '20261001T060000Z-1',
		customer: 'acme',
		mode: 'delta',
		dryRun: false,
		step: false,
		system: 'S4P',
		startedAt: '2026-10-01T06:00:00.000Z',
		holder: '',
		batch: 1,
		batchSize: 200,
		trouble: '',
		projectCurrency: '',
		recordUnchanged: false,
		lanes: entities.map((entity) => lane(entity, lanes[entity])),
		calls: { sap: 0, procore: 0 },
		...fields,
	};
}

const keysIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/**
 * The documents that an item of a lane accounts for: what it says it covers, else the one it is about. A cost code is made
 * of rows of the cost code map, and accounts for no document.
 */
export function accountedBy({ error, details, ...json }: IDataObject): string[] {
	const told = (typeof error === 'string' ? details : json) as IDataObject;
	if (told.code !== undefined && told.costTypes !== undefined) return [];
	const source = (told.source ?? told) as IDataObject;
	const covers = keysIn(told.covers);
	return covers.length > 0 || told.covers !== undefined ? covers : [String(source.sapKey ?? '')];
}

/** Keys of the documents that went in, each once. */
export const keysOf = (entity: Entity, documents: readonly object[]): string[] =>
	[...new Set(documents.map((each) => documentKey(entity, each as IDataObject)))].sort();
