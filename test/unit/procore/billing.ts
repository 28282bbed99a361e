import type { IDataObject } from 'n8n-workflow';
import { sum } from '../../../nodes/shared/decimal';
import type { DesiredRequisition } from '../../../nodes/shared/model';
import { company, contract, contractOrigin, lineOrigin, upsert as upsertContracts } from './contracts';
import type { Simulated } from './simulated';

export interface Requisition {
	id: number;
	origin_id: string | null;
	origin_data: string | null;
	status: string;
	invoice_number: string;
	billing_date: string;
	items: Array<{ id: number; line_item_id: number; work_completed_this_period: string; comment: string | null }>;
}
export const held = (simulated: Simulated) => simulated.state<{ requisitions: Requisition[] }>().requisitions;
export const amountsOf = (simulated: Simulated) =>
	held(simulated).map(({ items }) => items.map(({ work_completed_this_period: work }) => work));

export const originOf = (n: number, project = 1, order = 1) => `sap:S4P:pr:${n}:${project}:${order}`;

/** A requisition for two lines of order 1. */
export function requisition(
	n: number,
	amounts = ['60.00', '40.00'],
	more: Partial<DesiredRequisition> = {},
): DesiredRequisition {
	return {
		originId: originOf(n),
		projectId: '1',
		contractOriginId: contractOrigin(1, 1),
		number: String(n),
		billingDate: '2026-09-15',
		comment: '',
		status: 'draft',
		currency: 'USD',
		allocations: amounts.map((amount, at) => ({ lineOriginId: lineOrigin(1, (at + 1) * 10, 1), amount })),
		total: sum(['0.00', ...amounts]),
		source: { entity: 'requisition', sapKey: String(n), sapChangedAt: '2026-10-01T06:00:00Z' },
		withdrawn: false,
		remarks: [],
		mappedAssignments: [],
		...more,
	};
}

export const period = {
	project_id: 1,
	start_date: '2026-09-01',
	end_date: '2026-09-30',
	due_date: '2026-10-10',
	status: 'open' as const,
};

/** A company with order 1 of two lines of 100.00 in project 1. */
export async function started(options: Parameters<typeof company>[1] = {}) {
	const simulated = company([1, 2], { billingPeriods: [period], ...options });
	await upsertContracts(simulated, [contract(1, 1)]);
	return simulated;
}

export const upsert = async (
	simulated: Simulated,
	wanted: DesiredRequisition[],
	options: IDataObject = {},
	dryRun = false,
) =>
	await simulated.run(
		'requisition',
		'upsertMany',
		{ dryRun, options },
		wanted.map((one) => structuredClone(one) as unknown as IDataObject),
	);
