import assert from 'node:assert/strict';
import type { requisitionReasons } from '../../../nodes/shared/reasons/requisition.ts';
import type { Settings } from '../../../demo/syncSettings.ts';
import { toUnits } from '../../../simulators/data/money.ts';
import { contractsOf, procoreState, sapState } from '../../e2e/support/contracts.ts';
import { identityOf, originOf, type RequisitionState } from '../../e2e/support/requisitions.ts';
import { inCommon, weeksLater, type Scene, type Told, type Walk, type Walks } from './scene.ts';

const project = '2201';
const requisition = '10099001';
const order = '4500091001';
const told: Told = { entity: 'requisition', key: requisition };
const wbsElement = 'P-1001.1.1';

/** A purchase requisition over 100.00 of which nothing was ordered yet. */
const requested = (scene: Scene): Told => {
	scene.sap({ do: 'create-requisition', number: requisition, wbsElement, items: [{ price: '100.00' }] });
	return told;
};
const order10 = (scene: Scene, more: Record<string, unknown> = {}) => {
	const item = { price: '100.00', requisition: [requisition, '10'] };
	scene.order({ number: order, items: [item], ...more });
	scene.sap({ do: 'order-requisition-item', requisition, item: '10', order, orderItem: '10' });
};
/** One that became an order, one to one. */
const ordered = (scene: Scene): Told => {
	requested(scene);
	order10(scene);
	return told;
};
const changeItem = (scene: Scene, change: Record<string, unknown>): Told => {
	scene.sap({ do: 'change-requisition-item', requisition, item: '10', ...change });
	return told;
};
/** What is not ordered stands as a contract in Processing. */
const pending = { requisitions: 'pendingContract' };
const pendingContract = (scene: Scene) => {
	const originId = `sap:S4P:prc:${requisition}:${project}`;
	const one = contractsOf(scene.world.simulators).find(({ origin_id }) => origin_id === originId);
	assert.ok(one, `no contract ${originId}`);
	return one;
};
const setPendingContract = (scene: Scene, fields: Record<string, unknown>) => {
	const path = `/rest/v1.0/purchase_order_contracts/${String(pendingContract(scene).id)}`;
	scene.person('PATCH', path, project, { project_id: Number(project), purchase_order_contract: fields });
};
const vendorNeeded = {
	settings: pending,
	advice: /Choose a vendor on the contract in Procore, .* or enter a supplier in the requisition in SAP/,
	before: (scene: Scene) => {
		scene.procore({ do: 'set-vendor-required', required: true });
	},
	make: requested,
	ends: 'there',
	proof: (scene: Scene) => {
		assert.equal(pendingContract(scene).status, 'Processing');
	},
} as const;
/** It changes in SAP in nothing that Procore has, and so comes up in the next run. */
const comesUp = (scene: Scene): Told => {
	scene.sap({ do: 'edit-requisition', requisition, item: '10', set: { PurchaseRequisitionItemText: 'Changed' } });
	return told;
};
/** Less is asked for. */
const cheaper = (scene: Scene) => changeItem(scene, { price: '90.00' });

const all = (scene: Scene) =>
	(procoreState(scene.world.simulators) as unknown as { requisitions: RequisitionState[] }).requisitions;
/** Those that bill the contract of the order. */
const found = (scene: Scene) => all(scene).filter(({ commitment_id }) => commitment_id === scene.contract(order).id);
const draft = (scene: Scene): RequisitionState => {
	const one = found(scene).at(-1);
	assert.ok(one, 'Procore has no requisition');
	return one;
};

/** What somebody does with a requisition in Procore's web app. */
const edit = (scene: Scene, set: Record<string, unknown>, { id, commitment_id } = draft(scene)) => {
	const body = { project_id: Number(project), commitment_id, requisition: set };
	scene.person('PATCH', `/rest/v1.1/requisitions/${String(id)}`, project, body);
};
const remove = (scene: Scene, { id } = draft(scene)) => {
	scene.person('DELETE', `/rest/v1.0/requisitions/${String(id)}`, project);
};
/** On the line of the contract that has this amount. */
const bill = (scene: Scene, amount: string, of = 100) => {
	const { id, items } = draft(scene);
	const line = scene.contract(order).lines.find((each) => Number(each.amount) === of);
	const item = items.find(({ line_item_id }) => line_item_id === line?.id);
	const requisition_items = [{ id: item?.id, item_type: 'contract_item', work_completed_this_period: amount }];
	scene.person('PATCH', `/rest/v1.0/requisitions/${String(id)}/bulk_item_update`, project, { requisition_items });
};
const setStatus = (scene: Scene, status: string) => {
	edit(scene, { status });
};
const backToDraft = (scene: Scene) => {
	setStatus(scene, 'draft');
};

/** Settings of the contract that no call of the API has. */
const setContract = (scene: Scene, set: Record<string, unknown>) => {
	scene.procore({ do: 'edit-contract', id: scene.contract(order).id, set });
};
const editContract = (scene: Scene, set: Record<string, unknown>) => {
	const body = { project_id: Number(project), purchase_order_contract: set };
	const path = `/rest/v1.0/purchase_order_contracts/${String(scene.contract(order).id)}`;
	scene.person('PATCH', path, project, body);
};
const deleteContract = (scene: Scene) => {
	editContract(scene, { status: 'Draft' });
	scene.person('DELETE', `/rest/v1.0/purchase_order_contracts/${String(scene.contract(order).id)}`, project);
};

/** Somebody changes a line of the contract, for which it has to be a Draft. */
const changeLine = (scene: Scene, method: 'DELETE' | 'PATCH', amount = '0', of = 100) => {
	editContract(scene, { status: 'Draft' });
	const { id, lines } = scene.contract(order);
	const line = lines.find((each) => Number(each.amount) === of);
	const path = `/rest/v1.0/purchase_order_contracts/${String(id)}/line_items/${String(line?.id)}`;
	const body = { project_id: Number(project), line_item: { amount: Number(amount) } };
	scene.person(method, path, project, method === 'DELETE' ? {} : body);
	editContract(scene, { status: 'Approved' });
};

/** Somebody bills the whole line of the contract by hand. */
const billedByHand = (scene: Scene): { id: number } => {
	const { id, lines } = scene.contract(order);
	const whole = lines.map((line) => ({ id: line.id, amount: line.amount }));
	return scene.procore({ do: 'bill', contract: id, lines: whole, status: 'draft' }) as { id: number };
};

interface Period {
	id: number;
	project_id: number;
	status: string;
}
const closePeriods = (scene: Scene) => {
	const { billingPeriods } = procoreState(scene.world.simulators) as unknown as { billingPeriods: Period[] };
	for (const { id, project_id, status } of billingPeriods)
		if (String(project_id) === project && status === 'open')
			scene.procore({ do: 'set-period-status', id, status: 'closed' });
};

const openPeriod = (scene: Scene) => {
	const dates = { start_date: '2026-11-01', end_date: '2026-11-30', due_date: '2026-12-05' };
	const path = `/rest/v1.0/projects/${project}/billing_periods`;
	scene.person('POST', path, project, { billing_period: { ...dates, status: 'open' } });
};

/** As version 0.1 left it: with an origin ID, and without its identity in `origin_data`. */
const ofVersion01 = (scene: Scene) => {
	const one = draft(scene);
	const { id: origin_id, ...memory } = JSON.parse(one.origin_data ?? '{}') as Record<string, string>;
	remove(scene, one);
	scene.procore({
		do: 'add-requisition',
		contract: scene.contract(order).id,
		set: { origin_id, origin_data: JSON.stringify(memory), invoice_number: requisition, status: 'draft' },
	});
};
const unlink = async (scene: Scene) => {
	const requisitionId = String(draft(scene).id);
	const item = await scene.node({ resource: 'requisition', operation: 'unlink', projectId: project, requisitionId });
	assert.equal(item.error, undefined);
};

const invoice = '5105699001';
const invoiceLanes: Settings = { lanes: 'project, supplier, purchase_order, supplier_invoice' };
const invoiceTold: Told = { entity: 'supplier_invoice', key: `2026/${invoice}` };
const post = (scene: Scene, more: Record<string, unknown> = {}): Told => {
	scene.sap({ do: 'post-supplier-invoice', order, number: invoice, ...more });
	return invoiceTold;
};
/** A way of a supplier invoice on an order that has a contract. */
const isInvoiced = (scene: Scene) => {
	assert.equal(billedBy(found(scene)), cents(['100.00']));
};
/** An invoice that is sent, and then its WBS element goes to another project. */
const sentElsewhere = async (scene: Scene) => {
	post(scene);
	await scene.run(invoiceLanes);
	scene.world.later();
	scene.edit('sap_procore_projects', { project_id: '2202' }, { sap_wbs_prefix: wbsElement });
	return invoiceTold;
};
const invoicing = (way: Omit<Walk, 'settings' | 'before'>): Walk => ({
	settings: invoiceLanes,
	before: (scene) => {
		scene.order({ number: order });
	},
	...(way.ends === 'there' ? { proof: isInvoiced } : {}),
	...way,
});

const ways: Walks<keyof typeof requisitionReasons> = {
	not_ordered_yet: {
		title: 'it is ordered',
		advice: /Nothing to do: once a purchase order is made of it, the next run picks it up/,
		make: requested,
		follow: order10,
		ends: 'there',
	},
	requisition_not_released: {
		title: 'it is released, and ordered',
		advice: /Nothing to do here: once SAP releases it, the next run picks it up/,
		make: (scene) => {
			requested(scene);
			return changeItem(scene, { released: false });
		},
		follow: (scene) => {
			changeItem(scene, { released: true });
		},
		then: [
			{
				reason: 'not_ordered_yet',
				advice: /once a purchase order is made of it/,
				follow: order10,
			},
		],
		ends: 'there',
	},
	contract_missing: [
		{
			title: 'the exception of its order is worked off',
			advice: /Look up the purchase order/,
			make: (scene) => {
				requested(scene);
				order10(scene, { state: 'held' });
				return told;
			},
			follow: (scene) => {
				scene.sap({ do: 'set-order-state', order, state: 'approved' });
			},
			ends: 'there',
		},
		{
			title: 'its order was left out as rejected, and is released after all',
			advice: /its exception, or its last outcome/,
			make: (scene) => {
				requested(scene);
				order10(scene, { state: 'rejected' });
				return told;
			},
			follow: (scene) => {
				scene.sap({ do: 'set-order-state', order, state: 'approved' });
			},
			ends: 'there',
		},
		{
			title: 'the contract is approved',
			advice: /Approve the contract in Procore/,
			settings: { contractStatus: 'Draft' },
			make: ordered,
			follow: (scene) => {
				editContract(scene, { status: 'Approved' });
			},
			ends: 'there',
		},
		{
			title: 'the contract was deleted by somebody, and is restored',
			advice: /Restore the contract in Procore/,
			before: (scene) => {
				ordered(scene);
				changeItem(scene, { released: true });
			},
			make: (scene) => {
				remove(scene);
				deleteContract(scene);
				return comesUp(scene);
			},
			follow: (scene) => {
				setContract(scene, { deleted_at: null });
				editContract(scene, { status: 'Approved' });
			},
			ends: 'there',
		},
	],
	contract_line_missing: [
		{
			title: 'the account assignment is corrected in SAP',
			advice: /Compare the account assignments with those of the order in SAP, and correct the one that is wrong/,
			make: (scene) => {
				requested(scene);
				order10(scene);
				scene.sap({ do: 'move-requisition-assignment', requisition, item: '10', wbsElement: 'P-1001.1.2' });
				return told;
			},
			follow: (scene) => {
				scene.sap({ do: 'move-requisition-assignment', requisition, item: '10', wbsElement });
			},
			ends: 'there',
		},
		invoicing({
			title: 'of a supplier invoice, which SAP does not change any more: the order is corrected',
			advice: /Compare the account assignments with those of the order in SAP, and correct the one that is wrong/,
			make: (scene) => {
				post(scene);
				// The buyer deletes the assignment that was invoiced, and enters another one.
				const set = { AccountAssignmentNumber: '2' };
				scene.sap({ do: 'edit-order', order, item: '10', assignment: '1', set });
				const moved = { item: '10', assignment: '2', wbsElement: 'P-1001.1.2' };
				scene.sap({ do: 'move-assignment', order, ...moved });
				return invoiceTold;
			},
			follow: (scene) => {
				scene.sap({ do: 'move-assignment', order, item: '10', assignment: '2', wbsElement });
			},
			ends: 'there',
		}),
		{
			title: 'a draft that was made before a line of its contract is deleted',
			advice: /Delete the draft in Procore: the next run creates it again, with all lines/,
			before: (scene) => {
				const items = [{ price: '100.00' }, { price: '50.00' }];
				scene.sap({ do: 'create-requisition', number: requisition, wbsElement, items });
				order10(scene);
			},
			make: (scene) => {
				const item = { item: '20', price: '50.00', wbsElement, requisition: [requisition, '20'] };
				scene.sap({ do: 'add-item', order, item });
				scene.sap({ do: 'order-requisition-item', requisition, item: '20', order, orderItem: '20' });
				return told;
			},
			follow: (scene) => {
				remove(scene);
			},
			ends: 'there',
		},
		{
			title: 'somebody deleted the line in Procore',
			advice: /If not, somebody removed the line in Procore: set On Edited Contract to Overwrite, and replay/,
			before: ordered,
			make: (scene) => {
				remove(scene);
				changeLine(scene, 'DELETE');
				return comesUp(scene);
			},
			follow: async (scene) => {
				const overwrite = { onEditedContract: 'overwrite' };
				await scene.run({ ...overwrite, mode: 'replay', replayEntity: 'purchase_order', replayKey: order });
				return overwrite;
			},
			ends: 'there',
		},
		{
			title: 'the order is held: its exception is worked off, and the draft without the line deleted',
			advice: /If the purchase order has an exception, work off that/,
			before: (scene) => {
				const items = [{ price: '100.00' }, { price: '50.00' }];
				scene.sap({ do: 'create-requisition', number: requisition, wbsElement, items });
				order10(scene, { items: [{ price: '100.00', requisition: [requisition, '10'] }, { price: '30.00' }] });
			},
			make: (scene) => {
				changeLine(scene, 'PATCH', '77.00', 30);
				const item = { item: '30', price: '50.00', wbsElement, requisition: [requisition, '20'] };
				scene.sap({ do: 'add-item', order, item });
				scene.sap({ do: 'order-requisition-item', requisition, item: '20', order, orderItem: '30' });
				return told;
			},
			follow: (scene) => {
				changeLine(scene, 'PATCH', '30.00', 77);
			},
			then: [
				{
					reason: 'contract_line_missing',
					advice: /Delete the draft in Procore/,
					follow: (scene) => {
						remove(scene);
					},
				},
			],
			ends: 'there',
		},
	],
	requisition_deleted: {
		title: 'nothing to do',
		advice: /Nothing to do/,
		make: (scene) => {
			requested(scene);
			return changeItem(scene, { deleted: true });
		},
		ends: 'settled',
	},
	requisition_ordered: {
		title: 'there is nothing to do',
		settings: pending,
		advice: /^Nothing to do/,
		make: ordered,
		ends: 'settled',
	},
	requisition_contract_kept: {
		title: 'somebody sets the contract of the requisition to Draft, and the order takes its part',
		settings: pending,
		advice: /Set it to Draft in Procore: the next run sends the order/,
		make: async (scene) => {
			const items = [{ price: '10.00', quantity: '10' }];
			scene.sap({ do: 'create-requisition', number: requisition, wbsElement, items });
			await scene.run(pending);
			const { id } = pendingContract(scene);
			scene.procore({ do: 'edit-contract', id, set: { status: 'Approved', executed: true } });
			scene.order({ number: order, items: [{ price: '10.00', quantity: '4' }] });
			const quantity = '4';
			scene.sap({ do: 'order-requisition-item', requisition, item: '10', order, orderItem: '10', quantity });
			return { entity: 'purchase_order', key: order };
		},
		follow: (scene) => {
			setPendingContract(scene, { status: 'Draft' });
		},
		ends: 'there',
		proof: (scene) => {
			const shown = [scene.contract(order), pendingContract(scene)];
			assert.deepEqual(
				shown.map(({ status, grand_total }) => `${status} ${Number(grand_total).toFixed(2)}`),
				['Approved 40.00', 'Processing 60.00'],
			);
		},
	},
	order_contract_kept: (['the order can follow', 'it is to stay so'] as const).map(
		(remedy): Walk => ({
			title: `an order gives a part back, its contract is billed whole, and ${remedy}`,
			settings: pending,
			advice: /Look up the purchase order: its exception says why .+ If it is to stay so, set the exception to ignored/,
			before: (scene) => {
				const items = [{ price: '10.00', quantity: '10' }];
				scene.sap({ do: 'create-requisition', number: requisition, wbsElement, items });
				scene.order({ number: order, items });
				const part = { requisition, item: '10', order, orderItem: '10', quantity: '10' };
				scene.sap({ do: 'order-requisition-item', ...part });
			},
			make: (scene) => {
				billedByHand(scene);
				scene.sap({ do: 'set-quantity', order, item: '10', quantity: '6' });
				return told;
			},
			follow: (scene) => {
				if (remedy === 'the order can follow') remove(scene);
				else scene.edit('sap_procore_exceptions', { sap_key: requisition }, { status: 'ignored' });
			},
			ends: remedy === 'the order can follow' ? 'there' : 'settled',
			proof: (scene) => {
				if (remedy !== 'the order can follow') return;
				const shown = [scene.contract(order), pendingContract(scene)];
				assert.deepEqual(
					shown.map(({ status, grand_total }) => `${status} ${Number(grand_total).toFixed(2)}`),
					['Approved 60.00', 'Processing 40.00'],
				);
			},
		}),
	),
	requisition_vendor_needed: [
		{
			...vendorNeeded,
			title: 'somebody chooses a vendor on the draft',
			follow: (scene) => {
				setPendingContract(scene, { vendor_id: scene.vendorOf('100050')?.id });
			},
		},
		{
			...vendorNeeded,
			title: 'the requisition gets its supplier in SAP',
			follow: (scene) => {
				scene.sap({ do: 'edit-requisition', requisition, item: '10', set: { FixedSupplier: '100050' } });
			},
		},
	],
	requisition_withdrawn: [
		{
			title: 'the draft is deleted',
			advice: /Delete the draft in Procore/,
			before: ordered,
			make: (scene) => changeItem(scene, { deleted: true }),
			follow: (scene) => {
				remove(scene);
			},
			ends: 'settled',
		},
		{
			title: 'the amounts of the draft are set to zero',
			advice: /or set its amounts to zero/,
			before: ordered,
			make: (scene) => changeItem(scene, { deleted: true }),
			follow: (scene) => {
				bill(scene, '0');
			},
			ends: 'there',
		},
		{
			title: 'the requisition is corrected in SAP',
			advice: /or correct the requisition in SAP/,
			before: ordered,
			make: (scene) => changeItem(scene, { deleted: true }),
			follow: (scene) => {
				changeItem(scene, { deleted: false });
			},
			ends: 'there',
		},
		{
			title: 'one that was submitted is set back to draft, and deleted',
			advice: /^Set it back to draft in Procore and delete it/,
			before: ordered,
			make: (scene) => {
				setStatus(scene, 'under_review');
				return changeItem(scene, { deleted: true });
			},
			follow: (scene) => {
				backToDraft(scene);
				remove(scene);
			},
			ends: 'settled',
		},
		{
			title: 'an approved and locked one is unlinked, set back to draft, and deleted',
			advice: /Requisition > Unlink of the Procore node. Set it back to draft in Procore and delete it/,
			settings: { lockWhenApproved: true },
			before: ordered,
			make: async (scene) => {
				await lockedOne(scene);
				return changeItem(scene, { deleted: true });
			},
			follow: async (scene) => {
				await unlink(scene);
				backToDraft(scene);
				remove(scene);
			},
			ends: 'settled',
		},
	],
	requisition_in_progress: [
		{
			title: 'one that was submitted is set back to draft',
			advice: /Set it back to draft in Procore if the change in SAP is to arrive/,
			before: ordered,
			make: (scene) => {
				setStatus(scene, 'under_review');
				return cheaper(scene);
			},
			follow: backToDraft,
			ends: 'there',
		},
		{
			title: 'one that the sync itself submitted is set back to draft',
			advice: /Set it back to draft in Procore if the change in SAP is to arrive/,
			settings: { submit: true },
			before: ordered,
			make: cheaper,
			follow: backToDraft,
			ends: 'there',
			proof: (scene) => {
				assert.equal(draft(scene).status, 'under_review');
				assert.equal(billedBy(found(scene)), cents(['90.00']));
			},
		},
		{
			title: 'an approved and locked one is unlinked, and set back to draft',
			advice: /Take its lock off first: Requisition > Unlink of the Procore node. Set it back to draft/,
			settings: { lockWhenApproved: true },
			before: ordered,
			make: async (scene) => {
				await lockedOne(scene);
				return cheaper(scene);
			},
			follow: async (scene) => {
				await unlink(scene);
				backToDraft(scene);
			},
			ends: 'there',
		},
	],
	requisition_twice: {
		title: 'the draft that is too many is deleted',
		advice: /Delete the surplus drafts in Procore/,
		before: ordered,
		make: (scene) => {
			// A request that Procore carries out long after it has closed the connection.
			const { origin_data } = draft(scene);
			const set = { origin_data, invoice_number: `${requisition}-1` };
			scene.procore({ do: 'add-requisition', contract: scene.contract(order).id, set });
			return comesUp(scene);
		},
		follow: (scene) => {
			remove(scene);
		},
		ends: 'there',
	},
	unlink_refused: [
		{
			title: "Procore's support removes the origin ID",
			advice: /Ask Procore's support to remove it/,
			before: ordered,
			make: (scene) => {
				ofVersion01(scene);
				scene.procore({ do: 'set-lock-synced', locked: true, unlink: 'refused' });
				return comesUp(scene);
			},
			follow: (scene) => {
				scene.procore({ do: 'edit-requisition', id: draft(scene).id, set: { origin_id: null } });
			},
			ends: 'there',
		},
		{
			title: 'it is to stay as it is: the exception is set to ignored',
			advice: /or set the exception to ignored/,
			before: ordered,
			make: (scene) => {
				ofVersion01(scene);
				scene.procore({ do: 'set-lock-synced', locked: true, unlink: 'ignored' });
				return comesUp(scene);
			},
			follow: (scene) => {
				scene.edit('sap_procore_exceptions', { sap_key: requisition }, { status: 'ignored' });
			},
			ends: 'settled',
		},
	],
	foreign_requisition: {
		title: 'the integration that made it takes its origin ID off',
		advice: /Only the integration that made it may take its origin ID off/,
		before: (scene) => {
			scene.order({ number: order });
		},
		node: (scene) => {
			scene.procore({ do: 'add-requisition', contract: scene.contract(order).id, set: { origin_id: 'other:7' } });
			const requisitionId = String(draft(scene).id);
			return { resource: 'requisition', operation: 'unlink', projectId: project, requisitionId };
		},
		follow: (scene) => {
			scene.procore({ do: 'edit-requisition', id: draft(scene).id, set: { origin_id: null } });
		},
	},
	subcontractor_sov_on: (['empty', 'filled'] as const).map((sov) => ({
		title: `it is switched off, and the draft deleted (the SOV is ${sov})`,
		advice: /Switch off Enable Subcontractor SOV on the contract in Procore, and delete the draft/,
		before: requested,
		make: async (scene: Scene) => {
			scene.procore({ do: 'edit-project', id: Number(project), set: { subcontractor_sov: true } });
			order10(scene);
			if (sov === 'filled') {
				await scene.run({ lanes: 'project, supplier, purchase_order' });
				setContract(scene, { subcontractor_sov: 'filled' });
				scene.world.later();
			}
			return comesUp(scene);
		},
		follow: (scene: Scene) => {
			setContract(scene, { subcontractor_sov: 'off' });
			remove(scene);
		},
		ends: 'there' as const,
	})),
	requisition_above_order: [
		{
			title: 'the requisition is corrected',
			advice: /Correct the requisition or the order in SAP/,
			make: (scene) => {
				requested(scene);
				order10(scene, { items: [{ price: '80.00', requisition: [requisition, '10'] }] });
				return told;
			},
			follow: (scene) => {
				changeItem(scene, { price: '80.00' });
			},
			ends: 'there',
		},
		{
			title: 'the order is corrected',
			advice: /Correct the requisition or the order in SAP/,
			make: (scene) => {
				requested(scene);
				order10(scene, { items: [{ price: '80.00', requisition: [requisition, '10'] }] });
				return told;
			},
			follow: (scene) => {
				scene.sap({ do: 'set-price', order, item: '10', price: '100.00' });
			},
			ends: 'there',
		},
	],
	no_billing_period: [
		{
			title: 'a billing period is opened',
			advice: /Open a billing period in Procore \(Invoicing\)/,
			make: (scene) => {
				closePeriods(scene);
				return ordered(scene);
			},
			follow: openPeriod,
			ends: 'there',
		},
		{
			title: 'the sync creates it',
			advice: /or switch on Create Billing Period/,
			make: (scene) => {
				closePeriods(scene);
				scene.world.later(40 * 24 * 60);
				return ordered(scene);
			},
			follow: () => ({ createBillingPeriod: true }),
			ends: 'there',
		},
		{
			title: 'the sync cannot create it, so a period is opened',
			advice: /^Open a billing period in Procore \(Invoicing\)\.$/,
			settings: { createBillingPeriod: true },
			make: (scene) => {
				closePeriods(scene);
				return ordered(scene);
			},
			follow: openPeriod,
			ends: 'there',
		},
	],
	over_billed: [
		{
			title: 'a change order has what it bills, and is approved; a draft from before is made anew',
			advice: /^Approve the change order of the contract, if there is one\./,
			settings: { onApprovedContract: 'changeOrder' },
			before: ordered,
			make: (scene) => {
				scene.sap({ do: 'set-price', order, item: '10', price: '130.00' });
				return changeItem(scene, { price: '130.00' });
			},
			follow: (scene) => {
				const path = `/rest/v1.0/projects/${project}/commitment_change_orders`;
				const { changeOrders } = procoreState(scene.world.simulators) as unknown as {
					changeOrders: Array<{ id: number }>;
				};
				for (const { id } of changeOrders)
					scene.person('PATCH', `${path}/${String(id)}`, project, { change_order: { status: 'approved' } });
			},
			then: [
				{
					reason: 'contract_line_missing',
					advice: /^Delete the draft in Procore: the next run creates it again, with all lines\./,
					follow: (scene) => {
						remove(scene);
					},
				},
			],
			ends: 'there',
		},
		{
			title: 'what was billed on the line is taken back',
			advice: /Compare what was billed on the lines of the contract with the order in SAP/,
			before: ordered,
			make: (scene) => {
				remove(scene);
				billedByHand(scene);
				return comesUp(scene);
			},
			follow: (scene) => {
				remove(scene);
			},
			ends: 'there',
		},
		{
			title: 'the order is raised in SAP',
			advice: /Compare what was billed on the lines of the contract with the order in SAP/,
			before: ordered,
			make: (scene) => {
				remove(scene);
				billedByHand(scene);
				return comesUp(scene);
			},
			follow: (scene) => {
				scene.sap({ do: 'set-price', order, item: '10', price: '200.00' });
			},
			ends: 'there',
		},
	],
	requisitions_off: [
		{
			title: 'nothing to do',
			advice: /Nothing to do/,
			settings: { requisitions: 'off' },
			make: ordered,
			ends: 'settled',
		},
		{
			title: 'they are switched on, and a backfill brings those from before',
			advice: /choose that under Requisitions in the panel of Map requisitions, and run a backfill/,
			settings: { requisitions: 'off' },
			make: ordered,
			follow: () => ({ requisitions: 'draftInvoice', mode: 'backfill' }),
			ends: 'there',
		},
	],
	invoice_not_posted: invoicing({
		title: 'it is posted',
		advice: /Nothing to do here: once SAP posts it, the next run picks it up/,
		make: (scene) => post(scene, { status: 'A' }),
		follow: (scene) => {
			scene.sap({ do: 'edit-supplier-invoice', invoice, set: { SupplierInvoiceStatus: '5' } });
		},
		ends: 'there',
	}),
	invoice_deleted: invoicing({
		title: 'nothing to do',
		advice: /Nothing to do/,
		make: (scene) => post(scene, { status: '2' }),
		ends: 'settled',
	}),
	invoice_without_order: invoicing({
		title: 'nothing to do',
		advice: /Nothing to do. What is posted without an order, and delivery costs, reach Procore with the actual costs/,
		make: (scene) => post(scene, { items: [{ item: '10', amount: '12.00', deliveryCost: 'FRB1' }] }),
		ends: 'settled',
	}),
	invoice_reversed: invoicing({
		title: 'nothing to do',
		advice: /Nothing to do/,
		make: (scene) => {
			post(scene);
			scene.sap({ do: 'reverse-supplier-invoice', invoice });
			return invoiceTold;
		},
		ends: 'settled',
	}),
	invoice_elsewhere: [
		invoicing({
			title: 'it is deleted in the other project',
			advice: /Delete it in that project, and the next run sends it here/,
			make: sentElsewhere,
			follow: (scene) => {
				edit(scene, { status: 'draft' });
				remove(scene);
				return { mode: 'backfill' };
			},
			ends: 'there',
			proof: (scene) => {
				assert.deepEqual(
					all(scene).map(({ commitment_id }) => commitment_id),
					[scene.contract(order, '2202').id],
				);
			},
		}),
		invoicing({
			title: 'it stays there: the exception is set to ignored',
			advice: /or leave it there, enter there what reverses it, and set the exception to ignored/,
			make: sentElsewhere,
			follow: (scene) => {
				scene.edit('sap_procore_exceptions', { sap_key: invoiceTold.key }, { status: 'ignored' });
			},
			ends: 'settled',
		}),
	],
	invoices_not_allowed: {
		title: 'they are switched on for the contract',
		advice: /Switch on Subcontractor Invoices for the contract in Procore/,
		before: ordered,
		make: (scene) => {
			remove(scene);
			setContract(scene, { requisitions_are_enabled: false });
			return comesUp(scene);
		},
		follow: (scene) => {
			setContract(scene, { requisitions_are_enabled: true });
		},
		ends: 'there',
	},
};

const cents = (amounts: string[]) => amounts.reduce((sum, amount) => sum + toUnits(amount, 2), 0n);
const billedBy = (requisitions: RequisitionState[]) =>
	cents(requisitions.flatMap(({ items }) => items.map((item) => item.work_completed_this_period)));

/** One draft bills, to the cent, what is asked for in SAP. */
const billsAll = (scene: Scene) => {
	const own = found(scene).filter((one) => identityOf(one) === originOf(requisition, project, order));
	assert.deepEqual(
		own.map(({ status }) => status),
		['draft'],
	);
	const { items = [] } =
		sapState(scene.world.simulators).requisitions.find(({ header }) => header.PurchaseRequisition === requisition) ??
		{};
	const asked = items.filter(({ IsDeleted }) => !IsDeleted).map(({ ItemNetAmount }) => ItemNetAmount);
	assert.equal(billedBy(own), cents(asked));
};

export const requisitionWalks = inCommon({ settings: weeksLater, proof: billsAll }, ways);

/** Reasons of other documents, too, as they show in requisitions. */
/** Somebody's amount comes in between. */
function billingMore(body: Record<string, unknown>): Record<string, unknown> {
	const { items = [], ...more } = body.requisition as { items?: Array<Record<string, unknown>> };
	return {
		...body,
		requisition: { ...more, items: items.map((item) => ({ ...item, work_completed_this_period: '97.00' })) },
	};
}

export const requisitionCases = {
	not_a_project_purchase: {
		title: 'the cost center of a requisition belongs to a project after all',
		advice: /sap_procore_projects, and replay the document/,
		proof: billsAll,
		make: (scene) => {
			const item = { price: '100.00', costCenter: '17109999' };
			scene.sap({ do: 'create-requisition', number: requisition, wbsElement, items: [item] });
			order10(scene, { items: [{ ...item, requisition: [requisition, '10'] }] });
			return told;
		},
		follow: async (scene) => {
			scene.edit('sap_procore_projects', { project_id: project }, { sap_cost_center: '17109999' });
			await scene.run({ mode: 'replay', replayEntity: 'purchase_order', replayKey: order });
			return { mode: 'replay', replayEntity: 'requisition', replayKey: requisition };
		},
		ends: 'there',
	} satisfies Walk,
	/** Somebody changes an amount of the draft while a run completes it. */
	total_mismatch: {
		title: 'the amount of a requisition that somebody changed is set right',
		advice: /billed items that somebody added or changed in Procore/,
		proof: billsAll,
		before: ordered,
		make: (scene) => {
			scene.takesOtherwise('PATCH', /^\/rest\/v1\.1\/requisitions\/\d+$/, billingMore);
			return cheaper(scene);
		},
		follow: (scene) => {
			bill(scene, '90.00');
		},
		ends: 'there',
	} satisfies Walk,
	permission_missing: {
		title: 'the service account becomes an administrator of the commitments',
		advice: /Give the service account the permission that the message names/,
		proof: (scene: Scene) => {
			assert.equal(billedBy(found(scene).slice(0, 1)), cents(['90.00']));
		},
		before: ordered,
		make: (scene) => {
			scene.procore({ do: 'set-commitments-admin', admin: false });
			const contract = scene.contract(order).id;
			scene.procore({ do: 'add-requisition', contract, set: { invoice_number: 'LATER' } });
			return cheaper(scene);
		},
		follow: (scene) => {
			scene.procore({ do: 'set-commitments-admin', admin: true });
		},
		ends: 'there',
	} satisfies Walk,
	number_taken: (['gets another number', 'is deleted'] as const).map(
		(remedy): Walk => ({
			title: `a requisition that somebody made ${remedy}`,
			advice: /Give the other requisition another number in Procore, or delete it: the next run creates the one of SAP/,
			proof: billsAll,
			before: (scene) => {
				requested(scene);
				order10(scene, { items: [{ price: '100.00', requisition: [requisition, '10'] }, { price: '30.00' }] });
			},
			make: (scene) => {
				remove(scene);
				const contract = scene.contract(order).id;
				scene.procore({ do: 'add-requisition', contract, set: { invoice_number: requisition } });
				bill(scene, '10.00', 30);
				return comesUp(scene);
			},
			follow: (scene) => {
				if (remedy === 'is deleted') remove(scene);
				else edit(scene, { invoice_number: 'BY-HAND' });
			},
			ends: 'there',
		}),
	),
	edited_in_procore: [
		...(['undone', 'right'] as const).map(
			(change): Walk => ({
				title: `somebody changed a requisition and approved it, and the change is ${change}`,
				advice: /^Undo the change in Procore; .+ If the change is right, set the exception to ignored\.$/,
				proof: () => undefined,
				before: ordered,
				make: (scene) => {
					bill(scene, '10.00');
					setStatus(scene, 'approved');
					return comesUp(scene);
				},
				follow: (scene) => {
					if (change === 'undone') bill(scene, '100.00');
					else scene.edit('sap_procore_exceptions', { sap_key: requisition }, { status: 'ignored' });
				},
				ends: change === 'undone' ? 'there' : 'settled',
			}),
		),
		...(['the change is undone', 'the draft is deleted'] as const).map(
			(remedy): Walk => ({
				title: `somebody changed a requisition, and ${remedy}`,
				advice: /Undo the change in Procore, or delete the draft there: the next run then creates it again/,
				proof: billsAll,
				before: ordered,
				make: (scene) => {
					bill(scene, '10.00');
					return comesUp(scene);
				},
				follow: (scene) => {
					if (remedy === 'the draft is deleted') remove(scene);
					else bill(scene, '100.00');
				},
				ends: 'there',
			}),
		),
	],
};

/** Somebody approves it, and a run in which it comes up locks it. */
async function lockedOne(scene: Scene): Promise<void> {
	setStatus(scene, 'approved');
	comesUp(scene);
	await scene.run({ lockWhenApproved: true });
	assert.equal(draft(scene).origin_id, originOf(requisition, project, order));
	scene.world.later();
}
