import { uniq } from 'lodash';
import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { documentKey } from '../../../shared/entities';
import { costCenterSchema, glAccountSchema, laneOf, outcome, type Run } from '../../../shared/model';
import { runProperty } from '../../../shared/runParameter';
import type { ReasonCode } from '../../../shared/reasons';
import { without } from '../../../shared/without';
import { takenBefore, writeCostsSent } from '../../lanes/cost/sent';
import { mapCostCodes } from '../../lanes/costCode/map';
import { allAccounts, codesByProject, leftOut } from '../../lanes/costCode/sent';
import { isDeactivated, rowsOf } from '../inputs';
import type { Ledger } from '../../ledger';
import { ledgerOf, writeTables } from '../lookupTables';
import { memoryOf } from '../runMemory';
import { decideDocuments } from '../stream';

const properties: INodeProperties[] = [runProperty];

export const description = updateDisplayOptions({ show: { resource: ['costCode'], operation: ['map'] } }, properties);

const accounts = {
	schema: glAccountSchema,
	entity: 'cost_code',
	source: 'SAP S/4HANA > G/L Account > Fetch',
} as const;

/**
 * Inputs: G/L Accounts and Cost Centers (all of them, for the names).
 * Output: the cost codes that each project should have, where Procore does not have them all; outcomes of the others; and one outcome that stands for all accounts: a cost code is made
 * of rows of the map, not of an account.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await decideDocuments(this, accounts, async (documents, run) => {
		const costCenters = isDeactivated(this, 'costCenter') ? [] : rowsOf(this, 1, costCenterSchema, 'Cost Centers');
		const ledger = ledgerOf(this, run.customer);
		const lane = laneOf(run, 'cost_code');
		const desired = mapCostCodes({
			system: run.system,
			accounts: documents.map(({ document }) => document),
			costCenters,
			rows: await ledger.rows('cost_codes'),
			projects: await ledger.rows('projects'),
		});
		const projects = codesByProject(desired, run.startedAt);
		const sent = takenBefore(run.mode, lane);
		const lacking = await lackingCodes(this, run, ledger);
		const hasAll = (projectId: string) => sent[projectId] === projects[projectId]?.hash && !lacking.has(projectId);
		if (!run.dryRun)
			await forgetSent(
				this,
				run,
				Object.keys(projects).filter((projectId) => !hasAll(projectId)),
			);
		const read = outcome({
			entity: 'cost_code',
			sapKey: allAccounts,
			action: 'none',
			status: 'unchanged',
			detail: { projects },
			covers: uniq(documents.map(({ document }) => documentKey('cost_code', document))).sort(),
		});
		const index = documents[0]?.index ?? 0;
		const decided = desired.map((each) => (hasAll(each.projectId) ? leftOut(each) : each));
		return [...decided, read].map((json) => ({ json, index }));
	});
}

/** Projects of which a document waits for a code that they do not have: somebody may have deleted it. */
async function lackingCodes(context: IExecuteFunctions, run: Run, ledger: Ledger): Promise<Set<string>> {
	const exceptions =
		memoryOf(context, run)?.exceptions ??
		(await ledger.rows('exceptions', [{ column: 'status', is: 'neq', value: 'resolved' }]));
	const reasons: ReadonlySet<string> = new Set<ReasonCode>(['cost_code_missing', 'wbs_code_missing']);
	return new Set(exceptions.filter(({ reason }) => reasons.has(reason)).map(({ project_id }) => project_id));
}

/** Of projects that a run may write to nothing is known any more, should it be killed before it has recorded the lane. */
async function forgetSent(context: IExecuteFunctions, run: Run, projectIds: string[]): Promise<void> {
	const { sent } = laneOf(run, 'cost_code');
	if (!projectIds.some((projectId) => projectId in sent)) return;
	await writeTables(context, run, async (ledger) => {
		const costs_sent = writeCostsSent(without(sent, ...projectIds));
		await ledger.update('state', [{ column: 'entity', value: 'cost_code' }], { costs_sent });
	});
}
