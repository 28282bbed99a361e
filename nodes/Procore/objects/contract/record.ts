import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod/v3';
import { recordText, type DesiredContract } from '../../../shared/model';
import { call, type Client } from '../../api/client';
import { recordOf } from '../../api/record';

export const contractsPath = '/rest/v1.0/purchase_order_contracts';
export const contractPath = (id: string | number) => `${contractsPath}/${encodeURIComponent(id)}`;

const amount = z
	.union([z.string(), z.number()])
	.nullish()
	.transform((value) => (value === null || value === undefined ? undefined : String(value)));

/** A purchase order contract as Procore lists it, as far as the sync looks at it. Amounts are decimal texts. */
export const procoreContractSchema = z.object({
	id: z.union([z.number(), z.string()]),
	number: recordText,
	title: recordText,
	description: recordText,
	status: recordText,
	vendor: z.object({ id: z.union([z.number(), z.string()]) }).nullish(),
	accounting_method: recordText,
	contract_date: recordText,
	delivery_date: recordText,
	payment_terms: recordText,
	origin_id: recordText,
	origin_code: recordText,
	origin_data: recordText,
	deleted_at: recordText,
	executed: z.boolean().nullish(),
	grand_total: amount,
	approved_change_orders: amount,
	pending_change_orders: amount,
	draft_change_orders_amount: amount,
	total_requisitions_amount: amount,
	requisitions_are_enabled: z.boolean().nullish(),
});
export type ProcoreContract = z.infer<typeof procoreContractSchema>;

/** Custom fields of a contract under Procore's names. */
export const customFieldsOf = ({ customFields = {} }: Pick<DesiredContract, 'customFields'>): IDataObject =>
	Object.fromEntries(Object.entries(customFields).map(([id, value]) => [`custom_field_${id}`, value]));

/** Reads one purchase order contract with its lines. */
export async function getContract(client: Client, projectId: string, id: string): Promise<IDataObject> {
	const query = { project_id: projectId };
	return recordOf(client, await call(client, { task: 'contract.read', method: 'GET', path: contractPath(id), query }));
}

/** A purchase order contract in ten fields, the most useful first. */
export function simplifyContract(contract: IDataObject): IDataObject {
	const vendor = contract.vendor as IDataObject | null | undefined;
	return {
		id: contract.id,
		number: contract.number ?? null,
		title: contract.title ?? null,
		status: contract.status ?? null,
		vendorId: vendor?.id ?? null,
		vendor: vendor?.company ?? null,
		grandTotal: contract.grand_total ?? null,
		contractDate: contract.contract_date ?? null,
		originId: contract.origin_id ?? null,
		updatedAt: contract.updated_at ?? null,
	};
}
