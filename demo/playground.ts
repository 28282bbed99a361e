import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Instance, startInstance } from '../tools/n8n/instance.ts';
import type { Credential, Workflow } from '../tools/n8n/import.ts';
import type { Log, N8nInstall } from '../tools/n8n/install.ts';
import type { Queue } from '../tools/n8n/queue.ts';
import { fillTables } from './mappingTables.ts';
import { applySettings, type Settings } from './syncSettings.ts';
import { costAccounts } from '../simulators/data/costs/accounts.ts';
import { type RunningSimulators, startSimulators, type SimulatorsOptions } from '../simulators/index.ts';
import {
	type Access,
	credentialsFor,
	type MailServer,
	newAccess,
	outsideCredentials,
	type SapApis,
} from './credentials.ts';
import { reportTemplateWith } from './reportTemplate.ts';

/** The template workflow, and the trigger that a person presses. */
export const syncWorkflow = { id: 'sapProcoreSync01', trigger: 'Run now', schedule: 'Every hour' };

/** The error workflow: n8n starts it when a run of the sync ends as an error. */
export const alertWorkflow = { id: 'sapProcoreAlert01' };

/** Pages, files and the mail of the month end. */
export const reportWorkflow = { id: 'sapProcoreReport1', trigger: 'Run now', schedule: 'On the 1st at 6:00' };

/** An n8n with the package in it, between an SAP and a Procore. */
export interface Playground {
	simulators: RunningSimulators;
	n8n: Instance;
	access: Access;
	close(): Promise<void>;
}

export interface PlaygroundOptions extends SimulatorsOptions, SapApis {
	/** The checkout, with `dist/` built. */
	packageDir: string;
	/** Folder of n8n's own: database, log, installed package. */
	userFolder: string;
	/** Keep what the folder holds from an earlier start. */
	keepFolder?: boolean;
	port?: number;
	/** Values for the panels of the sync. */
	settings?: Settings;
	/** Leave the tables that people fill empty, as in a new installation. */
	emptyTables?: boolean;
	/** More environment variables for n8n. */
	env?: Record<string, string>;
	/** n8n in queue mode. */
	queue?: Queue;
	/** Another n8n than the usual one. */
	install?: N8nInstall;
	/** Values for the Settings node of the error workflow. */
	alertSettings?: Record<string, string | number | boolean>;
	/** Values for the panels of the reports. */
	reportSettings?: Record<string, string | number | boolean>;
	mail?: MailServer;
	/** Credentials beside those of the template. */
	credentials?: Credential[];
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
	const access = newAccess();
	try {
		const n8n = await startInstance({
			userFolder: options.userFolder,
			packageDir: options.packageDir,
			credentials: [
				...credentialsFor(simulators, options),
				...outsideCredentials(access, options.mail),
				...(options.credentials ?? []),
			],
			workflows: [
				syncTemplateWith(options.packageDir, options.settings ?? {}),
				templateWith(options.packageDir, options.alertSettings ?? {}, 'sap-procore-alert'),
				reportTemplateWith(options.packageDir, options.reportSettings ?? {}),
			],
			publish: [alertWorkflow.id, syncWorkflow.id, reportWorkflow.id],
			log: options.log,
			...(options.env ? { env: options.env } : {}),
			...(options.queue ? { queue: options.queue } : {}),
			...(options.install ? { install: options.install } : {}),
			...(options.port === undefined ? {} : { port: options.port }),
		});
		if (!options.emptyTables && !options.keepFolder) await fillTables(n8n.rest.tables, simulators.dataset.tables);
		return {
			simulators,
			n8n,
			access,
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

/** The sync as it is shipped, but past its first preview, with other values in its panels. */
export function syncTemplateWith(packageDir: string, settings: Settings): Workflow {
	const workflow = readTemplate(packageDir, 'sap-procore-sync');
	applySettings(workflow, { mode: 'delta', costAccounts, ...settings });
	return workflow;
}

const readTemplate = (packageDir: string, name: string) =>
	JSON.parse(readFileSync(join(packageDir, 'workflows', `${name}.json`), 'utf8')) as Workflow;

interface SettingsNode {
	name: string;
	parameters: { assignments: { assignments: Array<{ name: string; value: unknown }> } };
}

/** Another template as it is shipped, with other values in its Settings node. */
export function templateWith(
	packageDir: string,
	settings: Record<string, unknown>,
	template: 'sap-procore-alert' | 'sap-procore-report',
): Workflow {
	const workflow = readTemplate(packageDir, template);
	const node = workflow.nodes.find(({ name }) => name === 'Settings') as unknown as SettingsNode;
	for (const [name, value] of Object.entries(settings)) {
		const assignment = node.parameters.assignments.assignments.find((each) => each.name === name);
		if (!assignment) throw new Error(`The Settings node has no value "${name}"`);
		assignment.value = value;
	}
	return workflow;
}
