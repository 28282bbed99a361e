import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Instance, startInstance } from '../n8n/instance.ts';
import type { Credential, Workflow } from '../n8n/import.ts';
import type { Log } from '../n8n/install.ts';
import { fillTables } from './mappingTables.ts';
import {
	demoCredentials,
	type RunningSimulators,
	startSimulators,
	type SimulatorsOptions,
} from '../simulators/index.ts';

/** The template workflow, and the trigger that a person presses. */
export const syncWorkflow = { id: 'sapProcoreSync01', trigger: 'Run now', schedule: 'Every day at 5:00 UTC' };

/** An n8n with the package in it, between an SAP and a Procore. */
export interface Playground {
	simulators: RunningSimulators;
	n8n: Instance;
	close(): Promise<void>;
}

export interface PlaygroundOptions extends SimulatorsOptions {
	/** The checkout, with `dist/` built. */
	packageDir: string;
	/** Folder of n8n's own: database, log, installed package. */
	userFolder: string;
	/** Keep what the folder holds from an earlier start. */
	keepFolder?: boolean;
	port?: number;
	/** Values for the workflow's Settings node. */
	settings?: Record<string, string | number | boolean>;
	/** Which purchase order service the SAP credential names; V4 by default. */
	purchaseOrderApi?: 'V2' | 'V4';
	/** Leave the tables that people fill empty, as in a new installation. */
	emptyTables?: boolean;
	/** More environment variables for n8n. */
	env?: Record<string, string>;
	/** Simulators that run already; they are left running by `close`. */
	simulators?: RunningSimulators;
	log: Log;
}

/** Starts simulators and n8n, with credentials, the package and the published template in it. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
	if (!options.keepFolder) rmSync(options.userFolder, { recursive: true, force: true });
	const simulators = options.simulators ?? (await startSimulators(options));
	const closeSimulators = async () => {
		if (!options.simulators) await simulators.close();
	};
	if (!options.simulators) {
		if (options.trafficFile) writeFileSync(options.trafficFile, '');
		options.log(simulators.summary);
	}
	try {
		const n8n = await startInstance({
			userFolder: options.userFolder,
			packageDir: options.packageDir,
			credentials: credentialsFor(simulators, options.purchaseOrderApi),
			workflows: [templateWith(options.packageDir, options.settings ?? {})],
			publish: [syncWorkflow.id],
			log: options.log,
			...(options.env ? { env: options.env } : {}),
			...(options.port === undefined ? {} : { port: options.port }),
		});
		if (!options.emptyTables && !options.keepFolder) await fillTables(n8n.rest.tables, simulators.dataset.tables);
		return {
			simulators,
			n8n,
			close: async () => {
				await n8n.stop();
				await closeSimulators();
			},
		};
	} catch (error) {
		await closeSimulators();
		throw error;
	}
}

/** What a consultant enters in the two credentials; ids as the template names them. */
export function credentialsFor({ sap, procore, dataset }: RunningSimulators, purchaseOrderApi = 'V4'): Credential[] {
	return [
		{
			id: 'sapS4HanaCredential',
			name: 'SAP S/4HANA',
			type: 'sapS4HanaOAuth2Api',
			data: { ...demoCredentials.sap, apiUrl: sap.url, systemId: dataset.system, language: 'EN', purchaseOrderApi },
		},
		{
			id: 'procoreCredential0',
			name: 'Procore',
			type: 'procoreOAuth2Api',
			data: {
				...demoCredentials.procore,
				environment: 'custom',
				loginUrl: procore.url,
				apiUrl: procore.url,
				companyId: String(dataset.procore.company.id),
			},
		},
	];
}

interface SettingsNode {
	name: string;
	parameters: { assignments: { assignments: Array<{ name: string; value: unknown }> } };
}

/** The template as it is shipped, with other values in its Settings node. */
export function templateWith(packageDir: string, settings: Record<string, unknown>): Workflow {
	const workflow = JSON.parse(readFileSync(join(packageDir, 'workflows', 'sap-procore-sync.json'), 'utf8')) as Workflow;
	const node = workflow.nodes.find(({ name }) => name === 'Settings') as unknown as SettingsNode;
	for (const [name, value] of Object.entries(settings)) {
		const assignment = node.parameters.assignments.assignments.find((each) => each.name === name);
		if (!assignment) throw new Error(`The Settings node has no value "${name}"`);
		assignment.value = value;
	}
	return workflow;
}
