import { executionIdOf } from './callCounter';
import type { RequestContext } from './http/types';
import { RecentMap } from './recentMap';

const workflows = 200;
const executionsOfOne = 2;

/**
 * What the nodes of an execution keep for each other. Of a workflow the newest executions keep it, of the others it is
 * forgotten: a first load takes an execution for each batch, and what dozens of them have read must not add up.
 * Whoever is forgotten has to be able to read again.
 */
export class ExecutionMemory<V> {
	readonly #byWorkflow = new RecentMap<RecentMap<V>>(workflows);

	/** What the execution keeps, made when there is none; undefined outside of an execution, as in the editor's searches. */
	of(context: RequestContext, make: () => V): V | undefined {
		const executionId = executionIdOf(context);
		if (executionId === undefined) return undefined;
		const workflowId = context.getWorkflow().id ?? '';
		return this.#byWorkflow.getOrMake(workflowId, () => new RecentMap<V>(executionsOfOne)).getOrMake(executionId, make);
	}
}
