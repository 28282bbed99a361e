import { isOwn, type HeldContract } from '../checks/seen.ts';
import type { SyncWorld } from '../support/syncWorld.ts';
import { type Happen, type Marks, markContract, onContract, ownContracts, pick, price } from './event.ts';

const statuses = ['Draft', 'Processing', 'Submitted', 'Approved', 'Closed'] as const;

/** Procore lets nobody approve or close a contract that has no vendor. */
const isAllowed = (contract: HeldContract, status: (typeof statuses)[number]): boolean =>
	contract.vendor_id !== null || (status !== 'Approved' && status !== 'Closed');

const openProject = (world: SyncWorld, number: number) =>
	pick(
		world.procoreData.projects.filter(({ active }) => active),
		number,
	);

/** Sets something of a project until everything is put right. */
function untilRepaired(world: SyncWorld, marks: Marks, number: number, set: object, back: object): void {
	const id = openProject(world, number)?.id;
	if (id === undefined) return;
	world.procore({ do: 'edit-project', id, set });
	marks.repairs.set(`project ${String(id)} ${Object.keys(set).join()}`, () => {
		world.procore({ do: 'edit-project', id, set: back });
	});
}

/** What the advice says of contracts whose status the sync could not set: somebody sets the one that the message asks for. */
export function setStatuses(world: SyncWorld): void {
	for (const { reason, status, project_id, sap_key, message } of world.rows('exceptions')) {
		if (reason !== 'workflow_controls_status' || status === 'resolved') continue;
		const [, wanted = 'Draft'] = /it should be (.+)$/.exec(String(message)) ?? [];
		for (const { id, origin_id } of ownContracts(world))
			if (origin_id?.endsWith(`:${String(sap_key)}:${String(project_id)}`))
				world.procore({ do: 'set-contract-status', id, status: wanted as (typeof statuses)[number] });
	}
}

/** What people and other programs do in Procore. */
export const procoreEvents = {
	'edit a line': (world, event, marks) => {
		onContract(world, event, marks, ({ lines }) => {
			const line = pick(lines, event.two);
			if (line) world.procore({ do: 'edit-line', id: line.id, set: { amount: price(event) } });
		});
	},
	'delete a line': (world, event, marks) => {
		onContract(world, event, marks, ({ lines }) => {
			const line = pick(lines, event.two);
			if (line) world.procore({ do: 'delete-line', id: line.id });
		});
	},
	'add a line': (world, event, marks) => {
		onContract(world, event, marks, ({ id, lines }) => {
			const [code = '', cost_type = ''] = lines[0]?.flat_code.split('.') ?? [];
			if (code)
				world.procore({ do: 'add-line', contract: id, line: { cost_code: code, cost_type, amount: price(event) } });
		});
	},
	'delete a contract': (world, event, marks) => {
		onContract(world, event, marks, ({ id }) => {
			world.procore({ do: 'delete-contract', id });
		});
	},
	'bill a contract': (world, event, marks) => {
		onContract(world, event, marks, ({ id, lines }) => {
			const line = pick(lines, event.two);
			if (line) world.procore({ do: 'bill', contract: id, lines: [{ id: line.id, amount: line.amount }] });
		});
	},
	'execute a contract': (world, event, marks) => {
		onContract(world, event, marks, ({ id }) => {
			world.procore({ do: 'edit-contract', id, set: { executed: true } });
		});
	},
	'approve a contract': (world, event) => {
		const contract = pick(ownContracts(world), event.one);
		if (contract && isAllowed(contract, 'Approved'))
			world.procore({ do: 'set-contract-status', id: contract.id, status: 'Approved' });
	},
	'give a contract another status': (world, event, marks) => {
		onContract(world, event, marks, (contract) => {
			const status = pick(statuses, event.two) ?? 'Draft';
			if (isAllowed(contract, status)) world.procore({ do: 'set-contract-status', id: contract.id, status });
		});
	},
	'approve a contract while it is written': (world, event, marks) => {
		const contract = pick(ownContracts(world), event.one);
		if (!contract || !isAllowed(contract, 'Approved')) return;
		markContract(contract, marks);
		world.meanwhile.add(contract.origin_id ?? '');
		const change = { do: 'set-contract-status', id: contract.id, status: 'Approved' };
		const [method, path] = ['PATCH', '/purchase_order_contracts'];
		world.procore({ do: 'when-requested', method, path, nth: 1 + (event.two % 4), change });
	},
	'approve a draft invoice': (world, event, marks) => {
		const requisition = pick(
			world.procoreData.requisitions.filter(({ origin_data }) => origin_data?.includes('sap:')),
			event.one,
		);
		if (!requisition) return;
		const contract = world.procoreData.contracts.find(({ id }) => id === requisition.commitment_id);
		if (contract) markContract(contract, marks);
		world.procore({ do: 'set-requisition-status', id: requisition.id, status: 'approved' });
	},
	'close a project': (world, event, marks) => {
		untilRepaired(world, marks, event.one, { active: false }, { active: true });
	},
	'hide a project': (world, event, marks) => {
		untilRepaired(world, marks, event.one, { visible: false }, { visible: true });
	},
	'put a workflow on commitments': (world, event, marks) => {
		const answer = event.two % 2 > 0 ? 'refused' : 'ignored';
		untilRepaired(world, marks, event.one, { commitment_workflow: answer }, { commitment_workflow: 'none' });
	},
	'lock a budget': (world, event, marks) => {
		const project = openProject(world, event.one);
		if (!project) return;
		marks.projects.add(String(project.id));
		world.procore({ do: 'edit-project', id: project.id, set: { budget_locked: event.two % 2 > 0 } });
	},
	'close a billing period': (world, event, marks) => {
		const period = pick(
			world.procoreData.billingPeriods.filter(({ status }) => status === 'open'),
			event.one,
		);
		if (!period) return;
		world.procore({ do: 'set-period-status', id: period.id, status: 'closed' });
		marks.repairs.set(`period ${String(period.id)}`, () => {
			world.procore({ do: 'set-period-status', id: period.id, status: 'open' });
		});
	},
	'switch a tool off': (world, event, marks) => {
		const project = pick(world.procoreData.projects, event.one)?.id;
		const tool = event.two % 3 > 0 ? 'commitments' : 'budget';
		world.procore({ do: 'set-tool', tool, enabled: false, project });
		marks.repairs.set(`${tool} ${String(project)}`, () => {
			world.procore({ do: 'set-tool', tool, enabled: true, project });
		});
	},
	'make a budget code inactive': (world, event, marks) => {
		const used = new Set(ownContracts(world).flatMap(({ lines }) => lines.map(({ flat_code }) => flat_code)));
		const codes = world.procoreData as unknown as { wbsCodes: Array<{ id: number; flat_code: string }> };
		const code = pick(
			codes.wbsCodes.filter(({ flat_code }) => used.has(flat_code)),
			event.one,
		);
		if (!code) return;
		world.procore({ do: 'edit-wbs-code', id: code.id, set: { status: 'inactive' } });
		marks.repairs.set(`code ${String(code.id)}`, () => {
			world.procore({ do: 'edit-wbs-code', id: code.id, set: { status: 'active' } });
		});
	},
	'rename a vendor': (world, event, marks) => {
		const vendor = pick(
			world.procoreData.vendors.filter(({ origin_id }) => isOwn(origin_id)),
			event.one,
		);
		if (!vendor) return;
		marks.suppliers.add(vendor.origin_id?.split(':')[3] ?? '');
		world.procore({ do: 'edit-vendor', id: vendor.id, set: { name: `Vendor ${String(marks.next++)}` } });
	},
	'deactivate a vendor': (world, event, marks) => {
		const vendor = pick(
			world.procoreData.vendors.filter(({ origin_id, is_active }) => isOwn(origin_id) && is_active),
			event.one,
		);
		if (!vendor) return;
		world.procore({ do: 'deactivate-vendor', id: vendor.id });
		marks.repairs.set(`vendor ${String(vendor.id)}`, () => {
			world.procore({ do: 'edit-vendor', id: vendor.id, set: { is_active: true } });
		});
	},
	'enter a vendor of another integration': (world, event, marks) => {
		const name = `New supplier ${String(marks.next + (event.one % 2))}`;
		const origin_id = `sage:vendor:${String(1000 + marks.next)}`;
		world.procore({ do: 'add-vendor', vendor: { name, origin_id } });
	},
} satisfies Record<string, Happen>;
