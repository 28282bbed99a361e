import { entities, type Entity, type Lane, type Run } from '../../nodes/shared/model';

/** A lane that reads nothing, although it is on. */
export function lane(entity: Entity, fields: Partial<Lane> = {}): Lane {
	return {
		entity,
		on: true,
		reads: false,
		readWindow: false,
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

/** A run of which only the given lanes read anything. */
export function laneRun(lanes: Partial<Record<Entity, Partial<Lane>>> = {}, fields: Partial<Run> = {}): Run {
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
