import type { Entity } from '../../../nodes/shared/entities';
import { allocationSchema, outcome, type Outcome } from '../../../nodes/shared/model';
import { budgetKey, withoutBudgetLine } from '../../../nodes/SapToProcore/lanes/cost/keys';
import { planRun } from '../../../nodes/SapToProcore/sync/plan';
import { record, type RecordInput } from '../../../nodes/SapToProcore/sync/record';
import { lane, recordInput, run } from '../../support/examples.ts';

const now = '2026-10-01T06:00:00.000Z';
const read = '2026-09-30T00:00:00.000Z';
const ofOrder = (sapKey: string, projectId: string, fields: Partial<Outcome> = {}) =>
	outcome({
		entity: 'purchase_order',
		sapKey,
		projectId,
		originId: projectId && `sap:S4P:po:${sapKey}:${projectId}`,
		procoreId: '7',
		action: 'create',
		status: 'synced',
		...fields,
	});
const held = { status: 'held', reason: 'unmapped_cost_code', action: 'none', procoreId: '' } as const;
const recorded = (fields: Partial<RecordInput> & { entity?: Entity }) =>
	record(recordInput({ entity: 'purchase_order', now, ...fields }));

describe('the audit trail', () => {
	const made = (fields: Partial<Outcome> = {}) =>
		outcome({ entity: 'supplier', sapKey: '1', action: 'create', status: 'synced', ...fields });
	const suppliers = (outcomes: Outcome[], fields: Partial<RecordInput> = {}) =>
		recorded({ entity: 'supplier', outcomes, ...fields });
	const unchanged = { status: 'unchanged', action: 'none' } as const;

	it('has a row for each outcome, without what the ledger adds itself', () => {
		const [row] = suppliers([
			made({
				...{ sapChangedAt: '2026-09-30T10:00:00.000Z', originId: 'sap:S4P:supplier:1', procoreId: '7' },
				...{ fingerprint: 'b', previousFingerprint: 'a', detail: { remark: 'x' }, covers: ['1', '2'] },
			}),
		]).audit;
		expect(row).toEqual({
			...{ run_id: run().runId, at: now, entity: 'supplier', sap_key: '1', project_id: '', procore_id: '7' },
			...{ sap_changed_at: '2026-09-30T10:00:00.000Z', origin_id: 'sap:S4P:supplier:1' },
			...{ action: 'create', status: 'synced', reason: '', message: '', detail: '{"remark":"x"}' },
			...{ fingerprint: 'b', previous_fingerprint: 'a' },
		});
	});

	it('keeps when an outcome was known, and the time of the record where nobody said', () => {
		const at = '2026-10-01T05:59:00.000Z';
		expect(suppliers([made({ at }), made({ sapKey: '2' })]).audit.map((row) => row.at)).toEqual([at, now]);
	});

	it('counts unchanged documents and writes no row for them unless asked to', () => {
		const outcomes = [made(), made({ sapKey: '2', ...unchanged })];
		expect(suppliers(outcomes).audit).toHaveLength(1);
		expect(suppliers(outcomes).lane.total?.counts).toEqual({ synced: 1, unchanged: 1 });
		expect(suppliers(outcomes, { run: run({ recordUnchanged: true }) }).audit).toHaveLength(2);
	});

	it('has rows for unchanged documents after a run that was broken off: it may have written them', () => {
		const planned = planRun({
			...{ executionId: '42', customer: 'acme', mode: 'delta', step: false, holder: '', system: 'S4P', trouble: '' },
			...{ lanes: ['supplier'], now, startedAt: now, overlapMinutes: 15, settleMinutes: 2, batchSize: 2000 },
			...{
				firstBatchSize: 0,
				projectsPerBatch: 20,
				projects: 0,
				range: { from: '', to: '' },
				selection: { entity: '', key: '' },
				projectCurrency: '',
				approval: null,
			},
			...{ recordUnchanged: false, maximumAttempts: 10, state: [], exceptions: [], unrecorded: {}, brokenOff: ['41'] },
		});
		expect(planned.recordUnchanged).toBe(true);
		expect(suppliers([made(unchanged)], { run: planned }).audit).toHaveLength(1);
	});

	it('is written in a preview, too', () => {
		const preview = run({ dryRun: true, mode: 'preview' });
		const outcomes = [made({ status: 'held', reason: 'no_answer' }), made({ sapKey: '2', status: 'planned' })];
		const { audit, exceptions, lane: after } = suppliers(outcomes, { run: preview });
		expect([exceptions.length, after.watermark, audit.length]).toEqual([0, read, 2]);
	});
});

describe('the watermark', () => {
	const failed = ofOrder('', '', { status: 'failed', reason: 'system_unavailable' });

	it('stays when SAP could not be asked for its clock', () => {
		expect(recorded({ run: run({ system: '' }) }).lane).toMatchObject({ watermark: read, total: { complete: false } });
	});

	it('stays when the lane failed as a whole, and moves once it is complete', () => {
		expect(recorded({ outcomes: [failed] }).lane).toMatchObject({ watermark: read, total: { complete: false } });
		expect(recorded({}).lane).toMatchObject({
			...{ watermark: '2026-10-01T05:58:00.000Z', total: { complete: true } },
		});
	});

	it('stays when SAP gave documents that nothing is known of', () => {
		const { lane: after } = recorded({ outcomes: [failed], fetched: ['45'], unaccounted: 1 });
		expect(after).toMatchObject({ watermark: read, total: { complete: false, documents: 1 } });
	});

	it('moves although single documents failed: their exceptions keep them', () => {
		const outcomes = [ofOrder('45', '1', { status: 'failed', reason: 'procore_rejected' })];
		expect(recorded({ outcomes }).lane).toMatchObject({
			...{ watermark: '2026-10-01T05:58:00.000Z', total: { complete: true } },
		});
	});
});

describe('actual costs that were sent', () => {
	const costs = { entity: 'actual_cost', action: 'update' } as const;
	const sent = { 2209: 'old 2026-09-30', 2210: 'other 2026-09-30' };
	const after = (outcomes: Outcome[], fields: Partial<RecordInput> = {}) =>
		recorded({ lane: lane('actual_cost', { sent }), outcomes, ...fields }).lane.sent;

	it('are those of projects that took every part', () => {
		const part = { ...costs, sapKey: budgetKey('01-100', 'S') };
		const whole = { ...costs, sapKey: withoutBudgetLine, status: 'ignored', detail: { parts: 1 } } as const;
		const outcomes = [
			outcome({ ...part, status: 'synced', projectId: '2209' }),
			outcome({ ...whole, projectId: '2209', fingerprint: 'new' }),
			outcome({ ...part, status: 'failed', projectId: '2210' }),
			outcome({ ...whole, projectId: '2210', fingerprint: 'new' }),
		];
		expect(after(outcomes)).toEqual({ 2209: `new ${run().startedAt.slice(0, 10)} -`, 2210: '' });
	});

	it('stay when the lane failed as a whole: what was about to be written is marked before', () => {
		expect(after([outcome({ ...costs, sapKey: '', status: 'failed' })])).toEqual(sent);
	});

	it('stay as they were in a preview, and in other lanes', () => {
		const failed = [outcome({ ...costs, sapKey: '', status: 'failed' })];
		expect(after(failed, { run: run({ dryRun: true, mode: 'preview' }) })).toEqual(sent);
		expect(after(failed, { lane: lane('supplier', { sent }) })).toEqual(sent);
	});
});

describe('allocations', () => {
	const allocation = allocationSchema.parse({
		sapItem: '10',
		assignment: '1',
		...{ lineOriginId: '', companyCode: '', costCenter: '', wbsElement: '', costType: '' },
		glAccount: '63000000',
		amount: '12.50',
		currency: 'USD',
		costCode: '01-100',
		rule: 'row 17: glAccount=6300*',
	});
	const ofProjects = (fields: Partial<RecordInput>) => recorded(fields).allocations.map((row) => row.project_id);
	/** Orders in project 1 and 2, each with where its account assignment went. */
	const mapped = (projectId: string, fields: Partial<Outcome> = {}) =>
		ofOrder('45', projectId, { mappedAssignments: [allocation], ...fields });

	it('are recorded with what decided for the contracts that were written, not for those that were held', () => {
		const outcomes = [mapped('1'), mapped('2', held)];
		expect(recorded({ outcomes }).allocations).toEqual([
			{
				run_id: run().runId,
				entity: 'purchase_order',
				sap_key: '45',
				sap_item: '10',
				assignment: '1',
				project_id: '1',
				origin_id: 'sap:S4P:po:45:1',
				line_origin_id: '',
				company_code: '',
				gl_account: '63000000',
				cost_center: '',
				wbs_element: '',
				amount: '12.50',
				currency: 'USD',
				cost_code: '01-100',
				cost_type: '',
				rule: 'row 17: glAccount=6300*',
			},
		]);
	});

	it('of what is only planned are recorded in a preview', () => {
		const outcomes = [mapped('1', { status: 'planned' }), mapped('2', held)];
		expect(ofProjects({ outcomes })).toEqual([]);
		expect(ofProjects({ outcomes, run: run({ dryRun: true, mode: 'preview' }) })).toEqual(['1']);
	});

	it('of unchanged contracts are recorded only after a run that was broken off', () => {
		const outcomes = [mapped('2', { status: 'unchanged', action: 'none' })];
		expect(ofProjects({ outcomes })).toEqual([]);
		expect(ofProjects({ outcomes, run: run({ recordUnchanged: true }) })).toEqual(['2']);
	});
});

describe('contracts', () => {
	const outcomes = [
		ofOrder('45', '1'),
		ofOrder('45', '2', { action: 'link' }),
		ofOrder('46', '1', { action: 'update' }),
		ofOrder('47', '1', { action: 'none', status: 'unchanged' }),
		ofOrder('48', '1', held),
	];
	const keys = (fields: Parameters<typeof recorded>[0]) =>
		recorded({ outcomes, ...fields }).contracts.map((row) => `${row.sap_key}/${row.project_id}`);

	it('that were made or linked are added', () => {
		expect(keys({})).toEqual(['45/1', '45/2']);
		expect(recorded({ outcomes }).contracts[0]).toEqual({
			sap_key: '45',
			project_id: '1',
			origin_id: 'sap:S4P:po:45:1',
			run_id: run().runId,
		});
	});

	it('that the table misses are added as they are met, so that it fills up after it was deleted', () => {
		expect(keys({ knownContracts: [] })).toEqual(['45/1', '45/2', '46/1', '47/1']);
		const knownContracts = ['45:1', '46:1'].map((key) => ({ origin_id: `sap:S4P:po:${key}` }));
		expect(keys({ knownContracts })).toEqual(['45/2', '47/1']);
	});

	it('that were begun and not completed are added, because they have to leave with their order, too', () => {
		const begun = (key: string, fields: object) => ofOrder(key, '1', { ...held, action: 'create', ...fields });
		const some = [
			begun('51', { procoreId: '7' }),
			begun('52', { status: 'failed', procoreId: '' }),
			begun('53', { status: 'waiting', procoreId: '7' }),
			begun('56', { status: 'waiting', procoreId: '' }),
			begun('57', { procoreId: '' }),
			begun('54', { action: 'none' }),
			begun('55', { status: 'planned' }),
		];
		expect(keys({ outcomes: some })).toEqual(['51/1', '52/1', '53/1']);
	});

	it.each<[string, Partial<Outcome>, string[]]>([
		['not where Procore gave no ID', { status: 'synced', procoreId: '' }, []],
		['not where nothing was to be done with it', { status: 'ignored', action: 'none' }, []],
		['not where it was planned', { status: 'planned', action: 'update' }, []],
		['not without an identity', { status: 'synced', originId: '' }, []],
		['also where nothing is to be done', { status: 'unchanged', action: 'none' }, ['51/1']],
		['where one failed that may be there', { status: 'failed', action: 'update' }, ['51/1']],
		['not where one failed before anything was sent', { status: 'failed', action: 'none' }, []],
	])('that are met are added, %s', (_, fields, expected) => {
		expect(keys({ outcomes: [ofOrder('51', '1', fields)], knownContracts: [] })).toEqual(expected);
	});

	it('are added once, however often they are met, and only with the table known where they are not new', () => {
		const twice = [ofOrder('51', '1'), ofOrder('51', '1', { status: 'failed' })];
		expect(keys({ outcomes: twice })).toEqual(['51/1']);
		expect(keys({ outcomes: [ofOrder('51', '1', { action: 'none', status: 'unchanged' })] })).toEqual([]);
	});

	it('of requisitions are those of what is not ordered yet', () => {
		const of = (kind: string) =>
			ofOrder('7', '1', { entity: 'requisition', originId: `sap:S4P:${kind}:7:1`, action: 'create' });
		expect(keys({ entity: 'requisition', outcomes: [of('prc'), of('pr')] })).toEqual(['7/1']);
	});

	it('are not added in a preview', () => {
		expect(keys({ run: run({ dryRun: true }), knownContracts: [] })).toEqual([]);
	});
});
