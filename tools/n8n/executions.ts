import { parseFlatted } from './flatted.ts';
import type { Http } from './http.ts';

export type ExecutionStatus = 'new' | 'running' | 'waiting' | 'success' | 'error' | 'canceled' | 'crashed' | 'unknown';

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	mode: string;
	status: ExecutionStatus;
	startedAt: string | null;
	stoppedAt: string | null;
}

export interface Item {
	json: Record<string, unknown>;
	error?: unknown;
	pairedItem?: unknown;
}

/** One run of one node: `data.main` holds its items by output. */
export interface NodeRun {
	startTime: number;
	executionTime: number;
	executionIndex: number;
	executionStatus: string;
	data?: { main: (Item[] | null)[] };
	error?: { message: string; description?: string };
}

export interface Execution extends ExecutionSummary {
	data: {
		resultData: {
			runData: Record<string, NodeRun[]>;
			lastNodeExecuted?: string;
			error?: { message: string; description?: string; node?: { name: string } };
		};
	};
}

const over = new Set<ExecutionStatus>(['success', 'error', 'canceled', 'crashed']);

/** n8n's record of what ran. */
export class Executions {
	readonly #http: Http;

	constructor(http: Http) {
		this.#http = http;
	}

	/** The newest executions (at most 100), of all workflows or of one. */
	async list(filter: { workflowId?: string; status?: ExecutionStatus[] } = {}): Promise<ExecutionSummary[]> {
		const query = { limit: 100, filter: JSON.stringify(filter) };
		const page = await this.#http.call<{ results: ExecutionSummary[] }>('GET', '/rest/executions', { query });
		return page.results;
	}

	/** One execution with everything its nodes received and put out. */
	async get(id: string): Promise<Execution> {
		const found = await this.#http.call<(Omit<Execution, 'data'> & { data: string }) | undefined>(
			'GET',
			`/rest/executions/${id}`,
		);
		if (!found) throw new Error(`n8n has no execution ${id}`);
		return { ...found, data: parseFlatted(found.data) as Execution['data'] };
	}

	/** Waits until an execution is over, well or not, and answers it. */
	async wait(id: string, timeoutMs = 300_000): Promise<Execution> {
		const end = Date.now() + timeoutMs;
		let status: ExecutionStatus | undefined;
		for (let pauseMs = 50; Date.now() < end; pauseMs = Math.min(pauseMs * 1.5, 1_000)) {
			// The list is small and leaves out the data, which may be many MB while an execution runs.
			status = (await this.list()).find((execution) => execution.id === id)?.status ?? (await this.get(id)).status;
			if (over.has(status)) return await this.get(id);
			await new Promise((resolve) => setTimeout(resolve, pauseMs));
		}
		throw new Error(`n8n execution ${id} is still ${status ?? 'unknown'} after ${String(timeoutMs / 1000)} s`);
	}
}

/** All items that a node put out on one output, over all its runs. */
export function outputOf(execution: Execution, node: string, output = 0): Item[] {
	const runs = execution.data.resultData.runData[node] ?? [];
	return runs.flatMap((run) => run.data?.main[output] ?? []);
}
