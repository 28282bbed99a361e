import { NodeApiError, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import type { DesiredContract } from '../../../nodes/shared/model';
import { outcome } from '../../../nodes/shared/model';
import { adviceOf } from '../../../nodes/shared/reasons';
import { readStream } from '../../../nodes/Procore/objects/upsert/stream';
import { Procore } from '../../../nodes/Procore/Procore.node';
import { run as runWith } from '../../support/examples.ts';
import { company, contract, line, upsert } from './contracts';
import { desired, fake, type FakeOptions } from './fakes';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const json = (value: object) => structuredClone(value) as IDataObject;
const vendors = async (options: FakeOptions): Promise<INodeExecutionData[]> => {
	const parameters = { resource: 'vendor', operation: 'upsertMany', dryRun: false };
	const { context } = fake({ goesOn: true, ...options, parameters });
	const [items] = (await new Procore().execute.call(context)) as [INodeExecutionData[]];
	return items;
};
const vendor = json(desired(1, { observed: null }));

describe('What is written of a lane, and what passes', () => {
	const whole = outcome({ entity: 'supplier', sapKey: '77', action: 'none', status: 'held' });

	it('a desired object is written, whatever a step of the workflow put beside its fields', () => {
		const beside = { ...json(whole), ...vendor };
		const withError = { ...vendor, error: 'the credit check of ours' };
		const { toWrite, passing } = readStream([{ json: beside }, { json: withError }]);
		expect(toWrite.map(({ index }) => index)).toEqual([0, 1]);
		expect(passing).toEqual([]);
	});

	it('a desired object that a step failed on passes', () => {
		const { context } = fake();
		const failed = { json: vendor, error: new NodeApiError(context.getNode(), { message: 'The check is down' }) };
		expect(readStream([failed])).toEqual({ toWrite: [], passing: [{ index: 0, item: failed }] });
	});

	it('something that looks like an outcome and lacks parts of one does not pass', () => {
		expect(readStream([{ json: json({ entity: 'supplier', status: 'held', action: 'none' }) }]).passing).toEqual([]);
		expect(readStream([{ json: json({ ...whole, at: 5 }) }]).passing).toEqual([]);
	});
});

describe('Items that fail', () => {
	it('one that is not a desired object is told by the number it has', async () => {
		const [item] = await vendors({ items: [{ number: 4711 }] });
		expect(item?.json.details).toMatchObject({
			...{ entity: 'supplier', sapKey: '4711', action: 'none', reason: 'invalid_item' },
			detail: { remarks: [], fields: [], advice: adviceOf('invalid_item') },
		});
	});

	it('stop the node with the status that Procore answered, where that is what its settings say', async () => {
		const stopped = vendors({ items: [vendor], goesOn: false, handler: () => ({ status: 403, body: {} }) });
		await expect(stopped).rejects.toMatchObject({ httpCode: '403', context: { reason: 'permission_missing' } });
	});

	it('one that waits for Procore names a time only where Procore names one', async () => {
		const [item] = await vendors({ items: [vendor], handler: () => ({ status: 503 }) });
		expect(item?.json).toMatchObject({ status: 'waiting', reason: 'system_unavailable' });
		expect(item?.json.message).not.toContain('go on at');
	});
});

describe('A project of which nothing can be written', () => {
	it('is not read', async () => {
		const vendor = { originId: 'sap:S4P:supplier:404', id: '' };
		// Of the first one it becomes known that there is no such vendor.
		const run = await upsert(company([1, 2]), [contract(1, 1, { vendor }), contract(2, 2, { vendor })]);
		expect(run.outcomes.map(({ reason }) => reason)).toEqual(['vendor_missing', 'vendor_missing']);
		expect(run.calls.filter(({ url }) => /project_id=2|projects\/2/.test(url))).toEqual([]);
	});
});

describe('What somebody is asked to approve', () => {
	const of = (amount: string, more: Partial<DesiredContract> = {}) =>
		contract(1, 1, { lines: [line(1, 10, 1, { amount })], ...more });
	const asking = { run: runWith({ approval: { above: '0', decided: [] } }) };

	it.each([
		['USD', '0.00 → 100.00 USD'],
		['', '0.00 → 100.00'],
	])('in the currency %j: %s', async (currency, amounts) => {
		const [held] = (await upsert(company([1]), [of('100.00', { currency })], asking)).outcomes;
		expect(held).toMatchObject({
			...{ reason: 'approval_needed', message: `Contract 1 would be created: ${amounts}` },
			detail: { advice: adviceOf('approval_needed') },
		});
	});

	it('once more is told apart from the first time', async () => {
		const decided = { entity: 'purchase_order', sapKey: '1', originId: of('1').originId, by: 'Ann' };
		const plan = '0'.repeat(32);
		const approval = { above: '0', decided: [{ ...decided, plan, decision: 'approved' as const }] };
		const [held] = (await upsert(company([1]), [of('100.00')], { run: runWith({ approval }) })).outcomes;
		expect(held?.detail.advice).toBe(adviceOf('approval_needed', 'again'));
	});
});
