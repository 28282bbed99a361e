import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { outputOf } from '../../tools/n8n/executions.ts';
import { reportWorkflow } from '../../demo/playground.ts';
import { reportTemplateWith } from '../../demo/reportTemplate.ts';
import { type CaughtMail, MailCatcher } from './support/mailCatcher.ts';
import { openReport, sheetOf } from './support/reports.ts';
import { packageDir, until, World } from './support/world.ts';

/** It comes from outside into subject, page and file. */
const hostile = 'Söhne "X"\r\nBcc: evil@evil.example\r\n\r\n<script>alert(1)</script>';
const to = { mailTo: 'cfo@acme.example, audit@acme.example', mailFrom: 'n8n@acme.example' };
const { id, trigger, schedule } = reportWorkflow;

type Settings = Record<string, string | number | boolean | string[]>;

describe('the month end of a real n8n', () => {
	let world: World;
	let mail: MailCatcher;

	before(async () => {
		mail = await MailCatcher.start();
		world = await World.start({
			name: 'report-mail',
			dataset: 'tour',
			limits: false,
			oneClock: true,
			mail: mail.address,
		});
		// Makes the tables. The reconciliation goes by the settings of the last run.
		await openReport(world, 'status');
		const now = new Date().toISOString();
		await world.n8n.rest.tables.insert('sap_procore_runs', [
			{ customer: 'main', run_id: 'last', started_at: now, status: 'success', settings: '{"projectCurrency":"USD"}' },
		]);
	});
	after(async () => {
		await world.close();
		await mail.close();
	});

	/** Time goes by until a moment; a log-in to n8n holds for a week. */
	const go = async (moment: number) => {
		world.until(moment);
		await new Promise((resolve) => setTimeout(resolve, 100));
		await world.n8n.rest.logIn();
	};
	const configure = async (settings: Settings, timezone = 'UTC') => {
		const workflow = reportTemplateWith(packageDir, settings);
		await world.n8n.rest.saveWorkflow({ ...workflow, settings: { ...(workflow.settings as object), timezone } });
	};
	const press = async (settings: Settings, from = trigger, timezone?: string) => {
		await configure(settings, timezone);
		const before = mail.mails.length;
		const execution = await world.n8n.rest.runManually(id, from);
		return { execution, mails: mail.mails.slice(before) };
	};
	const attached = ({ attachments }: CaughtMail, ending: string) => {
		const found = attachments.find(({ name }) => name.endsWith(ending));
		assert.ok(found, `${ending} of ${attachments.map(({ name }) => name).join(', ')}`);
		return found;
	};
	const rowsIn = (one: CaughtMail) => sheetOf(attached(one, '.xlsx').bytes, 'xlsx').rows;
	const noted = async (sapKey: string, lastSeen: string, { customer = 'main', status = 'resolved' } = {}) => {
		const row = { customer, entity: 'supplier', sap_key: sapKey, status, title: sapKey, message: sapKey };
		const times = { first_seen: lastSeen, last_seen: lastSeen };
		await world.n8n.rest.tables.insert('sap_procore_exceptions', [{ ...row, ...times }]);
	};

	const assertPlain = (text: string) => {
		assert.doesNotMatch(text, /node_modules|\bat .*:\d+|127\.0\.0\.1|localhost|https?:|<|Bearer|password|secret/i);
	};

	it('without an address nobody gets mail, and the files are in the run', async () => {
		const { execution, mails } = await press({});
		assert.equal(execution.status, 'success');
		assert.deepEqual(mails, []);
		assert.equal(outputOf(execution, 'Make report', 1).length, 2);
	});

	it('with an address each report of the month end is one mail: the page in it and attached, its rows as XLSX', async () => {
		await noted('waits', new Date(world.simulators.sap.simulator.clock.now()).toISOString(), { status: 'open' });
		const { execution, mails } = await press(to);
		assert.equal(execution.status, 'success', execution.data.resultData.error?.message);
		assert.deepEqual(
			mails.map(({ subject }) => subject.replace(/\d+ orders/, 'n orders')),
			['SAP to Procore, main: 1 open exception', 'SAP to Procore, main: n orders differ from Procore'],
		);
		const day = new Date(world.simulators.sap.simulator.clock.now()).toISOString().slice(0, 10);
		for (const [index, report] of (['exceptions', 'reconciliation'] as const).entries()) {
			const one = mails[index];
			assert.ok(one);
			assert.deepEqual([one.from, one.to], [to.mailFrom, ['cfo@acme.example', 'audit@acme.example']]);
			assert.ok(one.text.includes(one.subject));
			const names = ['html', 'xlsx'].map((ending) => `sap-procore-${report}-${day}.${ending}`);
			assert.deepEqual(one.attachments.map(({ name }) => name).sort(), names);
			const page = attached(one, '.html');
			assert.equal(page.type, 'text/html');
			const withoutTime = (html: string) => html.replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}/g, '').trim();
			const html = page.bytes.toString('utf8');
			assert.equal(withoutTime(html), withoutTime(one.html));
			const opened = await (await openReport(world, report)).text();
			// Months are signed off in a browser.
			const content = (text: string) =>
				withoutTime(text.slice(text.indexOf('<main'))).replace(/<section>\n<h2>Signed off<[^]*?<\/section>\n/, '');
			// Exceptions are worked off in a browser, and told in a mail.
			if (report === 'reconciliation') assert.equal(content(html), content(opened));
			assert.doesNotMatch(html, /<script|<form|<nav|(src|href)="(?!data:)|url\(|@import/i);
			const rows = rowsIn(one).filter(({ list }) => list === (report === 'exceptions' ? 'open' : 'difference'));
			if (report === 'exceptions')
				assert.deepEqual(
					rows.map(({ sap_key }) => sap_key),
					['waits'],
				);
			else assert.ok(rows.length > 50 && rows.every(({ sap_amount }) => typeof sap_amount === 'number'));
		}
	});

	it('a hostile customer name is text: no header of its own, nothing that runs, no other recipient', async () => {
		await noted('=1+1', new Date(world.simulators.sap.simulator.clock.now()).toISOString(), { customer: hostile });
		const { mails } = await press({ ...to, customer: hostile, monthEndReports: ['exceptions'] });
		assert.equal(mails.length, 1);
		const [one] = mails;
		assert.ok(one);
		assert.deepEqual(one.to, ['cfo@acme.example', 'audit@acme.example']);
		assert.ok(!('bcc' in one.headers));
		assert.match(one.subject, /Söhne "X"/);
		assert.doesNotMatch(one.subject, /[\r\n]/);
		for (const html of [one.html, attached(one, '.html').bytes.toString('utf8')]) {
			assert.ok(html.includes('Söhne &quot;X&quot;') && html.includes('&lt;script&gt;alert(1)'));
			assert.doesNotMatch(html, /<script/i);
		}
	});

	it('by hand at the schedule, wherever its time zone and day are: the month that has just ended', async () => {
		const now = new Date(world.simulators.sap.simulator.clock.now());
		const first = (index: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1 + index, 1);
		const name = new Date(first(-1)).toISOString().slice(0, 7);
		await noted('before', new Date(first(-1) - 1).toISOString());
		await noted('within first', new Date(first(-1)).toISOString());
		await noted('within last', new Date(first(0) - 1).toISOString());
		await noted('after', new Date(first(0)).toISOString());
		const hours = 3_600_000;
		const moments: Array<[number, string]> = [
			[first(0) - 7 * hours, 'Pacific/Auckland'],
			[first(0) + 6 * hours, 'UTC'],
			[first(0) + 14 * hours, 'America/Los_Angeles'],
			[first(0) + 4 * 24 * hours, 'UTC'],
		];
		for (const [moment, timezone] of moments) {
			await go(moment);
			const { mails } = await press({ ...to, monthEndReports: ['exceptions'] }, schedule, timezone);
			assert.equal(mails.length, 1);
			const [one] = mails;
			assert.ok(
				one?.html.includes(`Resolved in ${name}`),
				`${timezone}: ${/Resolved in [^<]+/.exec(one?.html ?? '')?.[0] ?? ''}`,
			);
			assert.ok(one);
			const resolved = rowsIn(one).filter(({ list }) => list === 'resolved');
			assert.deepEqual(resolved.map(({ sap_key }) => sap_key).sort(), ['within first', 'within last'], timezone);
		}
	});

	it('on the 1st at 6:00 UTC n8n starts it by itself', async () => {
		const now = new Date(world.simulators.sap.simulator.clock.now());
		const month = now.getUTCMonth();
		await go(Date.UTC(now.getUTCFullYear(), month + 1, 1, 6));
		await configure({ ...to, monthEndReports: ['exceptions'] });
		const before = mail.mails.length;
		// n8n leaves the timer of a schedule that has not changed, and timers do not follow a clock that jumps.
		await world.n8n.rest.unpublish(id);
		await world.n8n.rest.publish(id);
		await until('the mail of the month end', () => mail.mails.length > before, 70_000);
		const [run] = await world.n8n.rest.executions.list({ workflowId: id });
		assert.deepEqual([run?.mode], ['trigger']);
		const name = new Date(Date.UTC(now.getUTCFullYear(), month, 1)).toISOString().slice(0, 7);
		assert.ok(mail.mails.at(-1)?.html.includes(`Resolved in ${name}`));
		assert.equal(mail.mails.length, before + 1);
	});

	it('SAP is down: who opens the reconciliation is told why and what to do, by 503, without the inside of n8n', async () => {
		world.simulators.sap.faults.add({ kind: 'drop-before', path: '/sap/opu/', times: 'always' });
		const answer = await openReport(world, 'reconciliation');
		world.simulators.sap.faults.remove();
		const text = await answer.text();
		const [said, todo] = text.split('\n\n');
		assert.equal(answer.status, 503);
		assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/);
		assert.equal(said, 'The report could not be made: Orders could not be read: SAP S/4HANA could not be reached');
		assert.match(
			String(todo),
			/^Try again in a few minutes\. If the problem persists, .* execution \d+ of this workflow/,
		);
		assertPlain(text);
		const [run] = await world.n8n.rest.executions.list({ workflowId: id });
		assert.equal((await world.n8n.rest.executions.wait(run?.id ?? '')).status, 'error', 'the error workflow is told');
	});

	it('a table that people have deleted is there again, and the report says what it holds', async () => {
		await world.n8n.rest.tables.drop('sap_procore_state');
		assert.equal((await openReport(world, 'status')).status, 200);
		const { execution, mails } = await press({ ...to, monthEndReports: ['status'] });
		assert.deepEqual([execution.status, mails.length], ['success', 1]);
	});

	it('SAP is down at the month end: what can be made is sent, and the execution is an error that says what is missing', async () => {
		world.simulators.sap.faults.add({ kind: 'drop-before', path: '/sap/opu/', times: 'always' });
		const { execution, mails } = await press(to);
		world.simulators.sap.faults.remove();
		assert.equal(execution.status, 'error');
		assert.equal(execution.data.resultData.error?.node?.name, 'A report was not made');
		assert.match(execution.data.resultData.error?.message ?? '', /Orders could not be read/);
		assert.equal(mails.length, 1);
		assert.match(mails[0]?.subject ?? '', /open exception/);
	});

	it('the mail server is down: the run is an error of the node that says so', async () => {
		await mail.close();
		const { execution } = await press({ ...to, monthEndReports: ['exceptions'] });
		assert.equal(execution.status, 'error');
		assert.equal(execution.data.resultData.error?.node?.name, 'Send mail');
	});
});
