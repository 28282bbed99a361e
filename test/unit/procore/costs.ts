import type { IDataObject } from 'n8n-workflow';
import { compared, sum } from '../../../nodes/shared/decimal';
import type { ProjectCost } from '../../../nodes/shared/model';
import { mapCosts } from '../../../nodes/SapToProcore/lanes/projectCost/map';
import type { CostSettings } from '../../../nodes/SapToProcore/lanes/projectCost/part';
import { costCodeMap } from '../../../nodes/SapToProcore/lookup/costCodes';
import { valueMap } from '../../../nodes/SapToProcore/lookup/values';
import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import { posted } from '../../support/costs.ts';
import { costCodeRow, rosterRow } from '../../support/orders.ts';
import type { Run, Simulated } from './simulated';

export interface Cost {
	id: number;
	project_id: number;
	origin_id: string;
	status: string;
	direct_cost_type: string;
	lines: Array<{ origin_id: string; amount: string }>;
}
export const costsOf = (simulated: Simulated) => simulated.state<{ directCosts: Cost[] }>().directCosts;
/** `2026-09 03-310 M: 10.1` of each line, by direct cost. */
export const linesOf = (simulated: Simulated) =>
	Object.fromEntries(
		costsOf(simulated).map(({ origin_id, lines }) => [
			origin_id.replace('sap:S4P:directcost:', ''),
			lines.map((each) => `${each.origin_id.split(':').slice(5, 7).join(' ')}: ${each.amount}`).sort(),
		]),
	);
/** What direct costs of a project come to, by `03-310|M`. */
export function sums(simulated: Simulated, project = 1): Record<string, string> {
	const found: Record<string, string> = {};
	for (const { lines, project_id } of costsOf(simulated))
		for (const { origin_id, amount } of project_id === project ? lines : []) {
			const key = origin_id.split(':').slice(5, 7).join('|');
			found[key] = sum([found[key] ?? '0.00', amount]);
		}
	return Object.fromEntries(Object.entries(found).filter(([, amount]) => compared(amount, '0') !== 0));
}

/** G/L accounts of the cost codes. */
export const accounts: Record<string, [string, string]> = {
	'600310': ['03-310', 'M'],
	'600320': ['03-320', 'M'],
	'605100': ['05-100', 'S'],
	'677000': ['77', 'M'],
};
export const posting = (glAccount: string, amount: string, more: Partial<ProjectCost> = {}): ProjectCost => ({
	...{ companyCode: '1010', ledger: '0L', costCenter: '', order: '', wbsElement: 'P-1.1', isBalanceSheet: false },
	...posted,
	...{ glAccount, amount, currency: 'USD', from: '', to: '' },
	...more,
});
export const onOrder = (glAccount: string, amount: string, more: Partial<ProjectCost> = {}) =>
	posting(glAccount, amount, { purchaseOrder: '4500000001', purchaseOrderItem: '10', kind: 'order', ...more });

export const mapped = (costs: ProjectCost[], settings: Partial<CostSettings> = {}) =>
	mapCosts({
		customer: 'acme',
		costs,
		roster: roster(
			[1, 2, 3].map((id) => rosterRow({ id: String(id), project_id: String(id), sap_project: `P-${id}` })),
		),
		costCodes: costCodeMap(
			Object.entries(accounts).map(([gl_account, [cost_code, cost_type]], index) =>
				costCodeRow({ id: String(index), gl_account, cost_code, cost_type }),
			),
		),
		values: valueMap([]),
		settings: {
			...{ system: 'S4P', projectCurrency: 'USD', target: 'directCost', per: 'month', overContract: 'name' },
			...{ onOrders: 'leaveOut', sent: {}, today: '2026-10-01' },
			...settings,
		},
	}).mapped.flatMap((each) =>
		'desired' in each ? [{ ...each.desired, mappedAssignments: each.allocations, covers: each.covers }] : [],
	);

/** Everything that SAP has posted, on its way to Procore. */
export async function sync(
	simulated: Simulated,
	costs: ProjectCost[],
	settings: Partial<CostSettings> = {},
	parameters: Record<string, unknown> = {},
): Promise<Run> {
	return await simulated.run(
		'directCost',
		'upsertMany',
		{ dryRun: false, status: 'pending', ...parameters },
		mapped(costs, settings).map((one) => structuredClone(one) as unknown as IDataObject),
	);
}
export const bySapKey = ({ outcomes }: Run) =>
	Object.fromEntries(
		outcomes.map(({ projectId, sapKey, action, status, reason }) => [
			`${projectId} ${sapKey}`,
			[action, status, reason].filter(Boolean).join(' '),
		]),
	);
