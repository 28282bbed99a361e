import { MemoryTables } from '../support/memoryTables.ts';
import { begunRun } from '../support/runSteps.ts';

const mockPackage = { version: '' };
jest.mock('n8n-workflow/package.json', () => mockPackage);

const startOn = async (version: string) => {
	mockPackage.version = version;
	const tables = new MemoryTables();
	try {
		await begunRun(tables);
		return 'started';
	} catch (error) {
		expect(tables.operations).toEqual([]);
		return (error as Error).message;
	}
};

describe('the version of n8n, when a run starts', () => {
	it.each(['2.33.0', '2.35.3', '2.41.0', '3.0.0', '2.100.1'])('n8n-workflow %s: the run starts', async (version) => {
		expect(await startOn(version)).toBe('started');
	});

	it.each(['1.120.0', '2.0.3', '2.20.0', '2.32.9'])(
		'n8n-workflow %s is too old: one sentence, and no table is touched',
		async (version) => {
			expect(await startOn(version)).toBe(
				`This n8n is too old: it brings n8n-workflow ${version}, and the package needs n8n 2.33 or newer`,
			);
		},
	);
});
