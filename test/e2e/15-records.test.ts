import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Workflow } from '../../tools/n8n/import.ts';
import { type Instance, startInstance } from '../../tools/n8n/instance.ts';
import { McpClient } from './support/mcpClient.ts';
import { e2eFolder, packageDir } from './support/world.ts';
import { load } from '../../tools/build/source.ts';

const { definitions } = load<typeof import('../../nodes/shared/tables/definitions.ts')>(
	'nodes/shared/tables/definitions',
);

const token = 'a-token-of-the-tests';
const order = '4500000001';
const userFolder = join(e2eFolder, 'records');
const archive = join(userFolder, 'archive');
const workflowOf = (name: string) =>
	JSON.parse(
		readFileSync(join(packageDir, 'workflows', `${name}.json`), 'utf8').replaceAll('/home/node/.n8n-files', archive),
	) as Workflow;
const explain = workflowOf('sap-procore-explain');
const archiving = workflowOf('sap-procore-archive');

/** One n8n for what only reads the records of the sync, or keeps them. */
let n8n: Instance;
before(async () => {
	rmSync(userFolder, { recursive: true, force: true });
	mkdirSync(archive, { recursive: true });
	const credential = {
		id: 'sapProcoreExplain',
		name: 'SAP Procore Explain',
		type: 'httpBearerAuth',
		data: { token },
	};
	n8n = await startInstance({
		...{ packageDir, userFolder, credentials: [credential], workflows: [explain, archiving] },
		publish: [String(explain.id)],
		env: { N8N_RESTRICT_FILE_ACCESS_TO: archive },
		log: (line) => {
			console.log(`    ${line}`);
		},
	});
});
after(async () => {
	await n8n.stop();
});

describe('an assistant asks by MCP why something is, or is not, in Procore', () => {
	const client = (given = token) => new McpClient(`${n8n.url}/mcp/sap-procore/explain`, given);

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

describe('the audit trail, month by month', () => {
	const moment = (monthsAgo: number) => {
		const at = new Date();
		at.setUTCDate(1);
		at.setUTCMonth(at.getUTCMonth() - monthsAgo);
		return at.toISOString();
	};
	const add = async (at: string) => {
		const run_id = `${at.replace(/[-:]|\.\d+/g, '')}-1`;
		await n8n.rest.tables.insert(definitions.runs.name, [{ customer: 'main', run_id, started_at: at }]);
		const audit = Array.from({ length: 25 }, (_, n) => ({
			customer: 'main',
			run_id,
			at,
			sap_key: `${at} ${String(n)}`,
		}));
		await n8n.rest.tables.insert(definitions.audit.name, audit);
	};
	const auditOf = async (at: string) =>
		(await n8n.rest.tables.rows(definitions.audit.name)).filter((row) => row.at === at).length;
	const run = async () => await n8n.rest.runManually(String(archiving.id), 'Run now');

	it('is saved by nodes of n8n, read back, and taken out of the tables; what is to stay stays', async () => {
		const [old, young] = [moment(14), moment(2)];
		await add(old);
		await add(young);
		const execution = await run();
		assert.equal(execution.status, 'success', JSON.stringify(execution.data.resultData.error));
		const names = readdirSync(archive);
		assert.equal(names.length, 2, names.join());
		const audit = names.find((name) => name.startsWith('sap_procore_audit-main-'));
		assert.match(audit ?? '', new RegExp(`-${old.slice(0, 7)}-rows-`));
		const lines = readFileSync(join(archive, audit ?? ''), 'utf8')
			.trim()
			.split('\r\n');
		assert.equal(lines.length, 26);
		assert.deepEqual([await auditOf(old), await auditOf(young)], [0, 25]);
		const ends = execution.data.resultData.runData['Remove exported month']?.[0]?.data?.main[0]?.[0]?.json;
		assert.deepEqual(ends?.removed, { audit: 25, runs: 1 });
	});

	it('ends without a word when no month is due', async () => {
		const execution = await run();
		assert.equal(execution.status, 'success');
		assert.equal(execution.data.resultData.runData['Save files'], undefined);
	});

	it('stays in the tables when its files cannot be written', async () => {
		const old = moment(15);
		await add(old);
		rmSync(archive, { recursive: true });
		const execution = await run();
		assert.equal(execution.status, 'error');
		assert.equal(await auditOf(old), 25);
	});
});
