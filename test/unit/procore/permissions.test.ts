// What an account is told that it lacks: whoever follows it has to be able to go on.
import type { IDataObject } from 'n8n-workflow';
import { requisition, started } from './billing';
import { contract, line } from './contracts';
import { mapped, posting } from './costs';
import { desired as vendor } from './fakes';
import type { Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const ofProject = { projectId: '1', returnAll: true, simplify: true, filters: {} };
const days = { startDate: '2026-11-01', endDate: '2026-11-30', dueDate: '2026-12-05' };
const costCode = {
	...{
		originId: 'sap:S4P:costcode:1:06-100',
		projectId: '1',
		code: '06-100',
		name: 'New',
		costTypes: ['M'],
		remarks: [],
	},
	source: { entity: 'cost_code', sapKey: '06-100', sapChangedAt: null },
};
const order = contract(2, 1);
const dearer = contract(1, 1, { lines: [line(1, 10, 1, { amount: '150.00' }), line(1, 20, 1)] });
const policies = { onApprovedContract: 'reopen', onEditedContract: 'hold' };

/** What is refused, by method and path, and what is needed instead. */
const refused: Array<[string, string, object, readonly object[], string, RegExp, string]> = [
	['project', 'getAll', ofProject, [], 'GET', /projects$/, 'Read Only on the company-level Portfolio tool'],
	['vendor', 'getAll', ofProject, [], 'GET', /vendors/, 'Read Only on the company-level Directory tool'],
	['vendor', 'upsertMany', {}, [vendor(1)], 'PATCH', /vendors\/sync$/, 'Admin on the company-level Directory tool'],
	['costCode', 'getAll', ofProject, [], 'GET', /cost_codes/, 'Read Only on the project-level Admin tool'],
	['costCode', 'upsertMany', {}, [costCode], 'PATCH', /cost_codes\/sync$/, 'Admin on the project-level Admin tool'],
	['costType', 'getAll', ofProject, [], 'GET', /./, 'Read Only on the project-level Admin tool'],
	['wbsCode', 'getAll', ofProject, [], 'GET', /wbs_codes$/, 'Read Only on the project-level Admin tool'],
	[
		'billingPeriod',
		'getAll',
		ofProject,
		[],
		'GET',
		/periods$/,
		'Read Only on the project-level Commitments or Invoicing tool',
	],
	[
		...(['billingPeriod', 'create', { projectId: '1', status: 'open', ...days }, [], 'POST', /periods$/] as const),
		'Admin on the project-level Commitments or Invoicing tool',
	],
	['budgetLineItem', 'getAll', ofProject, [], 'GET', /budget_views$/, 'Read Only on the project-level Budget tool'],
	['budgetLineItem', 'getAll', ofProject, [], 'GET', /detail_rows$/, 'Read Only on the project-level Budget tool'],
	['budgetChange', 'getAll', ofProject, [], 'GET', /budget_changes$/, 'Read Only on the project-level Budget tool'],
	[
		'purchaseOrderContract',
		'getAll',
		ofProject,
		[],
		'GET',
		/contracts$/,
		'Read Only on the project-level Commitments tool',
	],
	[
		...(['purchaseOrderContract', 'upsertMany', policies, [order], 'PATCH', /contracts\/sync$/] as const),
		'Admin on the project-level Commitments tool',
	],
	[
		...(['purchaseOrderContract', 'upsertMany', policies, [order], 'PATCH', /line_items\/sync$/] as const),
		'Admin on the project-level Commitments tool',
	],
	[
		...(['purchaseOrderContract', 'upsertMany', { ...policies, onApprovedContract: 'changeOrder' }] as const),
		...([[dearer], 'POST', /commitment_change_orders$/] as const),
		'Admin on the project-level Commitments and Change Orders tools',
	],
	[
		...(['requisition', 'getAll', ofProject, [], 'GET', /requisitions$/] as const),
		'Read Only on the project-level Commitments and Invoicing tools',
	],
	[
		...(['requisition', 'upsertMany', { options: {} }, [requisition(7)], 'POST', /requisitions$/] as const),
		'Admin on the project-level Commitments and Invoicing tools',
	],
	[
		...([
			'directCost',
			'upsertMany',
			{ status: 'pending' },
			mapped([posting('600310', '1.00')]),
			'GET',
			/direct_costs/,
		] as const),
		'Read Only on the project-level Direct Costs tool',
	],
	[
		...([
			'directCost',
			'upsertMany',
			{ status: 'pending' },
			mapped([posting('600310', '1.00')]),
			'PATCH',
			/./,
		] as const),
		'Admin on the project-level Direct Costs tool',
	],
];

const run = async (
	simulated: Simulated,
	resource: string,
	operation: string,
	parameters: object,
	items: readonly object[],
) =>
	await simulated.run(
		resource,
		operation,
		{ dryRun: false, ...parameters },
		items.length > 0 ? items.map((one) => structuredClone(one) as IDataObject) : undefined,
	);

it.each(refused)('%s %s', async (resource, operation, parameters, items, method, path, needed) => {
	const simulated = await started();
	simulated.fault = (request) =>
		request.method === method && path.test(new URL(request.url).pathname) ? { status: 403 } : undefined;
	const { rows } = await run(simulated, resource, operation, parameters, items);
	const [row] = rows as Array<{ reason?: string; advice?: string; detail?: { advice?: string } }>;
	expect(row?.reason).toBe('permission_missing');
	expect(row?.detail?.advice ?? row?.advice).toContain(`needs ${needed}`);
});
