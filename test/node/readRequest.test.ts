import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../support/nodeHarness.ts';

const settings = { customer: 'acme', mode: 'delta', replayEntity: '', replayKey: '', batchSize: 2000 };

describe('SAP to Procore > Run > Read Request', () => {
	const read = async (request: unknown) => {
		const parameters = { resource: 'run', operation: 'readRequest', request };
		const { outputs, error } = await runNode({
			node: 'sapToProcore',
			parameters: parameters as IDataObject,
			inputs: [[settings]],
		});
		expect(error).toBeUndefined();
		return outputs.map((items) => items.map(({ json }) => json));
	};

	it('leaves the settings as they are when nobody asked for anything', async () => {
		expect(await read('')).toEqual([[settings], []]);
	});

	it('makes a replay of what was asked for, and keeps all other settings', async () => {
		const replay = { ...settings, mode: 'replay' };
		expect(await read({})).toEqual([[replay], []]);
		expect(await read({ entity: 'purchase_order', key: '4500000001' })).toEqual([
			[{ ...replay, replayEntity: 'purchase_order', replayKey: '4500000001' }],
			[],
		]);
		expect(await read('{"entity":"supplier"}')).toEqual([[{ ...replay, replayEntity: 'supplier' }], []]);
	});

	it('puts out by the other way what is refused, with nothing of the settings', async () => {
		const [accepted, refused] = await read({ entity: 'vendor' });
		expect(accepted).toEqual([]);
		expect(refused).toEqual([{ field: 'entity', message: expect.stringContaining('purchase_order') as string }]);
		expect((await read('not JSON'))[1]).toMatchObject([{ field: 'body' }]);
	});
});
