/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { planCategories } from '../../simulators/data/plan/plan.ts';
import { launchChromium } from '../../tools/browser/chromium.ts';
import type { ExpectedContract } from '../../simulators/data/expected.ts';
import { reportWorkflow } from '../../demo/playground.ts';
import { standardView } from './support/budgetView.ts';
import { contractsOf, demanded, procoreState, sapState } from './support/contracts.ts';
import { faultsOfPage } from './support/pageChecks.ts';
import { differencesIn, openFile, openReport, reportNames, reportUrl } from './support/reports.ts';
import { World } from './support/world.ts';

const notCommitted = ['order_incomplete', 'not_released', 'order_rejected', 'unknown_order_status', 'order_deleted'];
const notCompared = ['project_inactive', 'not_a_project_purchase', 'no_account_assignment'];

/** The quota that reports share with the sync, which here makes the requests of a day in minutes. */
async function allowRequests({ n8n }: World, quotaPerHour: number): Promise<void> {
	const workflow = await n8n.rest.workflow(reportWorkflow.id);
	const request = workflow.nodes.find(({ name }) => name === 'Read request');
	const parameters = request?.parameters as Record<string, unknown> | undefined;
	assert.equal(parameters?.quotaPerHour, 600);
	Object.assign(parameters, { quotaPerHour });
	await n8n.rest.saveWorkflow(workflow);
	await n8n.rest.publish(reportWorkflow.id);
}

describe('reports of a real n8n', () => {
	let world: World;
	/** What the sync keeps back of the data set: differs from the start. */
	let atFirst: string[];

	before(async () => {
		world = await World.start({ name: 'reports', dataset: 'tour', limits: false });
		await allowRequests(world, 3600);
		assert.equal((await world.syncOrders()).status, 'success');
	});
	after(async () => {
		await world.close();
	});

	/** Procore calls of what is done meanwhile, log-ons left out. */
	const procoreCalls = async (during: () => Promise<unknown>) => {
		const calls = () =>
			world.simulators.procore.traffic.entries('procore').filter(({ url }) => !url.includes('/oauth/'));
		const before = calls().length;
		await during();
		return calls().slice(before);
	};
	const syncedProjects = () => procoreState(world.simulators).projects.filter(({ active }) => active).length;
	const contractOf = (order: string) => {
		const found = contractsOf(world.simulators).find(({ origin_id }) => origin_id?.startsWith(`sap:S4P:po:${order}:`));
		assert.ok(found, order);
		return found;
	};
	/** Orders that are sent whole, with one line in one project, in US dollars. */
	const plainOrders = (): ExpectedContract[] => {
		const all = demanded(world.simulators);
		return all.filter(
			({ order, reason, lines, currency }) =>
				reason === '' && lines === 1 && currency === 'USD' && all.filter((each) => each.order === order).length === 1,
		);
	};

	it('without the right password every page answers 401 or 403, shows nothing and takes nothing', async () => {
		const { user, password } = world.playground.access.pages;
		const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
		const before = (await world.n8n.rest.executions.list({ workflowId: reportWorkflow.id })).length;
		for (const report of reportNames)
			for (const headers of [{}, basic(`${user}:wrong`), basic(`wrong:${password}`), basic(':')] as object[]) {
				const answer = await fetch(reportUrl(world, report), { headers: { ...headers } });
				assert.ok([401, 403].includes(answer.status), `${report}: ${String(answer.status)}`);
				assert.doesNotMatch(await answer.text(), /S4P|SAP to Procore|USD|<table/);
				const sent = await fetch(reportUrl(world, report), {
					method: 'POST',
					headers: { ...headers },
					body: new URLSearchParams({ token: 'x', name: 'Eve' }),
				});
				assert.ok([401, 403].includes(sent.status), `${report}: ${String(sent.status)}`);
			}
		assert.equal((await world.n8n.rest.executions.list({ workflowId: reportWorkflow.id })).length, before);
	});

	it('pages are HTML that nobody keeps, without scripts, under a policy that forbids them', async () => {
		for (const report of reportNames) {
			const answer = await openReport(world, report);
			const html = await answer.text();
			assert.equal(answer.status, 200, `${report}: ${html.slice(0, 300)}`);
			assert.match(answer.headers.get('content-type') ?? '', /^text\/html; charset=utf-8/);
			assert.equal(answer.headers.get('cache-control'), 'no-store');
			assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
			assert.match(answer.headers.get('content-security-policy') ?? '', /sandbox/);
			assert.match(html, /^<!DOCTYPE html>/);
			assert.doesNotMatch(html, /<script/i);
		}
	});

	it('forty chosen rows reach the form, although n8n reads more than twenty of a kind in another way', async () => {
		const html = await (await openReport(world, 'exceptions')).text();
		const values = [...html.matchAll(/name="row" value="([^"&]+)"/g)].map(([, value = '']) => value);
		assert.ok(values.length > 1);
		const chosen = Array.from({ length: 40 }, (_, index) => values[index % values.length] ?? '');
		const rows = new URLSearchParams(chosen.map((value) => ['row', value])).toString();
		const form = await (await openReport(world, 'exceptions', `?do=retry&${rows}`)).text();
		assert.match(form, new RegExp(`Retry ${String(Math.min(values.length, 40))} exceptions`));
	});

	it('a month that is none is refused with what a month looks like', async () => {
		const answer = await openReport(world, 'exceptions', '?month=banana');
		assert.equal(answer.status, 400);
		assert.equal(await answer.text(), 'The month "banana" cannot be read. A month looks like 2026-10.');
	});

	it('the status page tells the last run, its calls and the open exceptions as they are', async () => {
		const run = (await world.rows('sap_procore_runs')).at(-1);
		const html = await (await openReport(world, 'status')).text();
		const open = (await world.rows('sap_procore_exceptions')).filter(({ status }) => status !== 'resolved').length;
		const sent = world.simulators.procore.traffic.entries('procore').filter(({ url }) => !url.includes('/oauth/'));
		assert.ok(html.includes(String(run?.run_id)));
		assert.match(html, new RegExp(`Open exceptions</[^>]+>\\s*<[^>]+>${String(open)}<`));
		assert.match(html, new RegExp(`>${String(run?.procore_calls)} of 3,?600<`));
		assert.ok(Number(run?.procore_calls) > 0 && Number(run?.procore_calls) <= sent.length);
		assert.match(html, /Next run<[^]*?\d{4}-\d{2}-\d{2} \d{2}:00/);
	});

	it('a clean state differs only where the sync keeps an order back, and every project ties out', async () => {
		const sheet = await openFile(world, 'reconciliation', 'csv');
		atFirst = differencesIn(sheet);
		const kept = demanded(world.simulators)
			.filter(({ reason }) => reason !== '' && ![...notCommitted, ...notCompared].includes(reason))
			.map(({ order }) => order)
			.sort();
		assert.deepEqual(
			atFirst.map((each) => each.split(' | ')[0]),
			kept,
		);
		for (const each of atFirst) assert.match(each, /\| (Held|Waiting|Failed|Currency) \|/);
		const projects = sheet.rows.filter(({ list }) => list === 'project');
		assert.ok(projects.length > 3);
		for (const { project, ties_out } of projects) assert.equal(ties_out, 'yes', String(project));
	});

	it('by column of the budget: Procore as its standard view shows it, SAP as it is, and they agree where nothing is held', async () => {
		const { simulators } = world;
		const lanes = 'project, supplier, budget, purchase_order, requisition, actual_cost';
		assert.equal((await world.sync({ lanes, planCategory: planCategories.plan })).status, 'success');
		const sheet = await openFile(world, 'reconciliation', 'csv');
		const rows = sheet.rows.filter(({ list }) => list === 'cost code');
		const { projects } = simulators.dataset.procore;
		const byName = new Map(projects.map(({ id, name, currency = 'USD' }) => [name, { id: String(id), currency }]));
		const shown = new Map((await standardView(simulators)).map((row) => [`${row.projectId} ${row.costCode}`, row]));
		const amount = (value: unknown) => String(Number(value ?? 0));
		const columns = { procore_budget: 'original', procore_committed: 'committed', procore_direct: 'direct' } as const;
		// What SAP has in another currency stands by itself.
		const coded = rows.filter(
			(row) => row.cost_code !== '(none)' && row.currency === byName.get(String(row.project))?.currency,
		);
		for (const row of coded) {
			const view = shown.get(
				`${byName.get(String(row.project))?.id ?? ''} ${String(row.cost_code)}|${String(row.cost_type)}`,
			);
			for (const [column, inView] of Object.entries(columns))
				assert.equal(amount(row[column]), amount(view?.[inView]), `${column} of ${JSON.stringify(row)}`);
		}
		const differing = (sap: string, procore: string) =>
			coded
				.filter((row) => amount(row[sap]) !== amount(row[procore]))
				.map((row) => `${byName.get(String(row.project))?.id ?? ''} ${String(row.cost_code)}|${String(row.cost_type)}`);
		// A cost type that Procore does not have, and an amount that people entered.
		assert.deepEqual(differing('sap_plan', 'procore_budget'), ['2204 01-100|OC', '2204 03-300|M']);
		// Orders that are held or wait, and a contract that people made.
		assert.deepEqual(differing('sap_orders', 'procore_committed'), [
			...['2208 03-300|M', '2205 02-400|S', '2205 03-300|M', '2203 03-300|M'],
		]);
		assert.deepEqual(differing('sap_others', 'procore_direct'), ['2204 01-100|OC']);
		assert.ok(rows.length > 100);
	});

	it('one difference of each kind, planted in both systems, is found to the cent, and no other; calls stay in the budget', async () => {
		const plain = plainOrders();
		const taken = plain.slice(0, 8);
		assert.equal(taken.length, 8);
		const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = ''] = taken.map(({ order }) => order);
		const amount = (index: number) => Number(taken[index]?.total);
		const line = (order: string) => {
			const found = contractOf(order).lines[0];
			assert.ok(found);
			return found;
		};
		const money = (value: number) => String(Math.round(value * 100) / 100);
		const raised = (order: string, by: number) => (Number(line(order).amount) + by).toFixed(2);
		const items = (order: string) =>
			sapState(world.simulators).orders.find(({ header }) => header.PurchaseOrder === order)?.items ?? [];
		const item = items(c).find(({ PurchasingDocumentDeletionCode }) => PurchasingDocumentDeletionCode === '');
		const unmapped = items(world.simulators.dataset.orderCases.unmappedWbs?.order ?? '')[0]?.assignments[0];
		const { wbsElement } = { wbsElement: unmapped?.WBSElementExternalID };
		world.changeSap({ do: 'add-item', order: a, item: { text: 'More', quantity: '1', unit: 'EA', price: '10.01' } });
		world.changeSap({ do: 'set-order-state', order: b, state: 'inRelease' });
		world.changeSap({ do: 'move-assignment', order: c, item: item?.PurchaseOrderItem, wbsElement });
		world.changeProcore({ do: 'edit-line', id: line(d).id, set: { amount: raised(d, 123.45) } });
		const added = { cost_code: '02-400', cost_type: 'S', amount: '5.00', description: 'By hand' };
		world.changeProcore({ do: 'add-line', contract: contractOf(e).id, line: added });
		world.changeProcore({ do: 'delete-contract', id: contractOf(f).id });
		world.changeProcore({ do: 'edit-line', id: line(g).id, set: { amount: raised(g, 0.01) } });
		world.changeSap({ do: 'edit-order', order: h, set: { DocumentCurrency: 'EUR' } });
		const archived = { number: '4599999999', origin_id: 'sap:S4P:po:4599999999:2201' };
		const lines = [{ cost_code: '02-400', cost_type: 'S', amount: '77.70', description: 'Archived' }];
		world.changeProcore({ do: 'add-contract', contract: { project_id: 2201, vendor_id: null, ...archived, lines } });

		const sheets: Array<Awaited<ReturnType<typeof openFile>>> = [];
		const calls = await procoreCalls(async () => sheets.push(await openFile(world, 'reconciliation', 'xlsx')));
		const [sheet] = sheets;
		assert.ok(sheet);
		assert.deepEqual(
			differencesIn(sheet).filter((each) => !atFirst.includes(each)),
			[
				`${a} | Not sent yet | 10.01 | USD`,
				`${b} | Waiting | ${money(-amount(1))} | USD`,
				`${c} | Held | ${money(-amount(2))} | USD`,
				`${c} | Held | ${money(amount(2))} | USD`,
				`${d} | Edited in Procore | -123.45 | USD`,
				`${e} | Edited in Procore | -5 | USD`,
				`${f} | Deleted in Procore | ${money(amount(5))} | USD`,
				`${g} | Rounding | -0.01 | USD`,
				`${h} | Currency |  | EUR / USD`,
				'4599999999 | Not in SAP | -77.7 | USD',
			].sort(),
		);
		assert.equal(differencesIn(sheet).length, atFirst.length + 10);
		for (const { list, project, ties_out, unexplained } of sheet.rows)
			if (list === 'project') assert.equal(ties_out, unexplained === 0 ? 'yes' : 'no', String(project));
		const read = sheet.rows.filter(({ list, contract_id }) => list === 'difference' && contract_id).length;
		assert.ok(calls.length <= 5 * syncedProjects() + read, `${String(calls.length)} calls`);
		assert.deepEqual([...new Set(calls.map(({ method }) => method))], ['GET']);
	});

	it('texts that look like formulas are texts in both files; amounts are numbers', async () => {
		const hostile = ["=cmd|' /C calc'!A0", '+1+1', '-2+3', '@SUM(A1)', '\t=1+1'];
		for (const [index, title] of hostile.entries())
			world.changeProcore({
				do: 'add-contract',
				contract: { project_id: 2201, vendor_id: null, number: `HOSTILE-${String(index)}`, title, lines: [] },
			});
		for (const format of ['xlsx', 'csv'] as const) {
			const { rows, cells, fileName } = await openFile(world, 'reconciliation', format);
			assert.match(fileName, new RegExp(`^sap-procore-reconciliation-\\d{4}-\\d{2}-\\d{2}\\.${format}$`));
			const titles = rows.filter(({ number }) => String(number).startsWith('HOSTILE-')).map(({ title }) => title);
			assert.equal(titles.length, hostile.length);
			for (const title of titles) assert.match(String(title), /^'/);
			for (const { t, v, f } of cells) {
				assert.equal(f, undefined, `became a formula: ${String(v)}`);
				if (t === 's') assert.doesNotMatch(String(v), /^[=+\-@\t\r]/);
			}
			const amounts = rows.filter(({ list }) => list === 'difference').map(({ sap_amount }) => typeof sap_amount);
			assert.deepEqual([...new Set(amounts)], ['number']);
		}
	});

	it('in Chromium every page can be read, narrow and wide, light and dark, on paper; hostile names are text', async () => {
		const name = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>';
		const contract = { project_id: 2201, vendor_id: null, number: 'HOSTILE-X', title: name, lines: [] };
		world.changeProcore({ do: 'add-contract', contract });
		const times = { first_seen: new Date().toISOString(), last_seen: new Date().toISOString() };
		await world.n8n.rest.tables.insert('sap_procore_exceptions', [
			{ customer: 'main', entity: 'supplier', sap_key: name, status: 'open', title: name, message: name, ...times },
		]);
		const { user, password } = world.playground.access.pages;
		const browser = await launchChromium();
		try {
			const faults: string[] = [];
			const confirming = '?do=ignore&all=1';
			const openings = [
				...reportNames.map((report) => [report, reportUrl(world, report)] as const),
				['ignore', reportUrl(world, 'exceptions', confirming)] as const,
			];
			for (const [name, url] of openings) faults.push(...(await faultsOfPage(browser, name, { url, user, password })));
			assert.deepEqual(faults, []);
		} finally {
			await browser.close();
		}
		for (const report of ['exceptions', 'reconciliation'] as const) {
			const html = await (await openReport(world, report)).text();
			assert.ok(html.replaceAll('<wbr>', '').includes('&lt;script&gt;alert(1)&lt;/script&gt;'), report);
			assert.doesNotMatch(html, /<script|<img/i);
		}
	});

	describe('a person who works off exceptions in Chromium', () => {
		let browser: Browser;
		let context: BrowserContext;
		let page: Page;
		const exceptions = async () => await world.rows('sap_procore_exceptions');
		const statusOf = async (key: string) => (await exceptions()).find(({ sap_key }) => sap_key === key)?.status;
		const address = () => `${world.n8n.url}/webhook/sap-procore?page=exceptions`;

		before(async () => {
			const { user: username, password } = world.playground.access.pages;
			browser = await launchChromium();
			context = await browser.newContext({
				httpCredentials: { username, password },
				viewport: { width: 360, height: 800 },
			});
			page = await context.newPage();
		});
		after(async () => {
			await browser.close();
		});

		/** Unfolds the first reason with a document of its own, and chooses that; answers its SAP number. */
		const choose = async (): Promise<string> => {
			await page.goto(address());
			const box = page.locator('input[name=row][aria-label^="Choose 45"]').first();
			await page.locator('details.group', { has: box }).first().locator('summary').click();
			await box.check();
			return (/Choose (45\d+)/.exec((await box.getAttribute('aria-label')) ?? '') ?? [])[1] ?? '';
		};
		const press = async (name: string) => {
			await page.getByRole('button', { name, exact: true }).filter({ visible: true }).first().click();
		};
		const notice = async () => (await page.getByRole('status').first().innerText()).replace(/\s+/g, ' ');

		it('ignores one: it is told before and after; sent again it does nothing; it is undone', async () => {
			const key = await choose();
			await press('Ignore…');
			assert.match(await page.locator('h1').innerText(), /^Ignore 1 exception/);
			assert.equal(await statusOf(key), 'open');
			await page.getByLabel('Your name').fill('Ann <b>');
			await page.getByLabel('Why', { exact: true }).fill('=1+1');
			const [sent] = await Promise.all([
				page.waitForRequest((request) => request.method() === 'POST'),
				press('Ignore'),
			]);
			assert.equal(await notice(), 'Ignored: 1 exception.');
			assert.match(page.url(), /\?page=exceptions&done=/);
			assert.equal(await statusOf(key), 'ignored');
			// n8n shows pages in a sandbox: our own forms look like those of a site that hides its name.
			assert.equal((await sent.allHeaders()).origin, 'null');
			await page.reload();
			assert.equal(await notice(), 'Ignored: 1 exception.');
			const again = await context.request.post(address(), {
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
				data: sent.postData() ?? '',
			});
			assert.match(await again.text(), /Ignored: 1 exception\./);
			const changes = await world.rows('sap_procore_changes');
			assert.deepEqual(
				changes.map(({ changed_by }) => changed_by),
				[`Ann <b> (${world.playground.access.pages.user})`],
			);
			await page.locator('summary', { hasText: 'Changes made on pages' }).click();
			await page.getByRole('link', { name: 'Undo…' }).first().click();
			await page.getByLabel('Your name').fill('Ben');
			await press('Undo');
			assert.equal(await notice(), 'Undone: 1 row.');
			assert.equal(await statusOf(key), 'open');
		});

		it('retries one, and sees on the page how the run ends', async () => {
			const key = await choose();
			await press('Retry…');
			await page.getByLabel('Your name').fill('Ann');
			await press('Retry now');
			assert.match(await notice(), /^A run for 1 exception was requested\./);
			await page.getByText('It has ended').waitFor({ timeout: 90_000 });
			const run = (await world.rows('sap_procore_runs')).at(-1);
			assert.equal(run?.mode, 'replay');
			assert.match(await notice(), new RegExp(`It has ended \\(${String(run?.status)}\\): of 1 exception, `));
			assert.ok(await statusOf(key));
		});

		it('maps an account assignment, and takes it back', async () => {
			const rows = async () => (await world.rows('sap_procore_cost_codes')).filter(({ changed_by: by }) => by);
			await page.goto(`${world.n8n.url}/webhook/sap-procore?page=mapping`);
			await page.locator('details.group').first().locator('summary').click();
			await page.getByLabel('Cost code, or').first().fill('02-400 / S');
			await press('Save…');
			assert.match(await page.locator('h1').innerText(), /^02-400 \/ S for this combination/);
			await page.getByLabel('Your name').fill('Ann');
			await press('Save');
			assert.match(await notice(), /^Saved: 02-400 \/ S for /);
			assert.deepEqual(
				(await rows()).map(({ cost_code, cost_type }) => [cost_code, cost_type]),
				[['02-400', 'S']],
			);
			await page.getByRole('link', { name: 'Undo…' }).first().click();
			await page.getByLabel('Your name').fill('Ben');
			await press('Undo');
			assert.equal(await notice(), 'Undone: 1 row.');
			assert.deepEqual(
				(await rows()).map(({ cost_code }) => cost_code ?? ''),
				[''],
			);
		});

		it('a form that another site sends, even with a token of ours, changes nothing', async () => {
			const key = await choose();
			await press('Ignore…');
			const token = (await page.locator('input[name=token]').getAttribute('value')) ?? '';
			const form = `<form method="post" action="${address()}"><input name="token" value="${token}"><input name="name" value="Eve"><input name="why" value="x"><button>Win</button></form>`;
			const evil = createServer((_request, response) => {
				response.writeHead(200, { 'content-type': 'text/html' }).end(form);
			});
			await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
			try {
				await page.goto(`http://127.0.0.1:${String((evil.address() as AddressInfo).port)}/`);
				await page.getByRole('button', { name: 'Win' }).click();
				assert.match(await notice(), /^Nothing was changed: the form was sent from another site/);
				assert.equal(await statusOf(key), 'open');
			} finally {
				evil.closeAllConnections();
				evil.close();
			}
		});

		it('reaches everything by keyboard, and looks up a number from every page', async () => {
			await page.goto(`${world.n8n.url}/webhook/sap-procore`);
			await page.keyboard.press('Tab');
			assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to the content');
			const key = String((await exceptions()).find(({ status }) => status === 'open')?.sap_key);
			await page.getByLabel('Why?').fill(key);
			await page.keyboard.press('Enter');
			await page.waitForURL(/find=/);
			assert.match(await page.locator('main').innerText(), new RegExp(`${key} has not reached Procore`));
			await page.getByRole('link', { name: 'Reconciliation' }).click();
			assert.equal(await page.locator('h1').innerText(), 'Reconciliation of SAP and Procore');
		});
	});
});
