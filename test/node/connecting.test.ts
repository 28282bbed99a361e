import { desiredVendor } from '../support/examples.ts';
import { startWebPage } from '../support/webPage.ts';
import { failed, goOn, World } from '../support/world.ts';

const suppliers = { resource: 'supplier', operation: 'getAll', returnAll: true };
const vendors = { resource: 'vendor', operation: 'getAll', returnAll: true };
const three = { inputs: [[{ n: 1 }, { n: 2 }, { n: 3 }]] };
let world: World;

beforeEach(async () => {
	world = await World.start();
});
afterEach(async () => await world.close());

function setSap(fields: object) {
	world.sapCredential.data = { ...world.sapCredential.data, ...fields };
}
function setProcore(fields: object) {
	world.procoreCredential.data = { ...world.procoreCredential.data, ...fields };
}
const sapState = () => world.simulators.sap.simulator.state() as { badLogons: number; locked: boolean };

describe('a wrong client secret', () => {
	it('of SAP: one log-on for all items, each of which says what to do', async () => {
		setSap({ clientSecret: 'mistyped-sap-secret' });
		const { outputs } = await world.sap(suppliers, { ...goOn, ...three });
		expect(outputs.map((items) => items.length)).toEqual([0, 3]);
		for (const [item, output] of (outputs[1] ?? []).entries()) {
			expect(output.pairedItem).toEqual({ item });
			expect(failed(output)).toMatchObject({
				error: 'SAP S/4HANA refused the client ID or client secret',
				details: {
					entity: 'supplier',
					sapKey: '',
					status: 'failed',
					reason: 'credential_rejected',
					detail: {
						advice: expect.stringMatching(/enter the client ID and secret again.*three refused log-ons/) as string,
					},
				},
			});
		}
		expect(sapState()).toMatchObject({ badLogons: 1, locked: false });
		expect(world.calls('sap')).toEqual([]);
	});

	it('of SAP, without Continue On Fail: the node stops and names the item', async () => {
		setSap({ clientSecret: 'mistyped-sap-secret' });
		const { status, error } = await world.sap(suppliers, three);
		expect(status).toBe('error');
		expect(error).toMatchObject({
			message: 'SAP S/4HANA refused the client ID or client secret [item 0]',
			description: expect.stringContaining('n8n then tests them') as string,
			httpCode: '401',
		});
	});

	it('of Procore: one log-on for all items, each of which says what to do', async () => {
		setProcore({ clientSecret: 'mistyped-procore-secret' });
		const { outputs } = await world.procore(vendors, { ...goOn, ...three });
		expect(outputs.map((items) => items.map(({ pairedItem }) => pairedItem))).toEqual([
			[],
			[{ item: 0 }, { item: 1 }, { item: 2 }],
		]);
		expect(failed(outputs[1]?.[2])).toMatchObject({
			error: 'Procore refused the client ID or client secret',
			details: {
				reason: 'credential_rejected',
				advice: expect.stringContaining('each have a client ID and secret of their own') as string,
			},
		});
		const entries = world.simulators.procore.traffic.entries('procore');
		expect(entries.map(({ url, status }) => [url, status])).toEqual([['/oauth/token', 401]]);
	});

	it('of Procore, in Upsert Many: every vendor gets a failed outcome of its own', async () => {
		setProcore({ clientSecret: 'mistyped-procore-secret' });
		const desired = await world.desiredVendors(
			(await world.sap({ ...suppliers, returnAll: false, limit: 5 })).outputs[0]?.map(({ json }) => json) ?? [],
			[],
		);
		const upsert = await world.upsert(desired);
		expect(upsert.outputs.map((items) => items.length)).toEqual([0, desired.length]);
		expect(upsert.outputs[1]?.map((item) => failed(item).details)).toEqual(
			desired.map(({ code, originId }) =>
				expect.objectContaining({ sapKey: code, originId, status: 'failed', reason: 'credential_rejected' }),
			),
		);
	});
});

describe('a user locked in SAP', () => {
	it('is told apart by nobody, so the message says to look, and nothing more is tried', async () => {
		const authorization = `Basic ${Buffer.from('DEMO_SAP_CLIENT:guess').toString('base64')}`;
		for (let guess = 0; guess < 3; guess++)
			await fetch(`${world.simulators.sap.url}/sap/bc/sec/oauth2/token`, {
				method: 'POST',
				headers: { authorization },
			});
		expect(sapState().locked).toBe(true);
		world.forgetCalls();
		const { outputs } = await world.sap(suppliers, { ...goOn, ...three });
		expect(outputs[1]).toHaveLength(3);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: 'SAP S/4HANA refused the client ID or client secret',
			details: {
				detail: { advice: expect.stringContaining('unlock it in Maintain Communication Users') as string },
			},
		});
		expect(world.simulators.sap.traffic.entries('sap')).toHaveLength(1);
	});

	it('while tokens are still stored: one new token is tried, then it stops', async () => {
		expect((await world.sap(suppliers)).status).toBe('success');
		const authorization = `Basic ${Buffer.from('DEMO_SAP_CLIENT:guess').toString('base64')}`;
		for (let guess = 0; guess < 3; guess++)
			await fetch(`${world.simulators.sap.url}/sap/bc/sec/oauth2/token`, {
				method: 'POST',
				headers: { authorization },
			});
		world.forgetCalls();
		const { outputs } = await world.sap(suppliers, { ...goOn, ...three });
		expect(outputs[1]?.map((item) => failed(item).details.reason)).toEqual(Array(3).fill('credential_rejected'));
		const urls = world.simulators.sap.traffic.entries('sap').map(({ url }) => url.split('?')[0]);
		expect(urls).toEqual(['/sap/opu/odata/sap/API_BUSINESS_PARTNER/A_BusinessPartner', '/sap/bc/sec/oauth2/token']);
	});
});

describe('a wrong host', () => {
	it.each([
		['unknown by name', 'https://no-such-host.invalid', /host name/],
		['that refuses the port', 'http://127.0.0.1:1', /refused the connection/],
	])('%s: named with its address, for the API and for the token', async (_, host, what) => {
		setSap({ apiUrl: host });
		setProcore({ apiUrl: host });
		const sap = failed((await world.sap(suppliers, goOn)).outputs[1]?.[0]);
		expect(sap).toMatchObject({
			error: 'SAP S/4HANA could not be reached',
			details: { reason: 'system_unavailable', sapKey: '' },
		});
		const procore = failed((await world.procore(vendors, goOn)).outputs[1]?.[0]);
		expect(procore).toMatchObject({ error: 'Procore could not be reached', details: { reason: 'system_unavailable' } });
		for (const { details } of [sap, procore]) {
			expect(JSON.stringify(details)).toMatch(what);
			expect(JSON.stringify(details)).toContain(`Check the address ${host}`);
		}
		setSap({ apiUrl: world.simulators.sap.url, tokenUrl: `${host}/token` });
		setProcore({ apiUrl: world.simulators.procore.url, loginUrl: host });
		const results = [await world.sap(suppliers, goOn), await world.procore(vendors, goOn)];
		for (const { outputs } of results) {
			const { error, details } = failed(outputs[1]?.[0]);
			expect(error).toContain('issued no access token');
			expect(JSON.stringify(details)).toMatch(
				/(ENOTFOUND|EAI_AGAIN|ECONNREFUSED).*(Check the token URL|Check Environment, or the login URL)/,
			);
		}
	});

	it.each([200, 404])('that answers with a web page (status %i): said so, and where to look', async (status) => {
		const page = await startWebPage(status);
		try {
			setSap({ apiUrl: page.url, tokenUrl: `${world.simulators.sap.url}/sap/bc/sec/oauth2/token` });
			setProcore({ apiUrl: page.url });
			const sap = failed((await world.sap(suppliers, goOn)).outputs[1]?.[0]);
			expect(sap.error).toBe(
				status === 200
					? 'SAP answered with a web page instead of data'
					: 'SAP has nothing at the address asked for in API_BUSINESS_PARTNER',
			);
			expect(JSON.stringify(sap.details)).toContain('API URL in the SAP S/4HANA credential');
			const procore = failed((await world.procore(vendors, goOn)).outputs[1]?.[0]);
			expect(procore.error).toBe("The address in the Procore credential does not lead to Procore's API");
			expect(procore.details).toMatchObject({
				reason: 'configuration_invalid',
				advice: expect.stringContaining('Check Environment, or the API URL') as string,
			});
			expect(JSON.stringify([sap, procore])).not.toContain('Log on here');
		} finally {
			await page.close();
		}
	});

	it('whose token address answers with a web page: said so', async () => {
		const page = await startWebPage();
		try {
			setSap({ tokenUrl: page.url });
			setProcore({ loginUrl: page.url });
			for (const { outputs } of [await world.sap(suppliers, goOn), await world.procore(vendors, goOn)])
				expect(JSON.stringify(failed(outputs[1]?.[0]))).toMatch(
					/issued no access token.*answered with status 200.*(Check the token URL|Check Environment, or the login URL)/,
				);
		} finally {
			await page.close();
		}
	});

	it('that is empty: the credential is named', async () => {
		setSap({ apiUrl: ' ' });
		setProcore({ apiUrl: '' });
		expect(failed((await world.sap(suppliers, goOn)).outputs[1]?.[0])).toMatchObject({
			error: 'The SAP S/4HANA credential has no API URL',
			details: { reason: 'configuration_invalid' },
		});
		expect(failed((await world.procore(vendors, goOn)).outputs[1]?.[0])).toMatchObject({
			error: 'The Procore credential has no API URL',
			details: { reason: 'configuration_invalid' },
		});
		expect(world.calls('procore')).toEqual([]);
	});
});

describe('the company of the Procore credential', () => {
	it.each([
		['missing', '', 'The Procore credential has no company ID'],
		['no number', 'Westridge', '"Westridge" is not a Procore company ID'],
	])('%s: said before anything is sent, with where to find it', async (_, companyId, message) => {
		setProcore({ companyId });
		const { outputs } = await world.procore(vendors, goOn);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: message,
			details: {
				reason: 'configuration_invalid',
				advice: expect.stringContaining('the number in the address of the browser') as string,
			},
		});
		expect(world.simulators.procore.traffic.entries('procore')).toEqual([]);
	});

	it('another one: the app is not connected to it, and who changes that', async () => {
		setProcore({ companyId: '999' });
		const { outputs } = await world.procore(vendors, goOn);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: 'The app is not connected to this Procore company',
			details: { reason: 'permission_missing', advice: expect.stringContaining('App Management') as string },
		});
		const stopped = await world.procore(vendors, three);
		expect(stopped.error).toMatchObject({
			message: 'The app is not connected to this Procore company [item 0]',
			description: expect.stringContaining('App Management') as string,
			context: { itemIndex: 0 },
		});
	});

	it('whose app was uninstalled: Upsert Many fails each vendor and tries one request only', async () => {
		world.changeProcore({ do: 'set-connected', connected: false });
		const desired = [1, 2, 3].map((n) => desiredVendor(n, { observed: null }));
		const { outputs } = await world.upsert(desired);
		expect(outputs[1]?.map((item) => [failed(item).details.sapKey, failed(item).details.reason])).toEqual([
			['1', 'permission_missing'],
			['2', 'permission_missing'],
			['3', 'permission_missing'],
		]);
		expect(world.calls('procore')).toHaveLength(1);
	});
});

describe('a service that is not activated in SAP', () => {
	it('is named with the arrangement that opens it', async () => {
		world.changeSap({ do: 'set-service', service: 'API_BUSINESS_PARTNER', active: false });
		const { outputs } = await world.sap(suppliers, goOn);
		const { error, details } = failed(outputs[1]?.[0]);
		expect(error).toContain('The service API_BUSINESS_PARTNER is not activated');
		expect(details).toMatchObject({
			status: 'failed',
			reason: 'service_not_available',
			detail: { advice: expect.stringMatching(/SAP_COM_0008.*transaction ID [0-9A-F]{32}/) as string },
		});
		expect(world.calls('sap')).toHaveLength(1);
		world.changeSap({ do: 'set-service', service: 'API_BUSINESS_PARTNER', active: true });
		expect((await world.sap(suppliers)).outputs[0]).toHaveLength(60);
	});
});
