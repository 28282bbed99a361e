import type { AxiosResponse } from 'axios';
import type { ProcoreSeed, ProcoreSimulatorOptions } from '../../simulators/procore/index.ts';
import { projects, startProcore, vendors } from './procore-harness.ts';
import type { Harness } from './procore-harness.ts';

/** Two projects with the same cost codes; the second has no labor. */
export const seed = {
	costTypes: [
		{ id: 1, code: 'L', name: 'Labor', base_type: 'labor' },
		{ id: 2, code: 'M', name: 'Materials', base_type: 'materials' },
		{ id: 3, code: 'S', name: 'Subcontract', base_type: 'commitment', origin_id: 'erp:S' },
	],
	costCodes: [
		{ id: 301, project_id: 101, code: '03', name: 'Concrete' },
		{ id: 302, project_id: 101, code: '03-310', name: 'Formwork' },
		{ id: 303, project_id: 101, code: '05-100', name: 'Steel', origin_id: 'sap:S4P:costcode:101:05-100' },
		{ id: 304, project_id: 101, code: '09-900', name: 'Paint', status: 'inactive' },
		{ id: 311, project_id: 102, code: '03-310', name: 'Formwork' },
	],
	wbsCodes: [
		{ id: 401, project_id: 101, cost_code: '03-310', cost_type: 'M' },
		{ id: 402, project_id: 101, cost_code: '03-310', cost_type: 'L' },
		{ id: 403, project_id: 101, cost_code: '05-100', cost_type: 'M', description: 'Steel by weight' },
		{ id: 404, project_id: 101, cost_code: '05-100', cost_type: 'S', status: 'inactive' },
		{ id: 411, project_id: 102, cost_code: '03-310', cost_type: 'M' },
	],
	uoms: ['ea', 'kg', 'ls'],
	contracts: [
		{
			id: 501,
			project_id: 101,
			number: 'HAND-1',
			title: 'By hand',
			vendor_id: 11,
			status: 'Approved',
			lines: [{ id: 601, cost_code: '03-310', cost_type: 'M', amount: '250.50' }],
		},
		{ id: 502, project_id: 102, number: 'OTHER', vendor_id: 13, origin_id: 'other:1' },
	],
} satisfies ProcoreSeed;

export const project = { project_id: 101 };
export const contractsPath = '/rest/v1.0/purchase_order_contracts';
export const wbsPath = '/rest/v1.0/projects/101/work_breakdown_structure';

/** The Procore of the harness with the seed above; calls for contracts of project 101. */
export interface Financials extends Harness {
	contracts(params?: Record<string, unknown>): Promise<AxiosResponse>;
	create(contract: unknown, projectId?: number): Promise<AxiosResponse>;
	patch(id: number, contract: unknown): Promise<AxiosResponse>;
	remove(id: number): Promise<AxiosResponse>;
	sync(...updates: unknown[]): Promise<AxiosResponse>;
	lines(contract: number, params?: Record<string, unknown>): Promise<AxiosResponse>;
	addLine(contract: number, line: unknown): Promise<AxiosResponse>;
	patchLine(contract: number, id: number, line: unknown): Promise<AxiosResponse>;
	removeLine(contract: number, id: number): Promise<AxiosResponse>;
	syncLines(contract: number, ...updates: unknown[]): Promise<AxiosResponse>;
	/** What is held, without what differs although nothing changed. */
	held(): Record<string, Record<string, unknown>[]>;
}

export async function startFinancials(options: Partial<ProcoreSimulatorOptions> = {}): Promise<Financials> {
	const sim = await startProcore({ projects, vendors, ...seed, ...options });
	const { api } = sim;
	const one = (id: number) => `${contractsPath}/${String(id)}`;
	const linesPath = (contract: number) => `${one(contract)}/line_items`;
	return {
		...sim,
		contracts: (params = {}) => api.get(contractsPath, { params: { ...project, view: 'extended', ...params } }),
		create: (contract, projectId = 101) =>
			api.post(contractsPath, { project_id: projectId, purchase_order_contract: contract }),
		patch: (id, contract) => api.patch(one(id), { ...project, purchase_order_contract: contract }),
		remove: (id) => api.delete(one(id), { params: project }),
		sync: (...updates) => api.patch(`${contractsPath}/sync`, { ...project, updates }),
		lines: (contract, params = {}) => api.get(linesPath(contract), { params: { ...project, ...params } }),
		addLine: (contract, line) => api.post(linesPath(contract), { ...project, line_item: line }),
		patchLine: (contract, id, line) =>
			api.patch(`${linesPath(contract)}/${String(id)}`, { ...project, line_item: line }),
		removeLine: (contract, id) => api.delete(`${linesPath(contract)}/${String(id)}`, { params: project }),
		syncLines: (contract, ...updates) => api.patch(`${linesPath(contract)}/sync`, { updates }, { params: project }),
		held: () => {
			const state = sim.server.simulator.state() as Record<string, Record<string, unknown>[]>;
			return Object.fromEntries(
				Object.entries(state).filter(([name]) => name !== 'tokensIssued' && name !== 'settings'),
			);
		},
	};
}
