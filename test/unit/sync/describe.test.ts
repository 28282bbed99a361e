import type { Entity } from '../../../nodes/shared/entities';
import type { LaneTotal, Run } from '../../../nodes/shared/model';
import { describeTrouble } from '../../../nodes/SapToProcore/sync/describe';
import { finishRun } from '../../../nodes/SapToProcore/sync/finish';
import { lanesWith, run, type LaneFields } from '../../support/examples.ts';

const now = '2026-10-01T06:05:00.000Z';
const total: LaneTotal = {
	...{ batch: 1, read: true, complete: true, stalled: false, trouble: '' },
	...{ from: '', to: '', documents: 0, counts: {} },
};

/** The row of a run of suppliers and orders, as the table has it, by what their lanes came to. */
function finished(
	{ message = '', ...totals }: { message?: string } & Partial<Record<Entity, Partial<LaneTotal>>> = {},
	fields: LaneFields = {},
	ofRun: Partial<Run> = {},
) {
	const lanes = lanesWith(fields).map((lane) =>
		lane.entity === 'supplier' || lane.entity === 'purchase_order'
			? { ...lane, total: { ...total, ...totals[lane.entity] } }
			: { ...lane, on: false },
	);
	return { ...finishRun(run(ofRun), lanes, message, { sap: 3, procore: 4 }, now), customer: 'acme' };
}

describe('a message for people', () => {
	it('tells of a run that failed why, what it did and where to look', () => {
		const row = finished({ message: 'SAP could not be reached', supplier: { counts: { synced: 1 } } });
		expect(describeTrouble(row)).toEqual({
			title: 'SAP to Procore (acme): delta failed',
			text: [
				'SAP could not be reached',
				'Suppliers: 1 synced. Purchase orders: nothing changed',
				'Nothing is lost: the next run reads the same again.',
				`What needs somebody is in sap_procore_exceptions. Run ${row.run_id}.`,
			].join('\n'),
			severity: 'error',
		});
	});

	it.each([
		['success', 'info'],
		['partial', 'warning'],
		['failed', 'error'],
		['broken off', 'error'],
	])('says how bad a run is that ended as %s', (status, severity) => {
		expect(describeTrouble({ ...finished(), status }).severity).toBe(severity);
	});

	it('does not bother anybody with a long load that goes on by itself, unless a lane failed as well', () => {
		const lane = { complete: false, from: '', to: '' };
		const severity = (counts: object) =>
			describeTrouble({ ...finished(), status: 'partial', counts: JSON.stringify(counts) }).severity;
		const goesOn = { ...lane, cursor: '4500002000' };
		expect(severity({ supplier: { ...lane, complete: true }, purchase_order: goesOn })).toBe('info');
		expect(severity({ supplier: lane, purchase_order: goesOn })).toBe('warning');
	});

	it('reports a long load whose lane is in trouble, although an earlier run has come a part of the way', () => {
		const unfinished = { from: null, to: '2026-10-01T05:58:00.000Z', after: '4500002000', backfill: '' };
		const row = (trouble: string) =>
			finished({ purchase_order: { complete: false, trouble } }, { purchase_order: { unfinished } });
		expect(describeTrouble(row('')).severity).toBe('info');
		expect(describeTrouble(row('No answer')).severity).toBe('warning');
	});

	it('says in a run that could not ask SAP that it has failed, and why', () => {
		const row = finished({}, {}, { system: '', trouble: 'SAP could not be reached' });
		expect(describeTrouble(row)).toMatchObject({
			...{ severity: 'error', title: 'SAP to Procore (acme): delta failed' },
			text: expect.stringMatching(/^SAP could not be reached\n/) as unknown,
		});
	});

	it('tells, in a run that went well, of an earlier one that was broken off', () => {
		const alert = describeTrouble({ ...finished(), broken_off: '20261001T050000Z-7' });
		expect([alert.severity, alert.title]).toEqual(['warning', 'SAP to Procore (acme): an earlier run was broken off']);
		expect(alert.text).toContain('20261001T050000Z-7');
	});

	it('passes on what a run told of itself by the error it ended with', () => {
		const error = { message: 'SAP to Procore (acme):\ndelta failed', description: 'No answer\nRun 7.' };
		const alert = (type: string) =>
			describeTrouble({
				execution: {
					id: '231',
					url: 'https://n8n.example/231',
					lastNodeExecuted: 'Tell trouble',
					error: { ...error, type },
				},
			});
		expect(alert('sap_procore_warning')).toEqual({
			title: 'SAP to Procore (acme): delta failed',
			text: 'No answer\nRun 7.\nhttps://n8n.example/231',
			severity: 'warning',
		});
		const kept = { execution: { error: { message: 'Another run …', type: 'sap_procore_warning' } } };
		expect(describeTrouble(kept)).toEqual({
			title: 'Another run …',
			text: 'Another run …',
			severity: 'warning',
		});
		expect(alert('sap_procore_error').severity).toBe('error');
		expect(alert('sap_procore_info').severity).toBe('info');
		expect(alert('').title).toBe('SAP to Procore: execution 231 stopped');
	});

	it('tells of an execution that stopped which node it was', () => {
		const alert = describeTrouble({
			execution: {
				id: '231',
				url: 'https://n8n.example/execution/231',
				error: { message: 'Data table is full', stack: 'Error: at x' },
				lastNodeExecuted: 'Write audit rows',
				mode: 'trigger',
			},
			workflow: { id: '1', name: 'Keep Procore in step' },
		});
		expect(alert.title).toBe('Keep Procore in step: execution 231 stopped');
		expect(alert.text).toMatch(/^Data table is full\nNode: Write audit rows\./);
		expect(alert.text).not.toContain('Error: at x');
	});

	it('leaves a batch that stopped to its run', () => {
		const stopped = { execution: { id: '232', error: { message: 'Out of memory' }, mode: 'integrated' } };
		expect(describeTrouble(stopped).severity).toBe('info');
		expect(describeTrouble({ execution: { ...stopped.execution, mode: 'trigger' } }).severity).toBe('error');
	});

	it('tells of what it does not know by all that it was given', () => {
		const given = { something: 'else' };
		const alert = { title: 'SAP to Procore: trouble', text: '{"something":"else"}', severity: 'error' };
		expect(describeTrouble(given)).toEqual(alert);
		expect(describeTrouble({ workflow: { name: 'Sync' } }).text).toBe('{"workflow":{"name":"Sync"}}');
		expect(describeTrouble(undefined)).toEqual({ ...alert, text: '' });
	});

	it('tells of an execution of which n8n knows nothing more', () => {
		expect(describeTrouble({ execution: {} })).toEqual({
			title: 'SAP to Procore: execution stopped',
			text: 'n8n gave no message.\nNothing is lost: the next run reads the same again.',
			severity: 'error',
		});
		const error = { type: 'sap_procore_error' };
		expect(describeTrouble({ execution: { error } })).toEqual({
			...{ title: 'SAP to Procore: trouble', text: 'SAP to Procore: trouble', severity: 'error' },
		});
		expect(describeTrouble({ trigger: { error } }).severity).toBe('error');
		expect(describeTrouble({ execution: { id: 231, error: { message: 'a', description: 'b' } } })).toMatchObject({
			...{ title: 'SAP to Procore: execution 231 stopped' },
			text: 'a\nb\nNothing is lost: the next run reads the same again.',
		});
	});

	it('is of a run that goes on, too: one that is running needs nobody', () => {
		expect(describeTrouble({ ...finished(), status: 'running' })).toMatchObject({ severity: 'info' });
		const broken = describeTrouble({ ...finished(), status: 'failed', broken_off: '20261001T050000Z-7' });
		expect(broken.title).toBe('SAP to Procore (acme): delta failed');
	});

	it('tells of a trigger that could not start', () => {
		const alert = describeTrouble({ trigger: { error: { message: 'No webhook' } }, workflow: { name: 'Sync' } });
		expect(alert).toEqual({ title: 'Sync: could not be started', text: 'No webhook', severity: 'error' });
	});

	it.each([
		{ execution: { error: { message: 'POST failed: client_secret=abc123' } } },
		{ run_id: '1', status: 'failed', message: 'Authorization: Bearer abc123abc123' },
		{ something: { access_token: 'abc123' } },
	])('holds no secret: %j', (given) => {
		expect(JSON.stringify(describeTrouble(given))).not.toContain('abc123');
	});
});
