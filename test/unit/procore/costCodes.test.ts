import type { IDataObject } from 'n8n-workflow';
import type { DesiredCostCode } from '../../../nodes/shared/model';
import { company, endsOf } from './contracts';
import type { Run, Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

interface CostCode {
	id: number;
	project_id: number;
	full_code: string;
	code: string;
	name: string;
	origin_id: string | null;
}
const codesOf = (simulated: Simulated) => simulated.state<{ costCodes: CostCode[] }>().costCodes;
const flatCodes = (simulated: Simulated) =>
	simulated
		.state<{ wbsCodes: Array<{ project_id: number; flat_code: string }> }>()
		.wbsCodes.map(({ flat_code }) => flat_code);

const costCode = (code: string, more: Partial<DesiredCostCode> = {}): DesiredCostCode => ({
	originId: `sap:S4P:costcode:1:${code}`,
	projectId: '1',
	code,
	name: `Cost of ${code}`,
	costTypes: ['M', 'S'],
	source: { entity: 'cost_code', sapKey: code, sapChangedAt: null },
	remarks: [],
	...more,
});
const upsert = async (
	simulated: Simulated,
	wanted: DesiredCostCode[],
	parameters: Record<string, unknown> = {},
	resource = 'costCode',
): Promise<Run> =>
	await simulated.run(
		resource,
		'upsertMany',
		{ dryRun: false, ...parameters },
		wanted.map((one) => structuredClone(one) as unknown as IDataObject),
	);

describe('Upsert Many of cost codes', () => {
	it('creates what is missing with its budget codes, in two lists and two writes a project; then nothing', async () => {
		const simulated = company([1, 2]);
		const wanted = [costCode('06-100'), costCode('06-200'), costCode('03-310')];
		const run = await upsert(simulated, wanted);
		expect(endsOf(run)).toEqual(['create synced', 'create synced', 'none unchanged']);
		expect(run.writes.map(({ path }) => path.replace(/^.*\//, ''))).toEqual(['sync', 'bulk_create']);
		expect(codesOf(simulated).filter(({ origin_id }) => origin_id)).toMatchObject([
			{ full_code: '06-100', name: 'Cost of 06-100', origin_id: 'sap:S4P:costcode:1:06-100' },
			{ full_code: '06-200' },
		]);
		expect(flatCodes(simulated)).toEqual(expect.arrayContaining(['06-100.M', '06-100.S', '06-200.M', '06-200.S']));
		expect(run.outcomes[0]).toMatchObject({
			entity: 'cost_code',
			sapKey: '06-100',
			projectId: '1',
			detail: { wbsCodes: 2 },
		});
		expect(run.outcomes[2]?.detail.remarks).toEqual([expect.stringContaining('already')]);

		const again = await upsert(simulated, wanted);
		expect(endsOf(again)).toEqual(Array(3).fill('none unchanged'));
		expect(again.writes).toEqual([]);
		expect(again.calls).toHaveLength(2);
	});

	it('puts a code below its parent, where there is one', async () => {
		const simulated = company([1], {
			costCodes: [{ id: 1, project_id: 1, code: '07', name: 'Roof' }],
			wbsCodes: [],
		});
		await upsert(simulated, [costCode('07-10-5'), costCode('08-10')]);
		expect(codesOf(simulated)).toMatchObject([
			{ full_code: '07' },
			{ full_code: '07-10-5', code: '10-5', parent_id: 1 },
			{ full_code: '08-10', code: '08-10', parent_id: null },
		]);
	});

	it('renames one of ours when SAP renames it, and leaves a name that a person gave', async () => {
		const simulated = company([1]);
		await upsert(simulated, [costCode('06-100')]);
		const [ours] = codesOf(simulated).filter(({ origin_id }) => origin_id);
		await simulated.call('PATCH', '/rest/v1.0/cost_codes/sync?project_id=1', {
			updates: [{ id: ours?.id, name: 'By hand' }],
		});
		expect(endsOf(await upsert(simulated, [costCode('06-100')]))).toEqual(['none unchanged']);
		expect(endsOf(await upsert(simulated, [costCode('06-100', { name: 'New' })]))).toEqual(['update synced']);
		expect(codesOf(simulated).find(({ id }) => id === ours?.id)?.name).toBe('New');
	});

	it('holds a cost code whose cost type the project lacks; the others go on', async () => {
		const simulated = company([1]);
		const run = await upsert(simulated, [costCode('06-100', { costTypes: ['M', 'L'] }), costCode('06-200')]);
		expect(endsOf(run)).toEqual(['create held cost_code_missing', 'create synced']);
		expect(run.outcomes[0]?.message).toBe('The project has no cost type L');
		expect(flatCodes(simulated)).toContain('06-100.M');
	});

	it('leaves budget codes alone where that is wanted', async () => {
		const simulated = company([1]);
		const run = await upsert(simulated, [costCode('06-100')], { options: { createWbsCodes: false } });
		expect(endsOf(run)).toEqual(['create synced']);
		expect(run.calls).toHaveLength(2);
		const later = await upsert(simulated, [costCode('06-100')], {}, 'wbsCode');
		expect(endsOf(later)).toEqual(['update synced']);
		expect(flatCodes(simulated)).toEqual(expect.arrayContaining(['06-100.M', '06-100.S']));
		expect(endsOf(await upsert(simulated, [costCode('06-100'), costCode('99')], {}, 'wbsCode'))).toEqual([
			'none unchanged',
			'none held cost_code_missing',
		]);
	});

	it('plans on a dry run, and changes nothing', async () => {
		const simulated = company([1]);
		const before = simulated.snapshot();
		const run = await upsert(simulated, [costCode('06-100'), costCode('09-900'), costCode('03-310')], { dryRun: true });
		expect(endsOf(run)).toEqual(['create planned', 'update planned', 'none unchanged']);
		expect(simulated.snapshot()).toBe(before);
	});

	it('fails what Procore rejects, alone', async () => {
		const simulated = company([1]);
		simulated.fault = ({ body }) => {
			const updates = (body?.updates ?? []) as IDataObject[];
			for (const row of updates) if (row.name === 'Cost of 06-100') row.name = ' ';
			return undefined;
		};
		const run = await upsert(simulated, [costCode('06-100'), costCode('06-200')]);
		expect(endsOf(run)).toEqual(['create failed procore_rejected', 'create synced']);
	});

	it.each([1, 2, 3, 4, 5, 6])('killed at request %i is completed by the next run', async (killedAt) => {
		for (const kill of ['drop-before', 'drop-after'] as const) {
			const simulated = company([1]);
			simulated.fault = (_request, count) => (count > killedAt ? 'drop-before' : count === killedAt ? kill : undefined);
			await upsert(simulated, [costCode('06-100')]);
			simulated.fault = () => undefined;
			await upsert(simulated, [costCode('06-100')]);
			expect(codesOf(simulated).filter(({ full_code }) => full_code === '06-100')).toHaveLength(1);
			expect(flatCodes(simulated)).toEqual(expect.arrayContaining(['06-100.M', '06-100.S']));
			expect((await upsert(simulated, [costCode('06-100')])).writes).toEqual([]);
		}
	});
});
