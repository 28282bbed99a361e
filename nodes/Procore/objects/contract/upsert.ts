import { partition } from 'lodash';
import { desiredContractSchema, type DesiredContract } from '../../../shared/model';
import { upsertByProject, type ProjectUpsert, type UpsertJob } from '../upsert/byProject';
import { planContract, type ContractPlan } from './compare';
import { contractsChange, contractsToWrite, type ContractDirectory } from './list';
import { contracts, type ContractOptions } from './pending';
import { makeRoom } from './room';
import { prepare } from './prepare';
import { withoutMissingVendors } from './vendors';
import { writeChangeOrders, writeContracts } from './protocol';

const contractUpsert: ProjectUpsert<DesiredContract, ContractPlan, ContractOptions, ContractDirectory> = {
	kind: {
		schema: desiredContractSchema.required({ mappedAssignments: true }),
		entity: 'purchase_order',
		what: 'desired contract',
	},
	settlement: contracts,
	unread: (desired) => planContract(desired, undefined),
	sort: withoutMissingVendors,
	read: async ({ client, projectId }) => await contractsToWrite(client, projectId),
	async write(job, wanted, directory) {
		const pending = await prepare(job, wanted, directory);
		if (job.options.dryRun) {
			for (const contract of pending) contracts.settle(job, contract, { status: 'planned' });
			return;
		}
		if (pending.length > 0) contractsChange(job.client, job.projectId);
		const free = await makeRoom(job, pending);
		const [asChangeOrders, others] = partition(free, ({ asChangeOrder }) => asChangeOrder);
		await writeContracts(job, others);
		await writeChangeOrders(job, asChangeOrders);
	},
};

/**
 * Brings purchase order contracts to what they should be with the least requests, project by project: one list of
 * contracts, one of WBS codes, two syncs of headers, one sync of lines a contract that changed. See `upsertByProject`.
 */
export const upsertContracts = async (job: UpsertJob, options: ContractOptions): Promise<void> =>
	await upsertByProject(job, options, contractUpsert);
