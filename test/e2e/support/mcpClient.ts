/** A tool as an MCP server offers it. */
export interface McpTool {
	name: string;
	description: string;
	inputSchema: { properties: Record<string, { type: string; description?: string }> };
}

interface Answer {
	result?: unknown;
	error?: { message: string };
}

/** What an assistant does with an MCP server: says hello, asks which tools there are, and calls them (Streamable HTTP). */
export class McpClient {
	#calls = 0;
	#session: string | undefined;

	readonly #url: string;
	readonly #token: string;

	constructor(url: string, token: string) {
		this.#url = url;
		this.#token = token;
	}

	async connect(): Promise<void> {
		await this.#call('initialize', {
			protocolVersion: '2025-03-26',
			capabilities: {},
			clientInfo: { name: 'test', version: '1' },
		});
		await this.#post({ jsonrpc: '2.0', method: 'notifications/initialized' });
	}

	async tools(): Promise<McpTool[]> {
		return ((await this.#call('tools/list', {})) as { tools: McpTool[] }).tools;
	}

	/** What the tool answers, as text. */
	async callTool(name: string, args: Record<string, unknown>): Promise<string> {
		const { content } = (await this.#call('tools/call', { name, arguments: args })) as {
			content: Array<{ text: string }>;
		};
		return content.map(({ text }) => text).join('\n');
	}

	/** Status of the first request. */
	async status(): Promise<number> {
		return (await this.#post({ jsonrpc: '2.0', id: 0, method: 'ping' })).status;
	}

	async #call(method: string, params: unknown): Promise<unknown> {
		this.#calls += 1;
		const response = await this.#post({ jsonrpc: '2.0', id: this.#calls, method, params });
		const body = await response.text();
		if (!response.ok) throw new Error(`${method}: ${String(response.status)} ${body}`);
		this.#session = response.headers.get('mcp-session-id') ?? this.#session;
		const { result, error } = answerIn(body);
		if (error) throw new Error(`${method}: ${error.message}`);
		return result;
	}

	async #post(body: object): Promise<Response> {
		return await fetch(this.#url, {
			method: 'POST',
			headers: {
				'Content-Type': 'application/json',
				Accept: 'application/json, text/event-stream',
				Authorization: `Bearer ${this.#token}`,
				...(this.#session === undefined ? {} : { 'mcp-session-id': this.#session }),
			},
			body: JSON.stringify(body),
		});
	}
}

/** An answer comes as JSON or as an event of a stream. */
function answerIn(body: string): Answer {
	const data = body
		.split('\n')
		.filter((line) => line.startsWith('data:'))
		.at(-1)
		?.slice('data:'.length);
	return JSON.parse(data ?? body) as Answer;
}
