import fc from 'fast-check';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { Procore } from '../../../nodes/Procore/Procore.node';
import { vendorFingerprint } from '../../../nodes/Procore/objects/vendor/compare';
import { writeOriginData } from '../../../nodes/shared/fingerprint';
import { outcomeSchema, type Outcome } from '../../../nodes/shared/model';
import { dueText } from '../../../nodes/shared/texts';
import { accepted, desired, fake, refusedConnection, updatesOf, type FakeOptions, type Handler } from './fakes';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const syncPath = '/rest/v1.0/vendors/sync';
const takesAll: Handler = (request) => ({ body: { entities: accepted(updatesOf(request)).reverse(), errors: [] } });
const json = (value: object) => structuredClone(value) as IDataObject;
const fresh = (...suppliers: Array<number | string>) => suppliers.map((one) => json(desired(one, { observed: null })));

async function upsert(options: FakeOptions) {
	const { context, requests } = fake({
		goesOn: true,
		handler: takesAll,
		...options,
		parameters: { resource: 'vendor', operation: 'upsertMany', dryRun: false, ...options.parameters },
	});
	const [items] = (await new Procore().execute.call(context)) as [INodeExecutionData[]];
	const outcomes = items.map(({ json }) => outcomeSchema.parse('error' in json ? json.details : json));
	return { items, outcomes, requests, writes: requests.filter(({ method }) => method !== 'GET') };
}
const statusesOf = (outcomes: Outcome[]) => outcomes.map(({ status }) => status);

describe('Upsert Many', () => {
	it('sends one batch and gives one outcome an item, in the order of the input', async () => {
		const { outcomes, items, requests } = await upsert({ items: fresh(3, 1, 2) });
		expect(requests).toHaveLength(1);
		expect(requests[0]).toMatchObject({ method: 'PATCH', url: `https://api.procore.com${syncPath}` });
		expect(requests[0]?.body?.company_id).toBe(Number(requests[0]?.headers['Procore-Company-Id']));
		expect(outcomes.map(({ sapKey }) => sapKey)).toEqual(['3', '1', '2']);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(outcomes[0]).toMatchObject({
			entity: 'supplier',
			originId: 'sap:S4P:supplier:3',
			sapChangedAt: '2026-10-01T06:00:00Z',
			action: 'create',
			status: 'synced',
			procoreId: '9000',
			fingerprint: vendorFingerprint(desired(3)),
			detail: { fields: expect.arrayContaining(['name', 'city']) as unknown, remarks: [] },
		});
	});

	it('makes no request when nothing changed', async () => {
		const wanted = desired(1);
		const origin_data = writeOriginData({ fingerprint: vendorFingerprint(wanted), changedAt: null });
		const observed = { id: 5, name: 'x', origin_id: wanted.originId, origin_data };
		const { outcomes, requests } = await upsert({ items: [json({ ...wanted, observed })] });
		expect(requests).toHaveLength(0);
		expect(outcomes[0]).toMatchObject({ status: 'unchanged', action: 'none', procoreId: '5' });
	});

	it('writes the active flag again where a person changed it, when the item manages it', async () => {
		const wanted = desired(1, { active: false });
		const origin_data = writeOriginData({ fingerprint: vendorFingerprint(wanted), changedAt: null });
		const observed = { id: 5, name: wanted.name, origin_id: wanted.originId, origin_data, is_active: true };
		const { outcomes, writes } = await upsert({ items: [json({ ...wanted, observed })] });
		expect(outcomes[0]).toMatchObject({ status: 'synced', action: 'update' });
		expect(writes.flatMap(updatesOf)).toMatchObject([{ id: 5, is_active: false }]);
	});

	it('reads Procore once when an item does not say what is there, the inactive ones too', async () => {
		const { outcomes, requests, writes } = await upsert({
			items: [json(desired(1)), json(desired(2)), json(desired(3, { active: true })), ...fresh(4)],
			handler: (request, count) => {
				if (request.method !== 'GET') return takesAll(request, count);
				if (request.url.includes('/inactive'))
					return { body: [{ id: 13, name: 'c', origin_id: 'sap:S4P:supplier:3' }] };
				return {
					body: [
						{ id: 11, name: 'a', origin_id: 'sap:S4P:supplier:1', notes: 'n' },
						{ id: 12, name: 'b' },
					],
				};
			},
		});
		expect(requests.filter(({ method }) => method === 'GET')).toHaveLength(2);
		expect(outcomes.map(({ action }) => action)).toEqual(['update', 'create', 'update', 'create']);
		expect(writes.flatMap(updatesOf).map(({ id }) => id)).toEqual([11, undefined, 13, undefined]);
		expect(writes.flatMap(updatesOf)[2]?.is_active).toBe(true);
	});

	describe('notes that are not in the record', () => {
		const partial = (n: number) => ({ id: n, name: 'x', origin_id: null });
		const terms = (n: number, more: object = {}) =>
			json(desired(n, { paymentTerms: 'Net 30', observed: { ...partial(n) }, ...more }));
		const readsOf = (requests: Array<{ method: string; url: string }>) =>
			requests.filter(({ method }) => method === 'GET').map(({ url }) => /vendors\/(\d+)/.exec(url)?.[1]);

		it('are read where payment terms are to be written, and only there', async () => {
			const wanted = desired(3, { paymentTerms: 'Net 30' });
			const origin_data = writeOriginData({ fingerprint: vendorFingerprint(wanted), changedAt: null });
			const unchanged = { id: 3, name: 'x', origin_id: wanted.originId, origin_data };
			const { outcomes, requests, writes } = await upsert({
				items: [
					terms(1),
					terms(2, { paymentTerms: '' }),
					terms(3, { observed: unchanged }),
					terms(4, { observed: { ...partial(4), notes: null } }),
					terms(5, { observed: { ...partial(5), origin_id: 'other:1' } }),
				],
				handler: (request, count) =>
					request.method === 'GET' ? { body: { ...partial(1), notes: 'Call first' } } : takesAll(request, count),
			});
			expect(readsOf(requests)).toEqual(['1']);
			expect(statusesOf(outcomes)).toEqual(['synced', 'synced', 'unchanged', 'synced', 'held']);
			expect(writes.flatMap(updatesOf).map(({ notes }) => notes)).toEqual([
				'Call first\nSAP payment terms: Net 30',
				undefined,
				'SAP payment terms: Net 30',
			]);
			expect(outcomes[0]?.detail).toMatchObject({ fields: expect.arrayContaining(['notes']) as unknown, remarks: [] });
		});

		it('are not read on a dry run, which says so', async () => {
			const { outcomes, requests } = await upsert({ items: [terms(1)], parameters: { dryRun: true } });
			expect(requests).toHaveLength(0);
			expect(outcomes[0]?.detail.remarks).toEqual([expect.stringContaining('were not read')]);
		});

		it('fail their vendor alone when they cannot be read', async () => {
			const { outcomes, writes } = await upsert({
				items: [terms(1), terms(2), terms(3), terms(4)],
				handler: (request, count) => {
					if (request.method !== 'GET') return takesAll(request, count);
					if (request.url.includes('/1?')) return { status: 404 };
					if (request.url.includes('/2?')) return { body: partial(2) };
					return {
						body: { ...partial(3), ...(request.url.includes('/4?') ? { origin_id: 'other:1' } : {}), notes: null },
					};
				},
			});
			expect(outcomes.map(({ status, reason }) => [status, reason])).toEqual([
				['failed', 'not_found'],
				['failed', 'no_answer'],
				['synced', ''],
				['held', 'foreign_origin_id'],
			]);
			expect(writes.flatMap(updatesOf)).toHaveLength(1);
		});

		it('are not asked for again and again when Procore is down: their vendors wait, the others are sent', async () => {
			const { outcomes, requests } = await upsert({
				items: [1, 2, 3, 4, 5].map((n) => terms(n)).concat(fresh(6)),
				handler: (request, count) => (request.method === 'GET' ? { status: 502 } : takesAll(request, count)),
			});
			expect(statusesOf(outcomes)).toEqual([...Array<string>(5).fill('waiting'), 'synced']);
			expect(readsOf(requests)).toHaveLength(8);
		});
	});

	it('compares only, on a dry run', async () => {
		const { outcomes, writes } = await upsert({
			items: [
				...fresh(1),
				json(desired(2, { observed: { id: 5, name: 'x', origin_id: null } })),
				json(desired(3, { observed: { id: 6, name: 'x', origin_id: 'other:9' } })),
			],
			parameters: { dryRun: true },
		});
		expect(writes).toHaveLength(0);
		expect(outcomes.map(({ status, action, reason }) => [status, action, reason])).toEqual([
			['planned', 'create', ''],
			['planned', 'link', ''],
			['held', 'none', 'foreign_origin_id'],
		]);
	});

	it('fails what Procore rejects, in its words, with advice', async () => {
		const { outcomes, items } = await upsert({
			items: fresh(1, 2, 3),
			handler: (request) => {
				const [one, two] = updatesOf(request);
				const errors = [{ ...two, errors: { state_code: ['Invalid State Code for Country'] } }];
				return { body: { entities: accepted([one as IDataObject]), errors } };
			},
		});
		expect(statusesOf(outcomes)).toEqual(['synced', 'failed', 'failed']);
		expect(outcomes[1]).toMatchObject({
			reason: 'procore_rejected',
			message: 'state_code: Invalid State Code for Country',
		});
		expect(String(outcomes[1]?.detail.advice)).toContain('ISO 3166');
		expect(outcomes[2]).toMatchObject({ reason: 'no_answer' });
		expect(items.map(({ json }) => Object.keys(json).sort().join() === 'details,error')).toEqual([false, true, true]);
		expect(String(items[1]?.json.error)).toContain('[item 1]');
	});

	it('counts a vendor that comes twice, all the same, once: no error, and no second outcome', async () => {
		const { outcomes, items, writes } = await upsert({ items: fresh(1, 2, 1) });
		expect(outcomes.map(({ sapKey, status }) => [sapKey, status])).toEqual([
			['1', 'synced'],
			['2', 'synced'],
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(writes.flatMap(updatesOf)).toHaveLength(2);
	});

	it('sends neither another item of the same identity nor what is no vendor, and skips the empty item', async () => {
		const link = { id: 5, name: 'x', origin_id: null, notes: null };
		const simplified = { id: 8, name: 'x', originId: null, isActive: true };
		const { outcomes, items, writes } = await upsert({
			items: [
				...fresh(1),
				json(desired(1, { observed: null, city: 'Ulm' })),
				{},
				{ originId: 'x', code: 'wrong' },
				json(desired(2, { observed: link })),
				json(desired(3, { observed: link })),
				json({ ...desired(4), observed: simplified }),
			],
		});
		expect(outcomes.map(({ status, reason }) => [status, reason])).toEqual([
			['synced', ''],
			['failed', 'duplicate_item'],
			['failed', 'invalid_item'],
			['synced', ''],
			['failed', 'duplicate_item'],
			['failed', 'invalid_item'],
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 3, 4, 5, 6].map((item) => ({ item })));
		expect(outcomes[2]).toMatchObject({ sapKey: 'wrong', message: expect.stringContaining('name') as unknown });
		expect(writes.flatMap(updatesOf)).toHaveLength(2);
	});

	it('does all the work, then stops with the first failed item, when it is to stop', async () => {
		const { context, requests } = fake({
			items: fresh(1, 2, 3, 4),
			parameters: { resource: 'vendor', operation: 'upsertMany', dryRun: false, options: { batchSize: 1 } },
			handler: (request, count) => (count % 2 ? takesAll(request, count) : { status: 422, body: { message: 'no' } }),
		});
		const error: unknown = await new Procore().execute.call(context).catch((thrown: unknown) => thrown);
		expect(requests).toHaveLength(4);
		expect(error).toMatchObject({ message: expect.stringContaining('[item 1]') as unknown });
		expect((error as Error & { description: string }).description).toContain('2 items have failed');
	});

	it('lets wait what the quota does not allow, with the time', async () => {
		const { outcomes, items } = await upsert({
			items: fresh(1, 2, 3),
			parameters: { options: { batchSize: 1, maximumWait: 60 } },
			handler: (request, count) => {
				const { body } = takesAll(request, count) as { body: unknown };
				const reset = String(Math.floor(Date.now() / 1000) + 1800);
				return { body, headers: { 'X-Rate-Limit-Remaining': '0', 'X-Rate-Limit-Reset': reset } };
			},
		});
		expect(statusesOf(outcomes)).toEqual(['synced', 'waiting', 'waiting']);
		expect(outcomes[2]).toMatchObject({ reason: 'rate_limited', action: 'create' });
		expect(Date.parse(String(outcomes[2]?.detail.retryAt))).toBeGreaterThan(Date.now() + 1_700_000);
		expect(outcomes[2]?.message).toContain(dueText(Date.parse(String(outcomes[2]?.detail.retryAt))));
		expect(items.every(({ json }) => !('error' in json))).toBe(true);
	});

	it.each<[string, Handler, string, string, number]>([
		['a 429', () => ({ status: 429, headers: { 'Retry-After': '3600' } }), 'waiting', 'rate_limited', 1],
		[
			'a 503 with a long pause',
			() => ({ status: 503, headers: { 'Retry-After': '3600' } }),
			'waiting',
			'system_unavailable',
			1,
		],
		['a host that is not there', () => Promise.reject(refusedConnection()), 'waiting', 'system_unavailable', 16],
		['500 for ever', () => ({ status: 500 }), 'waiting', 'system_unavailable', 16],
		['403', () => ({ status: 403, body: { errors: 'no' } }), 'failed', 'permission_missing', 1],
		['404', () => ({ status: 404 }), 'failed', 'not_found', 1],
		['HTML', () => ({ body: '<html></html>' }), 'failed', 'configuration_invalid', 1],
		['no sync answer', () => ({ body: { ok: true } }), 'failed', 'no_answer', 1],
	])('%s', async (_case, handler, status, reason, requests) => {
		const made = await upsert({ items: fresh(1, 2, 3, 4, 5), handler, parameters: { options: { maximumWait: 60 } } });
		expect(made.outcomes.map((one) => [one.status, one.reason])).toEqual(Array(5).fill([status, reason]));
		expect(made.requests.length).toBeLessThanOrEqual(requests);
	});

	it('gives items the trouble of a read that they needed, and sends the others', async () => {
		const { outcomes } = await upsert({
			items: [json(desired(1)), ...fresh(2)],
			handler: (request, count) => (request.method === 'GET' ? { status: 403 } : takesAll(request, count)),
		});
		expect(outcomes.map(({ status, reason }) => [status, reason])).toEqual([
			['failed', 'permission_missing'],
			['synced', ''],
		]);
	});

	it('gives items a reason for what nobody foresaw, and sends the others', async () => {
		const { outcomes } = await upsert({
			items: [json(desired(1)), ...fresh(2)],
			handler: (request, count) =>
				request.method === 'GET' ? { body: [{ id: {}, name: 'x' }] } : takesAll(request, count),
		});
		expect(outcomes.map(({ status, reason }) => [status, reason])).toEqual([
			['failed', 'unexpected_error'],
			['synced', ''],
		]);
	});

	it('gives every vendor exactly one outcome, and only bad rows fail', async () => {
		const vendors = fc.uniqueArray(fc.nat(500), { minLength: 1, maxLength: 40 });
		const bad = fc.func(fc.constantFrom('good', 'good', 'good', 'rejected', 'malformed'));
		await fc.assert(
			fc.asyncProperty(
				vendors,
				bad,
				fc.integer({ min: 1, max: 50 }),
				fc.infiniteStream(fc.nat(1000)),
				async (suppliers, kindOf, batchSize, random) => {
					const kind = (origin: unknown) => kindOf(String(origin));
					const { outcomes } = await upsert({
						items: fresh(...suppliers),
						parameters: { options: { batchSize } },
						handler: (request) => {
							const rows = updatesOf(request);
							if (rows.some((row) => kind(row.origin_id) === 'malformed'))
								return { status: 400, body: { message: 'no' } };
							const shuffled = rows
								.map((row) => ({ row, at: Number(random.next().value) }))
								.sort((a, b) => a.at - b.at)
								.map(({ row }) => row);
							const errors = shuffled
								.filter((row) => kind(row.origin_id) === 'rejected')
								.map((row) => ({ ...row, errors: { name: ['x'] } }));
							const entities = accepted(shuffled.filter((row) => kind(row.origin_id) === 'good'));
							return { body: { entities, errors } };
						},
					});
					expect(outcomes.map(({ sapKey }) => sapKey)).toEqual(suppliers.map(String));
					for (const { originId, status } of outcomes)
						expect(status).toBe(kind(originId) === 'good' ? 'synced' : 'failed');
				},
			),
			{ numRuns: 60 },
		);
	});
});
