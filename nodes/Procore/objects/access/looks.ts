import { call, type Client, type Query } from '../../api/client';
import type { Task } from '../../api/permissions';
import { wbsPath } from '../wbs/code';

/** The tools of a project that the sync works with. */
export const projectTools = ['commitments', 'wbs', 'budget', 'invoicing'] as const;
export type ProjectTool = (typeof projectTools)[number];

export const toolNames: Record<ProjectTool, string> = {
	commitments: 'Commitments',
	wbs: 'Admin (Work Breakdown Structure)',
	budget: 'Budget',
	invoicing: 'Invoicing',
};

/** The smallest read that needs a tool: Procore answers 403 where it is switched off or may not be used. */
const looks: Record<ProjectTool, (projectId: string) => { task: Task; path: string; query?: Query }> = {
	commitments: (projectId) => ({
		task: 'contract.read',
		path: '/rest/v1.0/purchase_order_contracts',
		query: { project_id: projectId, per_page: 1 },
	}),
	wbs: (projectId) => ({ task: 'wbsCode.read', path: `${wbsPath(projectId)}/wbs_codes`, query: { per_page: 1 } }),
	budget: (projectId) => ({ task: 'budget.read', path: `/rest/v1.0/projects/${encodeURIComponent(projectId)}/budget` }),
	invoicing: (projectId) => ({
		task: 'requisition.read',
		path: '/rest/v1.0/requisitions',
		query: { project_id: projectId, per_page: 1 },
	}),
};

/** @throws NodeApiError when the tool cannot be read in the project */
export async function lookAtTool(client: Client, projectId: string, tool: ProjectTool): Promise<void> {
	await call(client, { method: 'GET', ...looks[tool](projectId) });
}

/** Who the service account is. @throws NodeApiError when the log-on is refused or the app is not in the company */
export async function lookAtAccount(client: Client): Promise<string> {
	const { body } = await call(client, {
		task: 'account.read',
		method: 'GET',
		path: '/rest/v1.0/me',
		query: { company_id: client.companyId },
	});
	const { name, login } = (body ?? {}) as { name?: string; login?: string };
	return name || login || '';
}

/** @throws NodeApiError when the Company Directory cannot be read */
export async function lookAtDirectory(client: Client): Promise<void> {
	await call(client, {
		task: 'vendor.read',
		method: 'GET',
		path: '/rest/v1.0/vendors',
		query: { company_id: client.companyId, view: 'compact', per_page: 1 },
	});
}
