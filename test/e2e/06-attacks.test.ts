import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { credentialsFor } from '../../demo/credentials.ts';
import { alertWorkflow, reportWorkflow, syncWorkflow } from '../../demo/playground.ts';
import type { SyncRun } from '../../demo/syncRun.ts';
import type { SimAnswer, SimRequest } from '../../simulators/core/types.ts';
import { startSimulators } from '../../simulators/index.ts';
import type { Credential } from '../../tools/n8n/import.ts';
import { orderLanes } from '../support/lanes.ts';
import {
	type Attack,
	Elsewhere,
	Hostile,
	isLogOn,
	jsonOf,
	linkedTo,
	type SystemName,
	withBody,
} from './support/hostile.ts';
import { MailCatcher } from './support/mailCatcher.ts';
import { openReport, reportNames, type ReportName, sheetOf } from './support/reports.ts';
import { until, World } from './support/world.ts';

type Attacks = Partial<Record<SystemName, Attack>>;

/** Names of suppliers and texts of orders, by the number of the supplier. */
const names = {
	'9100001': '={{ $env.N8N_USER_FOLDER }} {{ 7*7 }} ${7*7}',
	'9100002': 'Crlf\r\nSet-Cookie: evil=1\r\n\r\nBcc: evil@evil.example',
	'9100003': '=HYPERLINK("http://evil.example","Pay")',
	'9100004': "+1+cmd|' /C calc'!A0",
	'9100005': '-2+3',
	'9100006': '@SUM(A1)',
	'9100007': '\t=1+1',
	'9100008': '\r=1+1',
	'9100009': '<script>alert(1)</script><img src=x onerror=alert(2)>',
	'9100010': '"><form action=http://evil.example>',
	'9100011': '__proto__',
	'9100012': 'constructor',
};
const hostileNames = Object.entries(names);
/** Longer than any name, and made of what patterns go back and forth in. */
const long = (part: string) => part.repeat(Math.ceil(200_000 / part.length));
const levels = 100_000;
const deep = (inside = '1') => `${'{"d":'.repeat(levels)}${inside}${'}'.repeat(levels)}`;

type Read = (html: string, name: string) => void | Promise<void>;
const pages =
	(read: Read, names: readonly ReportName[] = reportNames) =>
	async (world: World) => {
		for (const report of names) {
			const answer = await openReport(world, report);
			const html = await answer.text();
			assert.equal(answer.status, 200, `${report}: ${html.slice(0, 500)}`);
			await read(html, report);
		}
	};

describe('attacks on a real n8n', () => {
	let world: World;
	let hostile: Hostile;
	let elsewhere: Elsewhere;
	let mail: MailCatcher;
	let sap: Credential;
	let procore: Credential;

	before(async () => {
		mail = await MailCatcher.start();
		elsewhere = await Elsewhere.start();
		// What hostile systems bring n8n to ask is not held against what is published.
		const simulators = await startSimulators({ dataset: 'tiny', limits: false });
		hostile = new Hostile(simulators);
		world = await World.startBeside(simulators, 'attacks', {
			mail: mail.address,
			alertSettings: { mailTo: 'ops@acme.example', mailFrom: 'n8n@acme.example' },
			settings: { lanes: orderLanes },
		});
		const [ofSap, ofProcore] = credentialsFor(simulators);
		assert.ok(ofSap && ofProcore);
		[sap, procore] = [ofSap, ofProcore];
		assert.equal((await world.syncOrders()).status, 'success');
	});
	after(async () => {
		await world.close();
		await world.simulators.close();
		await elsewhere.close();
		await mail.close();
	});

	const unreadable = new Set<string>();
	const serverOf = (system: SystemName) => world.simulators[system];
	/** Something to read in SAP and to write in Procore. */
	let changes = 0;
	const touch = () => {
		changes++;
		const [supplier] = world.simulators.dataset.sap.suppliers;
		world.changeSap({
			do: 'edit-supplier',
			supplier: supplier?.supplier.Supplier,
			name: `Renamed ${String(changes)}`,
		});
	};
	/** A run in which a system attacks: it ends in time, and says something where it fails. */
	const attacked = async (attacks: Attacks): Promise<SyncRun> => {
		touch();
		const run = await hostile.during(attacks, async () => await world.syncOrders());
		assert.ok(run.seconds < 60, `${String(run.seconds)} s`);
		if (run.execution.status === 'error')
			assert.notEqual(String(run.execution.data.resultData.error?.message ?? '').trim(), '');
		for (const each of (await world.lastAudit()).filter(({ status }) =>
			['failed', 'held', 'waiting'].includes(String(status)),
		))
			assert.notEqual(String(each.message).trim(), '', JSON.stringify(each));
		return run;
	};
	const nobodyWentElsewhere = () => {
		assert.deepEqual([elsewhere.connections, elsewhere.requests], [0, []]);
	};
	/** What people and systems can read afterwards. */
	const everythingKept = async (): Promise<string> => {
		const kept: unknown[] = [];
		for (const { name } of await world.n8n.rest.tables.list()) kept.push(name, await world.rows(name));
		for (const { id: workflowId } of [syncWorkflow, reportWorkflow, alertWorkflow])
			for (const { id } of await world.n8n.rest.executions.list({ workflowId }))
				if (!unreadable.has(id)) kept.push(await world.n8n.rest.executions.get(id));
		await pages((html) => void kept.push(html), ['status', 'exceptions', 'vendors'])(world);
		return `${JSON.stringify(kept)}${readFileSync(world.n8n.logFile, 'utf8')}${JSON.stringify(mail.mails)}`;
	};
	const bothIn = async (attack: Attack) => {
		const ofSap = await attacked({ sap: attack });
		const ofProcore = await attacked({ procore: attack });
		return [ofSap, ofProcore] as const;
	};

	describe('by redirects', () => {
		const redirect =
			(status: number, of: (request: SimRequest) => boolean): Attack =>
			(_, request) =>
				of(request) ? { status, headers: { location: `http://${elsewhere.host}${request.url}` }, body: '' } : undefined;

		it('of the token request, by each status: neither secret nor request goes there', async () => {
			for (const [system, credential] of [
				['sap', sap],
				['procore', procore],
			] as const)
				for (const status of [301, 302, 303, 307, 308]) {
					const { status: said, message } = await hostile.during(
						{ [system]: redirect(status, isLogOn) },
						async () => await world.n8n.rest.testCredential(credential),
					);
					assert.equal(said, 'Error');
					assert.match(message, /it sent the request elsewhere \(status \d+\), where the credentials were not sent/);
				}
			nobodyWentElsewhere();
		});

		it('of the token request in a run: it fails and names the token address', async () => {
			for (const system of ['sap', 'procore'] as const) {
				serverOf(system).simulator.change({ do: 'revoke-tokens' });
				const run = await attacked({ [system]: redirect(307, isLogOn) });
				assert.equal(run.status, 'failed');
				assert.match(JSON.stringify(await world.rows('sap_procore_exceptions')), /issued no access token/);
			}
			nobodyWentElsewhere();
		});

		it('of requests for data, and of what is written: no token goes there', async () => {
			for (const [system, credential] of [
				['sap', sap],
				['procore', procore],
			] as const) {
				const { status } = await hostile.during(
					{ [system]: redirect(302, (request) => !isLogOn(request)) },
					async () => await world.n8n.rest.testCredential(credential),
				);
				assert.equal(status, 'Error');
			}
			const [ofSap, ofProcore] = await bothIn(redirect(307, (request) => !isLogOn(request)));
			assert.deepEqual([ofSap.status, ofProcore.status], ['failed', 'failed']);
			const written = await attacked({ procore: redirect(308, ({ method }) => method !== 'GET') });
			assert.notEqual(written.outcomes.supplier?.failed ?? written.outcomes.supplier?.waiting ?? 0, 0);
			nobodyWentElsewhere();
		});
	});

	it('by next-links to another host: nobody goes there', async () => {
		const links = ['http://HOST/next', '//HOST/next', 'http://user:x@HOST\\@sap.example/next', '/\\HOST/next'];
		let nth = 0;
		await bothIn((answer) => linkedTo(answer, (links[nth++ % links.length] ?? '').replace('HOST', elsewhere.host)));
		nobodyWentElsewhere();
	});

	it('by prototype keys in answers, bodies and addresses: nothing is taken over', async () => {
		const extra = '{"__proto__":{"polluted":"yes","is_active":false},"constructor":{"prototype":{"polluted":"yes"}},';
		const polluting: Attack = (answer, request) =>
			isLogOn(request) || answer.body === undefined
				? undefined
				: withBody(answer, jsonOf(answer).replace(/\{(?=")/g, extra));
		const run = await attacked({ sap: polluting, procore: polluting });
		assert.equal(run.status, 'success', run.execution.data.resultData.error?.message);
		for (const body of ['{"__proto__":{"entity":"supplier"}}', '{"constructor":{"prototype":{"polluted":"yes"}}}'])
			assert.ok((await world.askReplay(body)).status < 500);
		for (const query of [
			'?__proto__[polluted]=yes&constructor[prototype][polluted]=yes',
			'?find=__proto__&entity=constructor&do=__proto__&month=constructor',
			'?do=constructor&row=__proto__',
		])
			for (const report of ['exceptions', 'why', 'vendors'] as const)
				assert.ok((await openReport(world, report, query)).status < 500, `${report} ${query}`);
		for (const page of ['__proto__', 'constructor', 'toString'])
			assert.equal((await openReport(world, page as ReportName)).status, 400);
		const state = JSON.stringify(world.simulators.procore.simulator.state());
		const tables = await Promise.all(
			(await world.n8n.rest.tables.list()).map(async ({ name }) => await world.rows(name)),
		);
		assert.doesNotMatch(state + JSON.stringify(tables), /polluted/);
	});

	describe('by names and texts', () => {
		let sent: SyncRun;
		const shown = new Map<string, string>();
		before(async () => {
			const wbsElement = world.simulators.dataset.sap.orders
				.flatMap(({ items }) => items.flatMap(({ assignments }) => assignments))
				.map((assignment) => assignment.WBSElementExternalID)
				.find((element) => element !== '');
			const { simulator } = world.simulators.sap;
			for (const [index, [number, name]] of hostileNames.entries()) {
				simulator.change({ do: 'create-supplier', number, name });
				// Held, because two vendors have its name.
				simulator.change({ do: 'create-supplier', number: number.replace('91', '92'), name: `${name} II` });
				for (let nth = 0; nth < 2; nth++) world.changeProcore({ do: 'add-vendor', vendor: { name: `${name} II` } });
				const contract = {
					project_id: 2201,
					vendor_id: null,
					number: `HOSTILE-${String(index)}`,
					title: name,
					lines: [],
				};
				world.changeProcore({ do: 'add-contract', contract });
				const order = { do: 'create-order', supplier: number, wbsElement };
				// The second one is held, because nothing says where its account goes.
				for (const more of [{}, { glAccount: '69000900' }])
					simulator.change({
						...order,
						number: `460000${'glAccount' in more ? '2' : '1'}${String(index).padStart(3, '0')}`,
						items: [{ text: name, price: '10.00', ...more }],
					});
			}
			world.later();
			sent = await world.syncOrders();
			await pages((html, page) => void shown.set(page, html))(world);
		});

		it('of n8n expressions: they are texts, in Procore, in tables, on pages and in mails', async () => {
			const name = names['9100001'];
			assert.equal(sent.status, 'success');
			assert.equal(world.vendorOf('9100001')?.name, name);
			assert.ok(shown.get('vendors')?.includes(`${name} II`));
			const text = '={{ $env.HOME }} {{ 7*7 }}';
			const error = { error: { code: '={{ 7*7 }}', message: { lang: 'en', value: text } } };
			const before = mail.mails.length;
			const refused: Attack = (_, request) => (isLogOn(request) ? undefined : { status: 400, body: error });
			await hostile.during({ sap: refused }, async () => {
				const { execution, text: answered } = await world.askReplay();
				assert.notEqual(execution, undefined, answered);
				await world.n8n.rest.executions.wait(execution ?? '');
			});
			assert.ok(JSON.stringify(await world.rows('sap_procore_exceptions')).includes(text));
			await until('the mail', () => mail.mails.length > before, 20_000);
			for (const evaluated of ['49 49', '={{ 49', process.env.HOME ?? '/root', world.userFolder])
				for (const read of [...shown.values(), JSON.stringify(mail.mails), JSON.stringify(world.vendors())])
					assert.ok(!read.includes(`${evaluated} `), evaluated);
		});

		it('of line breaks: no header and no recipient of their own', async () => {
			assert.ok(world.vendorOf('9100002'), 'it was sent');
			assert.ok(mail.mails.length > 0);
			assert.ok(mail.mails.every(({ headers, to }) => !('bcc' in headers) && to.join() === 'ops@acme.example'));
			const evil = '%0d%0aSet-Cookie:%20evil=1%0d%0a%0d%0a';
			for (const [report, query] of [
				['why', `?find=4500000001${evil}`],
				['reconciliation', `?month=2026-10${evil}`],
				['exceptions', `?format=csv${evil}`],
				['exceptions', `?format=csv&find=${evil}`],
				['vendors', `?supplier=${evil}`],
			] as const) {
				const answer = await openReport(world, report, query);
				assert.ok(answer.status < 500, `${report} ${query}`);
				assert.equal(answer.headers.get('set-cookie'), null);
				assert.doesNotMatch(answer.headers.get('content-disposition') ?? '', /evil|[\r\n]/);
			}
			const { status, text } = await world.askReplay({ entity: 'supplier', key: '1\r\nSet-Cookie: evil=1' });
			assert.equal(status, 400, text);
		});

		it('of formulas: in each file of each page they are texts', async () => {
			const found = new Set<string>();
			const withFiles = ['vendors', 'exceptions', 'mapping', 'reconciliation'] as const;
			for (const report of withFiles)
				for (const format of ['csv', 'xlsx'] as const) {
					const answer = await openReport(world, report, `?format=${format}`);
					assert.match(answer.headers.get('content-disposition') ?? '', /^attachment/, report);
					for (const { t, v, f } of sheetOf(Buffer.from(await answer.arrayBuffer()), format).cells) {
						assert.equal(f, undefined, `${report} ${format}: a formula: ${String(v)}`);
						if (t === 's') assert.doesNotMatch(String(v), /^\s*[=+@＝＋＠]|^\s*-(?!\d)|^[\t\r]/, `${report} ${format}`);
						if (String(v).includes('HYPERLINK')) found.add(`${report} ${format}`);
					}
				}
			for (const file of ['vendors', 'reconciliation'].flatMap((report) => [`${report} csv`, `${report} xlsx`]))
				assert.ok(found.has(file), `${file} is not among ${[...found].join()}`);
		});

		it('of HTML: on pages, in forms and in mails they are texts', async () => {
			for (const page of ['vendors', 'exceptions', 'reconciliation'])
				assert.ok(shown.get(page)?.includes('&lt;script&gt;alert(1)'), page);
			const typed = encodeURIComponent('<script>alert(1)</script>');
			const asked = ['why', 'exceptions', 'vendors'] as const;
			for (const report of asked) {
				const answer = await openReport(world, report, `?find=${typed}&month=${typed}&supplier=${typed}`);
				const text = await answer.text();
				assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
				// What is refused is no page.
				if (!answer.headers.get('content-type')?.startsWith('text/plain')) shown.set(`${report}, asked`, text);
			}
			for (const html of [...shown.values(), ...mail.mails.map((each) => each.html)])
				assert.doesNotMatch(html, /<script|<img|<[^>]+onerror|<[^>]+onfocus|<form[^>]+action="?http/i);
		});
	});

	it('by texts in which patterns go back and forth: runs and pages take no longer', async () => {
		const parts = [' ', 'a', '.', 'a.', '0', '<!-- -->', 'eyJ-', 'property ', '<error ', '"', '\\'];
		const run = await attacked({
			sap: (answer, { path }) =>
				path.includes('A_BusinessPartner') || path.includes('A_Supplier')
					? withBody(
							answer,
							jsonOf(answer).replace(
								/"(\w*Name\w*)":"[^"]*"/g,
								(_, name: string) =>
									`"${name}":${JSON.stringify(`${long(parts[name.length % parts.length] ?? ' ')}x`)}`,
							),
						)
					: undefined,
		});
		assert.ok(run.seconds < 30, `names: ${String(run.seconds)} s`);
		let nth = 0;
		for (const system of ['sap', 'procore'] as const) {
			const started = performance.now();
			await attacked({
				[system]: (_: SimAnswer, request: SimRequest) => {
					if (isLogOn(request)) return undefined;
					const text = parts[nth++ % parts.length]?.repeat(100_000) ?? '';
					return system === 'sap' && nth % 2 === 0
						? {
								status: 400,
								headers: { 'content-type': 'application/xml' },
								body: `<error><code>1</code><message>${text}`,
							}
						: { status: 400, body: { error: { code: text, message: text }, errors: { name: [text] } } };
				},
			});
			assert.ok(performance.now() - started < 30_000, `errors of ${system}`);
		}
		await world.n8n.rest.tables.insert('sap_procore_cost_codes', [
			{
				customer: 'main',
				wbs_element: '*a*a*a*a*b',
				gl_account: `${'0'.repeat(50_000)}x`,
				cost_code: '01-100',
				cost_type: 'S',
				enabled: true,
			},
			{
				customer: 'main',
				wbs_element: `${'a.'.repeat(50_000)}!*`,
				gl_account: '(a+)+$',
				cost_code: '01-100',
				cost_type: 'S',
				enabled: true,
			},
		]);
		const started = performance.now();
		await pages(() => undefined, ['mapping', 'exceptions', 'projects'])(world);
		for (const find of ['*a*a*a*a*a*a*a*b', '(a+)+$', 'a'.repeat(5_000), '%'.repeat(3_000)])
			assert.ok((await openReport(world, 'why', `?find=${encodeURIComponent(find)}`)).status < 500);
		assert.ok(performance.now() - started < 30_000, `pages: ${String(performance.now() - started)} ms`);
	});

	it('by pages that never end: reading stops and says so', async () => {
		let nth = 0;
		const endless: Attack = (answer, request) => {
			nth++;
			const at = `${request.origin}${request.path}`;
			return linkedTo(answer, `${at}?page=${String(nth)}&$skiptoken=${String(nth)}`);
		};
		const served: Partial<Record<SystemName, unknown>> = {};
		/** The first page of a list again and again. */
		const again =
			(system: SystemName): Attack =>
			(answer, request) => {
				if (!/skiptoken|[?&]page=\d/.test(request.url) || answer.status === 200) served[system] = answer.body;
				return endless({ status: 200, body: served[system] }, request);
			};
		for (const system of ['sap', 'procore'] as const) {
			const before = nth;
			const run = await attacked({ [system]: again(system) });
			assert.equal(run.status, 'failed');
			assert.ok(nth - before < 1_000, `${system}: ${String(nth - before)} pages`);
			assert.match(JSON.stringify(await world.lastAudit()), /kept giving the same rows|a page a second time/);
		}
	});

	it('by JSON of 100,000 levels, in data, errors and tokens: each run says what is wrong', async () => {
		const nested =
			(status: number, of: (request: SimRequest) => boolean = (request) => !isLogOn(request)): Attack =>
			(answer, request) =>
				of(request) ? withBody(answer, deep('{"value":[],"results":[]}'), status) : undefined;
		await bothIn(nested(200));
		await attacked({ procore: nested(200, ({ method, path }) => method !== 'GET' && !path.includes('/oauth')) });
		for (const credential of [sap, procore])
			for (const attack of [nested(200), nested(400), nested(200, isLogOn), nested(400, isLogOn)]) {
				const tested = async () => await world.n8n.rest.testCredential(credential);
				const { status, message } = await hostile.during({ sap: attack, procore: attack }, tested);
				assert.equal(status, 'Error');
				assert.match(message, /^(SAP|The API URL|Procore|The address)/);
			}
		const known = new Set((await world.n8n.rest.executions.list()).map(({ id }) => id));
		await world.askReplay(deep());
		// n8n stores such a request and cannot read it again.
		for (const { id } of await world.n8n.rest.executions.list()) if (!known.has(id)) unreadable.add(id);
		assert.equal((await openReport(world, 'status')).status, 200, 'n8n goes on');
	});

	it('by tokens and secrets told back: they are in no execution, table, page, mail or log', async () => {
		const told = ({ method, url, headers, rawBody }: SimRequest) =>
			`${method} ${url} ${JSON.stringify(headers)} ${headers.authorization ?? ''} ${rawBody}`;
		const headersOf = (request: SimRequest) => ({
			'x-echo': encodeURIComponent(told(request)),
			'www-authenticate': `Bearer error="${request.headers.authorization ?? ''}"`,
		});
		const echo =
			(status: number): Attack =>
			(_, request) => {
				const text = told(request);
				const body = {
					error: { code: text, message: { value: text }, details: [{ message: text }] },
					errors: { name: [text] },
					message: text,
				};
				return { status, headers: headersOf(request), body };
			};
		await attacked({ sap: echo(403) });
		await attacked({ procore: echo(422) });
		const refused: Attack = (_, request) => {
			const text = told(request);
			const body = { error: text, error_description: text };
			return isLogOn(request) ? { status: 400, headers: headersOf(request), body } : undefined;
		};
		for (const credential of [sap, procore]) {
			const tested = async () => await world.n8n.rest.testCredential(credential);
			const { message } = await hostile.during({ sap: refused, procore: refused }, tested);
			for (const secret of hostile.secrets) assert.ok(!message.includes(secret), message);
		}
		world.simulators.sap.simulator.change({ do: 'revoke-tokens' });
		await attacked({ sap: refused });
		for (const system of ['sap', 'procore'] as const) serverOf(system).simulator.change({ do: 'revoke-tokens' });
		const field = /"(SupplierName|OrganizationBPName1|BusinessPartnerName|PurchaseOrderItemText|name|title)":"[^"]*"/g;
		const inNames: Attack = (answer, request) =>
			isLogOn(request) || answer.status !== 200
				? undefined
				: withBody(
						answer,
						jsonOf(answer).replace(
							field,
							(_, name: string) =>
								`"${name}":${JSON.stringify(`as ${request.headers.authorization ?? ''}`.replace('Bearer', ''))}`,
						),
					);
		await attacked({ sap: inNames, procore: inNames });
		const kept = await everythingKept();
		for (const secret of hostile.secrets) {
			const at = kept.indexOf(secret);
			assert.equal(at, -1, `${secret}: ${kept.slice(Math.max(0, at - 300), at + 300)}`);
		}
	});

	it('and afterwards the sync goes on as if nothing had been', async () => {
		touch();
		const run = await world.syncOrders();
		assert.equal(run.status, 'success', run.execution.data.resultData.error?.message);
		nobodyWentElsewhere();
	});
});
