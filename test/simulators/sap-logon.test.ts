import { businessPartners, clientId, clientSecret, type SapUnderTest, startSap } from './sap-client.ts';

const token = '/sap/bc/sec/oauth2/token';
const auth = { username: clientId, password: clientSecret };
const form = 'grant_type=client_credentials';
const read = (sap: SapUnderTest) => sap.get(`${businessPartners}/A_Supplier`, { $top: '1' });

let sap: SapUnderTest;
beforeEach(async () => {
	sap = await startSap();
});
afterEach(() => sap.server.close());

test('a token comes with its type and lifetime and opens the services', async () => {
	const answer = await sap.logOn();
	expect(answer.data).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
	expect((await read(sap)).status).toBe(200);
	expect(await sap.state()).toMatchObject({ tokensIssued: 2, badLogons: 0, locked: false });
});

test('the token endpoint takes POST only', async () => {
	expect((await sap.http.get(token, { auth })).status).toBe(405);
});

test('client id and secret have to come as HTTP Basic', async () => {
	const body = `${form}&client_id=${clientId}&client_secret=${encodeURIComponent(clientSecret)}`;
	expect((await sap.http.post(token, body, { headers: { Authorization: undefined } })).status).toBe(401);
});

test('other grants are refused', async () => {
	expect((await sap.http.post(token, 'grant_type=password', { auth })).data).toMatchObject({
		error: 'unsupported_grant_type',
	});
	expect((await sap.http.post(token, '', { auth })).status).toBe(400);
	expect((await sap.http.post(token, { grant_type: 'client_credentials' }, { auth })).status).toBe(400);
});

test('without a token every service answers with a log-on page', async () => {
	const answer = await sap.http.get(`${businessPartners}/A_Supplier`, {
		headers: { Authorization: 'Bearer nonsense' },
	});
	expect(answer.status).toBe(401);
	expect(answer.headers['content-type']).toContain('text/html');
	expect(answer.data).toContain('Logon failed');
});

test('a token expires by the clock', async () => {
	await sap.change({ do: 'set-token-lifetime', seconds: 60 });
	expect((await sap.logOn()).data).toMatchObject({ expires_in: 60 });
	await sap.http.post('/__admin/clock', { advance: 59_000 });
	expect((await read(sap)).status).toBe(200);
	await sap.http.post('/__admin/clock', { advance: 2_000 });
	expect((await read(sap)).status).toBe(401);
	await sap.logOn();
	expect((await read(sap)).status).toBe(200);
});

test('expires_in can be missing', async () => {
	await sap.change({ do: 'omit-expires-in' });
	expect((await sap.logOn()).data).not.toHaveProperty('expires_in');
});

test('the third bad log-on locks the user until someone unlocks it', async () => {
	for (let attempt = 1; attempt <= 3; attempt++) {
		expect((await read(sap)).status).toBe(200);
		expect((await sap.logOn('wrong')).status).toBe(401);
	}
	expect(await sap.state()).toMatchObject({ locked: true, badLogons: 3 });
	expect((await read(sap)).status).toBe(401);
	expect((await sap.logOn()).status).toBe(401);
	await sap.change({ do: 'unlock' });
	expect((await sap.logOn()).status).toBe(200);
	expect((await read(sap)).status).toBe(200);
});

test('a good log-on starts the count anew', async () => {
	for (const secret of ['wrong', 'wrong', clientSecret, 'wrong', 'wrong']) await sap.logOn(secret);
	expect(await sap.state()).toMatchObject({ locked: false, badLogons: 2 });
});

test('a rotated secret makes the old one bad; tokens live on until they are revoked', async () => {
	await sap.change({ do: 'rotate-secret', secret: 'another' });
	expect((await sap.logOn()).status).toBe(401);
	expect((await read(sap)).status).toBe(200);
	await sap.change({ do: 'revoke-tokens' });
	expect((await read(sap)).status).toBe(401);
	expect((await sap.logOn('another')).status).toBe(200);
	expect((await read(sap)).status).toBe(200);
});

test('the Date header follows the clock', async () => {
	await sap.http.post('/__admin/clock', { set: '2026-12-24T10:00:00Z', speed: 0 });
	await sap.logOn();
	expect((await read(sap)).headers.date).toBe('Thu, 24 Dec 2026 10:00:00 GMT');
});

test('state shows no secret and no token', async () => {
	const text = JSON.stringify(await sap.state());
	expect(text).not.toContain(clientSecret);
	expect(text).not.toContain(String(sap.http.defaults.headers.common.Authorization).slice(7));
});
