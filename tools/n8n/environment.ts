import { delimiter, dirname } from 'node:path';
import { withPathFirst, withoutNpmVariables } from '../bootstrap/env.cjs';
import { type Queue, queueEnvironment } from './queue.ts';

/** The heap of a small server. Where V8 may take several GB it collects late, and what a run needs would not show. */
export const heapOption = '--max-old-space-size=512';

/** Variables with which a person may run an n8n of their own: with them ours would open their database or queue. */
const foreign =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|CREDENTIALS_|NODES_|NODE_FUNCTION_|WORKFLOWS_|WEBHOOK_|OFFLOAD_|EXTERNAL_|NODE_OPTIONS$|NODE_PATH$|NODE_ENV$|JEST_)/;

export interface N8nSettings {
	/** The folder that holds `.n8n` (database, key, packages): all that this n8n knows. */
	userFolder: string;
	port: number;
	/** Where n8n's own task runner connects; two instances cannot share it. */
	brokerPort: number;
	nodeBin: string;
	/** Queue mode on PostgreSQL; without it one process on a SQLite database in the folder. */
	queue?: Queue;
}

/**
 * The environment of every n8n process, server or command: its own database (SQLite in its own folder, or that of its
 * queue), reachable from this machine only, every execution kept, and no call to n8n's servers (telemetry, versions,
 * templates, banners, package lists, licence), so that it starts and works without a network.
 */
export function n8nEnvironment(settings: N8nSettings, inherited: NodeJS.ProcessEnv = process.env) {
	const kept = Object.entries(withoutNpmVariables(inherited)).filter(([name]) => !foreign.test(name));
	const local = 'localhost,127.0.0.1,::1';
	const noProxy = [inherited.NO_PROXY ?? inherited.no_proxy, local].filter(Boolean).join(',');
	const url = `http://localhost:${String(settings.port)}/`;
	return {
		...withPathFirst(Object.fromEntries(kept), dirname(settings.nodeBin), delimiter),
		// The simulators are on this machine: a proxy of the company must not be asked for them.
		NO_PROXY: noProxy,
		no_proxy: noProxy,
		NO_COLOR: '1',
		N8N_USER_FOLDER: settings.userFolder,
		N8N_PORT: String(settings.port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_EDITOR_BASE_URL: url,
		N8N_WEBHOOK_URL: url,
		N8N_RUNNERS_BROKER_PORT: String(settings.brokerPort),
		DB_TYPE: 'sqlite',
		GENERIC_TIMEZONE: 'UTC',
		// The log-in cookie must also work over plain http.
		N8N_SECURE_COOKIE: 'false',
		N8N_PYTHON_ENABLED: 'false',
		EXECUTIONS_DATA_SAVE_ON_ERROR: 'all',
		EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'all',
		EXECUTIONS_DATA_SAVE_MANUAL_EXECUTIONS: 'true',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		// Ours comes from a folder, so it is not one of those that n8n has verified and lists.
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		// Fetches a list from n8n's servers on every start.
		N8N_DISABLED_MODULES: 'mcp-registry',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		NODE_OPTIONS: heapOption,
		...(settings.queue ? queueEnvironment(settings.queue) : {}),
	};
}
