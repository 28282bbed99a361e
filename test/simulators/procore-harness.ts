import axios from 'axios';
import type { AxiosInstance, AxiosResponse } from 'axios';
import { createClock } from '../../simulators/core/clock.ts';
import { startServer } from '../../simulators/core/server.ts';
import type { RunningServer } from '../../simulators/core/server.ts';
import { createProcoreSimulator } from '../../simulators/procore/index.ts';
import type { ProcoreChange, ProcoreSimulatorOptions, SimProject, SimVendor } from '../../simulators/procore/index.ts';

export const companyId = 4711;
export const client = { client_id: 'the-client', client_secret: 'the-secret' };

export const projects: SimProject[] = [
	{ id: 101, name: 'Harbour Bridge', project_number: 'P-1', active: true, origin_id: 'sap:S4P:project:P1' },
	{ id: 102, name: 'City Tower', project_number: 'P-2', active: true },
	{ id: 103, name: 'Old Depot', project_number: 'P-3', active: false },
	{ id: 104, name: 'Secret Lab', project_number: 'P-4', active: true, visible: false },
];

export const vendors: SimVendor[] = [
	{
		id: 11,
		name: 'Alpha Steel',
		country_code: 'DE',
		state_code: 'BY',
		origin_id: 'sap:S4P:supplier:1',
		notes: 'rebar',
	},
	{ id: 12, name: 'Beta Concrete', is_active: false, origin_id: 'sap:S4P:supplier:2' },
	{ id: 13, name: 'Gamma Paint', business_register: { type: 'ein', identifier: '123456789' }, origin_code: 'G-13' },
	{ id: 14, name: 'Foreign Co', company_id: 9999, origin_id: 'sap:S4P:supplier:9' },
];

export interface Harness {
	server: RunningServer;
	/** Without a token; every status is an answer, none an exception. */
	bare: AxiosInstance;
	/** With a token and the company header. */
	api: AxiosInstance;
	/** Tells the simulator to change; fails the test when it refuses. */
	change(command: ProcoreChange): Promise<unknown>;
	admin(method: string, path: string, data?: unknown): Promise<AxiosResponse>;
	close(): Promise<void>;
}

/** Asks for a token. */
export function logOn(bare: AxiosInstance, extra: Record<string, unknown> = {}): Promise<AxiosResponse> {
	return bare.post('/oauth/token', { grant_type: 'client_credentials', ...client, ...extra });
}

/** A Procore with the data above, its limits off, on a clock that stands still. */
export async function startProcore(options: Partial<ProcoreSimulatorOptions> = {}): Promise<Harness> {
	const clock = createClock('2026-03-01T08:00:00Z');
	clock.setSpeed(0);
	const simulator = createProcoreSimulator({
		companyId,
		clientId: client.client_id,
		clientSecret: client.client_secret,
		projects,
		vendors,
		limits: false,
		clock,
		...options,
	});
	const server = await startServer(simulator);
	const bare = axios.create({ baseURL: server.url, validateStatus: () => true });
	const token = await logOn(bare);
	const headers = {
		authorization: `Bearer ${String(token.data.access_token)}`,
		'procore-company-id': String(companyId),
	};
	const api = axios.create({ baseURL: server.url, validateStatus: () => true, headers });
	const admin: Harness['admin'] = (method, path, data) => bare.request({ method, url: `/__admin/${path}`, data });
	return {
		server,
		bare,
		api,
		admin,
		change: async (command) => {
			const answer = await admin('POST', 'change', command);
			if (answer.status !== 200) throw new Error(JSON.stringify(answer.data));
			return answer.data.result as unknown;
		},
		close: () => server.close(),
	};
}
