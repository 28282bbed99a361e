// Several customers in queue mode: first `npm run build`, then `npm run bench:workers [-- 1 2 4]`. Four customers, each with
// an SAP and a Procore of its own that take their time (`--latency` ms a request), start a first load of the data set `tour`
// at the same moment, on PostgreSQL and Redis, with as many workers as are named. A worker carries out one run at a time. It
// prints the seconds until all are done, and how many times faster that is than with the first number of workers.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { credentialsFor } from '../../demo/credentials.ts';
import { fillTables } from '../../demo/mappingTables.ts';
import { syncTemplateWith, syncWorkflow } from '../../demo/playground.ts';
import { type RunningSimulators, startSimulators } from '../../simulators/index.ts';
import type { Workflow } from '../../tools/n8n/import.ts';
import { type Instance, startInstance } from '../../tools/n8n/instance.ts';
import { differences } from '../e2e/support/contracts.ts';
import { missingService, openQueue } from '../e2e/support/queueServices.ts';
import { vendorDifferences } from '../e2e/support/supplierRules.ts';
import { e2eFolder, packageDir } from '../e2e/support/world.ts';
import { orderLanes } from '../support/lanes.ts';

const { values: options, positionals } = parseArgs({
	allowPositionals: true,
	options: { latency: { type: 'string', default: '200' } },
});
const workerCounts = (positionals.length > 0 ? positionals : ['1', '2', '4']).map(Number);
const names = ['north', 'east', 'south', 'west'];

interface Customer {
	name: string;
	simulators: RunningSimulators;
}

async function newCustomer(name: string): Promise<Customer> {
	const simulators = await startSimulators({ dataset: 'tour', procoreEmpty: true, limits: false });
	for (const { faults } of [simulators.sap, simulators.procore])
		faults.add({ kind: 'latency', ms: Number(options.latency), times: 'always' });
	return { name, simulators };
}

/** The sync as a consultant sets it up beside those of other customers: credentials and a name of its own. */
function workflowOf({ name }: Customer): Workflow {
	const shipped = JSON.stringify(syncTemplateWith(packageDir, { customer: name, lanes: orderLanes }));
	const workflow = JSON.parse(
		shipped.replaceAll(/"(sapS4HanaCredential|procoreCredential0)"/g, `"$1-${name}"`),
	) as Workflow;
	return { ...workflow, id: `${syncWorkflow.id}-${name}`, name: `SAP to Procore: ${name}` };
}

const credentialsOf = ({ name, simulators }: Customer) =>
	credentialsFor(simulators).map((credential) => ({ ...credential, id: `${credential.id}-${name}` }));

async function fillTablesOf(n8n: Instance, { name, simulators }: Customer): Promise<void> {
	const tables = structuredClone(simulators.dataset.tables);
	for (const rows of Object.values(tables)) for (const row of rows) row.customer = name;
	await fillTables(n8n.rest.tables, tables);
}

/** Seconds from the moment all customers start until the last has ended. */
async function secondsWith(workers: number): Promise<number> {
	const customers = await Promise.all(names.map(newCustomer));
	const services = await openQueue({ workers, concurrency: 1, lockMs: 60_000 });
	const userFolder = join(e2eFolder, `workers-${String(workers)}`);
	rmSync(userFolder, { recursive: true, force: true });
	mkdirSync(userFolder, { recursive: true });
	const n8n = await startInstance({
		...{ userFolder, packageDir, queue: services.queue, log: () => undefined },
		credentials: customers.flatMap(credentialsOf),
		workflows: customers.map(workflowOf),
	});
	try {
		for (const customer of customers) await fillTablesOf(n8n, customer);
		const started = performance.now();
		const runs = await Promise.all(
			names.map(
				async (name) => await n8n.rest.runManually(`${syncWorkflow.id}-${name}`, syncWorkflow.trigger, 1_800_000),
			),
		);
		const seconds = (performance.now() - started) / 1000;
		assert.deepEqual(
			runs.map(({ status }) => status),
			names.map(() => 'success'),
		);
		// A figure of runs that did not bring everything would be none.
		for (const { simulators } of customers)
			assert.deepEqual([...vendorDifferences(simulators), ...differences(simulators)], []);
		return seconds;
	} finally {
		await n8n.stop();
		await services.close();
		for (const { simulators } of customers) await simulators.close();
	}
}

const missing = await missingService();
if (missing !== undefined) throw new Error(missing);
let slowest: number | undefined;
for (const workers of workerCounts) {
	const seconds = await secondsWith(workers);
	slowest ??= seconds;
	const factor = (slowest / seconds).toFixed(2);
	console.log(`${String(workers)} workers, ${String(names.length)} customers: ${seconds.toFixed(1)} s, ${factor} ×`);
}
