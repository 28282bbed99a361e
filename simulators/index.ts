import { datasetSummary, generateDataset } from './data/dataset.ts';
import type { Dataset, DatasetName } from './data/types.ts';
import { createClock } from './core/clock.ts';
import { type RunningServer, type ServerTls, startServer } from './core/server.ts';
import { TrafficRecorder } from './core/traffic.ts';
import { createProcoreSimulator } from './procore/index.ts';
import { createSapSimulator } from './sap/index.ts';
import type { Authentication } from './sap/options.ts';

/** Client ids and secrets of both simulators. They open nothing but these. */
export const demoCredentials = {
	sap: { clientId: 'DEMO_SAP_CLIENT', clientSecret: 'demo-sap-secret' },
	procore: { clientId: 'demo-procore-client', clientSecret: 'demo-procore-secret' },
} as const;

export interface SimulatorsOptions {
	dataset: DatasetName;
	/** How much of the data set `large`; all of it when left out. */
	factor?: number;
	/** Any free port when left out. */
	sapPort?: number;
	procorePort?: number;
	/** Where every request of both is written, one JSON line each. */
	trafficFile?: string;
	/** Procore starts with its projects but without vendors and contracts. */
	procoreEmpty?: boolean;
	/** False switches Procore's rate windows off. */
	limits?: boolean;
	/** The one way to log on to SAP. Default `oauth`. */
	sapAuthentication?: Authentication;
	/** SAP by https, asking for client certificates. */
	sapTls?: ServerTls;
	/** ISO 8601 start of the simulated time that both share; real time when left out. */
	clockStart?: string;
}

export interface RunningSimulators {
	sap: RunningServer;
	procore: RunningServer;
	dataset: Dataset;
	/** What both hold, for the console. */
	summary: string;
	close(): Promise<void>;
}

/**
 * Starts an SAP and a Procore on one data set, one clock and one record of traffic.
 * Rejects when a port is taken; nothing is left running then.
 */
export async function startSimulators(options: SimulatorsOptions): Promise<RunningSimulators> {
	const dataset = generateDataset(options.dataset, options.factor);
	if (options.procoreEmpty) Object.assign(dataset.procore, { vendors: [], contracts: [] });
	const { company, ...held } = dataset.procore;
	const clock = createClock(options.clockStart);
	const traffic = new TrafficRecorder(options.trafficFile);
	const sap = createSapSimulator({
		...demoCredentials.sap,
		...dataset.sap,
		...(options.sapAuthentication ? { authentication: options.sapAuthentication } : {}),
		clock,
	});
	const procore = createProcoreSimulator({
		...demoCredentials.procore,
		companyId: company.id,
		companyName: company.name,
		...held,
		limits: options.limits ?? true,
		clock,
	});
	const sapServer = await startServer(sap, {
		port: options.sapPort ?? 0,
		traffic,
		...(options.sapTls ? { tls: options.sapTls } : {}),
	});
	try {
		const procoreServer = await startServer(procore, { port: options.procorePort ?? 0, traffic });
		return {
			sap: sapServer,
			procore: procoreServer,
			dataset,
			summary: datasetSummary(dataset),
			async close() {
				await Promise.all([sapServer.close(), procoreServer.close()]);
			},
		};
	} catch (error) {
		await sapServer.close();
		throw error;
	}
}
