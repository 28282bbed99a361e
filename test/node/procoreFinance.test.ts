import type { IDataObject } from 'n8n-workflow';
import type { SimWbsCode } from '../../simulators/procore/index.ts';
import { byId, goOn, jsonOf, World } from '../support/world.ts';

let world: World;
let codes: SimWbsCode[];
let projectId: number;

beforeEach(async () => {
	world = await World.start();
	const { projects, wbsCodes = [] } = world.simulators.dataset.procore;
	projectId =
		projects.find(
			({ id, active, budget_locked }) => active && !budget_locked && wbsCodes.some((code) => code.project_id === id),
		)?.id ?? 0;
	codes = wbsCodes.filter((code) => code.project_id === projectId && code.status !== 'inactive');
});
afterEach(async () => await world.close());

const source = (entity: string, sapKey: string) => ({ entity, sapKey, sapChangedAt: '2026-09-30T10:00:00.000Z' });
const ends = (rows: IDataObject[] = []) => rows.map(({ action, status }) => `${String(action)} ${String(status)}`);

async function upsert(resource: string, items: object[], parameters: object = {}) {
	const run = await world.procore(
		{ resource, operation: 'upsertMany', ...parameters },
		{ inputs: [items as IDataObject[]], ...goOn },
	);
	expect(run.outputs[1]).toEqual([]);
	return jsonOf(run.outputs[0]);
}
const rowsOf = async (resource: string, operation: string, parameters: object = {}) =>
	jsonOf((await world.procore({ resource, operation, projectId: byId(projectId), ...parameters })).outputs[0]);

const amounts = (value: string) =>
	codes.slice(0, 3).map(({ cost_code: costCode, cost_type: costType }) => ({
		originId: `sap:S4P:budget:${projectId}:${costCode}:${costType}`,
		projectId: String(projectId),
		costCode,
		costType,
		amount: value,
		currency: 'USD',
		source: source('actual_cost', `${costCode}|${costType}`),
		...{ remarks: [], mappedAssignments: [], covers: [] },
	}));

it('budget line items are set, then changed by a budget change once the budget is locked', async () => {
	const [first, ...others] = await upsert('budgetLineItem', amounts('10.50'));
	expect([first, ...others].map((row) => row?.status)).toEqual(['synced', 'synced', 'synced']);
	world.changeProcore({ do: 'edit-project', id: projectId, set: { budget_locked: true } });
	const drafted = await upsert('budgetLineItem', amounts('12.00'), { onLockedBudget: 'draft' });
	expect(drafted.map(({ reason }) => reason)).toEqual(Array(3).fill('budget_change_drafted'));
	const lines = await rowsOf('budgetLineItem', 'getAll', { returnAll: true });
	expect(lines.filter(({ originalBudgetAmount }) => originalBudgetAmount === '10.5')).toHaveLength(3);

	const wbsCodeId = String(lines[0]?.wbsCodeId);
	const adjustments = { adjustment: [{ wbsCodeId, amount: '1.25', comment: 'By hand' }] };
	await rowsOf('budgetChange', 'create', { title: 'Mine', status: 'draft', adjustments });
	expect((await rowsOf('budgetChange', 'getAll', { returnAll: true })).map(({ amount }) => amount)).toEqual([
		4.5, 1.25,
	]);
});

it('cost codes with their budget codes, and direct costs', async () => {
	const code = {
		originId: `sap:S4P:costcode:${projectId}:88-100`,
		projectId: String(projectId),
		code: '88-100',
		name: 'Cranes',
		costTypes: [codes[0]?.cost_type],
		source: source('cost_code', '88-100'),
		remarks: [],
	};
	expect(ends(await upsert('costCode', [code]))).toEqual(['create synced']);
	expect(ends(await upsert('wbsCode', [code]))).toEqual(['none unchanged']);
	const costType = codes[0]?.cost_type;
	const cost = {
		originId: `sap:S4P:costs:${projectId}:88-100:${costType}`,
		projectId: String(projectId),
		order: null,
		parts: [{ period: '2026-09', costCode: '88-100', costType, amount: '7.00' }],
		...{ currency: 'USD', target: 'directCost', overContract: 'name', isRecorded: false },
		source: source('actual_cost', `88-100|${costType}`),
		...{ remarks: [], mappedAssignments: [], covers: [] },
	};
	expect(ends(await upsert('directCost', [cost]))).toEqual(['create synced']);
	expect(ends(await upsert('directCost', [cost]))).toEqual(['none unchanged']);
});

it('a requisition, from a contract that was just written to a billing period that was just created', async () => {
	const contract = {
		originId: `sap:S4P:po:991:${projectId}`,
		projectId: String(projectId),
		number: '991',
		title: 'Order 991',
		...{ description: '', contractDate: '', deliveryDate: '', paymentTerms: '', void: false, remarks: [] },
		...{
			absentReason: '',
			rejected: false,
			invoicesSent: false,
			unordered: false,
			requisitionItems: [],
			retainagePercent: '',
		},
		mappedAssignments: [],
		vendor: { originId: '', id: String(world.simulators.dataset.procore.vendors[0]?.id) },
		status: 'Approved',
		accountingMethod: 'amount',
		currency: 'USD',
		lines: amounts('100.00').map(({ costCode, costType, amount }, item) => ({
			originId: `sap:S4P:poi:991:${item}:1:${projectId}`,
			description: `Item ${item}`,
			costCode,
			costType,
			amount,
			...{ quantity: '', uom: '', unitCost: '' },
		})),
		total: '300.00',
		source: source('purchase_order', '991'),
	};
	await upsert('purchaseOrderContract', [contract]);
	const wanted = {
		originId: `sap:S4P:pr:10:${projectId}:991`,
		projectId: String(projectId),
		contractOriginId: contract.originId,
		number: '10',
		...{ billingDate: '2031-05-17', comment: '', withdrawn: false, remarks: [] },
		mappedAssignments: [],
		status: 'draft',
		currency: 'USD',
		allocations: [{ lineOriginId: contract.lines[1]?.originId, amount: '40.00' }],
		total: '40.00',
		source: source('requisition', '10'),
	};
	for (const period of await rowsOf('billingPeriod', 'getAll', { returnAll: true, filters: { status: 'open' } }))
		world.changeProcore({ do: 'set-period-status', id: Number(period.id), status: 'closed' });
	expect(ends(await upsert('requisition', [wanted]))).toEqual(['create waiting']);
	const days = { startDate: '2031-05-01T00:00:00', endDate: '2031-05-31T00:00:00', dueDate: '2031-06-05T00:00:00' };
	await rowsOf('billingPeriod', 'create', { ...days, status: 'open' });
	expect(ends(await upsert('requisition', [wanted]))).toEqual(['create synced']);
	const [found] = await rowsOf('requisition', 'getAll', { filters: { originId: wanted.originId } });
	expect(found).toMatchObject({ invoiceNumber: '10', status: 'draft', claimedAmount: '40.0' });
	const [whole] = await rowsOf('requisition', 'get', { requisitionId: byId(String(found?.id)), simplify: false });
	expect((whole?.items as IDataObject[]).map((item) => item.work_completed_this_period)).toEqual([
		'0.0',
		'40.0',
		'0.0',
	]);
	expect(ends(await upsert('requisition', [wanted]))).toEqual(['none unchanged']);
});
