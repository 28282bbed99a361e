import type { IDataObject } from 'n8n-workflow';
import type * as Memory from '../../../nodes/Procore/trigger/memory';

/** The memory as a process has it that has just started. */
function newProcess(): typeof Memory {
	let memory: typeof Memory | undefined;
	jest.isolateModules(() => {
		memory = jest.requireActual<typeof Memory>('../../../nodes/Procore/trigger/memory');
	});
	if (!memory) throw new Error('unreachable');
	return memory;
}

describe('what a trigger remembers of events', () => {
	it('is known to another process, or after a restart, by what is stored', () => {
		const data: IDataObject = {};
		expect(newProcess().isKnown(data, 'node', 'A')).toBe(false);
		expect(newProcess().isKnown(data, 'node', 'A')).toBe(true);
		expect(newProcess().isKnown(data, 'node', 'B')).toBe(false);
		expect(data.seen).toEqual(['A', 'B']);
	});

	it('is known in the process before it is stored, of each node by itself', () => {
		const { isKnown } = newProcess();
		expect(isKnown({}, 'node', 'A')).toBe(false);
		expect(isKnown({}, 'node', 'A')).toBe(true);
		expect(isKnown({}, 'other', 'A')).toBe(false);
	});

	it('that somebody has damaged counts as nothing', () => {
		const { isKnown, keptIn } = newProcess();
		expect(isKnown({ seen: 'A' }, 'node', 'A')).toBe(false);
		expect(keptIn({ kept: { hooks: 'none' } })).toBeUndefined();
	});
});
