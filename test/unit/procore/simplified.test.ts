// The fields that workflows are built on: one that becomes empty breaks them in silence.
import { requisition, started, upsert } from './billing';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const given = expect.anything() as unknown;
const rows: Array<[string, Record<string, unknown>]> = [
	[
		'billingPeriod',
		{
			...{ id: given, status: 'open', startDate: '2026-09-01', endDate: '2026-09-30', dueDate: '2026-10-10' },
			...{ position: 1, createdAt: given, updatedAt: given },
		},
	],
	[
		'requisition',
		{
			...{ id: given, number: 1, invoiceNumber: '7', status: 'draft', contractId: given, vendor: 'Steel Ltd' },
			...{ claimedAmount: '100.0', billingDate: '2026-09-15', originId: 'sap:S4P:pr:7:1:1', updatedAt: given },
		},
	],
	[
		'costCode',
		{
			...{ id: 1000, fullCode: '03-310', name: 'Code 03-310', code: '03-310', parentId: null, originId: null },
			...{ budgeted: true, biller: 'Project 1', standardCostCodeId: null, updatedAt: given },
		},
	],
	[
		'wbsCode',
		{
			...{ id: given, flatCode: '03-310.M', flatName: 'Code 03-310.Materials', description: 'Code 03-310.Materials' },
			...{ costCode: '03-310', costType: 'M', segments: '', status: 'active', createdAt: given, updatedAt: given },
		},
	],
	['costType', { id: 301, code: 'M', name: 'Materials', baseType: 'materials', originId: null }],
];

it.each(rows)('%s > Get Many, simplified', async (resource, expected) => {
	const simulated = await started();
	await upsert(simulated, [requisition(7)]);
	const parameters = { projectId: '1', returnAll: true, simplify: true, filters: {} };
	const [row] = (await simulated.run(resource, 'getAll', parameters)).rows;
	expect(row).toEqual(expected);
});

it.each(rows)('%s > Get Many, simplified, where Procore tells nothing but the ID', async (resource, expected) => {
	const simulated = await started();
	const { simulator } = simulated;
	const handle = simulator.handle.bind(simulator);
	jest.spyOn(simulator, 'handle').mockImplementation(async (request) => {
		const answer = await handle(request);
		return Array.isArray(answer.body) ? { ...answer, body: [{ id: 5 }] } : answer;
	});
	const parameters = { projectId: '1', returnAll: true, simplify: true, filters: {} };
	const [row = {}] = (await simulated.run(resource, 'getAll', parameters)).rows;
	expect(Object.keys(row).sort()).toEqual(Object.keys(expected).sort());
	const { id, ...others } = row;
	expect([id, Object.values(others).filter((value) => value !== null && value !== '')]).toEqual([5, []]);
});
