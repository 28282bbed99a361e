import { NodeApiError, type INode } from 'n8n-workflow';
import type { RequestContext, SendRequest } from '../../../nodes/shared/http';
import { asSession } from '../../../nodes/shared/logOn/session';
import { requestToken } from '../../../nodes/shared/logOn/tokenRequest';
import { LogOnError, type LogOnTrouble } from '../../../nodes/shared/logOn/trouble';
import { send } from '../../../nodes/shared/logOn/send';
import { redact } from '../../../nodes/shared/redact';

const baseUrl = 'https://api.example';
const node: INode = { id: '1', name: 'Node', type: 'x', typeVersion: 1, position: [0, 0], parameters: {} };
let executions = 0;

function contextThat(fails: () => Error, executionId = `send-${(executions += 1)}`, name = 'Node') {
	const calls: unknown[] = [];
	const context = {
		getNode: () => ({ ...node, name }),
		getExecutionId: () => executionId,
		getExecutionCancelSignal: () => undefined,
		getCredentials: async () => await Promise.resolve({ clientId: 'c', clientSecret: 's' }),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: unknown) => {
				calls.push(options);
				return await Promise.reject(fails());
			},
		},
	};
	return { context: context as unknown as RequestContext, calls };
}

const rejectedAdvice = { oAuth2: '', basicAuth: '', certificate: '' };
const create = (more: Partial<SendRequest> = {}): SendRequest => ({
	system: {
		...{ id: 'procore', name: 'Procore', addressExample: baseUrl, addressAdvice: () => '', rejectedAdvice },
		refusedTokenAdvice: '',
		tokenAdvice: { grant: '', scope: '', address: '', endpoint: '' },
	},
	credentialType: 'procoreOAuth2Api',
	authentication: 'oAuth2',
	baseUrl,
	url: `${baseUrl}/rest/v1.0/vendors`,
	method: 'POST',
	headers: {},
	body: {},
	repeatable: false,
	...more,
});
/** What a credential throws, as n8n hands it on. */
const wrapped = (trouble: LogOnTrouble) =>
	new NodeApiError(node, new LogOnError(trouble, { message: 'no', description: '' }) as never);
const broken = (code: string) => () => Object.assign(new Error('broken'), { code, config: { url: baseUrl } });
const thrownBy = async (context: RequestContext, request: SendRequest) =>
	await send(context, request).then(
		() => undefined,
		(error: unknown) => error as NodeApiError,
	);

beforeEach(() => jest.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => jest.restoreAllMocks());

describe('a request that must not be sent twice', () => {
	it.each(['ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE', 'SOMETHING_NEW'])(
		'%s: it may have been carried out, and the message says so',
		async (code) => {
			const { context, calls } = contextThat(broken(code));
			const error = await thrownBy(context, create());
			expect(calls).toHaveLength(1);
			expect(error).toMatchObject({
				message: 'Procore did not answer and may have carried out the request',
				description: expect.stringContaining('Check in Procore whether it arrived before you run this again') as string,
				context: { reason: 'no_answer' },
			});
		},
	);

	it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'CERT_HAS_EXPIRED'])(
		'%s: it was never sent',
		async (code) => {
			const { context } = contextThat(broken(code));
			expect(await thrownBy(context, create())).toMatchObject({
				message: 'Procore could not be reached',
				context: { reason: 'system_unavailable' },
			});
		},
	);

	it('one that may be sent twice is, and then could not be reached', async () => {
		const { context, calls } = contextThat(broken('ECONNRESET'));
		expect(await thrownBy(context, create({ repeatable: true }))).toMatchObject({
			message: 'Procore could not be reached',
		});
		expect(calls).toHaveLength(4);
	});

	it('trouble with a new token after a 401 is no lost answer: tried again', async () => {
		const { context, calls } = contextThat(() =>
			wrapped({ kind: 'unusable', detail: 'The connection was closed.', code: 'ECONNRESET', passing: true }),
		);
		expect(await thrownBy(context, create())).toMatchObject({ message: 'Procore issued no access token' });
		expect(calls).toHaveLength(4);
	});
});

describe('a refused log-on', () => {
	it('is a new error for every node that asks, with the same content', async () => {
		const refused = () => wrapped({ kind: 'rejected' });
		const first = contextThat(refused, 'shared', 'First');
		const second = contextThat(refused, 'shared', 'Second');
		const errors = [await thrownBy(first.context, create()), await thrownBy(second.context, create())];
		expect([first.calls.length, second.calls.length]).toEqual([1, 0]);
		expect(errors.map((error) => error?.node.name)).toEqual(['First', 'Second']);
		expect(errors[0]).not.toBe(errors[1]);
		expect(errors[0]?.context).not.toBe(errors[1]?.context);
		expect(errors.map((error) => [error?.message, error?.description, error?.context.reason, error?.httpCode])).toEqual(
			Array(2).fill([
				'Procore refused the client ID or client secret',
				expect.stringContaining('in this execution'),
				'credential_rejected',
				'401',
			]),
		);
	});

	it('a token that was just issued is in nothing of an answer that tells it back, and in no later text', async () => {
		const token = 'opaque-token-of-this-minute';
		const { context } = contextThat(() => new Error('not asked'));
		context.helpers.httpRequestWithAuthentication = async (_type, _options, more) => {
			const data = more?.credentialsDecrypted?.data ?? {};
			Object.assign(data, { session: asSession({ token, seconds: 60 }, data) });
			return await Promise.resolve({ statusCode: 422, headers: {}, body: { errors: { name: [`for ${token}`] } } });
		};
		expect(JSON.stringify(await send(context, create()))).not.toContain(token);
		expect(redact(`Said of ${token}.`)).toBe('Said of ***.');
	});

	it('an error that nobody knows, where a log-on was under way: no further one in the execution', async () => {
		const { context, calls } = contextThat(() => new Error('something new of n8n'));
		await thrownBy(context, create());
		expect(await thrownBy(context, create())).toMatchObject({
			message: 'It is not known whether Procore refused the log-on',
			context: { reason: 'system_unavailable' },
		});
		expect(calls).toHaveLength(1);
	});

	it('an OAuth error that speaks of the server only is tried again', async () => {
		const said = await requestToken(
			async () => await Promise.resolve({ statusCode: 400, headers: {}, body: { error: 'temporarily_unavailable' } }),
			{ url: 'https://login.example/token', clientId: 'c', clientSecret: 's', sendIn: 'body' },
		);
		const { context, calls } = contextThat(() => wrapped(said as LogOnTrouble));
		expect(await thrownBy(context, create())).toMatchObject({ context: { reason: 'system_unavailable' } });
		expect(calls).toHaveLength(4);
	});
});
