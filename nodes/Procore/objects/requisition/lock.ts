import type { IDataObject, NodeApiError } from 'n8n-workflow';
import { apiError } from '../../../shared/http';
import type { DesiredRequisition } from '../../../shared/model';
import type { Client } from '../../api/client';
import { writeRow } from '../../api/row';
import type { RowResult } from '../../api/syncBatch';
import { because, type Explanation } from '../upsert/itemResult';
import type { RequisitionPlan } from './decide';
import { withIdentity } from './memory';
import { getRequisition, procoreRequisitionSchema, requisitionPath, type ProcoreRequisition } from './record';

/** Changes nothing but who a requisition is, and with that whether Procore locks it. */
const setIdentity = async (
	client: Client,
	projectId: string,
	{ id, commitment_id }: ProcoreRequisition,
	requisition: IDataObject,
): Promise<RowResult> =>
	await writeRow(client, {
		task: 'requisition.write',
		method: 'PATCH',
		path: requisitionPath(id),
		query: { view: 'items' },
		body: { project_id: Number(projectId), commitment_id, requisition },
		repeatable: true,
	});

const refusal = (id: ProcoreRequisition['id'], text: string): Explanation =>
	because(
		'unlink_refused',
		`Procore does not take the origin ID off requisition ${id}, so nobody can change it there${text}`,
	);

/**
 * Takes the origin ID off a requisition, which locks it for people; what it is stays known by `origin_data`.
 * @returns why, when Procore refuses or keeps the origin ID
 */
export async function unlinkRequisition(
	client: Client,
	projectId: string,
	requisition: ProcoreRequisition,
	originId: string,
): Promise<RowResult | { why: Explanation }> {
	const identity = { origin_id: null, origin_data: withIdentity(requisition.origin_data, originId) };
	const result = await setIdentity(client, projectId, requisition, identity);
	if (result.kind === 'rejected') return { why: refusal(requisition.id, `: ${result.error.text}`) };
	if (result.kind === 'accepted' && result.entity.origin_id) return { why: refusal(requisition.id, '') };
	return result;
}

/** Locks a requisition that is as it should be. @returns why that is not so afterwards, `""` when it is */
export async function lockRequisition(
	client: Client,
	{ originId, projectId }: DesiredRequisition,
	{ observed }: RequisitionPlan,
): Promise<string> {
	if (!observed) return '';
	const result = await setIdentity(client, projectId, observed, { origin_id: originId });
	if (result.kind === 'accepted') return result.entity.origin_id === originId ? '' : 'Procore did not keep it';
	if (result.kind === 'rejected') return result.error.text;
	return result.kind === 'unanswered' ? 'Procore did not answer' : result.error.message;
}

function refuse(client: Client, { reason, message, advice }: Explanation): NodeApiError {
	return apiError(client.context.getNode(), { message, description: advice, reason });
}

/**
 * Takes the origin ID off one requisition.
 * @returns the requisition as it is then
 * @throws NodeApiError when it carries another integration's, or when Procore refuses
 */
export async function unlink(client: Client, projectId: string, requisitionId: string): Promise<IDataObject> {
	const requisition = procoreRequisitionSchema.parse(await getRequisition(client, projectId, requisitionId));
	const { id, origin_id: originId } = requisition;
	if (originId !== '' && !originId.startsWith('sap:'))
		throw refuse(
			client,
			because('foreign_requisition', `Requisition ${id} belongs to another integration (origin ID ${originId})`),
		);
	if (originId !== '') {
		const result = await unlinkRequisition(client, projectId, requisition, originId);
		if ('why' in result) throw refuse(client, result.why);
		if (result.kind === 'failed' || result.kind === 'waiting') throw result.error;
	}
	return await getRequisition(client, projectId, requisitionId);
}
