import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { IDataObject, INodeExecutionData, IRun, OnError } from 'n8n-workflow';
import type { MemoryTables } from './memoryTables.ts';

// Loading n8n-core writes its settings into the user folder: keep that away from the home folder.
process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'n8n-core-'));

import { ExecutionLifecycleHooks, LoadOptionsContext, PackageDirectoryLoader, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	ICredentialsHelper,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IExecuteWorkflowInfo,
	type INodeListSearchResult,
	type INodeType,
	type IVersionedNodeType,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

const packageDir = resolve(__dirname, '../..');

/** A credential that is kept in memory; everything about tokens is n8n-core's own code. */
export class StoredCredential extends ICredentialsHelper {
	/** Every token that n8n stored, in order. */
	readonly stored: unknown[] = [];

	constructor(public data: ICredentialDataDecryptedObject) {
		super();
	}

	override getParentTypes() {
		return ['oAuth2Api'];
	}

	override async authenticate(_credentials: unknown, _type: string, options: never) {
		return await Promise.resolve(options);
	}

	override async preAuthentication() {
		return await Promise.resolve(undefined);
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

	override async updateCredentialsOauthTokenData(_node: unknown, _type: string, data: ICredentialDataDecryptedObject) {
		this.stored.push(structuredClone(data.oauthTokenData));
		this.data = { ...this.data, oauthTokenData: structuredClone(data.oauthTokenData) as never };
		await Promise.resolve();
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
	node: 'procore' | 'sapS4Hana' | 'sapToProcore';
	parameters: IDataObject;
	/** Items of each input; null = nothing is connected to it. */
	inputs?: Array<IDataObject[] | null>;
	credential?: StoredCredential;
	onError?: OnError;
	executionId?: string;
	/** n8n's Data Tables; left out = the node cannot reach any. */
	tables?: MemoryTables;
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

const credentialTypes = { procore: 'procoreOAuth2Api', sapS4Hana: 'sapS4HanaOAuth2Api', sapToProcore: '' };
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

function workflowOf(run: NodeRun, nodeType: INodeType): Workflow {
	const credentialType = credentialTypes[run.node];
	const byName = (): INodeType | IVersionedNodeType => nodeType;
	return new Workflow({
		id: 'w1',
		active: false,
		settings: {},
		nodeTypes: { getByName: byName, getByNameAndVersion: () => nodeType, getKnownTypes: () => ({}) },
		nodes: [
			{
				id: '1',
				name: 'Node',
				type: `n8n-nodes-sap-procore.${run.node}`,
				typeVersion: 1,
				position: [0, 0],
				parameters: run.parameters as never,
				onError: run.onError,
				credentials: credentialType ? { [credentialType]: { id: 'c1', name: 'The credential' } } : {},
			},
		],
		connections: {},
	});
}

function additionalDataOf(run: NodeRun, executionId: string): IWorkflowExecuteAdditionalData {
	const url = 'http://127.0.0.1';
	return {
		hooks: new ExecutionLifecycleHooks('trigger', executionId, {} as never),
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
	const workflow = workflowOf({ ...run, parameters: {} }, nodeType);
	const node = workflow.getNode('Node');
	if (!search || !node) throw new Error(`There is no search ${method}`);
	const additionalData = {
		...additionalDataOf({ ...run, parameters: {} }, ''),
		executionId: undefined,
		currentNodeParameters: (run.parameters ?? {}) as never,
	};
	const context = new LoadOptionsContext(workflow, node, additionalData, '');
	return await search.call(context, filter, token);
}

/** Runs one node of the built package in n8n's own engine. */
export async function runNode(run: NodeRun): Promise<NodeRunResult> {
	const executionId = run.executionId ?? `test-${(executions += 1)}`;
	const workflow = workflowOf(run, await builtNode(run.node));
	const additionalData = additionalDataOf(run, executionId);
	const node = workflow.getNode('Node');
	if (!node) throw new Error('unreachable');
	const data = createRunExecutionData({
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
							(items) => items?.map((json, item) => ({ json, pairedItem: { item } })) ?? null,
						),
					},
				},
			],
		},
	});
	const result = await new WorkflowExecute(additionalData, 'trigger', data).processRunExecutionData(workflow);
	const taskData = result.data.resultData.runData.Node?.[0];
	return {
		status: result.status,
		error: (result.data.resultData.error ?? taskData?.error) as NodeRunResult['error'],
		outputs: (taskData?.data?.main ?? []).map((items) => items ?? []),
		kept: result,
	};
}
