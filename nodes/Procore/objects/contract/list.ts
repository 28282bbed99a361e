import type { IDataObject } from 'n8n-workflow';
import type { ContractStatus } from '../../../shared/model';
import type { Client } from '../../api/client';
import { sharedInExecution } from '../../api/executionCache';
import { list, maxPerPage, pages } from '../../api/paging';
import type { Task } from '../../api/permissions';
import { range } from '../range';
import { contractsPath, procoreContractSchema, type ProcoreContract } from './record';

export interface ContractFilters {
	status?: ContractStatus | '';
	ids?: string[];
	originId?: string;
	includeDeleted?: boolean;
	/** ISO 8601 */
	updatedFrom?: string;
	/** ISO 8601 */
	updatedTo?: string;
}

function request(projectId: string, filters: ContractFilters, task: Task) {
	const query = {
		project_id: projectId,
		// The compact view, which is the default, may lack totals.
		view: 'extended',
		'filters[id]': filters.ids,
		'filters[status]': filters.status,
		'filters[origin_id]': filters.originId,
		'filters[include_deleted]': filters.includeDeleted ? 'with' : undefined,
		'filters[updated_at]': range(filters.updatedFrom, filters.updatedTo),
	};
	return { task, path: contractsPath, query, perPage: maxPerPage };
}

/** Reads the purchase order contracts of a project. */
export async function listContracts(
	client: Client,
	projectId: string,
	filters: ContractFilters,
	limit?: number,
): Promise<IDataObject[]> {
	return await list(client, request(projectId, filters, 'contract.read'), limit);
}

/** The contracts of a project by what they are known by: origin ID, and number (of those that are not deleted). */
export interface ContractDirectory {
	byOriginId: Map<string, ProcoreContract>;
	byNumber: Map<string, ProcoreContract>;
}

/** Reads all purchase order contracts of a project, deleted ones included. */
export async function contractDirectory(client: Client, projectId: string, task: Task): Promise<ContractDirectory> {
	const directory: ContractDirectory = { byOriginId: new Map(), byNumber: new Map() };
	for await (const page of pages(client, request(projectId, { includeDeleted: true }, task)))
		for (const row of page) {
			const contract = procoreContractSchema.parse(row);
			const known = directory.byOriginId.get(contract.origin_id);
			if (contract.origin_id && (!known || known.deleted_at)) directory.byOriginId.set(contract.origin_id, contract);
			if (contract.number && !contract.deleted_at) directory.byNumber.set(contract.number, contract);
		}
	return directory;
}

const unwritten = (client: Client) =>
	sharedInExecution(client, 'contracts that nothing was written to', () => new Map<string, ContractDirectory>());

/**
 * The contracts of a project for an upsert: as another upsert of this execution has read them, where it has written none.
 * @throws NodeApiError when they cannot be read
 */
export async function contractsToWrite(client: Client, projectId: string): Promise<ContractDirectory> {
	const known = unwritten(client).get(projectId) ?? (await contractDirectory(client, projectId, 'contract.read'));
	unwritten(client).set(projectId, known);
	return known;
}

/** To be called before contracts of the project are written. */
export const contractsChange = (client: Client, projectId: string): void => {
	unwritten(client).delete(projectId);
};
