import type { IDataObject } from 'n8n-workflow';
import { entities, entityTable, type Entity } from '../../nodes/shared/entities';
import {
	laneOf,
	type Lane,
	type GlAccount,
	type ProcoreVendor,
	type Run,
	type SapProject,
	type Supplier,
} from '../../nodes/shared/model';
import { exceptionRowSchema } from '../../nodes/SapToProcore/ledger/rows';
import type { KnownException, RecordInput } from '../../nodes/SapToProcore/sync/record';

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

/** A vendor on its way to Procore, of a supplier with this number. */
export function desiredVendor<More extends object>(supplierNumber: number, more: More) {
	return {
		originId: `sap:S4P:supplier:${supplierNumber}`,
		code: String(supplierNumber),
		name: `Vendor ${supplierNumber}`,
		...{ street: '', city: '', postalCode: '', region: '', country: '', email: '', phone: '', website: '' },
		...{ taxId: null, paymentTerms: '', active: null, rule: 'new_name', remarks: [] },
		source: { entity: 'supplier', sapKey: String(supplierNumber), sapChangedAt: '2026-09-30T10:00:00.000Z' },
		...more,
	};
}

export function glAccount(fields: Partial<GlAccount> = {}): GlAccount {
	return {
		...{ chartOfAccounts: 'YCOA', glAccount: '630000', name: '', longName: '', changedAt: null },
		...{ isBalanceSheet: false, isProfitAndLoss: true, blocked: false, deleted: false },
		...fields,
	};
}

export function sapProject(fields: Partial<SapProject> = {}): SapProject {
	return { project: 'P-1001', description: '', companyCode: '', currency: '', status: '', changedAt: null, ...fields };
}

/** A lane that reads its window, from the watermark on. */
export function lane(entity: Entity, fields: Partial<Lane> = {}): Lane {
	return {
		entity,
		on: true,
		reads: true,
		readWindow: true,
		window: { from: '2026-09-29T23:45:00.000Z', to: '2026-10-01T05:58:00.000Z' },
		afterKey: '',
		limit: entityTable[entity].batched ? 2000 : 0,
		keys: [],
		waits: false,
		watermark: '2026-09-30T00:00:00.000Z',
		unfinished: null,
		later: null,
		projects: null,
		sapProjects: [],
		exceptions: 0,
		sent: {},
		total: null,
		...fields,
	};
}

export type LaneFields = Partial<Record<Entity, Partial<Lane>>>;

/** All lanes, some of them changed. */
export const lanesWith = (fields: LaneFields = {}): Lane[] => entities.map((entity) => lane(entity, fields[entity]));

/** The item of Run > Start: a delta whose lanes all read their window, and that needs no lease. */
export function run({
	lanes = {},
	...fields
}: Omit<Partial<Run>, 'lanes'> & { lanes?: Lane[] | LaneFields } = {}): Run {
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
		batchSize: 2000,
		projectsPerBatch: 20,
		trouble: '',
		projectCurrency: '',
		approval: null,
		recordUnchanged: false,
		maximumAttempts: 10,
		brokenOff: '',
		lanes: Array.isArray(lanes) ? lanes : lanesWith(lanes),
		calls: { sap: 0, procore: 0 },
		...fields,
	};
}

/** What a lane (of suppliers) is recorded from; SAP gave the documents that have an outcome. */
export function recordInput({
	entity = 'supplier',
	...fields
}: Partial<RecordInput> & { entity?: Entity } = {}): RecordInput {
	const of = fields.run ?? run();
	const keys = (fields.outcomes ?? []).flatMap(({ sapKey }) => (sapKey === '' ? [] : [sapKey]));
	return {
		run: of,
		lane: laneOf(of, entity),
		outcomes: [],
		fetched: [...new Set(keys)],
		unaccounted: 0,
		known: [],
		knownContracts: undefined,
		knownApprovals: [],
		now: '2026-10-01T06:00:00.000Z',
		...fields,
	};
}

/** A row of `sap_procore_exceptions`: open, of an order. */
export function knownException(fields: Partial<Record<keyof KnownException, string | number>> = {}): KnownException {
	const usual = { entity: 'purchase_order', sap_key: '45', status: 'open', attempts: 1 };
	const row = { ...usual, run_id: '', announced_run: '', last_seen: '', sap_changed_at: '', unmapped: '', ...fields };
	return {
		...exceptionRowSchema.parse(row),
		...{ run_id: String(row.run_id), announced_run: String(row.announced_run), last_seen: String(row.last_seen) },
		...{ sap_changed_at: String(row.sap_changed_at), unmapped: String(row.unmapped) },
	};
}

/** The same value as an item of n8n carries it. */
export function asJson(value: object): IDataObject {
	return value as IDataObject;
}
