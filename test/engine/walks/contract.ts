import assert from 'node:assert/strict';
import type { contractReasons } from '../../../nodes/shared/reasons/contract.ts';
import { toUnits } from '../../../simulators/data/money.ts';
import { contractsOf, procoreState, sapState } from '../../e2e/support/contracts.ts';
import { requisitionCases } from './requisition.ts';
import { inCommon, weeksLater, type Scene, type Step, type Told, type Walk, type Walks } from './scene.ts';

const project = '2201';
const order = '4500091001';
const told: Told = { entity: 'purchase_order', key: order };
/** Of the same project. */
const others = ['4500091002', '4500091003', '4500091004'];

/** An order that has a contract of two lines, 150.00 together. */
const ordered = (scene: Scene) => {
	scene.order({ number: order, items: [{ price: '100.00' }, { price: '50.00' }] });
};

const setPrice = (scene: Scene, price: string, item = '10'): Told => {
	scene.sap({ do: 'set-price', order, item, price });
	return told;
};
/** It changes in SAP in nothing that Procore has. */
const comesUp = (scene: Scene): Told => {
	scene.sap({ do: 'edit-order', order, set: { PurchasingGroup: '009' } });
	return told;
};
const deleted = (scene: Scene): Told => {
	scene.sap({ do: 'void-order', order });
	return told;
};
const dearer = (scene: Scene) => setPrice(scene, '120.00');
const setState = (scene: Scene, state: string): Told => {
	scene.sap({ do: 'set-order-state', order, state });
	return told;
};

/** The order comes about in this state, and nothing of it is in Procore. */
const appears =
	(more: Record<string, unknown>) =>
	(scene: Scene): Told => {
		scene.order({ number: order, ...more });
		return told;
	};

const contractPath = ({ id }: { id: number }) => `/rest/v1.0/purchase_order_contracts/${String(id)}`;

/** Somebody edits a contract in Procore's web app. */
const edit = (scene: Scene, set: Record<string, unknown>, contract = scene.contract(order)) => {
	const body = { project_id: contract.project_id, purchase_order_contract: set };
	scene.person('PATCH', contractPath(contract), String(contract.project_id), body);
};
const setStatus = (scene: Scene, status: string) => {
	edit(scene, { status });
};

/** What only an administrator of Procore can do, or what no call of its API has. */
const set = (scene: Scene, fields: Record<string, unknown>, { id } = scene.contract(order)) => {
	scene.procore({ do: 'edit-contract', id, set: fields });
};

/** Somebody changes lines: those of an approved contract are locked, for people as well. */
const asDraft = (scene: Scene, work: () => void) => {
	const { status } = scene.contract(order);
	if (status !== 'Draft') setStatus(scene, 'Draft');
	work();
	if (status !== 'Draft') setStatus(scene, status);
};
const linePath = (scene: Scene, id: unknown) => `${contractPath(scene.contract(order))}/line_items/${String(id)}`;
const editLine = (scene: Scene, id: unknown, amount: string) => {
	const body = { project_id: Number(project), line_item: { amount: Number(amount) } };
	scene.person('PATCH', linePath(scene, id), project, body);
};
const lineOf = (scene: Scene, description: string) => {
	const found = scene.contract(order).lines.find((line) => line.description === description);
	assert.ok(found, description);
	return found;
};

/** Somebody takes the contract out of use with the Procore node. */
const toVoid = (scene: Scene) => ({
	...{ resource: 'purchaseOrderContract', operation: 'void', projectId: project },
	contractId: String(scene.contract(order).id),
});
const deleteBilling = (scene: Scene) => {
	const { id: contract } = scene.contract(order);
	const { requisitions } = procoreState(scene.world.simulators) as unknown as {
		requisitions: Array<{ id: number; commitment_id: number }>;
	};
	for (const { id, commitment_id } of requisitions)
		if (commitment_id === contract) scene.person('DELETE', `/rest/v1.0/requisitions/${String(id)}`, project);
};

interface ChangeOrder {
	id: number;
	contract_id: number;
	status: string;
	lines: Array<{ amount: string }>;
}

const ordersPath = `/rest/v1.0/projects/${project}/commitment_change_orders`;
const changeOrders = (scene: Scene) => {
	const { changeOrders: all } = procoreState(scene.world.simulators) as unknown as { changeOrders: ChangeOrder[] };
	return all.filter(({ contract_id }) => contract_id === scene.contract(order).id);
};
/** Somebody decides on the change orders of the contract. */
const decide = (scene: Scene, status: 'approved' | 'rejected') => {
	const drafts = changeOrders(scene).filter((one) => one.status === 'draft');
	assert.ok(drafts.length > 0, 'there is a change order to decide on');
	for (const { id } of drafts)
		scene.person('PATCH', `${ordersPath}/${String(id)}`, project, { change_order: { status } });
};
/** Somebody agrees on extra work, which has a change order of its own. */
const agreeOnExtraWork = (scene: Scene) => {
	const { id: contract_id } = scene.contract(order);
	const change_order = { contract_id, title: 'Extra work', status: 'draft' };
	const { id } = scene.person('POST', ordersPath, project, { change_order });
	const { wbsCodes, company } = procoreState(scene.world.simulators) as unknown as {
		wbsCodes: Array<{ id: number; project_id: number }>;
		company: { id: number };
	};
	const code = wbsCodes.find(({ project_id }) => String(project_id) === project);
	const lines = `/rest/v2.0/companies/${String(company.id)}/projects/${project}/commitment_change_orders/${String(id)}/line_items`;
	scene.person('POST', lines, project, { wbs_code_id: String(code?.id), amount: '5', description: 'Extra work' });
	scene.person('PATCH', `${ordersPath}/${String(id)}`, project, { change_order: { status: 'approved' } });
};

const bill = (scene: Scene, status: 'draft' | 'approved', amount = '100.00') => {
	const { id, lines } = scene.contract(order);
	const [line] = lines;
	return scene.procore({ do: 'bill', contract: id, lines: [{ id: line?.id, amount }], status }) as { id: number };
};

const byChangeOrder = { onApprovedContract: 'changeOrder' };
const approvesChangeOrder: Step = {
	reason: 'change_order_pending',
	advice: /Approve or reject the change order in Procore/,
	follow: (scene) => {
		decide(scene, 'approved');
	},
};

/** What keeps an approved contract from being reopened: by either setting a change order has the difference. */
const bound = (bind: (scene: Scene) => void): Walk[] =>
	['changeOrder', 'reopenOrChangeOrder'].map((onApprovedContract) => ({
		title: `with ${onApprovedContract} a change order has the difference, and is approved`,
		before: ordered,
		make: (scene) => {
			bind(scene);
			return dearer(scene);
		},
		advice: /Set On Approved Contract to Draft a Change Order, or to Reopen, Else Change Order/,
		follow: () => ({ onApprovedContract }),
		then: [approvesChangeOrder],
		ends: 'there',
	}));

/** A change order cannot change that. */
const otherSupplier = (scene: Scene): Told => {
	scene.sap({ do: 'create-supplier', number: '100990', name: 'Second Choice Ltd' });
	scene.sap({ do: 'set-supplier', order, supplier: '100990' });
	return told;
};

const workflow = (scene: Scene, answer: 'refused' | 'ignored' | 'none') => {
	scene.procore({ do: 'edit-project', id: Number(project), set: { commitment_workflow: answer } });
};
const stepsOnTo =
	(status: string) =>
	(scene: Scene): void => {
		setStatus(scene, status);
	};
const inWorkflow = /Move the contract on in its workflow in Procore, or take it out of the workflow/;

/** SAP refuses the release of an order whose contract counts. */
const rejectedLater = {
	advice: /Release the order in SAP, or delete it there: .* If it stays rejected, set the contract to Draft in Procore/,
	before: ordered,
	make: (scene: Scene) => setState(scene, 'rejected'),
};

const ways: Walks<keyof typeof contractReasons> = {
	not_released: {
		title: 'it is released',
		advice: /Nothing to do here: once SAP releases the order/,
		make: appears({ state: 'inRelease' }),
		follow: (scene) => {
			setState(scene, 'approved');
		},
		ends: 'there',
	},
	order_incomplete: {
		title: 'it is completed in SAP',
		advice: /Complete the order in SAP/,
		make: appears({ state: 'held' }),
		follow: (scene) => {
			setState(scene, 'approved');
		},
		ends: 'there',
	},
	order_rejected: [
		{
			title: 'it stays so',
			advice: /Nothing to do/,
			make: appears({ state: 'rejected' }),
			ends: 'settled',
		},
		{
			title: 'it is released after all',
			advice: /Once the order is released in SAP, the next run sends it/,
			make: appears({ state: 'rejected' }),
			follow: (scene) => {
				setState(scene, 'approved');
			},
			ends: 'there',
		},
	],
	contract_of_rejected_order: [
		{
			...rejectedLater,
			title: 'the order is released again',
			follow: (scene) => {
				setState(scene, 'approved');
			},
			ends: 'there',
		},
		{
			...rejectedLater,
			title: 'the order is deleted in SAP',
			follow: (scene) => {
				deleted(scene);
			},
			ends: 'there',
			proof: isEmptied,
		},
		{ ...rejectedLater, title: 'the contract is set to Draft', follow: stepsOnTo('Draft'), ends: 'settled' },
		{
			...rejectedLater,
			title: 'the contract is deleted',
			follow: (scene) => {
				setStatus(scene, 'Draft');
				scene.person('DELETE', contractPath(scene.contract(order)), project);
			},
			ends: 'settled',
		},
		{
			...rejectedLater,
			title: 'the table of contracts is gone, and the contract is told nevertheless',
			make: (scene) => {
				scene.world.removeRows('sap_procore_contracts', { sap_key: order });
				return setState(scene, 'rejected');
			},
			follow: stepsOnTo('Draft'),
			ends: 'settled',
		},
	],
	order_deleted: {
		title: 'nothing to do',
		advice: /Nothing to do/,
		make: (scene) => {
			scene.order({ number: order });
			scene.sap({ do: 'void-order', order });
			return told;
		},
		ends: 'settled',
	},
	unknown_order_status: {
		title: 'it gets a known one',
		advice: /as soon as it has a known one/,
		make: appears({ state: 'unknownStatus' }),
		follow: (scene) => {
			setState(scene, 'approved');
		},
		ends: 'there',
	},
	not_a_project_purchase: [
		{
			title: 'nothing to do',
			advice: /Nothing to do/,
			make: appears({ items: [{ price: '100.00', costCenter: '17109999' }] }),
			ends: 'settled',
		},
		{
			title: 'its cost center belongs to a project after all',
			advice: /enter its cost center or WBS element at a project in sap_procore_projects, and replay the document/,
			make: appears({ items: [{ price: '100.00', costCenter: '17109999' }] }),
			follow: (scene) => {
				scene.edit('sap_procore_projects', { project_id: project }, { sap_cost_center: '17109999' });
				return { mode: 'replay', replayEntity: 'purchase_order', replayKey: order };
			},
			ends: 'there',
		},
		requisitionCases.not_a_project_purchase,
	],
	not_a_purchase: {
		title: 'there is nothing to do',
		advice: /^Nothing to do/,
		make: async (scene) => {
			scene.order({ number: order });
			scene.sap({ do: 'edit-order', order, set: { Supplier: '' } });
			// Changes are asked for where there is a supplier; somebody has entered the number.
			await scene.run({ mode: 'replay', replayEntity: 'purchase_order', replayKey: order });
			return told;
		},
		ends: 'settled',
	},
	one_time_supplier: {
		title: 'the vendor of that name is entered in the row that was added',
		advice: /enter the number of its vendor in Procore .* in the row of that name in sap_procore_values/,
		make: (scene) => {
			scene.order({ number: order });
			scene.sap({ do: 'edit-order', order, set: { ManualSupplierAddressID: '31001' } });
			return told;
		},
		follow: (scene) => {
			const row = { kind: 'one_time_supplier', sap_value: 'address 31001' };
			scene.edit('sap_procore_values', row, { procore_value: '9010' });
		},
		ends: 'there',
	},
	no_account_assignment: {
		title: 'nothing to do',
		advice: /Nothing to do: the order goes to stock/,
		make: appears({ items: [{ price: '100.00', assignments: [] }] }),
		ends: 'settled',
	},
	vendor_missing: [
		{
			title: 'the exception of the supplier is worked off',
			advice: /Look up the supplier: its exception says what to do/,
			make: appears({ supplier: '100002' }),
			follow: (scene) => {
				scene.edit('sap_procore_vendors', { supplier: '100002' }, { decision: 'link', procore_vendor_id: '9003' });
			},
			ends: 'there',
		},
		{
			title: 'somebody had decided to leave it out',
			advice: /or by the decision "ignore" in sap_procore_vendors/,
			make: (scene) => {
				scene.edit('sap_procore_vendors', { supplier: '100002' }, { decision: 'ignore' });
				return appears({ supplier: '100002' })(scene);
			},
			follow: (scene) => {
				scene.edit('sap_procore_vendors', { supplier: '100002' }, { decision: 'create' });
			},
			ends: 'there',
		},
		{
			title: 'its vendor is activated again',
			advice: /Reactivate the vendor in Procore/,
			make: (scene) => {
				scene.procore({ do: 'deactivate-vendor', id: Number(scene.vendorOf('100050')?.id) });
				return appears({ supplier: '100050' })(scene);
			},
			follow: (scene) => {
				scene.procore({ do: 'edit-vendor', id: Number(scene.vendorOf('100050')?.id), set: { is_active: true } });
			},
			ends: 'there',
		},
		{
			title: 'SAP lifts the block',
			advice: /it is blocked or marked for deletion in SAP/,
			make: (scene) => {
				scene.sap({ do: 'create-supplier', number: '100990', name: 'Late Blocked Ltd' });
				scene.sap({ do: 'edit-supplier', supplier: '100990', set: { supplier: { PostingIsBlocked: true } } });
				return appears({ supplier: '100990' })(scene);
			},
			follow: (scene) => {
				scene.sap({ do: 'edit-supplier', supplier: '100990', set: { supplier: { PostingIsBlocked: false } } });
			},
			ends: 'there',
		},
	],
	amount_mismatch: {
		title: 'the account assignment is corrected in SAP',
		advice: /Correct the account assignment of the item that the message names in SAP/,
		make: appears({
			items: [
				{
					price: '100.00',
					split: 'amount',
					assignments: ['40.00', '50.00'].map((amount) => ({ wbsElement: 'P-1001.1.1', amount })),
				},
			],
		}),
		follow: (scene) => {
			scene.sap({ do: 'edit-order', order, item: '10', assignment: '2', set: { PurgDocNetAmount: '60.00' } });
		},
		ends: 'there',
	},
	total_mismatch: [
		requisitionCases.total_mismatch,
		...(['set to zero', 'removed'] as const).map((remedy) => ({
			title: `the line that somebody added is ${remedy}`,
			advice: /Look for lines .* that somebody added .* in Procore, and remove them or set them to zero/,
			settings: { onEditedContract: 'overwrite' },
			before: ordered,
			make: (scene: Scene) => {
				const line = { cost_code: '02-400', cost_type: 'S', amount: '5.00', description: 'By hand' };
				scene.procore({ do: 'add-line', contract: scene.contract(order).id, line });
				return dearer(scene);
			},
			follow: (scene: Scene) => {
				const { id } = lineOf(scene, 'By hand');
				asDraft(scene, () => {
					if (remedy === 'removed') scene.person('DELETE', linePath(scene, id), project);
					else editLine(scene, id, '0');
				});
			},
			ends: 'there' as const,
		})),
	],
	number_taken: [
		...requisitionCases.number_taken,
		{
			title: 'the contract that was made by hand gets another number',
			advice: /Give the contract that was made by hand another number in Procore/,
			make: (scene) => {
				scene.procore({ do: 'add-contract', contract: { project_id: 2201, number: order, vendor_id: 9010 } });
				return appears({})(scene);
			},
			follow: (scene) => {
				edit(scene, { number: 'BY-HAND' }, byHand(scene));
			},
			ends: 'there',
		},
		{
			title: 'it gets another number, and is deleted',
			advice: /also where you delete it: in the recycle bin it keeps its number/,
			make: (scene) => {
				scene.procore({ do: 'add-contract', contract: { project_id: 2201, number: order, vendor_id: 9010 } });
				return appears({})(scene);
			},
			follow: (scene) => {
				const contract = byHand(scene);
				edit(scene, { number: 'BY-HAND' }, contract);
				scene.person('DELETE', contractPath(contract), project);
			},
			ends: 'there',
		},
	],
	foreign_contract: [
		{
			title: 'its number is changed',
			advice: /or give its contract another number/,
			make: (scene) => {
				const contract = { project_id: 2201, number: order, vendor_id: 9010, origin_id: 'other:7' };
				scene.procore({ do: 'add-contract', contract });
				return appears({})(scene);
			},
			follow: (scene) => {
				edit(scene, { number: `${order}-OLD` }, byHand(scene));
			},
			ends: 'there',
		},
		{
			title: 'the other integration lets go of it, and then only its number is in the way',
			advice: /Disconnect the other one in Procore/,
			make: (scene) => {
				const contract = { project_id: 2201, number: order, vendor_id: 9010, origin_id: 'other:7' };
				scene.procore({ do: 'add-contract', contract });
				return appears({})(scene);
			},
			follow: (scene) => {
				set(scene, { origin_id: null }, byHand(scene));
			},
			then: [
				{
					reason: 'number_taken',
					advice: /another number in Procore/,
					follow: (scene) => {
						edit(scene, { number: `${order}-OLD` }, byHand(scene));
					},
				},
			],
			ends: 'there',
		},
	],
	custom_field_unusable: ['Phase: ={{ $json.purchaseOrder }}', '71: ={{ $json.items }}'].map((customFields) => ({
		title: `${customFields} is corrected`,
		advice: /Correct Custom Fields in the node Map orders/,
		settings: { customFields },
		before: (scene) => {
			scene.procore({ do: 'add-custom-field', field: { id: 71, data_type: 'string' } });
		},
		make: appears({}),
		follow: () => ({ customFields: '71: ={{ $json.purchaseOrder }}' }),
		ends: 'there',
		proof: (scene) => {
			isWhole(scene);
			assert.deepEqual(scene.contract(order).custom_fields, { custom_field_71: order });
		},
	})),
	contract_approved: [
		{
			title: 'it is set back to Draft',
			advice: /Set the contract back to Draft in Procore/,
			settings: { onApprovedContract: 'hold' },
			before: ordered,
			make: dearer,
			follow: stepsOnTo('Draft'),
			ends: 'there',
		},
		{
			title: 'the setting is changed',
			advice: /or change On Approved Contract/,
			settings: { onApprovedContract: 'hold' },
			before: ordered,
			make: dearer,
			follow: () => ({ onApprovedContract: 'reopen' }),
			ends: 'there',
		},
		{
			title: 'for another supplier it is set back to Draft',
			advice: /Set the contract back to Draft in Procore/,
			settings: byChangeOrder,
			before: ordered,
			make: otherSupplier,
			follow: stepsOnTo('Draft'),
			ends: 'there',
		},
		{
			title: 'one with change orders of the sync is set back to Draft for another supplier, and those are rejected',
			advice: /^Set the contract back to Draft in Procore\. The next run picks it up\.$/,
			settings: byChangeOrder,
			before: ordered,
			make: async (scene) => {
				dearer(scene);
				await scene.run(byChangeOrder);
				scene.world.later();
				return otherSupplier(scene);
			},
			follow: stepsOnTo('Draft'),
			then: [
				{
					reason: 'contract_has_change_orders',
					advice: /^Reject those change orders in Procore: the next run writes the whole order/,
					follow: (scene) => {
						decide(scene, 'rejected');
					},
				},
			],
			ends: 'there',
		},
		...['executed', 'invoiced', 'changed by a change order'].map(
			(bond): Walk => ({
				title: `one that is ${bond} is set back to Draft for another supplier`,
				advice: /^Set the contract back to Draft in Procore\. The next run picks it up\.$/,
				before: ordered,
				make: (scene) => {
					if (bond === 'executed') edit(scene, { executed: true });
					else if (bond === 'invoiced') bill(scene, 'approved');
					else agreeOnExtraWork(scene);
					return otherSupplier(scene);
				},
				follow: stepsOnTo('Draft'),
				ends: 'there',
				proof: (scene) => {
					const { status, vendor_id: vendor, grand_total: total } = scene.contract(order);
					assert.deepEqual([status, vendor, Number(total)], ['Approved', scene.vendorOf('100990')?.id, 150]);
				},
			}),
		),
	],
	contract_executed: [
		...bound((scene) => {
			edit(scene, { executed: true });
		}),
		{
			title: 'of a deleted order: a change order brings it to zero',
			advice: /Set On Approved Contract to Draft a Change Order/,
			before: ordered,
			make: (scene) => {
				edit(scene, { executed: true });
				return deleted(scene);
			},
			follow: () => byChangeOrder,
			then: [approvesChangeOrder],
			ends: 'there',
		},
	],
	contract_invoiced: bound((scene) => {
		bill(scene, 'approved');
	}),
	contract_has_change_orders: [
		...bound(agreeOnExtraWork),
		...(['it is approved', 'the change order is rejected'] as const).map(
			(remedy): Walk => ({
				title: `somebody set it back to Draft: ${remedy}`,
				advice:
					/Approve the contract and set On Approved Contract to Draft a Change Order, or reject those change orders/,
				settings: byChangeOrder,
				before: ordered,
				make: async (scene) => {
					dearer(scene);
					await scene.run(byChangeOrder);
					scene.world.later();
					setStatus(scene, 'Draft');
					return setPrice(scene, '130.00');
				},
				follow: (scene) => {
					if (remedy === 'it is approved') setStatus(scene, 'Approved');
					else decide(scene, 'rejected');
				},
				...(remedy === 'it is approved' ? { then: [approvesChangeOrder] } : {}),
				ends: 'there',
			}),
		),
	],
	workflow_controls_status: [
		...(['refused', 'ignored'] as const).flatMap((answer): Walk[] => [
			{
				title: `a new one is stepped on in its workflow (a program is ${answer})`,
				advice: inWorkflow,
				make: (scene) => {
					workflow(scene, answer);
					return appears({})(scene);
				},
				follow: stepsOnTo('Approved'),
				ends: 'there',
			},
			{
				title: `an approved one is stepped back, and on again once the change is there (a program is ${answer})`,
				advice: inWorkflow,
				before: ordered,
				make: (scene) => {
					workflow(scene, answer);
					return dearer(scene);
				},
				follow: stepsOnTo('Draft'),
				then: [{ reason: 'workflow_controls_status', advice: inWorkflow, follow: stepsOnTo('Approved') }],
				ends: 'there',
			},
		]),
		{
			title: 'that of a deleted order is stepped back',
			advice: inWorkflow,
			before: ordered,
			make: (scene) => {
				workflow(scene, 'refused');
				return deleted(scene);
			},
			follow: stepsOnTo('Draft'),
			ends: 'there',
			proof: isEmptied,
		},
		{
			title: 'a new one is taken out of the workflow',
			advice: inWorkflow,
			make: (scene) => {
				workflow(scene, 'refused');
				return appears({})(scene);
			},
			follow: (scene) => {
				workflow(scene, 'none');
				setStatus(scene, 'Approved');
			},
			ends: 'there',
		},
		{
			title: 'an approved one is taken out of the workflow',
			advice: inWorkflow,
			before: ordered,
			make: (scene) => {
				workflow(scene, 'refused');
				return dearer(scene);
			},
			follow: (scene) => {
				workflow(scene, 'none');
				setStatus(scene, 'Draft');
			},
			ends: 'there',
		},
	],
	contract_closed: [
		{
			title: 'before it is voided it is reopened',
			advice: /^Reopen the contract in Procore first/,
			before: ordered,
			node: (scene) => {
				setStatus(scene, 'Closed');
				return toVoid(scene);
			},
			follow: stepsOnTo('Approved'),
		},
		{
			title: 'it is reopened',
			advice: /Reopen the contract in Procore/,
			before: ordered,
			make: (scene) => {
				setStatus(scene, 'Closed');
				return dearer(scene);
			},
			follow: stepsOnTo('Approved'),
			ends: 'there',
		},
		{
			title: 'that of a deleted order is reopened',
			advice: /Reopen the contract in Procore/,
			before: ordered,
			make: (scene) => {
				setStatus(scene, 'Closed');
				return deleted(scene);
			},
			follow: stepsOnTo('Approved'),
			ends: 'there',
			proof: isEmptied,
		},
	],
	edited_in_procore: [
		{
			title: 'somebody set the status back, and gives it again',
			advice: /Undo the change in Procore/,
			before: ordered,
			make: (scene) => {
				setStatus(scene, 'Draft');
				return comesUp(scene);
			},
			follow: stepsOnTo('Approved'),
			ends: 'there',
		},
		{
			title: 'somebody chose another vendor, and takes that back',
			advice: /Undo the change in Procore/,
			before: ordered,
			make: (scene) => {
				asDraft(scene, () => {
					edit(scene, { vendor_id: 9010 });
				});
				return comesUp(scene);
			},
			follow: (scene) => {
				asDraft(scene, () => {
					edit(scene, { vendor_id: scene.vendorOf('100050')?.id });
				});
			},
			ends: 'there',
		},
		...requisitionCases.edited_in_procore,
		{
			title: 'the change is undone',
			advice: /Undo the change in Procore/,
			before: ordered,
			make: (scene) => {
				const [line] = scene.contract(order).lines;
				asDraft(scene, () => {
					editLine(scene, line?.id, '77.00');
				});
				return setPrice(scene, '60.00', '20');
			},
			follow: (scene) => {
				const [line] = scene.contract(order).lines;
				asDraft(scene, () => {
					editLine(scene, line?.id, '100.00');
				});
			},
			ends: 'there',
		},
		{
			title: 'SAP wins',
			advice: /set On Edited Contract to Overwrite to let SAP win/,
			before: ordered,
			make: (scene) => {
				const [line] = scene.contract(order).lines;
				asDraft(scene, () => {
					editLine(scene, line?.id, '77.00');
				});
				return setPrice(scene, '60.00', '20');
			},
			follow: () => ({ onEditedContract: 'overwrite' }),
			ends: 'there',
		},
	],
	order_left_projects: {
		title: 'it has really left all projects: it is replayed by its number',
		advice: /If the order has really left all projects, replay it by its number: that empties its contract/,
		before: ordered,
		make: (scene) => {
			for (const item of ['10', '20'])
				scene.sap({ do: 'move-assignment', order, item, assignment: '1', costCenter: '17100401' });
			return told;
		},
		follow: (scene) => {
			assert.equal(scene.contract(order).status, 'Approved');
			return { mode: 'replay', replayEntity: 'purchase_order', replayKey: order };
		},
		ends: 'there',
		proof: (scene) => {
			isEmptied(scene, order);
		},
	},
	many_contracts_emptied: {
		title: 'the orders are really gone: they are replayed',
		advice: /Check in SAP, .* whether these orders are really gone\. If they are, replay them/,
		before: (scene) => {
			ordered(scene);
			for (const number of others) scene.order({ number });
		},
		make: (scene) => {
			for (const number of others) scene.sap({ do: 'void-order', order: number });
			return deleted(scene);
		},
		follow: (scene) => {
			// Until then they count as before.
			for (const number of [order, ...others]) assert.equal(scene.contract(number).status, 'Approved');
			return { mode: 'replay', replayEntity: 'purchase_order' };
		},
		ends: 'there',
		proof: (scene) => {
			for (const number of [order, ...others]) isEmptied(scene, number);
		},
	},
	deleted_in_procore: [
		{
			title: 'it is restored with the status that it had',
			advice: /Restore it in Procore with the status that it had/,
			before: ordered,
			make: (scene) => {
				setStatus(scene, 'Draft');
				scene.person('DELETE', contractPath(scene.contract(order)), project);
				return dearer(scene);
			},
			follow: (scene) => {
				// The recycle bin has no API.
				set(scene, { deleted_at: null });
				setStatus(scene, 'Approved');
			},
			ends: 'there',
		},
		{
			title: 'it is to stay so: the exception is set to ignored',
			advice: /or set the exception to ignored/,
			before: ordered,
			make: (scene) => {
				setStatus(scene, 'Draft');
				scene.person('DELETE', contractPath(scene.contract(order)), project);
				return dearer(scene);
			},
			follow: (scene) => {
				scene.edit('sap_procore_exceptions', { sap_key: order }, { status: 'ignored' });
			},
			ends: 'settled',
		},
	],
	already_billed: [
		{
			title: 'the billing is corrected',
			advice: /Correct the billing in Procore/,
			before: ordered,
			make: (scene) => {
				bill(scene, 'draft');
				return setPrice(scene, '1.00');
			},
			follow: deleteBilling,
			ends: 'there',
		},
		{
			title: 'before it is voided the billing is corrected',
			advice: /^A contract that was billed cannot be voided\. Correct the billing in Procore first/,
			before: ordered,
			node: (scene) => {
				bill(scene, 'draft');
				return toVoid(scene);
			},
			follow: deleteBilling,
		},
		{
			title: 'the order is corrected in SAP',
			advice: /or the order in SAP/,
			before: ordered,
			make: (scene) => {
				bill(scene, 'draft');
				return setPrice(scene, '1.00');
			},
			follow: (scene) => {
				setPrice(scene, '110.00');
			},
			ends: 'there',
		},
	],
	change_order_pending: [
		{
			title: 'it is approved',
			settings: byChangeOrder,
			before: ordered,
			make: dearer,
			...approvesChangeOrder,
			ends: 'there',
		},
		...(['the order is corrected in SAP', 'it is approved after all'] as const).map(
			(remedy): Walk => ({
				title: `it is rejected, and then ${remedy}`,
				advice: approvesChangeOrder.advice,
				settings: byChangeOrder,
				before: ordered,
				make: dearer,
				follow: (scene) => {
					decide(scene, 'rejected');
				},
				then: [
					{
						reason: 'edited_in_procore',
						advice: /Correct it in Procore, or the order in SAP/,
						follow: (scene) => {
							if (remedy === 'the order is corrected in SAP') setPrice(scene, '100.00');
							else
								for (const { id } of changeOrders(scene))
									scene.person('PATCH', `${ordersPath}/${String(id)}`, project, {
										change_order: { status: 'approved' },
									});
						},
					},
				],
				ends: 'there',
			}),
		),
	],
};

/** Approved, and to the cent what SAP has, what people have agreed on by change orders included. */
const isWhole = (scene: Scene) => {
	const { status, grand_total: total } = scene.contract(order);
	assert.equal(status, 'Approved');
	const approved = changeOrders(scene).filter((one) => one.status === 'approved');
	const inProcore = [total, ...approved.flatMap(({ lines }) => lines.map(({ amount }) => amount))];
	const inSap = sapState(scene.world.simulators).orders.find(({ header }) => header.PurchaseOrder === order);
	const kept = (inSap?.items ?? []).filter(({ PurchasingDocumentDeletionCode: code }) => code === '');
	assert.equal(cents(inProcore), cents(kept.map(({ NetAmount }) => NetAmount)));
};
const cents = (amounts: string[]) => amounts.reduce((sum, amount) => sum + toUnits(amount, 2), 0n);

export const contractWalks = inCommon({ settings: weeksLater, proof: isWhole }, ways);

/** A contract that is void: Procore has no status for that. */
function isEmptied(scene: Scene, number = order) {
	const { status, lines } = scene.contract(number);
	assert.deepEqual([status, lines.length], ['Draft', 0]);
}

/** The contract that was there before the sync came. */
function byHand(scene: Scene) {
	const found = contractsOf(scene.world.simulators).find(
		({ number, origin_id }) => number === order && !origin_id?.startsWith('sap:'),
	);
	assert.ok(found);
	return found;
}
