import type { IDataObject } from 'n8n-workflow';
import { entities, type Entity, type ProcoreVendor, type Supplier } from '../../nodes/shared/model';
import type { RecordInput } from '../../nodes/SapToProcore/sync/record';
import type { RunPlan } from '../../nodes/SapToProcore/sync/runPlan';

export function supplier(fields: Partial<Supplier> = {}): Supplier {
	return {
		supplier: '100001',
		businessPartner: '11000001',
		name: 'Acme',
		address: { street: 'Main Street 1', city: 'Austin', postalCode: '78701', region: 'TX', country: 'US' },
		email: 'office@acme.example',
		phone: '+1 512 555 0100',
		website: '',
		taxNumbers: [],
		paymentTerms: [],
		blocked: { posting: false, purchasing: false, deletion: false },
		changedAt: '2026-09-30T10:00:00.000Z',
		...fields,
	};
}

export function vendor(fields: Partial<ProcoreVendor> = {}): ProcoreVendor {
	return { id: 1, name: 'Somebody', is_active: true, origin_id: null, origin_data: null, notes: null, ...fields };
}

/** The same value for each entity. */
export function perEntity<T>(value: T): Record<Entity, T> {
	return Object.fromEntries(entities.map((entity) => [entity, value])) as Record<Entity, T>;
}

export function plan(fields: Partial<RunPlan> = {}): RunPlan {
	return {
		runId: '20261001T060000Z-1',
		customer: 'acme',
		mode: 'delta',
		dryRun: false,
		system: 'S4P',
		startedAt: '2026-10-01T06:00:00.000Z',
		lanes: [...entities],
		reads: perEntity(true),
		readWindow: perEntity(true),
		windows: perEntity({ from: '2026-09-29T23:45:00.000Z', to: '2026-10-01T05:58:00.000Z' }),
		watermarks: perEntity('2026-09-30T00:00:00.000Z'),
		afterKey: perEntity(''),
		waits: [],
		leftOut: [],
		batchSize: 2000,
		replay: perEntity([]),
		unfinished: perEntity(null),
		later: perEntity(null),
		budgetsSent: {},
		recordUnchanged: false,
		totals: { lanes: {}, calls: {} },
		...fields,
	};
}

/** What a lane of suppliers without any outcome is recorded from. */
export function recordInput(fields: Partial<RecordInput> = {}): RecordInput {
	return {
		run: plan(),
		lanes: ['supplier'],
		outcomes: [],
		known: [],
		allocations: [],
		knownContracts: undefined,
		recordUnchanged: false,
		maximumAttempts: 10,
		now: '2026-10-01T06:00:00.000Z',
		...fields,
	};
}

/** The same value as an item of n8n carries it. */
export function asJson(value: object): IDataObject {
	return value as IDataObject;
}
