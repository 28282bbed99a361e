import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { definitions } from '../../nodes/shared/tables/definitions.ts';
import type { Workflow } from '../../tools/n8n/import.ts';
import { type Instance, startInstance } from '../../tools/n8n/instance.ts';
import { McpClient } from './support/mcpClient.ts';
import { e2eFolder, packageDir } from './support/world.ts';

const file = join(packageDir, 'workflows', 'sap-procore-explain.json');
const token = 'a-token-of-the-tests';
const order = '4500000001';

describe('an assistant asks by MCP why something is, or is not, in Procore', () => {
	let n8n: Instance;
	let workflow: Workflow;
	const client = (given = token) => new McpClient(`${n8n.url}/mcp/sap-procore/explain`, given);

	before(async () => {
		workflow = JSON.parse(readFileSync(file, 'utf8')) as Workflow;
		const userFolder = join(e2eFolder, 'explain');
		rmSync(userFolder, { recursive: true, force: true });
		mkdirSync(e2eFolder, { recursive: true });
		const credential = {
			id: 'sapProcoreExplain',
			name: 'SAP Procore Explain',
			type: 'httpBearerAuth',
			data: { token },
		};
		n8n = await startInstance({
			...{ packageDir, userFolder, credentials: [credential], workflows: [workflow] },
			publish: [String(workflow.id)],
			log: (line) => {
				console.log(`    ${line}`);
			},
		});
	});
	after(async () => {
		await n8n.stop();
	});

	it('without the token nobody gets in', async () => {
		assert.equal(await client('another').status(), 403);
	});

	it('finds one tool, whose only argument is the word to search for', async () => {
		const assistant = client();
		await assistant.connect();
		const tools = await assistant.tools();
		assert.deepEqual(
			tools.map(({ name, inputSchema }) => [name, Object.keys(inputSchema.properties)]),
			[['Explain_document', ['search']]],
		);
	});

	it('gets the explanation of an order from the tables of n8n', async () => {
		const assistant = client();
		await assistant.connect();
		// Asked for the first time, the tables are made.
		assert.match(await assistant.callTool('Explain_document', { search: order }), /Nothing is on record/);
		const cells = { customer: 'main', entity: 'purchase_order', sap_key: order, run_id: '20261002T080000Z-7' };
		await n8n.rest.tables.insert(definitions.audit.name, [
			{
				...cells,
				at: '2026-10-02T08:00:00.000Z',
				project_id: '2205',
				origin_id: `sap:S4P:po:${order}:2205`,
				status: 'held',
				action: 'none',
				reason: 'unmapped_cost_code',
				message: 'No cost code for this account assignment: line 10/1 (G/L account 630000).',
			},
		]);
		const answer = await assistant.callTool('Explain_document', { search: order });
		const [{ verdict, text }] = JSON.parse(answer) as [{ verdict: string; text: string }];
		assert.equal(
			verdict,
			`Purchase order ${order} has not reached Procore (held): No cost code for this account assignment.`,
		);
		assert.match(text, /execution 7 of n8n/);
		assert.match(text, /Who can act: whoever fills the mapping tables/);
	});
});
