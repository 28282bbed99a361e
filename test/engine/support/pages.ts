import assert from 'node:assert/strict';
import type { IDataObject } from 'n8n-workflow';
import type { Engine, EngineRun } from './engine.ts';
import { type SmallNode, smallWorkflow, type Wire } from './smallWorkflow.ts';

const calledTrigger = {
	...{ name: 'When called', type: 'n8n-nodes-base.executeWorkflowTrigger', typeVersion: 1.1 },
	parameters: { inputSource: 'passthrough' },
};
const ours = (name: string, parameters: Record<string, string>) => ({
	...{ name, type: 'sapToProcore', parameters: { resource: 'report', ...parameters } },
});

/** The pages of the report on the tables of an engine, without a browser; what runs next needs its workflow put back. */
export class Pages {
	readonly #engine: Engine;

	constructor(engine: Engine) {
		this.#engine = engine;
	}

	/** Opens a page, or its file as CSV; answers its text. */
	async open(query: Record<string, string | string[]>): Promise<string> {
		const read = {
			...{ name: 'Read SAP', type: 'sapS4Hana', alwaysOutputData: true },
			parameters: {
				...{ resource: 'system', operation: 'readDocuments', reads: '={{ $json.sapReads }}' },
				...{ ledger: '={{ $json.ledger }}', costAccounts: '={{ $json.costAccounts }}', textsOf: '={{ $json.texts }}' },
			},
		};
		const request = "={{ $('Read request').first().json }}";
		const readProcore = {
			...{ name: 'Read Procore', type: 'procore', alwaysOutputData: true, executeOnce: true },
			parameters: {
				...{ resource: 'company', operation: 'readRecords' },
				reads: "={{ $('Read request').first().json.procoreReads }}",
				projectIds: "={{ $('Read request').first().json.projectIds.join(',') }}",
			},
		};
		const nodes = [read, readProcore, ours('Last', { operation: 'make', request })];
		const wires: Wire[] = [
			['Read SAP', 'Last'],
			['Read SAP', 'Read Procore'],
			['Read Procore', 'Last', 2],
		];
		const run = await this.#run({ query }, 0, nodes, wires);
		const [item] = run.runData.Last?.at(-1)?.data?.main?.[0] ?? [];
		return Buffer.from(item?.binary?.data?.data ?? '', 'base64').toString('utf8');
	}

	/** Confirms the form on a page; answers what Report > Submit puts out. */
	async confirm(page: string, html: string): Promise<IDataObject> {
		const token = /name="token" value="([^"]+)"/.exec(html)?.[1] ?? '';
		assert.notEqual(token, '', html.replace(/<style>[^]*?<\/style>/, ''));
		const run = await this.#run({ query: { page }, body: { token, name: 'Ann' } }, 2, [
			ours('Last', { operation: 'submit' }),
		]);
		const [item] = run.items('Last');
		assert.ok(item);
		return item;
	}

	/** Reads a request, and goes on with these nodes from one of its outputs. */
	async #run(request: object, output: number, nodes: SmallNode[], wires: Wire[] = []): Promise<EngineRun> {
		const read = ours('Read request', { operation: 'readRequest', customer: 'main' });
		const workflow = smallWorkflow([calledTrigger, read, ...nodes], [['When called', 'Read request'], ...wires]);
		const first = [{ node: nodes[0]?.name ?? '', type: 'main' as const, index: 0 }];
		workflow.connections['Read request'] = { main: [0, 1, 2].map((each) => (each === output ? first : [])) };
		const engine = this.#engine;
		const kept = engine.workflow;
		engine.workflow = workflow;
		const called = {
			...{ headers: {}, params: {}, body: {} },
			webhookUrl: 'https://n8n.example/webhook/sap-procore',
			...request,
		};
		const run = await engine.run({ trigger: 'When called', called });
		engine.workflow = kept;
		assert.equal(run.status, 'success', run.error?.message);
		return run;
	}
}
