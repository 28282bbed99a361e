import { readsOf, triggerOf, wantedOf, type Trigger } from '../../../nodes/SapToProcore/reports/request';

const webhook = (path: string, more: object = {}) => ({
	headers: {},
	query: {},
	body: {},
	webhookUrl: `https://n8n.example/webhook/${path}`,
	executionMode: 'production',
	...more,
});
const wanted = (trigger: Trigger) => {
	if (trigger.kind === 'replay' || trigger.kind === 'submission') throw new Error(`It is a ${trigger.kind}`);
	return wantedOf(trigger, ['exceptions', 'reconciliation']);
};
const page = (query: object, page = 'exceptions') =>
	wanted(triggerOf(webhook('sap-procore', { query: { page, ...query } })));

describe('what started the report workflow', () => {
	it.each([
		['sap-procore/status', 'status'],
		['acme/exceptions', 'exceptions'],
		['acme/sap-readiness/', 'readiness'],
		['sap-procore/reconciliation-acme', 'reconciliation'],
	])('a webhook of its own for a page, by the end of its path: %s', (path, report) => {
		expect(triggerOf(webhook(path))).toEqual({ kind: 'page', report, query: {}, user: '' });
	});

	it('the page that the address names, whatever the path; the first one where it names none', () => {
		const of = (path: string, query: object) => triggerOf(webhook(path, { query }));
		for (const path of ['sap-procore', 'acme', 'sap-procore/status'])
			expect(of(path, { page: 'exceptions' })).toMatchObject({ kind: 'page', report: 'exceptions' });
		expect(of('acme', { page: ['status', 'Readiness'] })).toMatchObject({ report: 'readiness' });
		expect(of('acme', {})).toMatchObject({ report: 'status' });
	});

	it('keeps the texts of an address, each as often as it is given, and nothing else', () => {
		const query = { row: ['1', ' 2 '], find: ' 45 ', month: 10, nested: { a: 1 }, list: [{}, 'x'] };
		expect(triggerOf(webhook('acme', { query }))).toMatchObject({
			query: { row: ['1', '2'], find: ['45'], month: ['10'], nested: [], list: ['x'] },
		});
	});

	it('reads more than twenty of a kind, of which n8n makes an object with their positions', () => {
		const row = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [String(index), `r${String(index)}`]));
		const of = (query: object) => triggerOf(webhook('acme', { query }));
		expect(of({ row })).toMatchObject({ query: { row: Object.values(row) } });
		expect(of({ row: { 0: 'a', length: 'b' }, find: { __proto__: null, 0: { 1: 'x' } } })).toMatchObject({
			query: { row: [], find: [] },
		});
	});

	it('a replay by webhook, whatever it holds', () => {
		for (const body of [{ entity: 'supplier' }, [], 'text', {}])
			expect(triggerOf(webhook('sap-procore/replay', { body }))).toEqual({
				kind: 'replay',
				by: 'webhook',
				given: body,
			});
		expect(triggerOf(webhook('sap-procore/replay', { body: undefined }))).toMatchObject({ given: {} });
	});

	it('a form of a page, by what it holds; whoever is logged in is known by name', () => {
		const query = { page: 'exceptions' };
		const body = { token: 'x' };
		expect(triggerOf(webhook('acme', { query, body }))).toEqual({ kind: 'submission', report: 'exceptions' });
		const authorization = `Basic ${Buffer.from('ann:pass:word').toString('base64')}`;
		const user = (more: object) => triggerOf(webhook('acme', { query, ...more }));
		expect(user({ headers: { authorization } })).toMatchObject({ kind: 'page', user: 'ann' });
		// As n8n may show what it has checked.
		expect(user({ headers: { authorization: '**hidden**' } })).toMatchObject({ user: '' });
		expect(user({ jwtPayload: { sub: '7', email: 'ann@acme.example' } })).toMatchObject({ user: 'ann@acme.example' });
	});

	it('a replay by form, in whichever language its fields are', () => {
		const own = { submittedAt: '2026-10-01T05:00:00.000+00:00', formMode: 'production' };
		const given = (fields: object) => triggerOf({ ...fields, ...own });
		expect(given({ 'What to take up again': 'Suppliers', 'SAP number': ' 7 ' })).toEqual({
			kind: 'replay',
			by: 'form',
			given: { entity: 'Suppliers', key: ' 7 ' },
		});
		expect(given({ Was: 'Everything that is due', Nummer: '' })).toMatchObject({ given: { entity: '', key: '' } });
	});

	it('a schedule by its time, and a person by nothing', () => {
		const at = '2026-12-01T06:00:00.000+00:00';
		expect(triggerOf({ timestamp: at, Year: '2026' })).toEqual({ kind: 'schedule', at });
		expect(triggerOf({})).toEqual({ kind: 'manual' });
	});
});

describe('what is asked for', () => {
	it('a page, unless a file is asked for', () => {
		expect(page({})).toEqual({
			reports: ['exceptions'],
			format: 'html',
			month: '',
			asked: true,
			...{ query: { page: ['exceptions'] }, user: '' },
			refusal: null,
			newerThan: '',
		});
		expect(page({ format: 'XLSX' }).format).toBe('xlsx');
		expect(page({ format: ['pdf', 'csv'] }).format).toBe('csv');
	});

	it.each([
		[{ month: 'banana' }, 'The month "banana" cannot be read. A month looks like 2026-10.'],
		[{ month: '2026-13' }, 'The month "2026-13" cannot be read. A month looks like 2026-10.'],
		[{ month: 'x'.repeat(99) }, `The month "${'x'.repeat(40)}…" cannot be read. A month looks like 2026-10.`],
		[{ format: 'pdf' }, 'The format "pdf" is not known. It takes xlsx, csv, or nothing for the page.'],
	])('%j is refused with 400, and says what it takes', (query, message) => {
		expect(page(query)).toMatchObject({ reports: [], asked: true, refusal: { statusCode: 400, message } });
	});

	it('a page that there is not is refused, and says which there are', () => {
		expect(page({}, 'statuses').refusal).toEqual({
			statusCode: 400,
			message: expect.stringContaining('status, exceptions, mapping, vendors, projects, reconciliation, readiness'),
		});
	});

	it('by hand the reports of the month end, of the current month; nobody waits', () => {
		expect(wanted({ kind: 'manual' })).toMatchObject({
			reports: ['exceptions', 'reconciliation'],
			format: 'xlsx',
			month: '',
			asked: false,
		});
	});

	it.each([
		['2026-12-01T06:00:00.000+00:00', '2026-11'],
		['2026-12-01T06:00:00.000+13:00', '2026-11'],
		['2026-11-30T22:00:00.000-08:00', '2026-11'],
		['2026-12-05T06:00:00.000+00:00', '2026-11'],
		['2027-01-01T00:30:00.000+13:00', '2026-12'],
	])('by the schedule at %s the month that has just ended: %s', (at, month) => {
		expect(wanted({ kind: 'schedule', at })).toMatchObject({ month, asked: false });
	});
});

describe('what is read for it', () => {
	it('nothing for the status, nothing of Procore for the exceptions', () => {
		expect(readsOf(['status'], 90)).toEqual({ sapReads: [], procoreReads: [], changedDays: 90 });
		expect(readsOf(['exceptions'], 90).procoreReads).toEqual([]);
	});

	it('recent orders are enough for the readiness, unless another report needs all', () => {
		expect(readsOf(['readiness'], 30).changedDays).toBe(30);
		expect(readsOf(['readiness', 'exceptions'], 30).changedDays).toBe(0);
	});

	it('nothing twice for two reports', () => {
		const { sapReads } = readsOf(['exceptions', 'reconciliation'], 90);
		expect([...sapReads].sort()).toEqual(['costs', 'orders', 'plan', 'requisitions', 'system']);
	});
});
