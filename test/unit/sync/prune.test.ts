import { pruning } from '../../../nodes/SapToProcore/sync/prune';
import { run } from '../../support/examples.ts';

const now = '2026-10-01T06:05:00.000Z';

describe('what is pruned', () => {
	it('is older than the days to keep, by time and by run ID', () => {
		expect(pruning(400, now)).toEqual({ before: '2025-08-27T06:05:00.000Z', beforeRun: '20250827T060500Z' });
		expect(String(pruning(1, now)?.beforeRun) < run().runId).toBe(true);
	});

	it('is nothing when everything is kept', () => {
		expect(pruning(0, now)).toBeUndefined();
	});
});
