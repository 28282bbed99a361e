import type { IDataObject } from 'n8n-workflow';
import type { ProcoreSimulatorOptions } from '../../../simulators/procore/index.ts';
import { sum } from '../../../nodes/shared/decimal';
import type { ContractLine, DesiredContract } from '../../../nodes/shared/model';
import { Simulated, type Run } from './simulated';

export const costCodes = ['03-310', '03-320', '05-100', '09-900'];
export const costTypes = ['M', 'S'];

/** A company whose projects have every cost code with every cost type, but for 09-900 · S. */
export function company(projects = [1, 2], options: Partial<ProcoreSimulatorOptions> = {}): Simulated {
	return new Simulated({
		projects: projects.map((id) => ({ id, name: `Project ${id}`, project_number: `P-${id}`, active: true })),
		vendors: [
			{ id: 11, name: 'Steel Ltd' },
			{ id: 12, name: 'Concrete Inc' },
			{ id: 13, name: 'Gone Ltd', is_active: false },
		],
		costTypes: [
			{ id: 301, code: 'M', name: 'Materials', base_type: 'materials' },
			{ id: 302, code: 'S', name: 'Commitment', base_type: 'commitment' },
		],
		costCodes: projects.flatMap((project_id) =>
			costCodes.map((code, index) => ({ id: project_id * 1000 + index, project_id, code, name: `Code ${code}` })),
		),
		wbsCodes: projects.flatMap((project_id) =>
			costCodes.flatMap((cost_code) =>
				costTypes
					.filter((cost_type) => cost_code !== '09-900' || cost_type === 'M')
					.map((cost_type) => ({ project_id, cost_code, cost_type })),
			),
		),
		uoms: ['ea', 'kg'],
		...options,
	});
}

export const contractOrigin = (order: number | string, project: number) => `sap:S4P:po:${order}:${project}`;
export const lineOrigin = (order: number | string, item: number, project: number) =>
	`sap:S4P:poi:${order}:${item}:1:${project}`;

export function line(
	order: number | string,
	item: number,
	project: number,
	more: Partial<ContractLine> = {},
): ContractLine {
	return {
		originId: lineOrigin(order, item, project),
		description: `Item ${item}`,
		costCode: '03-310',
		costType: 'M',
		quantity: '',
		uom: '',
		unitCost: '',
		amount: '100.00',
		...more,
	};
}

/** The part of an order that belongs to a project; its lines cost 100.00 each unless they say otherwise. */
export function contract(
	order: number | string,
	project: number,
	more: Partial<DesiredContract> = {},
): DesiredContract {
	const lines = more.lines ?? [line(order, 10, project), line(order, 20, project)];
	return {
		originId: contractOrigin(order, project),
		projectId: String(project),
		number: String(order),
		title: `Order ${order}`,
		description: '',
		vendor: { originId: 'sap:S4P:supplier:1', id: '11' },
		status: 'Approved',
		contractDate: '2026-09-01',
		deliveryDate: '2026-10-01',
		paymentTerms: 'Net 30',
		currency: 'USD',
		accountingMethod: 'amount',
		lines,
		total: sum(['0.00', ...lines.map(({ amount }) => amount)]),
		source: { entity: 'purchase_order', sapKey: String(order), sapChangedAt: '2026-10-01T06:00:00.1234567Z' },
		void: false,
		retainagePercent: '',
		absentReason: '',
		rejected: false,
		invoicesSent: false,
		unordered: false,
		requisitionItems: [],
		remarks: [],
		mappedAssignments: [],
		...more,
	};
}

export const voided = (order: number | string, project: number) =>
	contract(order, project, { void: true, lines: [], total: '0.00' });

/** Upsert Many of contracts. */
export async function upsert(
	simulated: Simulated,
	contracts: DesiredContract[],
	parameters: Record<string, unknown> = {},
): Promise<Run> {
	return await simulated.run(
		'purchaseOrderContract',
		'upsertMany',
		{ dryRun: false, onApprovedContract: 'reopen', onEditedContract: 'hold', ...parameters },
		contracts.map((one) => structuredClone(one) as unknown as IDataObject),
	);
}

/** What people agree on in Procore: a change order of theirs, on the first line of an order's contract. */
export async function changeOrderByHand(
	simulated: Simulated,
	order: number,
	{ amount, status }: { amount: string; status: 'draft' | 'approved' },
): Promise<void> {
	const found = simulated.contracts().find(({ number }) => number === String(order));
	if (!found) throw new Error(`Procore has no contract for order ${order}`);
	const path = '/rest/v1.0/projects/1/commitment_change_orders';
	const change_order = { contract_id: found.id, title: 'Extra work', status: 'draft' };
	const { id } = (await simulated.call('POST', path, { change_order })).body as { id: number };
	const { company, wbsCodes } = simulated.state<{
		company: { id: number };
		wbsCodes: Array<{ id: number; project_id: number; flat_code: string }>;
	}>();
	const code = wbsCodes.find((each) => each.project_id === 1 && each.flat_code === found.lines[0]?.flat_code);
	await simulated.call(
		'POST',
		`/rest/v2.0/companies/${company.id}/projects/1/commitment_change_orders/${id}/line_items`,
		{ wbs_code_id: String(code?.id), amount, description: 'Extra work' },
	);
	if (status !== 'draft') simulated.change({ do: 'set-change-order-status', id, status });
}

export const endsOf = ({ outcomes }: Run) =>
	outcomes.map(({ action, status, reason }) => [action, status, reason].filter(Boolean).join(' '));

/** Kinds of calls in their order: `list`, `wbs`, `headers`, `lines`, … */
export function kindsOf({ calls }: Run): string[] {
	return calls.map(({ method, path }) => {
		if (path.includes('work_breakdown_structure')) return method === 'GET' ? 'wbs' : 'wbs write';
		if (path.endsWith('/purchase_order_contracts/sync')) return 'headers';
		if (path.endsWith('/line_items/sync')) return 'lines';
		if (path.endsWith('/line_items')) return 'line list';
		if (method === 'DELETE') return 'remove';
		if (path.endsWith('/requisitions')) return 'billed';
		if (path.endsWith('/purchase_order_contracts')) return 'list';
		return `${method} ${path}`;
	});
}
