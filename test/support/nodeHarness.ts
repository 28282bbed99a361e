import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { IDataObject, INodeExecutionData, IRun, OnError } from 'n8n-workflow';
import type { MemoryTables } from './memoryTables.ts';
import { preAuthentication } from './preAuthentication.ts';

// Loading n8n-core writes its settings into the user folder: keep that away from the home folder.
process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'n8n-core-'));

import { ExecutionLifecycleHooks, LoadOptionsContext, PackageDirectoryLoader, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	ICredentialsHelper,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IExecuteWorkflowInfo,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INodeListSearchResult,
	type INodeType,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

const packageDir = resolve(__dirname, '../..');

/** A credential that is kept in memory. Who logs on, and when, is n8n-core's own code and the credential type's. */
export class StoredCredential extends ICredentialsHelper {
	/** Every session that n8n stored, in order. */
	readonly stored: unknown[] = [];

	constructor(public data: ICredentialDataDecryptedObject) {
		super();
	}

	override getParentTypes() {
		return [];
	}

	override async authenticate(credentials: ICredentialDataDecryptedObject, type: string, options: IHttpRequestOptions) {
		const { authenticate } = await builtCredential(type);
		if (typeof authenticate !== 'function') throw new Error(`${type} signs no request by itself`);
		return await authenticate(credentials, options);
	}

	override async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		type: string,
		_node: unknown,
		isExpired: boolean,
	) {
		return await preAuthentication(await builtCredential(type), helpers, credentials, isExpired, (output) => {
			this.stored.push(output.session);
			this.data = { ...this.data, ...output };
		});
	}

	override async runPreAuthentication() {
		return await Promise.resolve(undefined);
	}

	override async getCredentials(): Promise<never> {
		return await Promise.reject(new Error('not used'));
	}

	override async getDecrypted() {
		return await Promise.resolve(structuredClone(this.data));
	}

	override async updateCredentials(_node: unknown, _type: string, data: ICredentialDataDecryptedObject) {
		this.data = structuredClone(data);
		await Promise.resolve();
	}

	override async updateCredentialsOauthTokenData() {
		await Promise.reject(new Error('not used'));
	}

	override getCredentialsProperties() {
		return [];
	}

	override isCredentialUsableByNode() {
		return true;
	}
}

export interface NodeRun {
	/** Node type without the package name, for example `procore`. */
	node: 'procore' | 'procoreTrigger' | 'sapS4Hana' | 'sapToProcore';
	parameters: IDataObject;
	/** Items of each input; null = nothing is connected to it. */
	inputs?: Array<IDataObject[] | null>;
	/** A file that the first item of the first input comes with, in `file`. */
	file?: SentFile;
	/** Files that the items of the first input come with, in `data`. */
	data?: SentFile[];
	credential?: StoredCredential;
	onError?: OnError;
	executionId?: string;
	/** n8n's Data Tables; left out = the node cannot reach any. */
	tables?: MemoryTables;
	/** How the execution was started; left out = by a trigger. */
	mode?: WorkflowExecuteMode;
	/** Whether a person has pressed *Execute step* on the node. */
	step?: boolean;
	/** Nodes that come after this one, each behind the other; none of them runs. */
	following?: FollowingNode[];
	/** The workflow that the node calls by its ID, with the items that it is given; answers what it puts out. */
	called?: (items: INodeExecutionData[]) => Promise<INodeExecutionData[]>;
}

/** A file as a webhook gives it on. */
export interface SentFile {
	name: string;
	bytes: Buffer;
}

export interface FollowingNode {
	name: string;
	/** As in {@link NodeRun.node}. */
	node: NodeRun['node'];
	parameters: IDataObject;
	disabled?: boolean;
}

export interface NodeRunResult {
	status: IRun['status'];
	/** The error that stopped the node, if any. */
	error: (Error & { description?: string | null; context?: IDataObject; httpCode?: string | null }) | undefined;
	/** Items of each output. */
	outputs: INodeExecutionData[][];
	/** All that n8n would keep of the execution. */
	kept: IRun;
}

const sapTypes: Record<string, string> = { basicAuth: 'sapS4HanaBasicApi', certificate: 'sapS4HanaCertificateApi' };

/** The credential type that a node with these parameters takes. */
function credentialTypeOf({ node, parameters }: Pick<NodeRun, 'node' | 'parameters'>): string {
	if (node === 'sapToProcore') return '';
	return node === 'procore' || node === 'procoreTrigger'
		? 'procoreOAuth2Api'
		: (sapTypes[String(parameters.authentication)] ?? 'sapS4HanaOAuth2Api');
}

let executions = 0;
let loading: Promise<PackageDirectoryLoader> | undefined;

async function loader(): Promise<PackageDirectoryLoader> {
	loading ??= (async () => {
		const packageLoader = new PackageDirectoryLoader(packageDir);
		await packageLoader.loadAll();
		return packageLoader;
	})();
	return await loading;
}

/** The built node type, as n8n loads it from `dist/`. */
export async function builtNode(node: NodeRun['node']): Promise<INodeType> {
	return (await loader()).getNode(node).type as INodeType;
}

async function builtCredential(type: string): Promise<ICredentialType> {
	return (await loader()).getCredential(type).type;
}

/** A workflow of the node and of those that follow it, with what n8n keeps of it between executions. */
export async function workflowOf(run: NodeRun, staticData: IDataObject = {}): Promise<Workflow> {
	const credentialType = credentialTypeOf(run);
	const { following = [] } = run;
	const packageLoader = await loader();
	const byName = (type: string) => packageLoader.getNode(type.split('.').at(-1) ?? '').type as INodeType;
	return new Workflow({
		id: 'w1',
		active: false,
		settings: { executionOrder: 'v1' },
		staticData,
		nodeTypes: { getByName: byName, getByNameAndVersion: byName, getKnownTypes: () => ({}) },
		nodes: [
			{
				id: '1',
				name: 'Node',
				type: `n8n-nodes-sap-procore.${run.node}`,
				typeVersion: 1,
				position: [0, 0],
				webhookId: 'a-path-of-its-own',
				parameters: run.parameters as never,
				onError: run.onError,
				credentials: credentialType ? { [credentialType]: { id: 'c1', name: 'The credential' } } : {},
			},
			...following.map(({ name, node, parameters, disabled = false }) => ({
				...{ id: name, name, typeVersion: 1, position: [0, 0] as [number, number], disabled },
				type: `n8n-nodes-sap-procore.${node}`,
				parameters: parameters as never,
			})),
		],
		connections: Object.fromEntries(
			following.map(({ name }, index) => [
				following[index - 1]?.name ?? 'Node',
				{ main: [[{ node: name, type: 'main' as const, index: 0 }]] },
			]),
		),
	});
}

/** What n8n adds to an execution of the node. */
export function additionalDataOf(run: NodeRun, executionId: string): IWorkflowExecuteAdditionalData {
	const url = 'http://127.0.0.1';
	return {
		hooks: new ExecutionLifecycleHooks(run.mode ?? 'trigger', executionId, {} as never),
		credentialsHelper: run.credential,
		currentNodeExecutionIndex: 0,
		executionId,
		variables: {},
		externalSecretsProxy: {},
		setExecutionStatus: () => undefined,
		sendDataToUI: () => undefined,
		executeWorkflow: async (
			workflow: IExecuteWorkflowInfo,
			_: unknown,
			options: { inputData?: INodeExecutionData[] },
		) => {
			if (workflow.id && run.called)
				return { executionId: `${executionId}-called`, data: [await run.called(options.inputData ?? [])] };
			if (!run.tables) throw new Error('There are no tables');
			return await run.tables.runInline(workflow, options.inputData);
		},
		logAiEvent: () => undefined,
		restApiUrl: url,
		instanceBaseUrl: url,
		webhookBaseUrl: url,
		webhookWaitingBaseUrl: url,
		webhookTestBaseUrl: url,
		formWaitingBaseUrl: url,
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** Searches a list of a resource locator as the editor does: outside any execution. */
export async function searchList(
	run: Pick<NodeRun, 'node' | 'credential'> & Partial<Pick<NodeRun, 'parameters'>>,
	method: string,
	filter?: string,
	token?: string,
): Promise<INodeListSearchResult> {
	const nodeType = await builtNode(run.node);
	const search = nodeType.methods?.listSearch?.[method];
	const { authentication = 'oAuth2' } = run.parameters ?? {};
	const workflow = await workflowOf({ ...run, parameters: run.node === 'sapS4Hana' ? { authentication } : {} });
	const node = workflow.getNode('Node');
	if (!search || !node) throw new Error(`There is no search ${method}`);
	const additionalData = {
		...additionalDataOf({ ...run, parameters: {} }, ''),
		executionId: undefined,
		// The editor sends the defaults along.
		currentNodeParameters: { ...node.parameters, ...run.parameters } as never,
	};
	const context = new LoadOptionsContext(workflow, node, additionalData, '');
	return await search.call(context, filter, token);
}

const binaryOf = ({ name, bytes }: SentFile) => ({
	...{ data: bytes.toString('base64'), fileName: name, mimeType: 'application/octet-stream' },
});

function binariesOf({ file, data }: NodeRun, input: number, item: number) {
	if (input > 0) return {};
	const [sent, read] = [item === 0 ? file : undefined, data?.[item]];
	const binary = { ...(sent ? { file: binaryOf(sent) } : {}), ...(read ? { data: binaryOf(read) } : {}) };
	return sent || read ? { binary } : {};
}

/** Runs one node of the built package in n8n's own engine. */
export async function runNode(run: NodeRun): Promise<NodeRunResult> {
	const executionId = run.executionId ?? `test-${(executions += 1)}`;
	const workflow = await workflowOf(run);
	const additionalData = additionalDataOf(run, executionId);
	const node = workflow.getNode('Node');
	if (!node) throw new Error('unreachable');
	const data = createRunExecutionData({
		startData: {
			runNodeFilter: ['Node'],
			...(run.step ? { destinationNode: { nodeName: 'Node', mode: 'inclusive' } } : {}),
		},
		resultData: { runData: {} },
		executionData: {
			contextData: {},
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: null,
			nodeExecutionStack: [
				{
					node,
					source: null,
					data: {
						main: (run.inputs ?? [[{}]]).map(
							(items, input) =>
								items?.map((json, item) => ({
									...{ json, pairedItem: { item } },
									...binariesOf(run, input, item),
								})) ?? null,
						),
					},
				},
			],
		},
	});
	const result = await new WorkflowExecute(
		additionalData,
		run.mode ?? (run.step ? 'manual' : 'trigger'),
		data,
	).processRunExecutionData(workflow);
	const taskData = result.data.resultData.runData.Node?.[0];
	return {
		status: result.status,
		error: (result.data.resultData.error ?? taskData?.error) as NodeRunResult['error'],
		outputs: (taskData?.data?.main ?? []).map((items) => items ?? []),
		kept: result,
	};
}
