import { outcome, type Entity, type Outcome } from '../../../nodes/shared/model';
import { record } from '../../../nodes/SapToProcore/sync/record';
import { closeBatch } from '../../../nodes/SapToProcore/sync/closeBatch';
import { describeTrouble } from '../../../nodes/SapToProcore/sync/describe';
import { finishRun } from '../../../nodes/SapToProcore/sync/finish';
import { presented } from '../../../nodes/SapToProcore/sync/presented';
import { pruning } from '../../../nodes/SapToProcore/sync/prune';
import { perEntity, plan, recordInput } from '../../support/examples.ts';

const now = '2026-10-01T06:05:00.000Z';
const made = (entity: Entity, sapKey: string, fields: Partial<Outcome> = {}) =>
	outcome({ entity, sapKey, action: 'none', status: 'synced', ...fields });
const failed = { status: 'failed', reason: 'system_unavailable' } as const;
const lanes = ['supplier', 'purchase_order'] as const;
const finished = (outcomes: Outcome[], message = '', run = plan({ batchSize: 0, lanes: [...lanes] })) => {
	const recorded = record(recordInput({ run, lanes, outcomes }));
	return finishRun(closeBatch(run, recorded.lanes, { sap: 3, procore: 4 }, '7').plan, message, now);
};

describe('a run', () => {
	it('is a success when every lane read all of its window, whatever became of single documents', () => {
		const outcomes = [made('supplier', '7'), made('purchase_order', '45', { status: 'held', reason: 'vendor_taken' })];
		expect(finished(outcomes)).toMatchObject({
			status: 'success',
			summary: 'Suppliers: 1 synced. Purchase orders: 1 held',
			message: '',
			sap_calls: 3,
			procore_calls: 4,
		});
	});

	it('is partial when a lane did not, and failed when none did', () => {
		const partial = finished([made('supplier', '7'), made('purchase_order', '', failed)]);
		expect(partial).toMatchObject({
			status: 'partial',
			summary: 'Suppliers: 1 synced. Purchase orders: 1 failed, not read to the end',
		});
		expect(finished([made('supplier', '', failed), made('purchase_order', '', failed)]).status).toBe('failed');
	});

	it('has failed when a batch stopped, and says why', () => {
		expect(finished([made('supplier', '7')], 'The database is full')).toMatchObject({
			status: 'failed',
			message: 'The database is full',
		});
	});

	it('tells of each lane what it read, and from when to when', () => {
		const { from, to } = plan().windows.supplier;
		expect(JSON.parse(finished([made('supplier', '7')]).counts)).toEqual({
			supplier: { synced: 1, complete: true, from, to },
			purchase_order: { complete: true, from, to },
		});
	});

	it('says what its lanes failed on as a whole, each trouble once', () => {
		const down = { ...failed, message: 'SAP could not be reached' };
		const row = finished([made('supplier', '', down), made('purchase_order', '', down)]);
		expect(row.message).toBe('Suppliers, Purchase orders: SAP could not be reached');
		const one = finished([made('supplier', '7'), made('purchase_order', '', { ...down, message: '' })]);
		expect(one.message).toBe('Purchase orders: The system could not be reached');
	});

	it('keeps what a lane failed on through later batches, and puts first why it stopped', () => {
		const run = plan({ batchSize: 0, lanes: [...lanes] });
		const recorded = record(
			recordInput({ run, lanes, outcomes: [made('supplier', '', { ...failed, message: 'No answer' })] }),
		);
		const next = closeBatch(run, recorded.lanes, { sap: 1, procore: 1 }, '7').plan;
		const second = record(recordInput({ run: next, lanes, outcomes: [] }));
		const { plan: last } = closeBatch(next, second.lanes, { sap: 1, procore: 1 }, '8');
		expect(finishRun(last, 'Lost lease.', now).message).toBe('Lost lease.\nSuppliers: No answer');
	});

	it('of a replay is judged by the lanes that had something to read', () => {
		const run = plan({
			mode: 'replay',
			readWindow: perEntity(false),
			reads: { ...perEntity(false), purchase_order: true },
			lanes: [...lanes],
		});
		expect(finished([made('purchase_order', '', failed)], '', run).status).toBe('failed');
		expect(finished([], '', run)).toMatchObject({ status: 'success', summary: 'Purchase orders: nothing changed' });
	});
});

describe('what is pruned', () => {
	it('is older than the days to keep, by time and by run ID', () => {
		expect(pruning('acme', 400, now)).toEqual({
			customer: 'acme',
			before: '2025-08-27T06:05:00.000Z',
			before_run: '20250827T060500Z',
		});
		expect(String(pruning('acme', 1, now)?.before_run) < plan().runId).toBe(true);
	});

	it('is nothing when everything is kept', () => {
		expect(pruning('acme', 0, now)).toBeUndefined();
	});
});

describe('a message for people', () => {
	it('tells of a run that failed why, what it did and where to look', () => {
		const row = finished([made('supplier', '7')], 'SAP could not be reached');
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
		expect(describeTrouble({ ...finished([]), status }).severity).toBe(severity);
	});

	it('does not bother anybody with a long load that goes on by itself, unless a lane failed as well', () => {
		const lane = { complete: false, from: '', to: '' };
		const severity = (counts: object) =>
			describeTrouble({ ...finished([]), status: 'partial', counts: JSON.stringify(counts) }).severity;
		const goesOn = { ...lane, cursor: '4500002000' };
		expect(severity({ supplier: { ...lane, complete: true }, purchase_order: goesOn })).toBe('info');
		expect(severity({ supplier: lane, purchase_order: goesOn })).toBe('warning');
	});

	it('tells, in a run that went well, of an earlier one that was broken off', () => {
		const alert = describeTrouble({ ...finished([]), broken_off: '20261001T050000Z-7' });
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
			title: 'SAP to Procore: a run did not begin',
			text: 'Another run …',
			severity: 'warning',
		});
		expect(alert('sap_procore_error').severity).toBe('error');
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

	it('tells of a trigger that could not start', () => {
		const alert = describeTrouble({ trigger: { error: { message: 'No webhook' } }, workflow: { name: 'Sync' } });
		expect(alert).toEqual({ title: 'Sync: could not be started', text: 'No webhook', severity: 'error' });
	});

	it('tells of a run that another one kept out', () => {
		expect(describeTrouble({ taken: false, customer: 'acme', message: 'Another run …' })).toEqual({
			title: 'SAP to Procore (acme): no run',
			text: 'Another run …',
			severity: 'warning',
		});
	});

	it.each([
		{ execution: { error: { message: 'POST failed: client_secret=abc123' } } },
		{ run_id: '1', status: 'failed', message: 'Authorization: Bearer abc123abc123' },
		{ something: { access_token: 'abc123' } },
	])('holds no secret: %j', (given) => {
		expect(JSON.stringify(describeTrouble(given))).not.toContain('abc123');
	});
});

describe('a message as mail and chat show it', () => {
	const hostile = '<script>alert("x")</script> <!channel> & \'=cmd|calc\'';
	const shown = presented({ title: hostile, text: `${hostile}\nhttps://n8n.example/231`, severity: 'error' });

	it('holds no markup that came from outside', () => {
		expect(shown.html).not.toMatch(/<script|<!channel/);
		expect(shown.html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
		expect(shown.chat).not.toMatch(/<script|<!channel/);
		expect(shown.chat).toContain('&lt;!channel&gt; &amp;');
	});

	it('gives the mail every line of the text', () => {
		expect(shown.html.match(/<p /g)).toHaveLength(3);
		expect(shown.html).toContain('https://n8n.example/231');
	});
});
