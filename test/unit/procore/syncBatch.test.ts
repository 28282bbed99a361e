import fc from 'fast-check';
import type { NodeApiError } from 'n8n-workflow';
import { readSyncAnswer, type SyncRow } from '../../../nodes/Procore/api/syncAnswer';
import { syncRows, type SendBatch, type Trouble } from '../../../nodes/Procore/api/syncBatch';
import { apiError, type Answer } from '../../../nodes/shared/http';
import { node } from './fakes';

const row = (key: number | string, id?: number): SyncRow => ({
	key: `k${key}`,
	body: { origin_id: `k${key}`, ...(id === undefined ? {} : { id }) },
});
const rowsUpTo = (count: number) => Array.from({ length: count }, (_, index) => row(index));
const error = (status: number): NodeApiError =>
	apiError(node, { message: `status ${status}`, description: 'x', status });
const trouble = (kind: Trouble['kind'], status = 500) => ({ trouble: { kind, error: error(status) } });
const success = (rows: SyncRow[]): { answer: Answer } => ({
	answer: { status: 200, headers: {}, body: { entities: rows.map(({ body }) => body), errors: [] } },
});
const run = async (rows: SyncRow[], sendBatch: SendBatch, batchSize = 1000) => {
	const sent: string[][] = [];
	const results = await syncRows(
		rows,
		async (batch) => {
			sent.push(batch.map(({ key }) => key));
			return await sendBatch(batch);
		},
		{ batchSize, shapeError: () => error(200), breakdownError: () => error(500) },
	);
	const kinds = Object.fromEntries([...results].map(([key, { kind }]) => [key, kind]));
	return { results, kinds, sent };
};
const keysOf = (rows: SyncRow[]) => rows.map(({ key }) => key);

describe('sync answer', () => {
	const rows = [row('a', 1), row('b', 2), row('c')];

	it('matches by identity, whatever the order', () => {
		const body = {
			entities: [
				{ id: 9, origin_id: 'kc' },
				{ id: 77, origin_id: 'unknown' },
				{ id: 1, origin_id: 'ka' },
			],
			errors: [{ id: 2, errors: { name: ['bad'] } }],
		};
		const answers = readSyncAnswer(body, rows)?.rows;
		expect(answers?.get('ka')).toEqual({ kind: 'accepted', entity: { id: 1, origin_id: 'ka' } });
		expect(answers?.get('kb')).toMatchObject({ kind: 'rejected', error: { text: 'name: bad' } });
		expect(answers?.get('kc')).toMatchObject({ kind: 'accepted' });
		expect(answers?.size).toBe(3);
	});

	it('says so where there is no answer, and counts a row in both lists as rejected', () => {
		const entity = { id: 1, origin_id: 'ka' };
		const answers = readSyncAnswer({ entities: [entity], errors: [{ ...entity, errors: { zip: ['x'] } }] }, rows)?.rows;
		expect([...(answers?.values() ?? [])].map(({ kind }) => kind)).toEqual(['rejected', 'unanswered', 'unanswered']);
	});

	it('keeps errors that name no row apart', () => {
		const errors = [
			{ line: 2, errors: { tax_code: ["can't be blank"] } },
			{ errors: { base: ['x'] }, origin_id: 'ka' },
		];
		const answer = readSyncAnswer({ entities: [], errors }, rows);
		expect(answer?.unnamed).toEqual([expect.objectContaining({ text: "tax_code: can't be blank" })]);
		expect(answer?.rows.get('ka')).toMatchObject({ kind: 'rejected' });
	});

	it.each([undefined, null, [], 'ok', {}, { entities: {} }, { entities: [], errors: 'no' }])('is not %j', (body) =>
		expect(readSyncAnswer(body, rows)).toBeUndefined(),
	);
});

describe('errors that name no row', () => {
	const refusing = (bad: string[]) => (rows: SyncRow[]) => ({
		answer: {
			...success(rows.filter(({ key }) => !bad.includes(key))).answer,
			body: {
				entities: rows.filter(({ key }) => !bad.includes(key)).map(({ body }) => body),
				errors: rows.filter(({ key }) => bad.includes(key)).map(() => ({ errors: { base: ['is locked'] } })),
			},
		},
	});

	it('belong to the rows that have no answer', async () => {
		const { results, sent } = await run(rowsUpTo(5), (rows) => Promise.resolve(refusing(['k1', 'k3'])(rows)));
		expect(sent).toHaveLength(1);
		expect([...results].filter(([, { kind }]) => kind === 'rejected').map(([key]) => key)).toEqual(['k1', 'k3']);
		expect(results.get('k3')).toMatchObject({ error: { text: 'is locked' } });
	});

	it('where more rows have no answer: those are sent again in halves, until it is known', async () => {
		const silent = (rows: SyncRow[]) => {
			const { answer } = refusing(['k2'])(rows);
			const entities = rows.length > 1 && keysOf(rows).includes('k2') ? [] : answer.body.entities;
			return Promise.resolve({ answer: { ...answer, body: { ...answer.body, entities } } });
		};
		const { kinds } = await run(rowsUpTo(4), silent);
		expect(kinds).toEqual({ k0: 'accepted', k1: 'accepted', k2: 'rejected', k3: 'accepted' });
	});
});

describe('batches', () => {
	it('are no larger than allowed', async () => {
		const { sent, kinds } = await run(rowsUpTo(2500), (rows) => Promise.resolve(success(rows)));
		expect(sent.map(({ length }) => length)).toEqual([1000, 1000, 500]);
		expect(Object.values(kinds).every((kind) => kind === 'accepted')).toBe(true);
		expect((await run([], () => Promise.reject(new Error('no request')))).sent).toEqual([]);
	});

	it('are halved until the bad row stands alone', async () => {
		const { kinds, sent } = await run(rowsUpTo(64), (rows) =>
			Promise.resolve(keysOf(rows).includes('k41') ? trouble('rows', 400) : success(rows)),
		);
		expect(Object.entries(kinds).filter(([, kind]) => kind !== 'accepted')).toEqual([['k41', 'failed']]);
		expect(sent.length).toBe(1 + 2 * 6);
	});

	it('stay small once they were too large', async () => {
		const { sent, kinds } = await run(
			rowsUpTo(400),
			(rows) => Promise.resolve(rows.length > 60 ? trouble('size', 413) : success(rows)),
			200,
		);
		expect(sent.map(({ length }) => length).filter((length) => length > 60)).toEqual([200, 100]);
		expect(new Set(Object.values(kinds))).toEqual(new Set(['accepted']));
	});

	it('stay as large as they are beside a row that is too large alone', async () => {
		const heavy = (key: string, rows: SyncRow[]) => rows.map((one) => (one.key === key ? big(one) : one));
		const big = (one: SyncRow): SyncRow => ({ ...one, body: { ...one.body, notes: 'x'.repeat(5000) } });
		const { sent, kinds } = await run(
			heavy('k0', rowsUpTo(64)),
			(rows) => Promise.resolve(keysOf(rows).includes('k0') ? trouble('size', 413) : success(rows)),
			64,
		);
		const intact = sent.filter((keys) => !keys.includes('k0')).map(({ length }) => length);
		expect(intact.sort((a, b) => b - a)).toEqual([32, 16, 8, 4, 2, 1]);
		expect(Object.entries(kinds).filter(([, kind]) => kind !== 'accepted')).toEqual([['k0', 'failed']]);
	});

	it('are given up after few requests when Procore is down', async () => {
		for (const [count, size] of [
			[1000, 1000],
			[5000, 1000],
			[50, 1],
			[2, 2],
			[1, 1],
		] as const) {
			const { sent, kinds } = await run(rowsUpTo(count), () => Promise.resolve(trouble('system', 503)), size);
			expect(sent.length).toBeLessThanOrEqual(4);
			expect(Object.keys(kinds)).toHaveLength(count);
			expect(new Set(Object.values(kinds))).toEqual(new Set(['waiting']));
		}
	});

	it('go on around rows that Procore breaks down on', async () => {
		const poison = new Set(['k3', 'k60', 'k61']);
		const { kinds } = await run(rowsUpTo(64), (rows) =>
			Promise.resolve(keysOf(rows).some((key) => poison.has(key)) ? trouble('system', 500) : success(rows)),
		);
		expect(
			Object.entries(kinds)
				.filter(([, kind]) => kind !== 'accepted')
				.map(([key]) => key)
				.sort(),
		).toEqual([...poison].sort());
		expect(kinds.k3).toBe('failed');
	});

	it('wait when Procore went down in the middle', async () => {
		let requests = 0;
		const { kinds, sent } = await run(
			rowsUpTo(100),
			(rows) => Promise.resolve(++requests > 3 ? trouble('system', 502) : success(rows)),
			10,
		);
		expect(Object.values(kinds).filter((kind) => kind === 'accepted')).toHaveLength(30);
		expect(Object.values(kinds).filter((kind) => kind === 'waiting')).toHaveLength(70);
		expect(sent.length).toBe(6);
	});

	it.each<[Trouble['kind'], string]>([
		['quota', 'waiting'],
		['request', 'failed'],
	])('%s ends it for all that is left', async (kind, end) => {
		let requests = 0;
		const { kinds, sent } = await run(
			rowsUpTo(50),
			(rows) => Promise.resolve(++requests > 2 ? trouble(kind, 403) : success(rows)),
			10,
		);
		expect(sent).toHaveLength(3);
		expect(Object.values(kinds).filter((one) => one === 'accepted')).toHaveLength(20);
		expect(Object.values(kinds).filter((one) => one === end)).toHaveLength(30);
	});

	it('fail when the answer is no sync answer', async () => {
		const { kinds, sent } = await run(rowsUpTo(3), () =>
			Promise.resolve({ answer: { status: 200, headers: {}, body: '<html>' } }),
		);
		expect(kinds).toEqual({ k0: 'failed', k1: 'failed', k2: 'failed' });
		expect(sent).toHaveLength(1);
	});

	it('give every row one result, and only bad rows fail', async () => {
		const sick = fc.uniqueArray(fc.nat(60), { maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 60 }),
				sick,
				sick,
				fc.integer({ min: 1, max: 60 }),
				async (count, rejected, malformed, size) => {
					const bad = new Set(malformed.map((one) => `k${one}`));
					const refused = new Set(rejected.map((one) => `k${one}`));
					const { results, kinds } = await run(
						rowsUpTo(count),
						(rows) => {
							if (keysOf(rows).some((key) => bad.has(key))) return Promise.resolve(trouble('rows', 422));
							const errors = rows
								.filter(({ key }) => refused.has(key))
								.map(({ body }) => ({ ...body, errors: { name: ['x'] } }));
							const entities = rows
								.filter(({ key }) => !refused.has(key))
								.map(({ body }) => body)
								.reverse();
							return Promise.resolve({ answer: { status: 200, headers: {}, body: { entities, errors } } });
						},
						size,
					);
					expect([...results.keys()].sort()).toEqual(keysOf(rowsUpTo(count)).sort());
					for (const [key, kind] of Object.entries(kinds))
						expect(kind).toBe(bad.has(key) ? 'failed' : refused.has(key) ? 'rejected' : 'accepted');
				},
			),
		);
	});
});
