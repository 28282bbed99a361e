import fc from 'fast-check';
import { canonicalJson, fingerprint, readOriginData, writeOriginData } from '../../../nodes/shared/fingerprint';
import { backoffMs, comeBack, retryAfterMs, waitMs } from '../../../nodes/shared/http/retry';
import { isSameOrigin, isSecure } from '../../../nodes/shared/http/origin';
import { asSession, isDue, sessionOf } from '../../../nodes/shared/logOn/session';
import {
	contractLineOriginId,
	isOwnOriginId,
	isSameSystem,
	originId,
	systemInOriginId,
} from '../../../nodes/shared/originId';
import { redact, rememberSecrets } from '../../../nodes/shared/redact';

describe('fingerprint', () => {
	it('does not depend on the order of keys, and does on every value', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue() as fc.Arbitrary<string>), (value) => {
				const turned = Object.fromEntries(Object.entries(value).reverse());
				expect(fingerprint(turned)).toBe(fingerprint(value));
				expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
			}),
		);
		expect(fingerprint({ a: '1' })).not.toBe(fingerprint({ a: '2' }));
	});

	it('is read back from origin_data, and nothing else is taken for ours', () => {
		const data = { fingerprint: fingerprint({ a: 1 }), changedAt: '2026-10-01T06:00:00.000Z' };
		expect(readOriginData(writeOriginData(data))).toEqual(data);
		expect(readOriginData(writeOriginData({ ...data, changedAt: null }))).toEqual({ ...data, changedAt: null });
		for (const foreign of [null, '', '{}', 'v1', '{"fp":"xyz"}', '[1]']) expect(readOriginData(foreign)).toBeNull();
	});
});

describe('origin ID', () => {
	it('never collides, whatever the keys look like', () => {
		expect(originId('S4P', 'po', '4500000001', '2207')).toBe('sap:S4P:po:4500000001:2207');
		fc.assert(
			fc.property(fc.array(fc.string(), { minLength: 1 }), fc.array(fc.string(), { minLength: 1 }), (a, b) => {
				expect(originId('S', 't', ...a) === originId('S', 't', ...b)).toBe(JSON.stringify(a) === JSON.stringify(b));
			}),
		);
	});

	it('is ours only for the same system and type', () => {
		expect(isOwnOriginId('sap:S4P:supplier:1', 'S4P', 'supplier')).toBe(true);
		expect(isOwnOriginId('sap:S4PX:supplier:1', 'S4P', 'supplier')).toBe(false);
		expect(isOwnOriginId('sage:1', 'S4P', 'supplier')).toBe(false);
	});

	it('tells its system, whatever its name looks like', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (system, order) => {
				const id = contractLineOriginId(system, { purchaseOrder: order, item: '10', assignment: '1' }, '2207');
				expect(systemInOriginId(id)).toBe(system);
			}),
		);
	});

	it.each([
		['sap:S4P:poi:1:10:1:2207', true],
		['sap:S4PX:poi:1:10:1:2207', false],
		['sage:S4P:poi:1', false],
		['sap:S4P', true],
		['', false],
	])('%p is of the same system as a contract of S4P: %p', (id, same) => {
		expect(isSameSystem(id, 'sap:S4P:po:1:2207')).toBe(same);
	});
});

describe('log-on data go', () => {
	it.each([
		['https://sap.example', true],
		['http://localhost:4100', true],
		['http://sap.localhost', true],
		['http://127.0.0.1:4100', true],
		['http://127.9.9.9', true],
		['http://[::1]:4100', true],
		['http://sap.example', false],
		['http://127.0.0.1.sap.example', false],
		['http://localhost.sap.example', false],
		['http://10.0.0.1', false],
	])('to %s: %p', (url, goes) => {
		expect(isSecure(url)).toBe(goes);
	});
});

describe('a token is replaced', () => {
	const now = Date.parse('2026-10-01T06:00:00Z');
	const token = (lifetimeSeconds: number, leftSeconds: number) => ({
		token: 'a',
		lifetimeMs: lifetimeSeconds * 1000,
		expiresAt: now + leftSeconds * 1000,
		for: '',
	});
	it.each([
		['SAP, one hour, five minutes left', token(3600, 300), true],
		['SAP, one hour, six minutes left', token(3600, 361), false],
		['Procore, 90 minutes, five minutes left', token(5400, 299), true],
		['short-lived, one minute, a tenth left', token(60, 6), true],
		['short-lived, one minute, more than a tenth left', token(60, 10), false],
		['already over', token(3600, -1), true],
	])('%s: %s', (_, data, due) => {
		expect(isDue(data, now)).toBe(due);
	});

	it.each([[Number.NaN], [0], [-1]])(
		'nine minutes after it was issued when its answer named no lifetime (%d)',
		(seconds) => {
			const credentials = { clientId: 'c', clientSecret: 's' };
			const kept = sessionOf({ ...credentials, session: asSession({ token: 'a', seconds }, credentials, now) });
			if (!kept) throw new Error('there is no session');
			expect(isDue(kept, now)).toBe(false);
			expect(isDue(kept, now + 8.9 * 60_000)).toBe(false);
			expect(isDue(kept, now + 9 * 60_000)).toBe(true);
		},
	);

	it.each(['', 'none', '{"token":"a"', undefined])('a credential without one has none: %p', (session) => {
		expect(sessionOf({ clientId: 'c', ...(session === undefined ? {} : { session }) })).toBeUndefined();
	});

	it.each([
		['apiUrl', 'https://other.example'],
		['clientSecret', 'another'],
		['environment', 'production'],
	])('it is none for another %s', (name, value) => {
		const credentials = { apiUrl: 'https://sap.example', clientId: 'c', clientSecret: 's' };
		const session = asSession({ token: 'a', seconds: 60 }, credentials, now);
		expect(sessionOf({ ...credentials, session })).toMatchObject({ token: 'a' });
		expect(sessionOf({ ...credentials, session, [name]: value })).toBeUndefined();
	});
});

describe('secrets never show', () => {
	it.each([
		['Authorization: Bearer abcdef.ghijkl-mnop', 'abcdef'],
		['Basic dXNlcjpwYXNzd29yZA==', 'dXNlcjpwYXNz'],
		['{"client_secret":"hunter2!"}', 'hunter2'],
		['grant_type=x&client_secret=hunter2&y=1', 'hunter2'],
		[String.raw`{\"client_secret\":\"hunter2!\",\"x\":1}`, 'hunter2'],
		[String.raw`{\"client_secret\":\"a\\\"hunter2\"}`, 'hunter2'],
		[String.raw`{"body":"{\\\"client_secret\\\": \\\"hunter2\\\"}"}`, 'hunter2'],
		[String.raw`{"password":"a\"hunter2"}`, 'hunter2'],
		['{"password":"it\'s hunter2"}', 'hunter2'],
		['{"client_secret":"hunter2 cut o', 'hunter2'],
		['client_secret: hunter2', 'hunter2'],
		['clientSecret:hunter2&more', 'hunter2'],
		['client_secret = hunter2', 'hunter2'],
		["password: 'hunter2'", 'hunter2'],
		['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def', 'eyJhbGciOi'],
	])('%s', (text, secret) => {
		expect(redact(text)).not.toContain(secret);
	});

	it.each([
		'user X and p@ss "word"/1',
		`a query ?x=${encodeURIComponent('p@ss "word"/1')}`,
		JSON.stringify({ said: 'p@ss "word"/1' }),
		'the key -----BEGIN PRIVATE KEY-----\np@ss\n-----END PRIVATE KEY-----',
	])('not even without a name, once its credential is in use: %s', (text) => {
		rememberSecrets(['p@ss "word"/1', 'a', '']);
		expect(redact(text)).not.toMatch(/p@ss|p%40ss|word/);
		expect(redact(text)).toContain('***');
		expect(redact('a short one is not looked for')).toBe('a short one is not looked for');
	});

	it('and what is beside them stays', () => {
		expect(redact(String.raw`{\"client_secret\":\"hunter2\",\"error\":\"no\"}`)).toBe(
			String.raw`{\"client_secret\":\"***\",\"error\":\"no\"}`,
		);
		expect(redact('client_secret: hunter2 is wrong')).toBe('client_secret: *** is wrong');
		expect(redact('enter the client ID and secret again and save: n8n tests them')).toContain('save: n8n tests');
	});
});

describe('retry', () => {
	const answer = (headers: Record<string, string>) => ({ status: 503, headers, body: null });
	it('waits as long as Retry-After says, in seconds or until a date by the server clock', () => {
		expect(retryAfterMs(answer({ 'retry-after': '7' }))).toBe(7000);
		const date = 'Thu, 01 Oct 2026 06:00:00 GMT';
		expect(retryAfterMs(answer({ 'retry-after': 'Thu, 01 Oct 2026 06:00:30 GMT', date }))).toBe(30_000);
		expect(retryAfterMs(answer({}))).toBeUndefined();
		expect(retryAfterMs(answer({ 'retry-after': 'soon' }))).toBeUndefined();
	});

	it('does not wait for more than a minute, and says until when', () => {
		expect(waitMs(answer({ 'retry-after': '60' }), 0)).toBe(60_000);
		expect(waitMs(answer({ 'retry-after': '61' }), 0)).toBeUndefined();
		expect(waitMs(answer({}), 0)).toBeLessThanOrEqual(500);
		expect(comeBack(answer({ 'retry-after': '60' }))).toBe('');
		expect(comeBack(answer({ 'retry-after': '3600' }))).toMatch(/before \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/);
		expect(comeBack(answer({ 'retry-after': '9'.repeat(30) }))).toBe('');
	});

	it('backs off within bounds', () => {
		expect(backoffMs(0, () => 1)).toBe(500);
		expect(backoffMs(20, () => 1)).toBe(20_000);
		expect(backoffMs(3, () => 0)).toBe(0);
	});
});

describe('origins', () => {
	it.each([
		['https://a.example/x', 'https://a.example', true],
		['https://a.example:8443/x', 'https://a.example', false],
		['http://a.example/', 'https://a.example', false],
		['https://a.example.evil.example/', 'https://a.example', false],
		['nonsense', 'https://a.example', false],
	])('%s and %s: %s', (a, b, same) => {
		expect(isSameOrigin(a, b)).toBe(same);
	});
});
