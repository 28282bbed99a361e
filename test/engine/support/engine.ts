import { AsyncLocalStorage } from 'node:async_hooks';
import type {
	ExecuteWorkflowOptions,
	ExecutionError,
	IConnections,
	IDataObject,
	IExecuteWorkflowInfo,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IRun,
	IRunData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	Workflow as N8nWorkflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import type { TrafficEntry } from '../../../simulators/core/traffic.ts';
import type { SimRequest } from '../../../simulators/core/types.ts';
import type { Dataset } from '../../../simulators/data/types.ts';
import type { RunningSimulators } from '../../../simulators/index.ts';
import type { SimLimits } from '../../../simulators/procore/types.ts';
import { Credentials } from './credentials.ts';
import { createRunExecutionData, ExecutionLifecycleHooks, logNothing, Workflow, WorkflowExecute } from './n8n.ts';
import { EngineProcess, outside } from './process.ts';
import { freshPackage, MemoryTables, type OwnNodes, type OwnPackage } from './sources.ts';
import { joinNode, standIn, stepNode, type StepWork } from './standIns.ts';
import { type Exchange, Systems, type SystemName } from './systems.ts';
import { VirtualTime } from './virtualTime.ts';

/** A workflow as its file has it. */
export type WorkflowFile = Pick<IWorkflowBase, 'name' | 'nodes' | 'connections'> & {
	id: string;
	settings?: IWorkflowBase['settings'];
};

/** A node that a consultant puts between two nodes that are wired, and what it does. */
export interface InsertedStep {
	name?: string;
	between: [string, string];
	does: StepWork | { node: Pick<INode, 'type' | 'typeVersion' | 'parameters'> };
	settings?: Pick<INode, 'onError' | 'alwaysOutputData' | 'executeOnce'>;
}

/**
 * Where the process dies: at the n-th request or table operation of the run, before it is carried out or right after.
 */
export interface Kill {
	at: SystemName | 'tables' | 'any';
	nth: number;
	when: 'before' | 'after';
	/** Counts only these requests. */
	of?: (request: Pick<SimRequest, 'method' | 'path'>) => boolean;
}

export interface RunOptions {
	/** Name of the trigger; those that people press run as in the editor. */
	trigger?: string;
	/** Merged into the parameters of the nodes with these names. */
	parameters?: Record<string, INodeParameters>;
	insert?: InsertedStep[];
	/** Nodes that somebody has deactivated. */
	disable?: string[];
	/** *Execute step*: only what this node needs runs, and it. */
	step?: string;
	/** With `step`: the run whose output is still on the canvas. */
	after?: EngineRun;
	kill?: Kill;
	/** At the n-th request or table operation somebody else does something meanwhile. */
	beside?: { nth: number; does: () => void };
	/** Runs in a process of its own, as another worker has it. */
	worker?: boolean;
	/** Somebody presses *Stop* when this node begins. */
	stopAt?: string;
	/** With a trigger that another workflow calls: what it is called with. */
	called?: IDataObject;
	/** Just before a further execution of the same workflow begins; the first one is 1. */
	beforeChild?: (nth: number) => void;
}

type Stored = 'success' | 'error' | 'canceled' | 'crashed' | 'killed' | IRun['status'];

/** What happened in a run, the executions that it called included. */
export class EngineRun {
	/** `killed`: the process died. */
	readonly status: Stored;
	readonly error: ExecutionError | undefined;
	readonly executionId: string;
	/** Nodes that ran, in their order; those of called executions in between. */
	readonly ran: readonly string[];
	readonly traffic: readonly TrafficEntry[];
	/** Inline workflows that work on tables. */
	readonly tableOperations: number;
	/** Executions of the same workflow that this one has called. */
	readonly children: number;
	/** By node; empty when the process died. */
	readonly runData: IRunData;

	constructor(facts: Omit<EngineRun, 'items' | 'writes' | 'calls'>) {
		this.status = facts.status;
		this.error = facts.error;
		this.executionId = facts.executionId;
		this.ran = facts.ran;
		this.traffic = facts.traffic;
		this.tableOperations = facts.tableOperations;
		this.children = facts.children;
		this.runData = facts.runData;
	}

	/** What a node put out, all its rounds together. */
	items(node: string, output = 0): IDataObject[] {
		return (this.runData[node] ?? []).flatMap((round) => (round.data?.main?.[output] ?? []).map(({ json }) => json));
	}

	/** Requests that change something in Procore. */
	writes(): TrafficEntry[] {
		return this.calls('procore').filter(({ method }) => method !== 'GET');
	}

	/** Requests to a system, log-ons left out. */
	calls(system: SystemName): TrafficEntry[] {
		return this.traffic.filter((entry) => entry.system === system && !entry.url.includes('/oauth'));
	}
}

export interface EngineOptions {
	dataset: Dataset;
	workflow: WorkflowFile;
	/** ISO 8601. */
	start?: string;
	limits?: boolean | Partial<SimLimits>;
	procoreEmpty?: boolean;
	/** Every request goes there, too, one JSON line each. */
	trafficFile?: string;
	/** Parameters of nodes by name, for every run. */
	parameters?: Record<string, INodeParameters>;
}

const credentialOf: Record<string, string> = { procore: 'procoreOAuth2Api', sapS4Hana: 'sapS4HanaOAuth2Api' };
const manualTriggers = new Set(['n8n-nodes-base.manualTrigger']);
const time = VirtualTime.install();

interface Counters {
	sap: number;
	procore: number;
	tables: number;
	any: number;
	/** Requests that a kill counts. */
	picked: number;
}

/** An n8n process with what its nodes keep in memory. */
interface Instance {
	process: EngineProcess;
	package: OwnPackage;
}

const freshInstance = (): Instance => ({ process: new EngineProcess(), package: freshPackage() });

interface Execution {
	options: RunOptions;
	process: EngineProcess;
	package: OwnPackage;
	workflow: WorkflowFile;
	works: Map<string, StepWork>;
	counted: Counters;
	ran: string[];
	children: number;
	tableOperations: number;
	cancel: () => void;
}

const running = new AsyncLocalStorage<Execution>();

/**
 * n8n in this process: its engine, the nodes of the package from their sources, credentials and tables, between the two
 * simulators. A run that is killed leaves everything as it is; the next one is another process.
 */
export class Engine {
	/** The workflow as it is stored; a test may change it as people do. */
	workflow: WorkflowFile;
	readonly simulators: RunningSimulators;
	readonly credentials: Credentials;
	/** n8n's tables, which outlive processes. */
	readonly tables = new MemoryTables();
	readonly time = time;
	readonly #parameters: Record<string, INodeParameters>;
	readonly #systems: Systems;
	#instance = freshInstance();
	#executions = 0;

	constructor(options: EngineOptions) {
		time.restart(options.start ?? '2026-10-02T08:00:00.000Z');
		logNothing();
		this.workflow = options.workflow;
		this.#parameters = options.parameters ?? {};
		this.#systems = new Systems(
			options.dataset,
			time,
			(...at) => this.#checkpoint(...at),
			() => running.getStore()?.ran.at(-1) ?? '',
			options,
		);
		this.#systems.connect();
		this.simulators = this.#systems.simulators;
		this.credentials = new Credentials(
			this.simulators,
			() => (running.getStore()?.package ?? this.#instance.package).credentials,
		);
		this.tables.before = () => this.#checkpoint('tables', 'before');
	}

	/** n8n starts anew: nothing is left of what the nodes kept in memory. */
	restart(): void {
		this.process.kill();
		this.#instance = freshInstance();
	}

	/** Time goes by in both systems and in n8n. */
	later(minutes = 5): void {
		time.advance(minutes * 60_000);
	}

	async run(options: RunOptions = {}): Promise<EngineRun> {
		const traffic = this.simulators.procore.traffic.entries().length;
		if (this.process.dead) this.restart();
		const instance = options.worker ? freshInstance() : this.#instance;
		const [workflow, works] = this.#prepared(options, instance.process);
		const counted: Counters = { sap: 0, procore: 0, tables: 0, any: 0, picked: 0 };
		const execution: Execution = {
			...{ ...instance, options, workflow, works, counted },
			...{ ran: [], children: 0, tableOperations: 0, cancel: () => undefined },
		};
		const executionId = this.#nextId();
		const result = await instance.process.execute(() =>
			running.run(execution, () => this.#start(execution, executionId)),
		);
		return new EngineRun({
			status: result === undefined ? 'killed' : result.status,
			error: result?.data.resultData.error,
			executionId,
			ran: execution.ran,
			traffic: this.simulators.procore.traffic.entries().slice(traffic),
			tableOperations: execution.tableOperations,
			children: execution.children,
			runData: result?.data.resultData.runData ?? {},
		});
	}

	get process(): EngineProcess {
		return this.#instance.process;
	}

	/** What went between n8n and the systems, of all runs. */
	get exchanges(): readonly Exchange[] {
		return this.#systems.exchanges;
	}

	/** What nobody may show: secrets and tokens of both systems, also earlier ones. */
	secrets(): string[] {
		return [...this.credentials.secrets, ...this.#systems.tokens];
	}

	#nextId(): string {
		this.#executions++;
		return String(this.#executions);
	}

	async #start(execution: Execution, executionId: string): Promise<IRun> {
		const { options, workflow: file } = execution;
		const workflow = this.#workflowOf(file, execution);
		const trigger = workflow.getNode(options.trigger ?? 'Run now');
		if (!trigger) throw new Error(`The workflow has no node ${options.trigger ?? 'Run now'}`);
		const manual = options.step !== undefined || manualTriggers.has(trigger.type);
		const mode = manual ? 'manual' : 'trigger';
		const engine = new WorkflowExecute(this.#additionalData(execution, executionId, mode), mode);
		const destinationNode =
			options.step === undefined ? undefined : { nodeName: options.step, mode: 'inclusive' as const };
		if (options.called) return await this.#whenCalled(execution, workflow, trigger, executionId);
		const started =
			destinationNode && options.after
				? engine.runPartialWorkflow2(workflow, structuredClone(options.after.runData), {}, [], destinationNode)
				: engine.run({ workflow, startNode: trigger, ...(destinationNode ? { destinationNode } : {}) });
		execution.cancel = () => {
			started.cancel();
		};
		return await started;
	}

	async #whenCalled(execution: Execution, workflow: N8nWorkflow, trigger: INode, executionId: string): Promise<IRun> {
		const data = beginningAt(trigger, [{ json: execution.options.called ?? {} }]);
		const additional = this.#additionalData(execution, executionId, 'integrated');
		return await new WorkflowExecute(additional, 'integrated', data).processRunExecutionData(workflow);
	}

	/** The same workflow as a further execution, for which the caller waits. */
	async #child(execution: Execution, items: INodeExecutionData[], mode: WorkflowExecuteMode): Promise<IRun> {
		execution.children++;
		execution.options.beforeChild?.(execution.children);
		await execution.process.alive();
		const [file, works] = this.#prepared(execution.options, execution.process);
		const workflow = this.#workflowOf(file, { works, package: execution.package });
		const node = file.nodes.find(({ type }) => type === 'n8n-nodes-base.executeWorkflowTrigger');
		if (!node) throw new Error('Missing node to start execution');
		const executionId = this.#nextId();
		const data = beginningAt(node, items);
		const engine = new WorkflowExecute(this.#additionalData(execution, executionId, mode), mode, data);
		return await engine.processRunExecutionData(workflow);
	}

	async #called(
		execution: Execution,
		{ id, code }: IExecuteWorkflowInfo,
		options: ExecuteWorkflowOptions,
	): Promise<{ executionId: string; data: Array<INodeExecutionData[] | null> }> {
		const items = structuredClone(options.inputData ?? [{ json: {} }]);
		if (code) {
			const answer = await time.during(async () => {
				await EngineProcess.current()?.alive();
				execution.tableOperations++;
				const { data } = await this.tables.runInline({ code }, items);
				await this.#checkpoint('tables', 'after');
				return data;
			});
			return { executionId: this.#nextId(), data: structuredClone(answer) };
		}
		if (id !== this.workflow.id) throw new Error('Workflow does not exist.');
		const run = await this.#child(execution, items, options.executionMode ?? 'integrated');
		const { error, runData, lastNodeExecuted } = run.data.resultData;
		if (run.status !== 'success')
			throw Object.assign(new Error(error?.message ?? `The execution ended as ${run.status}`), { ...error });
		const last = runData[lastNodeExecuted ?? '']?.at(-1)?.data?.main ?? [];
		return { executionId: this.#nextId(), data: structuredClone(last) };
	}

	async #checkpoint(at: SystemName | 'tables', when: 'before' | 'after', request?: SimRequest): Promise<void> {
		const process = EngineProcess.current();
		await process?.alive();
		const execution = running.getStore();
		if (!process || !execution) return;
		const { counted, options } = execution;
		const { kill } = options;
		const isPicked = !kill?.of || (request !== undefined && kill.of(request));
		if (when === 'before') {
			counted[at]++;
			counted.any++;
			if (isPicked) counted.picked++;
		}
		if (when === 'before' && counted.any === options.beside?.nth) outside(options.beside.does);
		if (!kill || !isPicked || kill.when !== when || (kill.at !== 'any' && kill.at !== at)) return;
		if ((kill.of ? counted.picked : counted[kill.at]) !== kill.nth) return;
		process.kill();
		await process.alive();
	}

	#additionalData(
		execution: Execution,
		executionId: string,
		mode: WorkflowExecuteMode,
	): IWorkflowExecuteAdditionalData {
		const hooks = new ExecutionLifecycleHooks(mode, executionId, execution.workflow as never);
		hooks.addHandler('nodeExecuteBefore', (name) => {
			execution.ran.push(name);
			if (name === execution.options.stopAt) execution.cancel();
		});
		const url = 'http://n8n.test';
		return {
			hooks,
			credentialsHelper: this.credentials,
			currentNodeExecutionIndex: 0,
			executionId,
			variables: {},
			externalSecretsProxy: {},
			executeWorkflow: (
				info: IExecuteWorkflowInfo,
				_data: IWorkflowExecuteAdditionalData,
				options: ExecuteWorkflowOptions,
			) => this.#called(execution, info, options),
			setExecutionStatus: () => undefined,
			sendDataToUI: () => undefined,
			logAiEvent: () => undefined,
			restApiUrl: url,
			instanceBaseUrl: url,
			webhookBaseUrl: url,
			webhookWaitingBaseUrl: url,
			webhookTestBaseUrl: url,
			formWaitingBaseUrl: url,
		} as unknown as IWorkflowExecuteAdditionalData;
	}

	#workflowOf(file: WorkflowFile, { works, package: { nodes } }: Pick<Execution, 'works' | 'package'>): N8nWorkflow {
		const step = stepNode(works);
		const getByNameAndVersion = (type: string): INodeType => {
			const own = /^n8n-nodes-sap-procore\.(\w+)$/.exec(type)?.[1];
			if (type === 'test.step') return step;
			if (type === 'test.join') return joinNode;
			return own === undefined ? standIn(type) : nodes[own as keyof OwnNodes];
		};
		return new Workflow({
			id: file.id,
			name: file.name,
			active: true,
			settings: file.settings ?? { executionOrder: 'v1' },
			nodeTypes: { getByName: getByNameAndVersion, getByNameAndVersion, getKnownTypes: () => ({}) },
			nodes: file.nodes,
			connections: file.connections,
		});
	}

	/** The workflow with what a run changes about it; the file itself stays. */
	#prepared(
		{ parameters = {}, insert = [], disable = [] }: RunOptions,
		{ nth }: EngineProcess,
	): [WorkflowFile, Map<string, StepWork>] {
		const file = structuredClone(this.workflow);
		const works = new Map<string, StepWork>();
		for (const node of file.nodes) {
			Object.assign(node.parameters, this.#parameters[node.name], parameters[node.name]);
			if (disable.includes(node.name)) node.disabled = true;
			const credential = credentialOf[node.type.split('.').at(-1) ?? ''];
			// n8n-core remembers by credential that a token is being fetched: what a killed process began is not waited for.
			const id = `${credential ?? ''} of process ${String(nth)}`;
			if (credential !== undefined) node.credentials = { [credential]: { id, name: credential } };
		}
		const known = new Set(file.nodes.map(({ name }) => name));
		for (const name of [...Object.keys(parameters), ...disable, ...insert.flatMap(({ between }) => between)])
			if (!known.has(name)) throw new Error(`The workflow has no node ${name}`);
		for (const [index, step] of insert.entries()) insertStep(file, works, step, index);
		return [file, works];
	}
}

const beginningAt = (node: INode, items: INodeExecutionData[]) =>
	createRunExecutionData({
		executionData: {
			contextData: {},
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
			nodeExecutionStack: [{ node, data: { main: [items] }, source: null }],
		},
	});

function insertStep(file: WorkflowFile, works: Map<string, StepWork>, step: InsertedStep, index: number): void {
	const [from, to] = step.between;
	const name = step.name ?? `Step ${String(index + 1)}`;
	const wires = (file.connections[from]?.main ?? []).flatMap((output) => output ?? []);
	const wire = wires.find(({ node }) => node === to);
	const at = (name: string) => file.nodes.find((node) => node.name === name)?.position ?? [0, 0];
	if (!wire) throw new Error(`There is no wire from ${from} to ${to}`);
	const node = 'node' in step.does ? step.does.node : { type: 'test.step', typeVersion: 1, parameters: {} };
	if (!('node' in step.does)) works.set(name, step.does);
	file.nodes.push({
		id: name,
		name,
		position: [(at(from)[0] + at(to)[0]) / 2, (at(from)[1] + at(to)[1]) / 2],
		...node,
		...step.settings,
	});
	const connections: IConnections = file.connections;
	connections[name] = { main: [[{ ...wire }]] };
	Object.assign(wire, { node: name, index: 0 });
}
