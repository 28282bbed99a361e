import { allocationSchema, outcome, type Outcome } from '../../../nodes/shared/model';
import { record, type RecordInput } from '../../../nodes/SapToProcore/sync/record';
import { exceptionRowSchema } from '../../../nodes/SapToProcore/ledger/rows';
import { plan, recordInput } from '../../support/examples.ts';

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
const recorded = (fields: Partial<RecordInput>) => {
	const { allocations, contracts, exceptions } = record(recordInput({ lanes: ['purchase_order'], ...fields }));
	const rows = <T>(traced: Array<{ row: T }>) => traced.map(({ row }) => row);
	return { allocations: rows(allocations), contracts: rows(contracts), exceptions: rows(exceptions) };
};
const exception = (sap_key: string, project_id: string, fields: object = {}) =>
	exceptionRowSchema.parse({ entity: 'purchase_order', sap_key, project_id, status: 'open', attempts: 1, ...fields });

describe('allocations', () => {
	const allocation = (projectId: string) =>
		allocationSchema.parse({
			entity: 'purchase_order',
			sapKey: '45',
			sapItem: '10',
			assignment: '1',
			projectId,
			originId: `sap:S4P:po:45:${projectId}`,
			glAccount: '63000000',
			amount: '12.50',
			currency: 'USD',
			costCode: '01-100',
			rule: 'row 17: glAccount=6300*',
		});
	const ofProjects = (fields: Partial<RecordInput>) =>
		recorded({ allocations: [allocation('1'), allocation('2')], ...fields }).allocations.map((row) => row.project_id);

	it('are recorded with what decided for the contracts that were written, not for those that were held', () => {
		const outcomes = [ofOrder('45', '1'), ofOrder('45', '2', held)];
		expect(recorded({ outcomes, allocations: [allocation('1'), allocation('2')] }).allocations).toEqual([
			{
				customer: 'acme',
				run_id: plan().runId,
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
		const outcomes = [ofOrder('45', '1', { status: 'planned' })];
		expect(ofProjects({ outcomes, run: plan({ dryRun: true, mode: 'preview' }) })).toEqual(['1']);
	});

	it('of unchanged contracts are recorded only after a run that was broken off', () => {
		const outcomes = [ofOrder('45', '2', { status: 'unchanged', action: 'none' })];
		expect(ofProjects({ outcomes })).toEqual([]);
		expect(ofProjects({ outcomes, run: plan({ recordUnchanged: true }) })).toEqual(['2']);
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
	const keys = (fields: Partial<RecordInput>) =>
		recorded({ outcomes, ...fields }).contracts.map((row) => `${row.sap_key}/${row.project_id}`);

	it('that were made or linked are added', () => {
		expect(keys({})).toEqual(['45/1', '45/2']);
		expect(recorded({ outcomes }).contracts[0]).toEqual({
			customer: 'acme',
			sap_key: '45',
			project_id: '1',
			origin_id: 'sap:S4P:po:45:1',
			run_id: plan().runId,
		});
	});

	it('that the table misses are added as they are met, so that it fills up after it was deleted', () => {
		expect(keys({ knownContracts: [] })).toEqual(['45/1', '45/2', '46/1', '47/1']);
		const knownContracts = ['45:1', '46:1'].map((key) => ({ origin_id: `sap:S4P:po:${key}` }));
		expect(keys({ knownContracts })).toEqual(['45/2', '47/1']);
	});

	it('are not added in a preview', () => {
		expect(keys({ run: plan({ dryRun: true }), knownContracts: [] })).toEqual([]);
	});
});

describe('several outcomes of one order', () => {
	const statuses = (outcomes: Outcome[], known: Array<ReturnType<typeof exception>>) =>
		recorded({ outcomes, known }).exceptions.map((row) => [row.project_id, row.status]);

	it('resolve the exception of their own project only', () => {
		const known = [exception('45', '1'), exception('45', '2')];
		expect(statuses([ofOrder('45', '1'), ofOrder('45', '2', held)], known)).toEqual([
			['2', 'open'],
			['1', 'resolved'],
		]);
	});

	it('resolve the exception about the order as a whole, once it is not met again', () => {
		expect(statuses([ofOrder('45', '1', held)], [exception('45', '')])).toEqual([
			['1', 'open'],
			['', 'resolved'],
		]);
	});

	it('resolve the exception of a project that the order has left', () => {
		expect(statuses([ofOrder('45', '2')], [exception('45', '1')])).toEqual([['1', 'resolved']]);
	});

	it('do not resolve those of projects when the order is in trouble as a whole: nobody looked at them', () => {
		expect(statuses([ofOrder('45', '', held)], [exception('45', '1')])).toEqual([['', 'open']]);
	});

	it('do not resolve by absence when a part of the lane failed: the missing outcome may have been lost there', () => {
		const lane = ofOrder('', '', { status: 'failed', reason: 'system_unavailable' });
		expect(statuses([lane, ofOrder('45', '2')], [exception('45', '1'), exception('45', '2')])).toEqual([
			['', 'open'],
			['2', 'resolved'],
		]);
	});

	it('leave the exceptions of orders alone that were not looked at', () => {
		expect(statuses([ofOrder('46', '1')], [exception('45', '1'), exception('45', '')])).toEqual([]);
	});

	it('make one exception where a project has several troubles, the first', () => {
		const outcomes = [ofOrder('45', '1', held), ofOrder('45', '1', { ...held, reason: 'currency_mismatch' })];
		expect(recorded({ outcomes }).exceptions.map(({ reason }) => reason)).toEqual(['unmapped_cost_code']);
	});

	it('resolve a parked one too, and never touch an ignored one', () => {
		const known = [exception('45', '1', { status: 'parked' }), exception('45', '2', { status: 'Ignored' })];
		expect(statuses([ofOrder('45', '1'), ofOrder('45', '2')], known)).toEqual([['1', 'resolved']]);
		expect(statuses([ofOrder('45', '2', held)], [known[1] as never])).toEqual([]);
	});
});
