import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INode,
	INodeExecutionData,
	NodeApiError,
} from 'n8n-workflow';

export const node: INode = {
	id: '1',
	name: 'SAP S/4HANA',
	type: 'n8n-nodes-sap-procore.sapS4Hana',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

export const baseUrl = 'https://sap.example';

export type FakeAnswer = { status?: number; headers?: Record<string, string>; body?: unknown };

/** A SAP that answers what the function says; keeps the requests it was sent. */
export interface FakeSap {
	requests: IHttpRequestOptions[];
	context: IExecuteFunctions;
}

export interface FakeOptions {
	parameters?: Record<string, unknown>;
	items?: INodeExecutionData[];
	continueOnFail?: boolean;
	credentials?: Record<string, unknown>;
	answer: (url: URL, count: number) => FakeAnswer;
}

export const date = 'Thu, 01 Oct 2026 06:00:00 GMT';

let executions = 0;

/** As much of n8n's execution context as the node uses. */
export function fakeSap(options: FakeOptions): FakeSap {
	const requests: IHttpRequestOptions[] = [];
	const executionId = `e${(executions += 1)}`;
	const { parameters = {}, items = [{ json: {} }], continueOnFail = false } = options;
	const credentials = { apiUrl: `${baseUrl}/`, systemId: 'S4P', ...options.credentials };
	const context = {
		getNode: () => node,
		getInputData: () => items,
		getExecutionId: () => executionId,
		getWorkflow: () => ({ id: 'sync' }),
		getExecutionCancelSignal: () => undefined,
		getTimezone: () => 'Europe/Berlin',
		continueOnFail: () => continueOnFail,
		getCredentials: async () => await Promise.resolve(credentials),
		getNodeParameter: (name: string, _item: number, fallback: unknown) =>
			name in parameters ? parameters[name] : fallback,
		helpers: {
			httpRequestWithAuthentication: async (_type: string, request: IHttpRequestOptions) => {
				requests.push(request);
				const { status = 200, headers = { Date: date }, body } = options.answer(new URL(request.url), requests.length);
				return await Promise.resolve<IN8nHttpFullResponse>({
					statusCode: status,
					headers,
					body: (body ?? '') as IN8nHttpFullResponse['body'],
				});
			},
		},
	};
	return { requests, context: context as unknown as IExecuteFunctions };
}

/** The error that an action ends in. */
export async function errorOf(action: () => Promise<unknown>): Promise<NodeApiError> {
	return await action().then(
		() => {
			throw new Error('there was no error');
		},
		(error: unknown) => error as NodeApiError,
	);
}

/** Everything that a generator gives. */
export async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
	const list: T[] = [];
	for await (const value of source) list.push(value);
	return list;
}
