import type { IDataObject, NodeApiError } from 'n8n-workflow';
import { apiError } from '../../../shared/http';
import { handful } from '../../../shared/texts';
import { call, type Client } from '../../api/client';
import { recordOf } from '../../api/record';
import { because, type Explanation } from '../upsert/itemResult';
import { invoicesOf, invoicesOn } from './billed';
import { linesPath } from './lines';
import { contractPath, getContract, procoreContractSchema } from './record';
import { workflowKeeps } from './reopen';

function refuse(client: Client, { reason, message, advice }: Explanation): NodeApiError {
	return apiError(client.context.getNode(), { message, description: advice, reason });
}

/**
 * Takes a contract out of use: back to Draft, which counts nowhere, and without lines. Procore has no status for that.
 * Ended early and begun again, it goes on where it stopped.
 *
 * @returns the contract as it is then
 * @throws NodeApiError when it is closed, or something was billed on it
 */
export async function voidContract(client: Client, projectId: string, id: string): Promise<IDataObject> {
	const before = await getContract(client, projectId, id);
	const contract = procoreContractSchema.parse(before);
	const task = 'contract.write' as const;
	const invoices = invoicesOn(await invoicesOf(client, projectId, contract.id));
	if (invoices.length > 0) {
		const message = `Invoices bill this contract: ${handful(invoices)}`;
		throw refuse(client, because('already_billed', message, 'toVoid'));
	}
	if (contract.status === 'Closed')
		throw refuse(client, because('contract_closed', 'This contract is closed', 'toVoid'));
	if (contract.status !== 'Draft') {
		const after = await call(client, {
			task,
			method: 'PATCH',
			path: contractPath(id),
			body: { project_id: Number(projectId), purchase_order_contract: { status: 'Draft' } },
			repeatable: true,
		});
		const { status } = procoreContractSchema.parse(recordOf(client, after));
		if (status !== 'Draft') throw refuse(client, workflowKeeps(status));
	}
	for (const { id: lineId } of (before.line_items ?? []) as IDataObject[])
		await call(client, {
			task,
			method: 'DELETE',
			path: `${linesPath(id)}/${encodeURIComponent(String(lineId))}`,
			query: { project_id: projectId },
			repeatable: true,
		});
	return await getContract(client, projectId, id);
}
