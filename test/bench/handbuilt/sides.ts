import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Calls, countCalls } from '../../../demo/calls.ts';
import { tables as packageTables } from '../../../templates/tables.ts';
import { demoCredentials, type RunningSimulators } from '../../../simulators/index.ts';
import type { Credential, Workflow } from '../../../tools/n8n/import.ts';
import { type Instance, startInstance } from '../../../tools/n8n/instance.ts';
import type { Row } from '../../../tools/n8n/tables.ts';
import { OneClock } from '../../e2e/support/oneClock.ts';
import { e2eFolder, packageDir, World } from '../../e2e/support/world.ts';
import { orderLanes } from '../../support/lanes.ts';
import { type Addresses, tables, type Variant, workflows } from './flow/addresses.ts';
import { contractWorkflow } from './flow/contract.ts';
import { mainWorkflow, trigger } from './flow/main.ts';
import { credentials } from './flow/nodes.ts';
import { vendorWorkflow } from './flow/vendor.ts';

/** One of those that are compared: a real n8n between simulators of its own. */
export interface Side {
	readonly simulators: RunningSimulators;
	readonly n8n: Instance;
	/** Presses the button and comes back at once. */
	start(): Promise<void>;
	/** Presses the button and waits for the end, well or not. */
	press(): Promise<{ status: string }>;
	/** Time goes by, in n8n as well. */
	later(minutes: number): void;
	/** A person adds a row to the cost code map. */
	mapCostCode(row: Row): Promise<void>;
	/** What the last run has noted for people about a supplier or an order. */
	told(key: string): Promise<string[]>;
	close(): Promise<void>;
}

export interface Measured {
	status: string;
	seconds: number;
	calls: Calls;
}

/** A run with what it cost. */
export async function measured(side: Side): Promise<Measured> {
	const { traffic } = side.simulators.procore;
	const before = traffic.entries().length;
	const started = performance.now();
	const { status } = await side.press();
	const seconds = (performance.now() - started) / 1000;
	return { status, seconds, calls: countCalls(traffic.entries().slice(before)) };
}

/** The package as it ships, with the lanes that the hand-built flow has. */
export async function packageSide(simulators: RunningSimulators, name: string): Promise<Side> {
	const world = await World.startBeside(simulators, name, { oneClock: true, settings: { lanes: orderLanes } });
	return {
		simulators,
		n8n: world.n8n,
		start: async () => void (await world.startSync()),
		press: () => world.press(),
		later: (minutes) => {
			world.later(minutes);
		},
		mapCostCode: (row) => world.n8n.rest.tables.insert('sap_procore_cost_codes', [row]),
		told: async (key) => {
			const noted = (await world.lastAudit()).filter(({ sap_key, message }) => sap_key === key && message);
			return [...(await world.openExceptions(key)), ...noted].map(messageOf);
		},
		close: () => world.stop(),
	};
}

/** The hand-built flow, in an n8n that has its tables and nothing of ours to call. */
export async function handBuiltSide(simulators: RunningSimulators, name: string, variant: Variant): Promise<Side> {
	const userFolder = join(e2eFolder, name);
	rmSync(userFolder, { recursive: true, force: true });
	const addresses: Addresses = {
		sap: simulators.sap.url,
		procore: simulators.procore.url,
		companyId: String(simulators.dataset.procore.company.id),
	};
	const clock = new OneClock(join(e2eFolder, `${name}.clock`), simulators);
	const n8n = await startInstance({
		...{ userFolder, packageDir, env: clock.env },
		credentials: credentialsOf(addresses),
		workflows: [
			vendorWorkflow(addresses),
			contractWorkflow(addresses, variant),
			mainWorkflow(addresses, variant),
		] as Workflow[],
		publish: [workflows.vendor, workflows.contract, workflows.main],
		log: (line) => {
			console.log(`    ${line}`);
		},
	});
	const { rest } = n8n;
	await createTables(n8n, simulators);
	return {
		simulators,
		n8n,
		start: async () => void (await rest.startManually(workflows.main, trigger)),
		press: () => rest.runManually(workflows.main, trigger, 7_200_000),
		later: (minutes) => {
			simulators.sap.simulator.clock.advance(minutes * 60_000);
			clock.tell();
		},
		mapCostCode: (row) => rest.tables.insert(tables.costCodes, [row]),
		told: async (key) => (await rest.tables.rows(tables.log)).filter((row) => row.key === key).map(messageOf),
		close: () => n8n.stop(),
	};
}

const messageOf = ({ message }: Row) => String(message);

function credentialsOf({ sap, procore }: Addresses): Credential[] {
	const oAuth2 = { grantType: 'clientCredentials', scope: '' };
	return [
		{
			...credentials.sap,
			type: 'oAuth2Api',
			data: {
				...oAuth2,
				...demoCredentials.sap,
				accessTokenUrl: `${sap}/sap/bc/sec/oauth2/token`,
				authentication: 'header',
			},
		},
		{
			...credentials.procore,
			type: 'oAuth2Api',
			data: {
				...oAuth2,
				...demoCredentials.procore,
				accessTokenUrl: `${procore}/oauth/token`,
				authentication: 'body',
			},
		},
	];
}

/** The tables that people fill are those of the package, row by row. */
async function createTables({ rest }: Instance, { dataset }: RunningSimulators): Promise<void> {
	const { sap_procore_projects: roster, sap_procore_cost_codes: costCodes } = dataset.tables;
	const text = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 'string']));
	await rest.tables.create(tables.state, text('key', 'value'));
	await rest.tables.create(tables.log, text('what', 'key', 'message'));
	await rest.tables.create(tables.vendors, text('supplier', 'vendor_id'));
	await rest.tables.create(tables.contracts, text('origin_id', 'contract_id'));
	await rest.tables.create(tables.roster, packageTables.sap_procore_projects ?? {});
	await rest.tables.insert(tables.roster, roster);
	await rest.tables.create(tables.costCodes, packageTables.sap_procore_cost_codes ?? {});
	await rest.tables.insert(tables.costCodes, costCodes);
}
