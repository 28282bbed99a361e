import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { asSession } from '../../nodes/shared/logOn/session';
import { runNode, StoredCredential, type NodeRun } from '../support/nodeHarness.ts';
import { startTokenServer, type TokenServer, type TokenServerOptions } from '../support/tokenServer.ts';

const secret = 'do-not-show-me';
let server: TokenServer;

async function given(options: TokenServerOptions, token?: StoredToken) {
	server = await startTokenServer(options);
	return keeping({ clientId: 'N8N_PROCORE', clientSecret: secret, apiUrl: server.url, systemId: 'S4P' }, token);
}

/** A credential with a token that n8n has stored with it. */
function keeping(data: ICredentialDataDecryptedObject, stored?: StoredToken) {
	if (!stored) return new StoredCredential({ ...data, session: '' });
	const { token, seconds, issuedAt } = stored;
	return new StoredCredential({ ...data, session: asSession({ token, seconds }, data, issuedAt) });
}

const twentyItems = [Array.from({ length: 20 }, (_, item) => ({ item }))];
const read = async (credential: StoredCredential, more: Partial<NodeRun> = {}) =>
	await runNode({
		node: 'sapS4Hana',
		parameters: { resource: 'system', operation: 'get' },
		inputs: twentyItems,
		credential,
		...more,
	});
interface StoredToken {
	token: string;
	seconds: number;
	issuedAt: number;
}
const stored = (token: string, seconds: number, leftSeconds: number): StoredToken => ({
	token,
	seconds,
	issuedAt: Date.now() - (seconds - leftSeconds) * 1000,
});
const tokenOf = ({ data }: StoredCredential) => (JSON.parse(String(data.session)) as { token: string }).token;

afterEach(async () => {
	await server.close();
});

describe("tokens on n8n-core's own path for credentials that expire", () => {
	it('no token yet, 20 items: one token request, stored once', async () => {
		const credential = await given({});
		const { error, outputs } = await read(credential);
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(20);
		expect([server.tokenRequests, server.refused, credential.stored.length]).toEqual([1, 0, 1]);
	});

	it('a token that is about to end: replaced before it is refused', async () => {
		const credential = await given({}, stored('token-0', 3600, 60));
		const { error } = await read(credential);
		expect(error).toBeUndefined();
		expect([server.tokenRequests, server.refused]).toEqual([1, 0]);
		expect(tokenOf(credential)).toBe('token-1');
	});

	it('a token with enough time left: used as it is', async () => {
		const credential = await given({}, stored('token-0', 3600, 1800));
		await read(credential);
		expect([server.tokenRequests, server.refused]).toEqual([0, 0]);
	});

	it('an expired token that still looks good: one refusal, one new token, the item goes through', async () => {
		const credential = await given({ accepts: (token) => token === 'token-1' }, stored('token-0', 3600, 1800));
		const { error, outputs } = await read(credential);
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(20);
		expect([server.tokenRequests, server.refused]).toEqual([1, 1]);
	});

	it('401 again after the refresh: one new token, two refusals, then nothing more is sent', async () => {
		const credential = await given({ accepts: () => false }, stored('token-0', 3600, 1800));
		const { outputs } = await read(credential, { onError: 'continueErrorOutput' });
		expect([server.tokenRequests, server.apiRequests, server.refused]).toEqual([1, 2, 2]);
		expect(outputs[1]).toHaveLength(20);
	});

	it.each([
		['as OAuth says', { status: 401, body: { error: 'invalid_client', error_description: `bad ${secret}` } }],
		['in its own words', { status: 401, body: { message: 'no' } }],
	])(
		'a rejected secret, refused %s: exactly one token request an execution, also over several nodes',
		async (_, token) => {
			const credential = await given({ tokens: [token] });
			const executionId = `rejected-${token.status}-${Object.keys(token.body).join('')}`;
			const { outputs } = await read(credential, { onError: 'continueErrorOutput', executionId });
			const second = await read(credential, { executionId });
			expect([server.tokenRequests, server.apiRequests]).toEqual([1, 0]);
			expect(outputs[1]).toHaveLength(20);
			expect(second.error?.message).toContain('SAP S/4HANA refused the client ID or client secret');
			expect(second.error?.description).toContain('n8n then tests them');
			expect(JSON.stringify([outputs, second])).not.toContain(secret);
		},
	);

	it.each([
		[
			'issued no access token: unauthorized_client',
			{ status: 400, body: { error: 'unauthorized_client', error_description: secret } },
		],
		['issued no access token: invalid_scope', { status: 400, body: { error: 'invalid_scope' } }],
		['it answered with status 403', { status: 403, body: {} }],
	])(
		'another refusal (%s): told as it is, not as a wrong secret; one token request an execution',
		async (said, token) => {
			const credential = await given({ tokens: [token] });
			const { outputs } = await read(credential, { onError: 'continueErrorOutput' });
			expect([server.tokenRequests, server.apiRequests]).toEqual([1, 0]);
			expect(outputs[1]).toHaveLength(20);
			const shown = JSON.stringify(outputs);
			expect(shown).toContain(said);
			expect(shown).not.toContain('client ID or client secret');
			expect(shown).not.toContain(secret);
		},
	);

	it('a rejected secret when a stored token is due: exactly one token request too', async () => {
		const credential = await given(
			{ tokens: [{ status: 401, body: { error: 'invalid_client' } }] },
			stored('token-0', 3600, 10),
		);
		const { error } = await read(credential);
		expect([server.tokenRequests, server.apiRequests]).toEqual([1, 0]);
		expect(error?.message).toContain('SAP S/4HANA refused the client ID or client secret');
	});

	it.each([
		[
			'503 once',
			[
				{ status: 503, body: {} },
				{ status: 200, body: { access_token: 'token-2', expires_in: 3600 } },
			],
		],
		['404 for good', [{ status: 404, body: {} }]],
		['503 for good', [{ status: 503, body: {} }]],
	])(
		'a token that still works and cannot be replaced yet (%s): used on, not one request an item',
		async (_, tokens) => {
			const old = `token-old-${tokens.length}-${tokens[0]?.status ?? ''}`;
			const credential = await given({ tokens }, stored(old, 3600, 240));
			const { error, outputs } = await read(credential);
			expect(error).toBeUndefined();
			expect(outputs[0]).toHaveLength(20);
			expect([server.tokenRequests, server.apiRequests, server.refused]).toEqual([1, 20, 0]);
			expect(credential.stored).toEqual([]);
		},
	);

	it.each([503, 429, 408])('an expired token, and the token endpoint says %i once: tried again', async (status) => {
		const tokens = [
			{ status, body: {} },
			{ status: 200, body: { access_token: 'token-2', expires_in: 3600 } },
		];
		for (const leftSeconds of [1800, -10]) {
			const credential = await given(
				{ tokens, accepts: (token) => token === 'token-2' },
				stored('token-0', 3600, leftSeconds),
			);
			const { error, outputs } = await read(credential);
			expect(error).toBeUndefined();
			expect(outputs[0]).toHaveLength(20);
			expect([server.tokenRequests, server.refused]).toEqual([2, leftSeconds > 0 ? 2 : 0]);
			await server.close();
		}
		server = await startTokenServer();
	});

	it('an expired token and a token endpoint that is down for good: four attempts an execution, not an item', async () => {
		const credential = await given({ tokens: [{ status: 503, body: {} }] }, stored('token-0', 3600, -10));
		const { outputs } = await read(credential, { onError: 'continueErrorOutput' });
		expect([server.tokenRequests, server.apiRequests]).toEqual([4, 0]);
		expect(outputs[1]).toHaveLength(20);
		expect(JSON.stringify(outputs[1])).toContain('issued no access token');
	});

	it('a repaired secret works in the next execution', async () => {
		const credential = await given({
			tokens: [
				{ status: 401, body: { error: 'invalid_client' } },
				{ status: 200, body: { access_token: 'token-2', expires_in: 3600 } },
			],
		});
		expect((await read(credential)).error).toBeDefined();
		expect((await read(credential)).error).toBeUndefined();
		expect(server.tokenRequests).toBe(2);
	});

	it('a missing expires_in: one token for the execution, and a refusal still gets a new one', async () => {
		const credential = await given({
			tokens: [{ status: 200, body: { access_token: 'token-a' } }],
			accepts: (token) => token === 'token-a',
		});
		expect((await read(credential)).outputs[0]).toHaveLength(20);
		expect([server.tokenRequests, server.refused]).toEqual([1, 0]);
		credential.data = {
			...credential.data,
			session: asSession({ token: 'stale', seconds: Number.NaN }, credential.data),
		};
		expect((await read(credential)).outputs[0]).toHaveLength(20);
		expect([server.tokenRequests, server.refused]).toEqual([2, 1]);
	});

	it('a token endpoint that is down for a moment: tried again, the items go through', async () => {
		const credential = await given({
			tokens: [
				{ status: 503, body: {} },
				{ status: 200, body: { access_token: 'token-2', expires_in: 60 } },
			],
		});
		const { outputs } = await read(credential);
		expect(outputs[0]).toHaveLength(20);
		expect(server.tokenRequests).toBe(2);
	});

	it('a token endpoint that is no token endpoint: a message that says so, not one request an item', async () => {
		const credential = await given({ tokens: [{ status: 404, body: {} }] });
		const { outputs } = await read(credential, { onError: 'continueErrorOutput' });
		expect(server.tokenRequests).toBe(1);
		expect(outputs[1]).toHaveLength(20);
		expect(JSON.stringify(outputs[1])).toContain('issued no access token');
	});
});

describe('a wrong host', () => {
	it('is named, with what to check', async () => {
		const { data } = await given({});
		const credential = keeping({ ...data, apiUrl: 'http://127.0.0.1:1' }, stored('token-0', 3600, 1800));
		const { error } = await read(credential, { inputs: [[{}]] });
		expect(error?.message).toContain('SAP S/4HANA could not be reached');
		expect(error?.description).toContain('http://127.0.0.1:1');
	});

	it('that is no address at all is a message about the credential', async () => {
		const credential = await given({});
		credential.data = { ...credential.data, apiUrl: 'my-sap' };
		const { error } = await read(credential, { inputs: [[{}]] });
		expect(error?.message).toContain('not a web address');
	});
});
