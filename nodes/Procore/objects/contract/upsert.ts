import { groupBy } from 'lodash';
import { desiredContractSchema, type DesiredContract } from '../../../shared/model';
import type { Client } from '../../api/client';
import { patience } from '../../api/patience';
import type { Endings } from '../upsert/ending';
import { accept, type Kind, type UpsertItem } from '../upsert/intake';
import { prepare } from './prepare';
import { writeChangeOrders, writeContracts } from './protocol';
import { describeWork, type ContractOptions, type ProjectRun } from './work';

const contracts: Kind<DesiredContract> = {
	schema: desiredContractSchema,
	entity: 'purchase_order',
	what: 'desired contract',
};

/**
 * Brings purchase order contracts to what they should be with the least requests, project by project: one list of
 * contracts, one of WBS codes, two syncs of headers, one sync of lines a contract that changed.
 * Never throws for what Procore or the network do.
 *
 * @returns exactly one ending an item, by the item's index
 */
export async function upsertContracts(
	client: Client,
	items: UpsertItem[],
	options: ContractOptions,
	endings: Endings,
): Promise<void> {
	const node = client.context.getNode();
	const wanted = accept(node, items, endings, contracts);
	const left = patience();
	for (const [projectId, ofProject] of Object.entries(groupBy(wanted, ({ desired }) => desired.projectId))) {
		const run: ProjectRun = { client, node, projectId, options, endings, patience: left };
		const works = await prepare(run, ofProject);
		if (options.dryRun)
			for (const work of works) endings.set(work.index, { outcome: describeWork(work)({ status: 'planned' }) });
		else {
			await writeContracts(
				run,
				works.filter(({ asChangeOrder }) => !asChangeOrder),
			);
			await writeChangeOrders(
				run,
				works.filter(({ asChangeOrder }) => asChangeOrder),
			);
		}
	}
}
