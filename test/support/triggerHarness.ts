import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { additionalDataOf, builtNode, workflowOf, type StoredCredential } from './nodeHarness.ts';
// After the harness, which keeps what n8n-core writes away from the home folder.
import { HookContext, loadOutputSchema, WebhookContext } from 'n8n-core';
import type { IDataObject, IWebhookData, IWebhookResponseData } from 'n8n-workflow';

/** What whoever called a webhook was answered. */
export interface Answered {
	status: number;
	body: unknown;
}

export interface TriggerOptions {
	parameters: IDataObject;
	credential: StoredCredential;
	/** Where n8n thinks that the internet reaches it; left out = where the harness listens. */
	webhookUrl?: string;
}

/** What n8n does with a webhook trigger of the built package: publish, unpublish, take calls, and keep its static data. */
export class PublishedTrigger {
	/** Items of each execution that was started. */
	readonly started: IDataObject[][] = [];
	readonly answers: Answered[] = [];
	/** What n8n has stored. */
	staticData: IDataObject = {};
	readonly #server: Server;

	private constructor(public options: TriggerOptions) {
		this.#server = createServer((request, response) => {
			void bodyOf(request).then(async (body) => {
				const { status, body: answer } = await this.call(request.headers, body);
				response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
			});
		});
	}

	static async start(options: TriggerOptions): Promise<PublishedTrigger> {
		const trigger = new PublishedTrigger(options);
		await new Promise<void>((resolve) => trigger.#server.listen(0, '127.0.0.1', resolve));
		return trigger;
	}

	async close(): Promise<void> {
		this.#server.closeAllConnections();
		await new Promise<void>((resolve) => this.#server.close(() => resolve()));
	}

	/** Where the harness listens. */
	get url(): string {
		return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
	}

	/** Publishes the workflow, or starts n8n with it. Whether hooks had to be made. */
	async activate(): Promise<boolean> {
		const exists = await this.#method('checkExists');
		if (!exists) await this.#method('create');
		return !exists;
	}

	async deactivate(): Promise<boolean> {
		return await this.#method('delete');
	}

	/** Somebody calls the address. */
	async call(headers: IncomingHttpHeaders, body: unknown): Promise<Answered> {
		const { workflow, additionalData, node, type } = await this.#scene();
		const own: Answered = { status: 200, body: null };
		const response = {
			status: (status: number) => {
				own.status = status;
				return response;
			},
			json: (given: unknown) => {
				own.body = given;
				return response;
			},
		};
		const request = { headers, body, params: {}, query: {} };
		Object.assign(additionalData, { httpRequest: request, httpResponse: response });
		const context = new WebhookContext(workflow, node, additionalData, 'webhook', webhookData(), [], null);
		const result = (await type.webhook?.call(context)) as IWebhookResponseData;
		this.#store(workflow);
		const answer = result.noWebhookResponse ? own : { status: 200, body: result.webhookResponse as unknown };
		if (result.workflowData) this.started.push((result.workflowData[0] ?? []).map(({ json }) => json));
		this.answers.push(answer);
		return answer;
	}

	async #method(name: 'checkExists' | 'create' | 'delete'): Promise<boolean> {
		const { workflow, additionalData, node, type } = await this.#scene();
		const context = new HookContext(workflow, node, additionalData, 'trigger', 'activate', webhookData());
		const result = await type.webhookMethods?.default?.[name]?.call(context);
		this.#store(workflow);
		return result === true;
	}

	/** n8n makes the workflow anew of what it has stored for each call. */
	async #scene() {
		const run = { node: 'procoreTrigger' as const, ...this.options };
		const workflow = await workflowOf(run, structuredClone(this.staticData));
		const additionalData = { ...additionalDataOf(run, ''), webhookBaseUrl: this.options.webhookUrl ?? this.url };
		Object.assign(additionalData, { executionId: undefined });
		const node = workflow.getNode('Node');
		if (!node) throw new Error('unreachable');
		return { workflow, additionalData, node, type: await builtNode('procoreTrigger') };
	}

	#store({ staticData }: { staticData: IDataObject }): void {
		if (staticData.__dataChanged === true) this.staticData = JSON.parse(JSON.stringify(staticData)) as IDataObject;
	}
}

/** The fields that the editor shows of a trigger before it has run, as n8n looks them up for a node without resources. */
export function fieldsShown(): string[] {
	const nodeDir = join(__dirname, '..', '..', 'dist', 'nodes', 'Procore');
	const schema = loadOutputSchema({ nodeDir, version: 1 }) as { properties?: object } | undefined;
	return Object.keys(schema?.properties ?? {});
}

const webhookData = () => ({ webhookDescription: { name: 'default' }, isTest: false }) as unknown as IWebhookData;

async function bodyOf(request: IncomingMessage): Promise<unknown> {
	let text = '';
	for await (const part of request) text += String(part);
	return JSON.parse(text) as unknown;
}
