import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { credentialsFor } from '../../demo/credentials.ts';
import { syncTemplateWith } from '../../demo/playground.ts';
import { type RunningServer, type ServerTls, startServer } from '../../simulators/core/server.ts';
import { demoCredentials, type RunningSimulators, startSimulators } from '../../simulators/index.ts';
import { createSapSimulator } from '../../simulators/sap/index.ts';
import type { Authentication } from '../../simulators/sap/options.ts';
import { logOnMessages } from '../../tools/docs/logOnMessages.ts';
import type { Credential } from '../../tools/n8n/import.ts';
import { orderLanes } from '../support/lanes.ts';
import { logOnBy } from './support/authentication.ts';
import { check } from './support/checker.ts';
import { authority, type Data, procoreCases, sapCases, type Wrong } from './support/wrongCredentials.ts';
import { packageDir, World } from './support/world.ts';

const { clientId, clientSecret } = demoCredentials.sap;
const client = authority.issue({ name: clientId });
const tls = (hosts: string[], days?: number): ServerTls => ({
	...authority.issue({ name: 'sap', hosts, ...(days === undefined ? {} : { days }) }),
	ca: authority.cert,
});

describe('credentials in a real n8n', () => {
	let world: World;
	let systems: RunningSimulators;
	const servers: RunningServer[] = [];
	let sap: Credential;
	let basic: Credential;
	let certificate: Credential;
	let procore: Credential;

	const startSap = async (authentication: Authentication, options: { tls?: ServerTls } = {}) => {
		const simulator = createSapSimulator({ clientId, clientSecret, suppliers: [], authentication, client: '100' });
		const server = await startServer(simulator, options);
		servers.push(server);
		return server;
	};
	/** A credential of another way to log on to a system. */
	const passwordFor = (url: string): Data => ({ apiUrl: url, systemId: 'S4P', user: clientId, password: clientSecret });
	const certificateFor = (url: string): Data => ({
		...{ apiUrl: url, systemId: 'S4P', ca: authority.cert },
		...{ certificate: client.cert, privateKey: client.key },
	});
	const asBasic = (data: Data): Credential => ({
		id: 'sapBasicCredential',
		name: 'SAP by password',
		type: 'sapS4HanaBasicApi',
		data,
	});
	const asCertificate = (data: Data): Credential => ({
		...{ id: 'sapCertificateCr', name: 'SAP by certificate', type: 'sapS4HanaCertificateApi' },
		data,
	});

	before(async () => {
		// No traffic of theirs is held against what is published of OAuth.
		const simulators = await startSimulators({
			...{ dataset: 'tour', limits: false, sapAuthentication: 'basic', sapTls: tls(['127.0.0.1']) },
		});
		const { url } = simulators.sap;
		world = await World.startBeside(simulators, 'credentials', {
			credentials: [asBasic({ ...passwordFor(url), ca: authority.cert }), asCertificate(certificateFor(url))],
		});
		systems = await startSimulators({ dataset: 'tour' });
		const [ofSap, ofProcore] = credentialsFor(systems);
		assert.ok(ofSap && ofProcore);
		[sap, procore] = [ofSap, ofProcore];
		basic = asBasic(passwordFor((await startSap('basic')).url));
		certificate = asCertificate(certificateFor((await startSap('certificate', { tls: tls(['127.0.0.1']) })).url));
	});
	after(async () => {
		await world.close();
		await world.simulators.close();
		await systems.close();
		await Promise.all(servers.map((server) => server.close()));
	});

	/** The server that a credential leads to. */
	const serverOf = ({ type }: Credential): RunningServer => {
		if (type === 'procoreOAuth2Api') return systems.procore;
		const [byPassword, byCertificate] = servers;
		const server = type === basic.type ? byPassword : type === certificate.type ? byCertificate : systems.sap;
		assert.ok(server);
		return server;
	};
	const said = async (wrong: Wrong) => {
		const { credential, data = {}, answers, changed, logOns = 1 } = wrong;
		const server = serverOf(credential);
		server.simulator.reset({});
		if (changed) server.simulator.change(changed);
		if (answers) server.faults.add({ kind: 'status', times: 'always', ...answers } as never);
		const seen = server.traffic.entries(server.simulator.system).length;
		const { status, message } = await world.n8n.rest.testCredential({
			...credential,
			data: { ...credential.data, ...data },
		});
		server.faults.remove();
		assert.equal(status, 'Error');
		const sent = server.traffic.entries(server.simulator.system).slice(seen);
		const isLogOn = ({ url }: { url: string }) =>
			credential.type.endsWith('OAuth2Api') ? url.includes('/oauth') : true;
		assert.equal(
			sent.filter(isLogOn).length,
			logOns,
			JSON.stringify(sent.map(({ url, status: got }) => `${got} ${url}`)),
		);
		for (const secret of [String(data.clientSecret ?? clientSecret), String(data.password ?? clientSecret)])
			assert.ok(!message.includes(secret), message);
		return message;
	};
	const compare = async <Case extends string>(documented: Record<Case, string>, cases: Record<Case, Wrong>) => {
		const differences: string[] = [];
		const counts: Record<string, number> = {};
		for (const wrong of Object.keys(documented) as Case[]) {
			const { also = [], alsoElsewhere = [], ...first } = cases[wrong];
			const others = [...also, ...alsoElsewhere].map((credential) => ({
				...{ ...first, credential },
				...(alsoElsewhere.includes(credential) ? { logOns: 0 } : {}),
			}));
			for (const each of [first, ...others]) {
				const { type } = each.credential;
				counts[type] = (counts[type] ?? 0) + 1;
				const message = await said(each).catch((error: unknown) => String(error));
				if (!message.startsWith(documented[wrong])) differences.push(`${type}, ${wrong}: ${message}`);
			}
		}
		assert.deepEqual(differences, []);
		for (const [type, count] of Object.entries(counts)) assert.ok(count >= 12, `${type}: ${String(count)}`);
	};

	it('each of them can be tested before its first use', async () => {
		for (const credential of [sap, basic, certificate, procore]) {
			const server = serverOf(credential);
			const seen = server.traffic.entries(server.simulator.system).length;
			assert.deepEqual(await world.n8n.rest.testCredential(credential), {
				status: 'OK',
				message: 'Connection successful!',
			});
			const tokens = server.traffic
				.entries(server.simulator.system)
				.slice(seen)
				.filter(({ url }) => url.includes('/oauth'));
			assert.equal(tokens.length, credential.type.endsWith('OAuth2Api') ? 1 : 0);
		}
	});

	it('an address may end in a slash, and the token URL may be entered', async () => {
		const tokenUrl = `${systems.sap.url}/sap/bc/sec/oauth2/token`;
		for (const data of [{ apiUrl: `${systems.sap.url}/` }, { tokenUrl }])
			assert.equal((await world.n8n.rest.testCredential({ ...sap, data: { ...sap.data, ...data } })).status, 'OK');
	});

	it('SAP: each wrong input is said in the words that the docs have, with one log-on', async () => {
		const expiredHost = await startSap('certificate', { tls: tls(['127.0.0.1'], -1) });
		const otherHost = await startSap('certificate', { tls: tls(['sap.example']) });
		const hosts = { sap: systems.sap.url, procore: systems.procore.url };
		const more = { expired: expiredHost.url, other: otherHost.url };
		await compare(logOnMessages.sap, sapCases({ sap, basic, certificate }, { ...hosts, ...more }));
	});

	it('Procore: each wrong input is said in the words that the docs have, with one log-on', async () => {
		await compare(logOnMessages.procore, procoreCases(procore, systems.procore.url));
	});

	for (const [title, authentication, credential] of [
		['by Basic authentication', 'basicAuth', asBasic({})],
		['by client certificate', 'certificate', asCertificate({})],
	] as const)
		it(`the sync runs ${title}, at an SAP that takes nothing else`, async () => {
			world.simulators.sap.simulator.change({
				do: 'set-authentication',
				authentication: authentication === 'certificate' ? 'certificate' : 'basic',
			});
			const [supplier] = world.simulators.dataset.sap.suppliers;
			world.changeSap({
				do: 'edit-supplier',
				supplier: supplier?.supplier.Supplier,
				name: `Renamed ${authentication}`,
			});
			const template = syncTemplateWith(packageDir, { firstBatchSize: 0, schedule: '0 0 29 2 *', lanes: orderLanes });
			await world.n8n.rest.saveWorkflow(logOnBy(template, authentication, credential));
			const run = await world.press();
			assert.equal(run.status, 'success');
			assert.ok((run.outcomes.supplier?.synced ?? 0) > 0);
			assert.deepEqual(
				run.traffic.filter(({ system, url }) => system === 'sap' && url.includes('/oauth')),
				[],
			);
			await check(world);
		});
});
