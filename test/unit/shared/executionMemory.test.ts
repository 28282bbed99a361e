import type { IExecuteFunctions } from 'n8n-workflow';
import { ExecutionMemory } from '../../../nodes/shared/executionMemory';

const node = (workflow: string, execution: string) =>
	({ getWorkflow: () => ({ id: workflow }), getExecutionId: () => execution }) as unknown as IExecuteFunctions;

describe('what executions keep', () => {
	it('is the same for all nodes of an execution', () => {
		const memory = new ExecutionMemory<string[]>();
		memory.of(node('sync', '1'), () => [])?.push('read');
		expect(memory.of(node('sync', '1'), () => [])).toEqual(['read']);
		expect(memory.of(node('sync', '2'), () => [])).toEqual([]);
	});

	it('does not add up over the batches of a run', () => {
		const memory = new ExecutionMemory<number>();
		for (let batch = 1; batch <= 30; batch++) memory.of(node('sync', String(batch)), () => batch);
		expect(memory.of(node('sync', '30'), () => 0)).toBe(30);
		expect(memory.of(node('sync', '28'), () => 0)).toBe(0);
	});

	it('is not forgotten because of other workflows', () => {
		const memory = new ExecutionMemory<number>();
		memory.of(node('sync of one customer', '1'), () => 1);
		for (let other = 2; other <= 30; other++) memory.of(node(`sync ${other}`, String(other)), () => other);
		expect(memory.of(node('sync of one customer', '1'), () => 0)).toBe(1);
	});
});
