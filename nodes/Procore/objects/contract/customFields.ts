import type { IDataObject } from 'n8n-workflow';
import type { RowResult } from '../../api/syncBatch';
import { call } from '../../api/client';
import { keptOtherwise } from '../../api/kept';
import { recordOf } from '../../api/record';
import { eachContract, type ContractJob, type PendingContract } from './pending';
import { contractPath, customFieldsOf } from './record';

/** `{custom_field_<id>: {data_type, value}}`, where an entry of a list of values is shown with its label. */
function shownIn({ custom_fields: shown }: IDataObject): IDataObject {
	const fields = (shown ?? {}) as Record<string, { value?: unknown } | null>;
	return Object.fromEntries(
		Object.entries(fields).map(([name, field]) => {
			const value = field?.value as IDataObject | string | null | undefined;
			return [name, (typeof value === 'object' ? value?.id : value) ?? null];
		}),
	) as IDataObject;
}

/**
 * Writes custom fields, which Procore's sync actions do not take: one request a contract.
 * @returns contracts that have no result yet
 */
export async function writeCustomFields(job: ContractJob, pending: PendingContract[]): Promise<PendingContract[]> {
	const { client, projectId, breaker } = job;
	return await eachContract(job, pending, async (contract): Promise<RowResult | undefined> => {
		const { desired, contractId } = contract;
		const fields = customFieldsOf(desired);
		if (contractId === undefined || Object.keys(fields).length === 0) return undefined;
		const written = await breaker.call(async () => {
			const body = { project_id: Number(projectId), purchase_order_contract: fields };
			const path = contractPath(contractId);
			const request = { task: 'contract.write', method: 'PATCH', path, body, repeatable: true } as const;
			return recordOf(client, await call(client, request));
		});
		if ('result' in written) return written.result;
		// What Procore writes in another way must not keep amounts back.
		const kept = keptOtherwise(fields, shownIn(written.value)).map(
			(what) => `Procore kept a custom field otherwise: ${what}.`,
		);
		contract.plan = { ...contract.plan, remarks: [...contract.plan.remarks, ...kept] };
		return undefined;
	});
}
