import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axios from 'axios';
import { demoCredentials, startSimulators } from '../../simulators/index.ts';

const form = 'grant_type=client_credentials';

interface Token {
	access_token: string;
}

test('both start on one data set, with one clock and one record', async () => {
	const trafficFile = join(mkdtempSync(join(tmpdir(), 'simulators-')), 'traffic.jsonl');
	const running = await startSimulators({ dataset: 'tour', trafficFile, clockStart: '2026-10-02T08:00:00Z' });
	try {
		const { sap, procore } = demoCredentials;
		const sapToken = await axios.post<Token>(`${running.sap.url}/sap/bc/sec/oauth2/token`, form, {
			auth: { username: sap.clientId, password: sap.clientSecret },
		});
		const procoreToken = await axios.post<Token>(`${running.procore.url}/oauth/token`, {
			grant_type: 'client_credentials',
			client_id: procore.clientId,
			client_secret: procore.clientSecret,
		});
		const suppliers = await axios.get<string>(
			`${running.sap.url}/sap/opu/odata/sap/API_BUSINESS_PARTNER/A_Supplier/$count`,
			{ headers: { Authorization: `Bearer ${sapToken.data.access_token}` } },
		);
		expect(Number(suppliers.data)).toBe(running.dataset.sap.suppliers.length);
		const vendors = await axios.get<unknown[]>(`${running.procore.url}/rest/v1.0/vendors`, {
			params: { company_id: running.dataset.procore.company.id, per_page: 1000 },
			headers: {
				Authorization: `Bearer ${procoreToken.data.access_token}`,
				'Procore-Company-Id': running.dataset.procore.company.id,
			},
		});
		const active = running.dataset.procore.vendors.filter((vendor) => vendor.is_active);
		expect(vendors.data).toHaveLength(active.length);
		await axios.post(`${running.sap.url}/__admin/clock`, { set: '2026-12-01T00:00:00Z', speed: 0 });
		expect((await axios.get(`${running.procore.url}/__admin/clock`)).data).toMatchObject({
			now: '2026-12-01T00:00:00.000Z',
		});
		const record = readFileSync(trafficFile, 'utf8');
		expect(record.trim().split('\n')).toHaveLength(4);
		for (const secret of [sap.clientSecret, procore.clientSecret, sapToken.data.access_token]) {
			expect(record).not.toContain(secret);
		}
	} finally {
		await running.close();
	}
});

test('Procore can start without vendors', async () => {
	const running = await startSimulators({ dataset: 'seed', procoreEmpty: true, limits: false });
	try {
		expect((await axios.get(`${running.procore.url}/__admin/state`)).data).toMatchObject({
			counts: { vendors: 0, projects: 16 },
			settings: { limits: false },
		});
	} finally {
		await running.close();
	}
});

test('both take the same log-on commands and reset options', async () => {
	const running = await startSimulators({ dataset: 'tour' });
	const { sap, procore } = demoCredentials;
	let secret: string = sap.clientSecret;
	const logOn = {
		sap: () =>
			axios.post<object>(`${running.sap.url}/sap/bc/sec/oauth2/token`, form, {
				auth: { username: sap.clientId, password: secret },
			}),
		procore: () =>
			axios.post<object>(`${running.procore.url}/oauth/token`, {
				grant_type: 'client_credentials',
				client_id: procore.clientId,
				client_secret: secret,
			}),
	};
	try {
		for (const system of ['sap', 'procore'] as const) {
			const { simulator } = running[system];
			simulator.change({ do: 'rotate-secret', secret: 'new' });
			simulator.change({ do: 'set-token-lifetime', seconds: 60 });
			secret = 'new';
			expect((await logOn[system]()).data).toMatchObject({ expires_in: 60 });
			simulator.change({ do: 'omit-expires-in' });
			expect((await logOn[system]()).data).not.toHaveProperty('expires_in');
			simulator.change({ do: 'revoke-tokens' });
			simulator.reset({ clientSecret: 'newer', tokenLifetimeSeconds: 30, omitExpiresIn: true });
			secret = 'newer';
			expect((await logOn[system]()).data).not.toHaveProperty('expires_in');
			expect(simulator.state()).toMatchObject({ tokensIssued: 1 });
		}
	} finally {
		await running.close();
	}
});

test('a taken port leaves nothing running', async () => {
	const first = await startSimulators({ dataset: 'tour' });
	try {
		await expect(startSimulators({ dataset: 'tour', procorePort: first.procore.port })).rejects.toThrow('EADDRINUSE');
	} finally {
		await first.close();
	}
});

test('the README says of every change command what it does', async () => {
	const readme = readFileSync(join(__dirname, '..', '..', 'simulators', 'README.md'), 'utf8');
	const running = await startSimulators({ dataset: 'tour' });
	try {
		for (const { url } of [running.sap, running.procore]) {
			const answer = await axios.post<{ error: string }>(
				`${url}/__admin/change`,
				{ do: '' },
				{ validateStatus: () => true },
			);
			const commands = [...answer.data.error.matchAll(/'([a-z-]+)'/g)].map(([, name]) => String(name));
			expect(commands.length).toBeGreaterThan(30);
			expect(commands.filter((name) => !readme.includes(`"${name}"`) && !readme.includes(`\`${name}\``))).toEqual([]);
		}
	} finally {
		await running.close();
	}
});
