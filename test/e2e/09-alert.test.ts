import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { alertWorkflow, syncWorkflow } from '../../demo/playground.ts';
import { ChatCatcher } from './support/chatCatcher.ts';
import { MailCatcher } from './support/mailCatcher.ts';
import { until, World } from './support/world.ts';

/** It comes from outside into subject, mail and chat. */
const customer = 'Söhne <script>alert("1")</script> <!channel>';
const settings = { customer, lanes: 'project, supplier' };

describe('somebody is told when a run that nobody watches has trouble', () => {
	let world: World;
	let mail: MailCatcher;
	let chat: ChatCatcher;
	const runs = async () => await world.rows('sap_procore_runs');
	const alerts = async () => await world.n8n.rest.executions.list({ workflowId: alertWorkflow.id });
	/** Starts a run as a system does and waits for its end. */
	const unattended = async () => {
		const { status, execution, text } = await world.askReplay();
		assert.equal(status, 202, text);
		return await world.n8n.rest.executions.wait(execution ?? '');
	};
	const mailed = async (count: number) => {
		await until(`mail ${String(count)}`, () => mail.mails.length >= count, 20_000);
		assert.equal(mail.mails.length, count);
		const last = mail.mails.at(-1);
		assert.ok(last);
		return last;
	};

	before(async () => {
		mail = await MailCatcher.start();
		chat = await ChatCatcher.start();
		world = await World.start({
			name: 'alert',
			dataset: 'tour',
			limits: false,
			settings,
			reportSettings: { customer },
			mail: mail.address,
			alertSettings: { mailTo: 'ops@acme.example', mailFrom: 'n8n@acme.example', chatUrl: chat.url },
		});
	});
	after(async () => {
		await world.close();
		await mail.close();
		await chat.close();
	});

	it('what is published is live when publishing comes back: these tests count on it', async () => {
		const versionOf = async (version: number) => {
			const { id } = await world.n8n.rest.saveWorkflow(versioned(version, tried));
			tried = id;
			await world.n8n.rest.publish(id);
			return await (await fetch(`${world.n8n.url}/webhook/version`)).json();
		};
		let tried: string | undefined;
		for (let version = 1; version <= 10; version++) assert.deepEqual(await versionOf(version), { version });
		await world.n8n.rest.unpublish(tried ?? '');
	});

	it('a run goes well, and documents are held: nobody is told', async () => {
		const run = await world.sync(settings);
		assert.equal(run.status, 'success');
		assert.ok(Number(run.outcomes.supplier?.held) > 0);
		assert.equal((await unattended()).status, 'success');
		assert.deepEqual([await alerts(), mail.mails, chat.posts], [[], [], []]);
	});

	it('SAP is down: the run closes its row, gives the lease back, and mail and chat say which run, why and what to do', async () => {
		world.simulators.sap.faults.add({ kind: 'drop-before', path: '/sap/opu/', times: 'always' });
		const execution = await unattended();
		world.simulators.sap.faults.remove();
		assert.equal(execution.status, 'error');
		const run = (await runs()).at(-1);
		assert.deepEqual([run?.status, run?.mode], ['failed', 'replay']);
		const lease = (await world.rows('sap_procore_state')).find(({ entity }) => entity === 'lease');
		assert.equal(lease?.holder, '');
		assert.ok(String(lease?.lease_until) < new Date().toISOString());

		const { from, to, subject, text, html } = await mailed(1);
		assert.deepEqual([from, to], ['n8n@acme.example', ['ops@acme.example']]);
		assert.equal(subject, `SAP to Procore (${customer}): replay failed`);
		for (const said of [/SAP S\/4HANA could not be reached/, /Nothing is lost/, /sap_procore_exceptions/])
			assert.match(text, said);
		assert.ok(text.includes(String(run?.run_id)), 'the run');
		assert.match(text, /\/executions\/\d+/, 'the address of the execution');
		assert.ok(html.includes('Söhne &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;'));
		assert.ok(!html.includes('<script'));
		await until('chat', () => chat.posts.length === 1);
		assert.ok(chat.posts[0]?.text.includes('&lt;script&gt;') && !chat.posts[0].text.includes('<!channel>'));
		assert.match(chat.posts[0]?.text ?? '', /SAP S\/4HANA could not be reached/);
	});

	it('somebody presses Run now and sees the trouble: nobody else is told', async () => {
		world.simulators.sap.faults.add({ kind: 'drop-before', path: '/sap/opu/', times: 'always' });
		const run = await world.sync(settings);
		world.simulators.sap.faults.remove();
		assert.deepEqual([run.status, run.execution.status], ['failed', 'error']);
		assert.match(String(run.execution.data.resultData.error?.message), /delta failed/);
		assert.equal(mail.mails.length, 1);
	});

	it('n8n is killed: it says so when it is back, and the next run marks the broken-off one and says that it has taken over', async () => {
		world.simulators.sap.faults.add({ kind: 'hang', ms: 30_000, path: '/sap/opu/', nth: 2 });
		const { execution } = await world.askReplay();
		await until('the run reads', () => world.simulators.sap.faults.list().some(({ hits }) => hits > 0));
		await world.n8n.kill();
		world.simulators.sap.faults.remove();
		await world.n8n.restart();
		const crashed = await mailed(2);
		assert.match(crashed.subject, new RegExp(`execution ${String(execution)} stopped`));

		await world.releaseLease();
		assert.equal((await unattended()).status, 'error');
		const [before, last] = (await runs()).slice(-2);
		assert.deepEqual([before?.status, last?.status], ['broken off', 'success']);
		const { subject, text } = await mailed(3);
		assert.match(subject, /an earlier run was broken off/);
		assert.ok(text.includes(String(before?.run_id)));
		assert.equal((await unattended()).status, 'success', 'it is told once');
	});

	it('a node throws and the chat is down: the mail names the node, n8n lists the alert as failed, the lease is free', async () => {
		await world.configure({ ...settings, lanes: 'vendor' });
		await world.n8n.rest.publish(syncWorkflow.id);
		await chat.close();
		const [rows, known] = [(await runs()).length, (await alerts()).map(({ id }) => id)];
		assert.equal((await unattended()).status, 'error');
		const { subject, text } = await mailed(4);
		assert.match(subject, /execution \d+ stopped/);
		assert.match(text, /The parameter 'Lanes' cannot be used[^]*Node: Run sync\./);
		// n8n lists an execution a moment after it has begun.
		let alert: Awaited<ReturnType<typeof alerts>>[number] | undefined;
		while (!alert) alert = (await alerts()).find(({ id }) => !known.includes(id));
		const { status, data } = await world.n8n.rest.executions.wait(alert.id);
		assert.equal(status, 'error');
		assert.match(String(data.resultData.error?.message), /The message could not be sent/);
		assert.equal((await runs()).length, rows, 'it is no run');
		assert.equal((await world.sync(settings)).status, 'success', 'whoever corrects the settings can run at once');
	});
});

/** A workflow that answers its version at a webhook. */
function versioned(version: number, id?: string) {
	const node = (name: string, type: string, typeVersion: number, parameters: object) => {
		return {
			id: name,
			name,
			type: `n8n-nodes-base.${type}`,
			typeVersion,
			parameters,
			position: [0, 0],
			webhookId: name,
		};
	};
	return {
		...(id === undefined ? {} : { id }),
		name: 'Version',
		nodes: [
			node('Webhook', 'webhook', 2, { path: 'version', responseMode: 'lastNode' }),
			node('Answer', 'set', 3.4, { mode: 'raw', jsonOutput: JSON.stringify({ version }) }),
		],
		connections: { Webhook: { main: [[{ node: 'Answer', type: 'main', index: 0 }]] } },
	};
}
