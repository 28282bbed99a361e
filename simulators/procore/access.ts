import type { SimRequest } from '../core/types.ts';
import { noAccess, ProcoreError } from './errors.ts';
import type { Operation } from './operation.ts';
import type { Store } from './store.ts';

const missingHeader =
	'Missing Procore-Company-Id header! Each call your application makes to the Procore API must contain a request ' +
	'header that includes the Procore-Company-Id field.';

/**
 * Checks the Procore-Company-Id header. Procore: required on every call, and with client credentials on
 * `/me` and `/companies` as well.
 * @throws ProcoreError 400 without the header, 403 for a company the app is not installed in
 */
export function checkCompanyHeader(request: SimRequest, store: Store): void {
	const header = request.headers['procore-company-id'];
	if (header === undefined || header.trim() === '') throw new ProcoreError(400, missingHeader);
	if (!/^\d+$/.test(header)) throw new ProcoreError(400, 'The Procore-Company-Id header must be an integer');
	checkCompany(Number(header), store);
}

function checkCompany(id: unknown, store: Store): void {
	if (!store.settings.connected || Number(id) !== store.company.id) {
		throw new ProcoreError(403, 'App is not connected to this company');
	}
}

/**
 * Checks every company and project that a call names, in path, query or body, and the tool it uses.
 * @throws ProcoreError 403 for another company or a tool that is switched off, 404 for an invisible project
 */
export function checkScope(
	operation: Operation,
	request: SimRequest,
	params: Record<string, number>,
	body: Record<string, unknown>,
	store: Store,
): void {
	const named = (name: string) =>
		[params[name], request.query.get(name), body[name]].filter((value) => value !== undefined && value !== null);
	for (const id of named('company_id')) checkCompany(id, store);
	if (operation.tool !== undefined) store.requireTool(operation.tool);
	for (const id of named('project_id')) {
		const project = store.project(Number(id));
		if (operation.tool !== undefined) store.requireTool(operation.tool, project);
		if (operation.method !== 'GET' && !project.active) throw noAccess();
	}
}
