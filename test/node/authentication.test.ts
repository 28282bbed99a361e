import { Authority, inOldForm } from '../support/certificates.ts';
import { searchList, StoredCredential } from '../support/nodeHarness.ts';
import { demoCredentials } from '../../simulators/index.ts';
import { failed, goOn, World } from '../support/world.ts';

const { clientId: user, clientSecret: password } = demoCredentials.sap;
const suppliers = { resource: 'supplier', operation: 'getAll', returnAll: true };
const orders = { resource: 'purchaseOrder', operation: 'getAll', returnAll: false, limit: 3 };
const three = { inputs: [[{ n: 1 }, { n: 2 }, { n: 3 }]] };
const logOns = (world: World) => world.simulators.sap.traffic.entries('sap').length;
const sapState = (world: World) => world.simulators.sap.simulator.state() as { badLogons: number; locked: boolean };

describe('Basic authentication, at an SAP that takes no OAuth', () => {
	const authentication = 'basicAuth';
	let world: World;
	beforeEach(async () => {
		world = await World.start({ sapAuthentication: 'basic' });
	});
	afterEach(async () => await world.close());
	const read = async (parameters: object, fields: object = {}, more = {}) =>
		await world.sap(
			{ ...parameters, authentication },
			{
				credential: new StoredCredential({
					apiUrl: world.simulators.sap.url,
					systemId: 'S4P',
					user,
					password,
					...fields,
				}),
				...more,
			},
		);

	it('reads as with OAuth, and asks for no token', async () => {
		expect((await read(suppliers)).outputs[0]).toHaveLength(60);
		expect((await read(orders)).outputs[0]).toHaveLength(3);
		expect(world.simulators.sap.traffic.entries('sap').filter(({ url }) => url.includes('oauth'))).toEqual([]);
	});

	it('OAuth is told that SAP does not take it', async () => {
		const { outputs } = await world.sap(suppliers, goOn);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: 'SAP S/4HANA issued no access token',
			details: { reason: 'configuration_invalid' },
		});
	});

	it('a wrong password: one log-on for all items and nodes of the execution, and it says what to do', async () => {
		const more = { ...goOn, ...three, executionId: 'wrong-password' };
		const { outputs } = await read(suppliers, { password: 'mistyped-password' }, more);
		const second = await read(orders, { password: 'mistyped-password' }, more);
		expect(outputs[1]).toHaveLength(3);
		for (const item of [outputs[1]?.[2], second.outputs[1]?.[0]])
			expect(failed(item)).toMatchObject({
				error: 'SAP S/4HANA refused the user name or password',
				details: { reason: 'credential_rejected' },
			});
		expect(JSON.stringify(failed(outputs[1]?.[0]))).toMatch(
			/enter the user name and password again and save.*locks a communication user after three.*No further log-on is tried in this execution/,
		);
		expect([logOns(world), sapState(world)]).toMatchObject([1, { badLogons: 1, locked: false }]);
	});

	it('a search in the editor does not try a wrong password for every letter', async () => {
		const credential = new StoredCredential({ apiUrl: world.simulators.sap.url, systemId: 'S4P', user });
		credential.data = { ...credential.data, password: 'mistyped-password' };
		const search = async (filter: string) =>
			await searchList({ node: 'sapS4Hana', credential, parameters: { authentication } }, 'searchSuppliers', filter);
		for (const filter of ['a', 'ab', 'abc'])
			await expect(search(filter)).rejects.toMatchObject({ message: 'SAP S/4HANA refused the user name or password' });
		expect(sapState(world).badLogons).toBe(1);
		credential.data = { ...credential.data, password };
		expect((await search('')).results.length).toBeGreaterThan(0);
	});

	it('a user locked in SAP: said with where to unlock it, and nothing more is tried', async () => {
		world.changeSap({ do: 'lock' });
		const { outputs } = await read(suppliers, {}, { ...goOn, ...three });
		expect(JSON.stringify(failed(outputs[1]?.[0]))).toContain('unlock it in Maintain Communication Users');
		expect(logOns(world)).toBe(1);
	});

	it('another client than that of the user: the message names it', async () => {
		world.changeSap({ do: 'set-client', client: '100' });
		const { outputs } = await read(suppliers, { sapClient: '200' }, goOn);
		expect(JSON.stringify(failed(outputs[1]?.[0]))).toContain('Check SAP Client as well');
		expect((await read(suppliers, { sapClient: '100' })).outputs[0]).toHaveLength(60);
	});

	it('a password that SAP echoes is not shown, however it is written', async () => {
		const secret = 'geheim & "sicher"';
		world.fault('sap', {
			...{ kind: 'status', status: 400, times: 'always' },
			body: { error: { code: 'X', message: { value: `bad log-on ${secret} ${encodeURIComponent(secret)}` } } },
		});
		const { outputs } = await read(suppliers, { password: secret }, goOn);
		const shown = JSON.stringify(outputs);
		expect(shown).toContain('bad log-on *** ***');
		for (const part of ['geheim', 'sicher']) expect(shown).not.toContain(part);
	});

	it('an address without encryption is refused before the password is sent', async () => {
		const { outputs } = await read(suppliers, { apiUrl: 'http://sap.example' }, goOn);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: 'The API URL in the SAP S/4HANA credential does not start with https://',
			details: { reason: 'configuration_invalid' },
		});
	});
});

describe('a client certificate, at an SAP by https that takes nothing else', () => {
	const authority = new Authority('Company CA');
	const other = new Authority('Somebody else');
	const client = authority.issue({ name: user });
	let world: World;
	const start = async (server: Parameters<Authority['issue']>[0] = { name: 'sap', hosts: ['127.0.0.1'] }) => {
		world = await World.start({
			sapAuthentication: 'certificate',
			sapTls: { ...authority.issue(server), ca: authority.cert },
		});
	};
	afterEach(async () => await world.close());
	const read = async (fields: object = {}, more = {}) =>
		await world.sap(
			{ ...suppliers, authentication: 'certificate' },
			{
				credential: new StoredCredential({
					...{ apiUrl: world.simulators.sap.url, systemId: 'S4P', ca: authority.cert },
					...{ certificate: client.cert, privateKey: client.key, ...fields },
				}),
				...more,
			},
		);
	/** What the first failed item says. */
	const told = async (fields: object = {}) => {
		const { error, details } = failed((await read(fields, { ...goOn, ...three })).outputs[1]?.[0]);
		return [error, JSON.stringify(details)].join(' ');
	};

	it('reads, with the certificate of an authority of its own', async () => {
		await start();
		expect((await read()).outputs[0]).toHaveLength(60);
	});

	it.each([
		['without line breaks', (pem: string) => pem.replaceAll('\n', '')],
		['with blanks for line breaks', (pem: string) => pem.replaceAll('\n', ' ')],
	])('takes what a field of one line makes of it: %s', async (_, inOneLine) => {
		await start();
		const passphrase = 'open sesame';
		const encrypted = authority.issue({ name: user, passphrase });
		const pasted = { certificate: inOneLine(encrypted.cert), privateKey: inOneLine(encrypted.key), passphrase };
		expect((await read(pasted)).outputs[0]).toHaveLength(60);
		const old = { certificate: client.cert, privateKey: inOneLine(inOldForm(client.key, passphrase)), passphrase };
		expect((await read(old)).outputs[0]).toHaveLength(60);
	});

	it.each([
		['no certificate', { certificate: '' }, 'The client certificate cannot be read'],
		['no PEM', { certificate: 'MIIB' }, 'The client certificate cannot be read'],
		['no key', { privateKey: 'my key' }, 'The private key cannot be read'],
		['another key', { privateKey: other.issue({ name: 'x' }).key }, 'does not belong to the client certificate'],
		[
			'no passphrase',
			{ privateKey: authority.issue({ name: user, passphrase: 'abcdef' }).key },
			'there is no passphrase',
		],
		[
			'a wrong passphrase',
			{ privateKey: authority.issue({ name: user, passphrase: 'abcdef' }).key, passphrase: 'not-that-one' },
			'The passphrase does not open the private key',
		],
		['a CA that is none', { ca: 'Company CA' }, 'The CA certificate cannot be read'],
	])('%s: said before anything is sent', async (_, fields, words) => {
		await start();
		expect(await told(fields)).toContain(words);
		expect(logOns(world)).toBe(0);
	});

	it('a certificate that has expired: said with the day, before anything is sent', async () => {
		await start();
		const { cert, key } = authority.issue({ name: user, days: -1 });
		expect(await told({ certificate: cert, privateKey: key })).toMatch(/client certificate expired on \d{4}-\d\d-\d\d/);
		expect(logOns(world)).toBe(0);
	});

	it.each([
		['of an authority that SAP does not trust', other.issue({ name: user })],
		['of nobody whom SAP knows', authority.issue({ name: 'STRANGER' })],
	])('a certificate %s: one request in the execution, and it says what to do', async (_, { cert, key }) => {
		await start();
		expect(await told({ certificate: cert, privateKey: key })).toMatch(
			/refused the client certificate.*upload it to the communication user/,
		);
		expect(logOns(world)).toBe(1);
	});

	it.each([
		['without a CA certificate', {}, { ca: '' }, /does not (know|trust) the authority.*NODE_EXTRA_CA_CERTS/],
		[
			'with that of another authority',
			{},
			{ ca: other.cert },
			/does not (know|trust) the authority|cannot be verified/,
		],
		['that has expired', { days: -1 }, {}, /certificate of the host has expired/],
		['for another host', { hosts: ['sap.example'] }, {}, /certificate belongs to another host name/],
	])('a host with a certificate %s: could not be reached, and why', async (_, server, fields, words) => {
		await start({ name: 'sap', hosts: ['127.0.0.1'], ...server });
		expect(await told(fields)).toMatch(/could not be reached/);
		expect(await told(fields)).toMatch(words);
		expect(logOns(world)).toBe(0);
	});

	it('neither key nor certificate is shown', async () => {
		await start();
		const line = client.key.split('\n')[1] ?? '';
		world.fault('sap', {
			...{ kind: 'status', status: 400, times: 'always' },
			body: { error: { code: 'X', message: { value: `${client.key} and ${line}` } } },
		});
		const shown = await told();
		expect(shown).toContain('***');
		expect(shown).not.toContain(line);
	});
});
