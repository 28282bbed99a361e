import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';
import type { DesiredVendor } from '../../../nodes/shared/model';
import type { MemoryTables } from '../../support/memoryTables';

export interface FakeRequest {
	method: string;
	url: string;
	headers: Record<string, string>;
	body?: IDataObject;
}
export interface FakeAnswer {
	status?: number;
	headers?: Record<string, string>;
	body?: unknown;
}
export type Handler = (request: FakeRequest, count: number) => FakeAnswer | Promise<FakeAnswer>;

export interface FakeOptions {
	items?: IDataObject[];
	parameters?: Record<string, unknown>;
	goesOn?: boolean;
	credentials?: IDataObject;
	/** Nodes with the same one run in one execution; each has its own unless it is given. */
	execution?: string;
	handler?: Handler;
	/** n8n's Data Tables. */
	tables?: MemoryTables;
}

export interface Fake {
	context: IExecuteFunctions;
	requests: FakeRequest[];
	/** What the output panel says besides. */
	hints: string[];
}

let executions = 0;
export const node: INode = {
	id: '1',
	name: 'Procore',
	type: 'n8n-nodes-sap-procore.procore',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** The part of n8n that the node uses; requests go to the handler. Every fake has a company, so a quota, of its own. */
export function fake(options: FakeOptions = {}): Fake {
	executions += 1;
	const requests: FakeRequest[] = [];
	const hints: string[] = [];
	const credentials = { environment: 'production', companyId: String(1000 + executions), ...options.credentials };
	const execution = options.execution ?? `execution-${executions}`;
	const items: INodeExecutionData[] = (options.items ?? [{}]).map((json) => ({ json }));
	const context = {
		getNode: () => node,
		getExecutionId: () => execution,
		getWorkflow: () => ({ id: 'sync' }),
		getExecutionCancelSignal: () => undefined,
		getTimezone: () => 'Europe/Berlin',
		addExecutionHints: (...given: NodeExecutionHint[]) => hints.push(...given.map(({ message }) => message)),
		getCredentials: () => Promise.resolve(credentials),
		getInputData: () => items,
		continueOnFail: () => options.goesOn ?? false,
		executeWorkflow: options.tables?.executeWorkflow,
		getNodeParameter: (name: string, _index: number, fallback?: unknown) => options.parameters?.[name] ?? fallback,
		helpers: {
			httpRequestWithAuthentication: async (_type: string, request: FakeRequest) => {
				requests.push(structuredClone(request));
				const answer = (await options.handler?.(request, requests.length)) ?? {};
				return { statusCode: answer.status ?? 200, headers: answer.headers ?? {}, body: answer.body };
			},
		},
	} as unknown as IExecuteFunctions;
	return { context, requests, hints };
}

/** An error as n8n's HTTP client gives it for a host that is not there. */
export function refusedConnection(): Error {
	return Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
}

export function desired(supplier: number | string, more: Partial<DesiredVendor> = {}): DesiredVendor {
	return {
		originId: `sap:S4P:supplier:${supplier}`,
		code: String(supplier),
		name: `Supplier ${supplier}`,
		street: '1 Main Street',
		city: 'Walldorf',
		postalCode: '69190',
		region: 'BW',
		country: 'DE',
		email: '',
		phone: '',
		website: '',
		taxId: null,
		paymentTerms: '',
		active: null,
		rule: 'new_name',
		source: { entity: 'supplier', sapKey: String(supplier), sapChangedAt: '2026-10-01T06:00:00Z' },
		remarks: [],
		...more,
	};
}

/** The sync rows of a request. */
export const updatesOf = (request: FakeRequest) => (request.body?.updates ?? []) as IDataObject[];

/** What Procore answers to rows that it takes. */
export const accepted = (rows: IDataObject[]) =>
	rows.map((row, index) => ({ id: 9000 + index, notes: null, ...row, is_active: row.is_active ?? true }));
