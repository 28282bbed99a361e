import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { type ContractState, contractsOf, demanded, differences } from '../e2e/support/contracts.ts';
import { demandedRequisitions, originOf, ownRequisitions, requisitionWith } from '../e2e/support/requisitions.ts';
import { World } from './support/scenarioWorld.ts';

type Fields = Record<string, unknown>;

/**
 * What the advice of a reason asks a person to do in Procore, done by that person, with Procore's locks on: afterwards the
 * exception is resolved. Reasons whose advice is followed elsewhere: `test/unit/procore/contractStatus.test.ts`,
 * `requisitionIdentity.test.ts`, `test/engine/plan.test.ts`.
 */
describe('advice to do something in Procore can be followed', () => {
	let world: World;
	let plain: Array<{ order: string; projectId: string }>;
	let requisitions: Array<{ requisition: string; order: string; projectId: string }>;
	const all = { lanes: 'project, supplier, purchase_order, requisition' };

	before(async () => {
		world = await World.start({ name: 'advice', dataset: 'tour', limits: false });
		world.changeProcore({ do: 'set-lock-synced', locked: true });
		assert.equal((await world.sync(all)).status, 'success');
		assert.deepEqual(differences(world.simulators), []);
		const { orderCases, requisitionCases } = world.simulators.dataset;
		const cases = new Set([
			...Object.values(orderCases).map(({ order }) => order),
			...Object.values(requisitionCases).flatMap(({ orders }) => orders),
		]);
		const drafts = ownRequisitions(world.simulators);
		const billed = new Set(drafts.map(({ commitment_id }) => commitment_id));
		const sent = demanded(world.simulators).filter(({ reason, currency }) => reason === '' && currency === 'USD');
		const whole = sent.filter(({ order }) => sent.filter((each) => each.order === order).length === 1);
		plain = whole.filter(
			({ order, projectId, lines }) =>
				lines > 1 && lines < 12 && !cases.has(order) && !billed.has(contractOf(order, projectId).id),
		);
		assert.ok(plain.length > 12);
		const demandedOnes = demandedRequisitions(world.simulators);
		requisitions = demandedOnes.filter(
			(one) =>
				one.reason === '' &&
				!cases.has(one.order) &&
				demandedOnes.filter(({ requisition, order }) => requisition === one.requisition || order === one.order)
					.length === 1,
		);
		assert.ok(requisitions.length > 0);
	});

	const contractOf = (order: string, projectId: string): ContractState => {
		const found = contractsOf(world.simulators).find(
			({ origin_id }) => origin_id === `sap:S4P:po:${order}:${projectId}`,
		);
		assert.ok(found, order);
		return found;
	};
	const take = () => {
		const next = plain.shift();
		assert.ok(next);
		return { ...next, contract: contractOf(next.order, next.projectId) };
	};
	/** Somebody in Procore's web app. */
	const person = (method: string, path: string, projectId: string, body: Fields = {}): Fields => {
		const query = path.includes('/projects/') ? {} : { project_id: projectId };
		const act = { do: 'as-person', method, path, query, body } as const;
		const answer = world.simulators.procore.simulator.change(act) as { status: number; body: Fields };
		assert.ok(answer.status < 300, `${method} ${path}: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
		return answer.body;
	};
	const contractPath = ({ id }: { id: number }) => `/rest/v1.0/purchase_order_contracts/${String(id)}`;
	const exceptionOf = async (key: string) => (await world.openExceptions(key)).map(({ reason }) => reason);
	/** The run after the advice was followed; what goes on by itself is tried again with growing distance. */
	const resolves = async (key: string, minutes = 61) => {
		world.later(minutes);
		const run = await world.sync(all);
		assert.equal(run.status, 'success');
		assert.deepEqual(await exceptionOf(key), []);
		assert.deepEqual(differences(world.simulators), []);
	};

	it('number_taken: the contract that was made by hand gets another number, and is deleted', async () => {
		const vendor = world.vendors().find(({ origin_id, is_active }) => is_active && origin_id?.startsWith('sap:'));
		const number = '4500099002';
		const contract = { project_id: 2203, number, vendor_id: vendor?.id };
		const { id } = world.simulators.procore.simulator.change({ do: 'add-contract', contract }) as { id: number };
		world.changeSap({
			...{ do: 'create-order', number, supplier: vendor?.origin_id?.split(':').at(-1) },
			...{ wbsElement: 'P-1003.1.1', items: [{ price: '10.00' }] },
		});
		await world.sync(all);
		assert.deepEqual(await exceptionOf(number), ['number_taken']);
		person('PATCH', contractPath({ id }), '2203', {
			...{ project_id: 2203, purchase_order_contract: { number: 'BY-HAND' } },
		});
		person('DELETE', contractPath({ id }), '2203');
		await resolves(number);
	});

	it('foreign_contract: the other integration lets go of it, and then its number is the only thing in the way', async () => {
		const { order = '' } = world.simulators.dataset.orderCases.foreignContract ?? {};
		assert.deepEqual(await exceptionOf(order), ['foreign_contract']);
		const theirs = contractsOf(world.simulators).find(({ number }) => number === order);
		assert.ok(theirs);
		world.changeProcore({ do: 'edit-contract', id: theirs.id, set: { origin_id: null } });
		world.later(61);
		await world.sync(all);
		assert.deepEqual(await exceptionOf(order), ['number_taken']);
		person('PATCH', contractPath(theirs), String(theirs.project_id), {
			...{ project_id: theirs.project_id, purchase_order_contract: { number: `${order}-OLD` } },
		});
		world.simulators.dataset.procore.contracts = (world.simulators.dataset.procore.contracts ?? []).filter(
			({ number }) => number !== order,
		);
		await resolves(order);
	});

	it('deleted_in_procore: it is taken out of the recycle bin, and approved as it was', async () => {
		const { order, contract } = take();
		const setStatus = (status: string) => {
			const purchase_order_contract = { status };
			const body = { project_id: contract.project_id, purchase_order_contract };
			person('PATCH', contractPath(contract), String(contract.project_id), body);
		};
		setStatus('Draft');
		person('DELETE', contractPath(contract), String(contract.project_id));
		world.changeSap({ do: 'set-price', order, item: '10', price: '78.00' });
		await world.sync(all);
		assert.deepEqual(await exceptionOf(order), ['deleted_in_procore']);
		// The recycle bin has no API.
		world.changeProcore({ do: 'edit-contract', id: contract.id, set: { deleted_at: null } });
		setStatus('Approved');
		await resolves(order);
	});

	it('already_billed: the billing is corrected', async () => {
		const { order, contract } = take();
		const [line] = contract.lines;
		const lines = [{ id: line?.id, amount: line?.amount }];
		world.changeProcore({ do: 'bill', contract: contract.id, lines, status: 'draft' });
		world.changeSap({ do: 'set-price', order, item: '10', price: '0.01' });
		await world.sync(all);
		assert.deepEqual(await exceptionOf(order), ['already_billed']);
		const state = world.simulators.procore.simulator.state() as {
			requisitions: Array<{ id: number; commitment_id: number }>;
		};
		const bill = state.requisitions.find(({ commitment_id }) => commitment_id === contract.id);
		person('DELETE', `/rest/v1.0/requisitions/${String(bill?.id)}`, String(contract.project_id));
		await resolves(order);
	});

	it('total_mismatch: the line that somebody added is set to zero, or removed', async () => {
		for (const remedy of ['zero', 'remove'] as const) {
			const { order, contract } = take();
			const projectId = String(contract.project_id);
			const theirs = { cost_code: '02-400', cost_type: 'S', amount: '5.00', description: 'By hand' };
			const overwrite = { onEditedContract: 'overwrite' };
			world.changeProcore({ do: 'add-line', contract: contract.id, line: theirs });
			world.changeSap({ do: 'set-price', order, item: '10', price: '79.00' });
			await world.sync({ ...all, ...overwrite });
			assert.deepEqual(await exceptionOf(order), ['total_mismatch']);
			const now = contractOf(order, projectId);
			const line = now.lines.find(({ description }) => description === 'By hand');
			const path = `${contractPath(now)}/line_items/${String(line?.id)}`;
			// Lines of an approved contract are locked for people, too.
			if (now.status === 'Approved')
				person('PATCH', contractPath(now), projectId, {
					...{ project_id: now.project_id, purchase_order_contract: { status: 'Draft' } },
				});
			if (remedy === 'remove') person('DELETE', path, projectId);
			else
				person('PATCH', path, projectId, {
					...{ project_id: now.project_id, line_item: { amount: 0 } },
				});
			world.later(61);
			assert.equal((await world.sync({ ...all, ...overwrite })).status, 'success');
			assert.deepEqual(await exceptionOf(order), [], remedy);
			if (remedy === 'remove') assert.deepEqual(differences(world.simulators), []);
			else world.changeProcore({ do: 'delete-line', id: line?.id });
		}
	});

	it('invoices_not_allowed: they are switched on for the contract', async () => {
		const one = takeRequisition();
		const { id } = contractOf(one.order, one.projectId);
		const draft = found(one);
		person('DELETE', `/rest/v1.0/requisitions/${String(draft.id)}`, one.projectId);
		world.changeProcore({ do: 'edit-contract', id, set: { requisitions_are_enabled: false } });
		changeRequisition(one);
		await world.sync(all);
		assert.deepEqual(await exceptionOf(one.requisition), ['invoices_not_allowed']);
		// The setting of the contract has no field in the API.
		world.changeProcore({ do: 'edit-contract', id, set: { requisitions_are_enabled: true } });
		await resolves(one.requisition);
		assert.equal(found(one).status, 'draft');
	});

	it('over_billed: what was billed on the line is taken back', async () => {
		const one = takeRequisition();
		const { id, lines } = contractOf(one.order, one.projectId);
		person('DELETE', `/rest/v1.0/requisitions/${String(found(one).id)}`, one.projectId);
		const whole = lines.map((line) => ({ id: line.id, amount: line.amount }));
		const bill = world.simulators.procore.simulator.change({
			do: 'bill',
			contract: id,
			lines: whole,
			status: 'draft',
		}) as {
			id: number;
		};
		changeRequisition(one);
		await world.sync(all);
		assert.deepEqual(await exceptionOf(one.requisition), ['over_billed']);
		person('DELETE', `/rest/v1.0/requisitions/${String(bill.id)}`, one.projectId);
		await resolves(one.requisition);
		assert.equal(found(one).status, 'draft');
	});

	it('no_billing_period: a billing period is opened', async () => {
		const { requisition = '' } = world.simulators.dataset.requisitionCases.noBillingPeriod ?? {};
		assert.deepEqual(await exceptionOf(requisition), ['no_billing_period']);
		person('POST', '/rest/v1.0/projects/2211/billing_periods', '2211', {
			billing_period: { start_date: '2026-10-01', end_date: '2026-10-31', due_date: '2026-11-05', status: 'open' },
		});
		await resolves(requisition, 24 * 60);
	});

	it('change_order_pending: it is rejected, and the order in SAP corrected, or the change order approved after all', async () => {
		for (const remedy of ['order', 'approve'] as const) {
			const { order, contract } = take();
			const projectId = String(contract.project_id);
			const item = world.simulators.dataset.sap.orders.find(({ header }) => header.PurchaseOrder === order)?.items[0];
			const settings = { ...all, onApprovedContract: 'changeOrder' };
			const price = Number(item?.NetPriceAmount);
			const setPrice = (value: number) => {
				world.changeSap({ do: 'set-price', order, item: item?.PurchaseOrderItem, price: value.toFixed(2) });
			};
			setPrice(price + 1);
			await world.sync(settings);
			assert.deepEqual(await exceptionOf(order), ['change_order_pending']);
			const state = world.simulators.procore.simulator.state() as {
				changeOrders: Array<{ id: number; contract_id: number }>;
			};
			const drafted = state.changeOrders.find(({ contract_id }) => contract_id === contract.id);
			const path = `/rest/v1.0/projects/${projectId}/commitment_change_orders/${String(drafted?.id)}`;
			const decide = (status: string) => person('PATCH', path, projectId, { change_order: { status } });
			decide('rejected');
			world.later(61);
			await world.sync(settings);
			assert.deepEqual(await exceptionOf(order), ['edited_in_procore']);
			if (remedy === 'order') setPrice(price);
			else decide('approved');
			world.later(61);
			await world.sync(settings);
			assert.deepEqual(await exceptionOf(order), [], remedy);
		}
	});

	/** An ordinary draft on the contract of the only order that was made of its requisition. */
	const takeRequisition = () => {
		const next = requisitions.shift();
		assert.ok(next, 'no requisition is left');
		return next;
	};
	const found = ({ requisition, order, projectId }: { requisition: string; order: string; projectId: string }) => {
		const [one] = requisitionWith(world.simulators, originOf(requisition, projectId, order));
		assert.ok(one);
		return one;
	};
	const changeRequisition = ({ requisition }: { requisition: string }) => {
		world.changeSap({
			do: 'edit-requisition',
			requisition,
			item: '10',
			set: { PurchaseRequisitionItemText: 'Changed' },
		});
	};
});
