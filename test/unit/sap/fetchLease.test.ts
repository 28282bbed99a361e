import type { IExecuteFunctions } from 'n8n-workflow';
import { SapS4Hana } from '../../../nodes/SapS4Hana/SapS4Hana.node';
import { run } from '../../support/examples';
import { fakeSap } from './fakes';

/** Reads all G/L accounts, of which there are none; answers how often a table was asked for. */
async function tableCalls(fields: Parameters<typeof run>[0]): Promise<number> {
	const { context } = fakeSap({
		parameters: { resource: 'glAccount', operation: 'fetch', run: run(fields) },
		answer: () => ({ body: { d: { results: [] } } }),
	});
	const executeWorkflow = jest.fn(() => Promise.reject(new Error('there is no table here')));
	Object.assign(context, { executeWorkflow, getWorkflow: () => ({ id: 'w1' }), getMode: () => 'trigger' });
	expect(await new SapS4Hana().execute.call(context as IExecuteFunctions)).toEqual([[]]);
	return executeWorkflow.mock.calls.length;
}

describe('the lease of a run while SAP is read', () => {
	it('is kept alive', async () => {
		expect(await tableCalls({ holder: 'e1' })).toBeGreaterThan(0);
	});

	it('is nobody’s concern where the run needs none', async () => {
		expect(await tableCalls({ holder: '' })).toBe(0);
	});

	it('is left alone by a lane of a run in which SAP could not be asked', async () => {
		expect(await tableCalls({ holder: 'e2', system: '', lanes: { cost_code: { reads: false } } })).toBe(0);
	});
});
