import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApprovalWorld, readOf } from './support/approvals.ts';

const [first, second, third] = ['4500093001', '4500093002', '4500093003'] as const;
const five = [first, second, third, '4500093004', '4500093005'];
const pricesOf = (orders: readonly string[]) => Object.fromEntries(orders.map((order) => [order, '150.00']));

describe('changes that wait for an approval', () => {
	it('off: a void goes through as before, and nobody is asked', async () => {
		const scene = await ApprovalWorld.open({ [first]: '150.00' });
		scene.voidOrder(first);
		await scene.run({ approval: false });
		assert.deepEqual([scene.shown(first), await scene.asked()], ['Draft 0.00', []]);
	});

	it('a void waits, the others go through; approved on the page, the next run carries it out, once', async () => {
		const scene = await ApprovalWorld.open({ [first]: '150.00' });
		scene.voidOrder(first);
		const before = JSON.stringify(scene.contract(first));
		scene.order(second, '20.00');
		assert.equal((await scene.run()).status, 'success');
		assert.deepEqual([JSON.stringify(scene.contract(first)), scene.shown(second)], [before, 'Approved 20.00']);
		const [exception] = await scene.exceptions(first);
		const { reason, amount, currency, message } = exception ?? {};
		assert.deepEqual([reason, Number(amount), currency], ['approval_needed', 150, 'USD']);
		assert.match(String(message), /^Contract 4500093001 \(\d+\) would be voided: 150\.00 → 0\.00 USD$/);

		const asks = await scene.choose('approve');
		assert.match(readOf(asks), /Approve 1 change, 150\.00 USD .*once\. If SAP or Procore changes before/);
		assert.equal(JSON.stringify(scene.contract(first)), before);
		assert.match(readOf(await scene.confirm(asks)), /Approved: 1 change\./);
		assert.equal(JSON.stringify(scene.contract(first)), before);
		await scene.run();
		assert.deepEqual(
			[scene.shown(first), await scene.asked(), await scene.exceptions(first)],
			['Draft 0.00', [`${first} void used`], []],
		);
		const [{ changed_by: by = '' } = {}] = await scene.rows();
		assert.match(String(by), /^Ann/);

		scene.sap({ do: 'restore-order', order: first });
		await scene.run();
		assert.equal(scene.shown(first), 'Approved 150.00');
		scene.voidOrder(first);
		await scene.run();
		assert.equal(scene.shown(first), 'Approved 150.00');
		assert.deepEqual(await scene.asked(), [`${first} void used`, `${first} void waiting`]);
	});

	it('an approved contract is not reopened before, however little changes', async () => {
		const scene = await ApprovalWorld.open({ [first]: '150.00' });
		scene.setPrice(first, '150.01');
		await scene.run();
		assert.deepEqual([scene.shown(first), await scene.asked()], ['Approved 150.00', [`${first} reopen waiting`]]);
		await scene.decide('approve');
		await scene.run();
		assert.equal(scene.shown(first), 'Approved 150.01');
	});

	const limits: Array<{ currency: string; above: string; prices: [string, string, string] }> = [
		{ currency: 'USD', above: '1000', prices: ['999.99', '1000.00', '1000.01'] },
		{ currency: 'USD', above: '999.995', prices: ['999.98', '999.99', '1000.00'] },
		{ currency: 'JPY', above: '50000', prices: ['49999', '50000', '50001'] },
	];
	for (const { currency, above, prices } of limits)
		it(`a new contract above ${above} ${currency} waits, one of exactly that does not`, async () => {
			const scene = await ApprovalWorld.open();
			for (const [index, price] of prices.entries()) scene.order(five[index] ?? '', price, { currency });
			scene.world.editRows('sap_procore_projects', { project_id: '2201' }, { currency });
			await scene.run({ approveAbove: above });
			const outcomes = await Promise.all([first, second, third].map((order) => scene.outcome(order)));
			assert.deepEqual(outcomes, ['synced', 'synced', 'held approval_needed']);
			assert.equal(scene.shown(third), 'none');
		});

	it('a contract that is no draft counts by how much it moves, up or down; without an amount none does', async () => {
		const scene = await ApprovalWorld.open(pricesOf([first, second, third]), { contractStatus: 'Processing' });
		scene.setPrice(first, '1150.00');
		scene.setPrice(second, '1150.01');
		await scene.run();
		assert.deepEqual([scene.shown(first), scene.shown(second)], ['Processing 1150.00', 'Processing 150.00']);
		scene.setPrice(first, '149.99');
		scene.setPrice(third, '9999.00');
		await scene.run();
		assert.deepEqual([scene.shown(first), scene.shown(third)], ['Processing 1150.00', 'Processing 150.00']);
		await scene.run({ approveAbove: '' });
		assert.deepEqual(
			five.slice(0, 3).map((order) => scene.shown(order)),
			[...['Processing 149.99', 'Processing 1150.01', 'Processing 9999.00']],
		);
		assert.deepEqual(await scene.exceptions(first), []);
	});

	it('a project of which most contracts would be emptied is one question for each, and no other one', async () => {
		const scene = await ApprovalWorld.open(pricesOf(five));
		for (const order of five.slice(0, 3)) scene.voidOrder(order);
		scene.setPrice('4500093004', '0.00');
		await scene.run();
		const page = readOf(await scene.pages.open({ page: 'exceptions' }));
		assert.match(page, /To approve .* 4 changes · 3 voided, 1 emptied · 600\.00 USD /);
		await scene.decide('approve');
		await scene.run();
		assert.deepEqual(
			five.map((order) => scene.shown(order)),
			[...Array<string>(3).fill('Draft 0.00'), 'Approved 0.00', 'Approved 150.00'],
		);
		assert.deepEqual(
			(await scene.asked()).map((text) => text.split(' ')[2]),
			Array(4).fill('used'),
		);
	});

	it('approved in part: one is carried out, one is left, and one goes on waiting', async () => {
		const scene = await ApprovalWorld.open(pricesOf(five));
		for (const order of [first, second, third]) scene.voidOrder(order);
		await scene.run();
		await scene.decide('approve', second);
		await scene.decide('leave', third);
		await scene.run();
		assert.deepEqual(
			[first, second, third].map((order) => scene.shown(order)),
			['Approved 150.00', 'Draft 0.00', 'Approved 150.00'],
		);
		assert.deepEqual(await scene.asked(), [`${first} void waiting`, `${second} void used`, `${third} void left`]);
		assert.deepEqual([await scene.exceptions(second), await scene.exceptions(third)], [[], []]);
		assert.equal((await scene.run()).calls.procore.writes, 0);
		assert.equal(await scene.outcome(third), '');
	});

	it('a preview says the same, and asks nobody', async () => {
		const scene = await ApprovalWorld.open({ [first]: '150.00' });
		scene.voidOrder(first);
		await scene.run({ mode: 'preview' });
		assert.equal(await scene.outcome(first), 'held approval_needed');
		assert.deepEqual([await scene.asked(), await scene.exceptions(first)], [[], []]);
	});

	it('a replay is no approval', async () => {
		const scene = await ApprovalWorld.open({ [first]: '150.00' });
		scene.voidOrder(first);
		await scene.run();
		await scene.run({ mode: 'replay', replayEntity: 'purchase_order', replayKey: first });
		assert.deepEqual([scene.shown(first), await scene.asked()], ['Approved 150.00', [`${first} void waiting`]]);
	});
});

describe('what changes while a change waits', () => {
	it('SAP: what was approved is not done, it is asked again and said why', async () => {
		const scene = await ApprovalWorld.open({ [first]: '150.00' });
		scene.setPrice(first, '2000.00');
		await scene.run();
		await scene.decide('approve');
		scene.setPrice(first, '200000.00');
		await scene.run();
		assert.equal(scene.shown(first), 'Approved 150.00');
		const [{ message = '' } = {}] = await scene.exceptions(first);
		assert.match(
			String(message),
			/150\.00 → 200000\.00 USD\. It is asked again, because SAP, or a setting, has changed since Ann.* approved it$/,
		);
		assert.deepEqual(await scene.asked(), [`${first} reopen outdated`, `${first} reopen waiting`]);
		scene.setPrice(first, '2000.00');
		await scene.run();
		assert.equal(scene.shown(first), 'Approved 150.00', 'an approval that is over stays so');
	});

	it('Procore: it is asked again as well', async () => {
		const scene = await ApprovalWorld.open({ [first]: '150.00' }, { contractStatus: 'Processing' });
		scene.voidOrder(first);
		await scene.run();
		const { id } = scene.contract(first) ?? {};
		scene.world.changeProcore({ do: 'edit-contract', id, set: { status: 'Submitted' } });
		await scene.decide('approve');
		await scene.run();
		assert.equal(scene.shown(first), 'Submitted 150.00');
		const [{ message = '' } = {}] = await scene.exceptions(first);
		assert.match(String(message), /It is asked again, because Procore has changed since Ann.* approved it$/);
	});

	it('the order is as before again: nobody is asked any more', async () => {
		const scene = await ApprovalWorld.open({ [first]: '150.00' });
		scene.voidOrder(first);
		await scene.run();
		scene.sap({ do: 'restore-order', order: first });
		await scene.run();
		assert.deepEqual([await scene.asked(), await scene.exceptions(first)], [[`${first} void outdated`], []]);
		assert.doesNotMatch(readOf(await scene.pages.open({ page: 'exceptions' })), /To approve/);
	});

	it('the order leaves the project before it has a contract: nobody is asked any more', async () => {
		const scene = await ApprovalWorld.open();
		scene.order(first, '5000.00');
		await scene.run();
		scene.sap({ do: 'move-assignment', order: first, item: '10', wbsElement: 'P-1002.1.1' });
		await scene.run();
		assert.deepEqual(await scene.asked(), [`${first} create outdated`, `${first} create waiting`]);
	});

	it('Approval is switched off: what waited goes through', async () => {
		const scene = await ApprovalWorld.open({ [first]: '150.00' });
		scene.voidOrder(first);
		await scene.run();
		await scene.run({ approval: false });
		assert.deepEqual([scene.shown(first), await scene.exceptions(first)], ['Draft 0.00', []]);
	});

	it('nothing, for 20 documents: no write, no audit row, no question more, run after run', async () => {
		const orders = Array.from({ length: 20 }, (_, index) => String(4500093101 + index));
		const scene = await ApprovalWorld.open(pricesOf(orders));
		for (const order of orders) scene.voidOrder(order);
		await scene.run();
		const before = [scene.procoreText(), JSON.stringify(await scene.rows())];
		for (let nth = 0; nth < 3; nth++) {
			const run = await scene.run();
			assert.equal(run.calls.procore.writes, 0);
			assert.ok((run.outcomes.purchase_order?.held ?? 0) >= 20);
			assert.ok(run.calls.procore.total < 8, String(run.calls.procore.total));
			const rows = (await scene.world.lastAudit()).filter(({ sap_key }) => orders.includes(String(sap_key)));
			assert.deepEqual(rows, []);
		}
		assert.deepEqual([scene.procoreText(), JSON.stringify(await scene.rows())], before);
	});

	it('the table is deleted while something waits, or is approved: it is asked again', async () => {
		const scene = await ApprovalWorld.open(pricesOf(five));
		for (const order of [first, second]) scene.voidOrder(order);
		await scene.run();
		await scene.decide('approve', first);
		scene.dropTable();
		await scene.run();
		assert.deepEqual(await scene.asked(), [`${first} void waiting`, `${second} void waiting`]);
		assert.equal(scene.shown(first), 'Approved 150.00');
		await scene.decide('approve');
		await scene.run();
		assert.equal(scene.shown(first), 'Draft 0.00');
	});
});

describe('people who approve', () => {
	it('of two who decide on the same change, the later one is told', async () => {
		const scene = await ApprovalWorld.open({ [first]: '150.00' });
		scene.voidOrder(first);
		await scene.run();
		const [leave, approve] = [await scene.choose('leave'), await scene.choose('approve')];
		await scene.confirm(leave);
		assert.match(readOf(await scene.confirm(approve)), /Approved: 0 changes\. Not changed, because/);
		await scene.run();
		assert.deepEqual([scene.shown(first), await scene.asked()], ['Approved 150.00', [`${first} void left`]]);
	});

	it('an approval is taken back before the next run: nothing is carried out, and it waits again', async () => {
		const scene = await ApprovalWorld.open({ [first]: '150.00' });
		scene.voidOrder(first);
		await scene.run();
		const html = await scene.decide('approve');
		assert.match(readOf(html), /1 approved change: the next run carries it out/);
		const link = /href="\?(page=[^"]*do=undo[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
		await scene.confirm(await scene.pages.open(Object.fromEntries(new URLSearchParams(link))));
		await scene.run();
		assert.deepEqual([scene.shown(first), await scene.asked()], ['Approved 150.00', [`${first} void waiting`]]);
	});

	it('a decision to leave it is taken back later, and then approved: the next run carries it out', async () => {
		const scene = await ApprovalWorld.open({ [first]: '150.00' });
		scene.voidOrder(first);
		await scene.run();
		const html = await scene.decide('leave');
		await scene.run();
		assert.deepEqual(await scene.exceptions(first), []);
		const link = /href="\?(page=[^"]*do=undo[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
		await scene.confirm(await scene.pages.open(Object.fromEntries(new URLSearchParams(link))));
		await scene.decide('approve');
		await scene.run();
		assert.deepEqual([scene.shown(first), await scene.asked()], ['Draft 0.00', [`${first} void used`]]);
	});

	it('"Run now" carries out what was approved at once, and nothing else; the page says what came of it', async () => {
		const scene = await ApprovalWorld.open(pricesOf(five));
		for (const order of [first, second]) scene.voidOrder(order);
		await scene.run();
		const approved = await scene.decide('approve', first);
		assert.match(readOf(approved), /Approved: 1 change\. 1 purchase order can be sent now/);
		const { replay, holder, location } = await scene.pages.confirm('exceptions', approved);
		const run = await scene.world.engine.run({ trigger: 'When called', called: { replay, holder } });
		assert.equal(run.status, 'success', run.error?.message);
		assert.deepEqual([scene.shown(first), scene.shown(second)], ['Draft 0.00', 'Approved 150.00']);
		const told = await scene.pages.open(Object.fromEntries(new URLSearchParams(String(location).slice(1))));
		assert.match(readOf(told), /It has ended \(success\): of 1 document, 0 exceptions are left/);
	});
});

describe('n8n is killed while an approved change is carried out: the next run completes it, and asks nobody', () => {
	const changes: Array<[what: string, change: (scene: ApprovalWorld) => void, after: string]> = [
		[
			'a void',
			(scene) => {
				scene.voidOrder(first);
			},
			'Draft 0.00',
		],
		[
			'a reopening',
			(scene) => {
				scene.setPrice(first, '9000.00');
			},
			'Approved 9000.00',
		],
		[
			'a new contract',
			(scene) => {
				scene.order(second, '9000.00');
			},
			'Approved 9000.00',
		],
	];
	for (const [what, change, after] of changes)
		it(`${what}: before and after each of its writes`, async () => {
			const order = what === 'a new contract' ? second : first;
			let kills = 0;
			for (const when of ['before', 'after'] as const)
				for (let nth = 1; ; nth++) {
					const scene = await ApprovalWorld.open({ [first]: '150.00' });
					change(scene);
					await scene.run();
					assert.deepEqual((await scene.asked()).length, 1);
					await scene.decide('approve');
					if ((await scene.killed(nth, when)) !== 'killed') break;
					kills++;
					await scene.run();
					const told = `${when} ${String(nth)}`;
					assert.equal(scene.shown(order), after, told);
					assert.deepEqual(
						(await scene.asked()).map((text) => text.split(' ')[2]),
						['used'],
						told,
					);
					assert.deepEqual(await scene.exceptions(order), [], told);
					assert.equal((await scene.run()).calls.procore.writes, 0, told);
				}
			assert.ok(kills >= 4, String(kills));
		});

	it('after each operation on tables, as it asks and as it carries out: one question, one answer', async () => {
		let kills = 0;
		for (let nth = 3; ; nth++) {
			const scene = await ApprovalWorld.open({ [first]: '150.00' });
			await scene.run();
			scene.voidOrder(first);
			const asking = await scene.killedAtTable(nth);
			await scene.run();
			const told = String(nth);
			assert.deepEqual([scene.shown(first), await scene.asked()], ['Approved 150.00', [`${first} void waiting`]], told);
			await scene.decide('approve');
			const carryingOut = await scene.killedAtTable(nth);
			await scene.run();
			assert.deepEqual([scene.shown(first), await scene.asked()], ['Draft 0.00', [`${first} void used`]], told);
			assert.deepEqual(await scene.exceptions(first), [], told);
			if (asking !== 'killed' && carryingOut !== 'killed') break;
			kills++;
		}
		assert.ok(kills >= 5, String(kills));
	});

	it('and SAP changes before the next one: what is half written waits for an approval of the new amount', async () => {
		const scene = await ApprovalWorld.open({ [first]: '150.00' });
		scene.setPrice(first, '9000.00');
		await scene.run();
		await scene.decide('approve');
		assert.equal(await scene.killed(1, 'after'), 'killed');
		scene.setPrice(first, '900000.00');
		await scene.run();
		assert.equal(scene.shown(first), 'Draft 150.00');
		assert.match((await scene.asked()).at(-1) ?? '', /waiting$/);
		await scene.decide('approve');
		await scene.run();
		assert.equal(scene.shown(first), 'Approved 900000.00');
	});
});
