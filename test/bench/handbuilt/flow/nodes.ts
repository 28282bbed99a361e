import type { TemplateNode } from '../../../../templates/builder.ts';

export type Place = [x: number, y: number];

/** With n8n's own setting *Retry On Fail*. */
type Node = TemplateNode & { retryOnFail?: boolean; maxTries?: number; waitBetweenTries?: number };

type More = Partial<Pick<Node, 'onError' | 'alwaysOutputData' | 'executeOnce'>>;

/** The longest that n8n waits between two attempts. */
const retries = { retryOnFail: true, maxTries: 3, waitBetweenTries: 5_000 };

export const credentials = {
	sap: { id: 'handBuiltSap00000', name: 'SAP OAuth2' },
	procore: { id: 'handBuiltProcore0', name: 'Procore OAuth2' },
};

export interface Request {
	system: keyof typeof credentials;
	/** May be an expression, as everything here. */
	method?: string;
	url: string;
	query?: Record<string, string>;
	headers: Record<string, string>;
	body?: string;
	/** Next page by a link, or by the parameter `page` of Procore in pages of so many rows. */
	pages?: { nextUrl: string; last: string } | number;
}

const pairs = (values: Record<string, string>) => ({
	parameters: Object.entries(values).map(([name, value]) => ({ name, value })),
});

function pagination(pages: NonNullable<Request['pages']>): object {
	const more = { paginationCompleteWhen: 'other', requestInterval: 0 };
	if (typeof pages !== 'number') {
		const { nextUrl, last } = pages;
		return { ...more, paginationMode: 'responseContainsNextURL', nextURL: nextUrl, completeExpression: last };
	}
	return {
		...more,
		paginationMode: 'updateAParameterInEachRequest',
		parameters: { parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' }] },
		completeExpression: `={{ $response.body.length < ${String(pages)} }}`,
	};
}

export function http(name: string, position: Place, request: Request, more: More = {}): Node {
	const { system, method = 'GET', url, query, headers, body, pages } = request;
	return {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		position,
		parameters: {
			method,
			url,
			authentication: 'genericCredentialType',
			genericAuthType: 'oAuth2Api',
			sendQuery: query !== undefined || typeof pages === 'number',
			queryParameters: pairs({ ...query, ...(typeof pages === 'number' ? { per_page: String(pages) } : {}) }),
			sendHeaders: true,
			headerParameters: pairs(headers),
			...(body === undefined ? {} : { sendBody: true, specifyBody: 'json', jsonBody: body }),
			options: {
				batching: { batch: { batchSize: 10, batchInterval: 200 } },
				...(pages === undefined ? {} : { pagination: { pagination: pagination(pages) } }),
			},
		},
		credentials: { oAuth2Api: credentials[system] },
		...retries,
		...more,
	};
}

/** A Code node that runs a function of ours: what a consultant types there, but checked by the compiler. */
export function code(name: string, position: Place, helpers: Array<(...args: never[]) => unknown>, call: string): Node {
	return {
		name,
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		position,
		parameters: { jsCode: [...helpers.map(String), `return ${call}.map((json) => ({ json }));`].join('\n\n') },
	};
}

const table = (name: string, position: Place, of: string, parameters: object, more: More = {}): Node => ({
	name,
	type: 'n8n-nodes-base.dataTable',
	typeVersion: 1.1,
	position,
	parameters: { resource: 'row', dataTableId: { __rl: true, mode: 'name', value: of }, ...parameters },
	...more,
});

const equal = (column: string, value: string) => ({
	matchType: 'allConditions',
	filters: { conditions: [{ keyName: column, condition: 'eq', keyValue: value }] },
});

const cells = (values: Record<string, string>) => ({ columns: { mappingMode: 'defineBelow', value: values } });

/** Reads a table whole; an empty one gives one empty item. */
export const readTable = (name: string, position: Place, of: string): Node =>
	table(
		name,
		position,
		of,
		{ operation: 'get', returnAll: true, filters: {} },
		{ executeOnce: true, alwaysOutputData: true },
	);

export const findRow = (name: string, position: Place, of: string, column: string, value: string): Node =>
	table(name, position, of, { operation: 'get', ...equal(column, value) }, { alwaysOutputData: true });

export const saveRow = (
	name: string,
	position: Place,
	of: string,
	key: string,
	values: Record<string, string>,
	more: More = {},
): Node => table(name, position, of, { operation: 'upsert', ...equal(key, values[key] ?? ''), ...cells(values) }, more);

export const addRow = (name: string, position: Place, of: string, values: Record<string, string>): Node =>
	table(name, position, of, { operation: 'insert', ...cells(values) });

/** One item after the other: its first output is for *done*, its second for the item. */
export const loop = (name: string, position: Place): Node => ({
	name,
	type: 'n8n-nodes-base.splitInBatches',
	typeVersion: 3,
	position,
	parameters: { batchSize: 1, options: {} },
});

/** A failed call leaves by the second output. */
export const call = (name: string, position: Place, workflow: string): Node => ({
	name,
	type: 'n8n-nodes-base.executeWorkflow',
	typeVersion: 1.1,
	position,
	parameters: { workflowId: { __rl: true, mode: 'id', value: workflow }, options: {} },
	onError: 'continueErrorOutput',
});

export const called = (name: string, position: Place): Node => ({
	name,
	type: 'n8n-nodes-base.executeWorkflowTrigger',
	typeVersion: 1.1,
	position,
	parameters: { inputSource: 'passthrough' },
});

/** Puts the present time into the field `now`. */
export const currentDate = (name: string, position: Place): Node => ({
	name,
	type: 'n8n-nodes-base.dateTime',
	typeVersion: 2,
	position,
	parameters: { operation: 'getCurrentDate', includeTime: true, outputFieldName: 'now', options: {} },
});

export const stop = (name: string, position: Place, message: string): Node => ({
	name,
	type: 'n8n-nodes-base.stopAndError',
	typeVersion: 1,
	position,
	parameters: { errorMessage: message },
});

/** A node that puts out one item, made by an expression. */
export const rawItem = (name: string, position: Place, expression: string, more: More = {}): TemplateNode => ({
	name,
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	position,
	parameters: { mode: 'raw', jsonOutput: `={{ ${expression} }}`, options: {} },
	...more,
});
