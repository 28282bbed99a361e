import type { IDataObject } from 'n8n-workflow';
import { call, exchange, successOf, type Client } from '../../api/client';
import type { Task } from '../../api/permissions';
import { recordOf } from '../../api/record';

const path = '/rest/v1.0/vendors';

/** Reads one vendor of the company, active or not. */
export async function getVendor(client: Client, id: string, task: Task = 'vendor.read'): Promise<IDataObject> {
	const query = { company_id: client.companyId };
	return recordOf(
		client,
		await call(client, { task, method: 'GET', path: `${path}/${encodeURIComponent(id)}`, query }),
	);
}

/** Creates a vendor. Procore takes any number of vendors of one name, so this must never be repeated. */
export async function createVendor(client: Client, vendor: IDataObject): Promise<IDataObject> {
	const body = { company_id: Number(client.companyId), vendor };
	return recordOf(client, await call(client, { task: 'vendor.create', method: 'POST', path, body }));
}

/** Changes a vendor. Procore wants the name even when it stays, so it is read first where it was not given. */
export async function updateVendor(client: Client, id: string, fields: IDataObject): Promise<IDataObject> {
	const name = fields.name ?? (await getVendor(client, id, 'vendor.update')).name;
	const body = { company_id: Number(client.companyId), vendor: { ...fields, name } };
	const answer = await call(client, {
		task: 'vendor.update',
		method: 'PATCH',
		path: `${path}/${encodeURIComponent(id)}`,
		body,
		repeatable: true,
	});
	return recordOf(client, answer);
}

/** Makes a vendor active again. The update of a vendor is for active ones; whether it takes `is_active` is not published. */
export async function reactivateVendor(client: Client, id: string): Promise<void> {
	const request = {
		task: 'vendor.sync',
		method: 'PATCH',
		path: `/rest/v1.0/companies/${client.companyId}/vendors/inactive/${encodeURIComponent(id)}`,
		repeatable: true,
	} as const;
	const answer = await exchange(client, request);
	// Active already: a first attempt whose answer did not arrive.
	if (answer.status !== 404) successOf(client, request, answer);
}

/** Puts a vendor of the company into the directory of a project, without creating a new one. */
export async function addVendorToProject(client: Client, projectId: string, id: string): Promise<void> {
	await call(client, {
		task: 'vendor.addToProject',
		method: 'POST',
		path: `/rest/v1.0/projects/${encodeURIComponent(projectId)}/vendors/${encodeURIComponent(id)}/actions/add`,
	});
}

/** A vendor in ten fields, the most useful first. */
export function simplifyVendor(vendor: IDataObject): IDataObject {
	return {
		id: vendor.id,
		name: vendor.name,
		isActive: vendor.is_active ?? null,
		originId: vendor.origin_id ?? null,
		originCode: vendor.origin_code ?? null,
		city: vendor.city ?? null,
		countryCode: vendor.country_code ?? null,
		emailAddress: vendor.email_address ?? null,
		businessPhone: vendor.business_phone ?? null,
		updatedAt: vendor.updated_at ?? null,
	};
}
