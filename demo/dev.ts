// The playground for whoever changes a node: what is saved below nodes/ or credentials/ is compiled, and n8n takes the
// nodes anew without a restart. Like `n8n-node dev`, on the n8n that the tests use.
import { watch } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { context } from 'esbuild';
import { bundling, dist, packageDir } from '../tools/build/bundle.ts';
import { owner } from '../tools/n8n/rest.ts';
import { startPlayground } from './playground.ts';

const userFolder = join(packageDir, '.demo', 'dev');
/** Where n8n has the package, and watches it. */
const installed = join(userFolder, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-sap-procore', 'dist');
/** Long enough for what the compiler writes at once to come as one change. */
const settleMs = 300;
/** What the compiler does not carry over: icons, codex files, output schemas. */
const isAsset = (file: string) => /\.(svg|json)$/.test(file);

const log = (line: string) => {
	console.log(line);
};

const playground = await startPlayground({
	...{ packageDir, userFolder, port: 5678, limits: false, dataset: 'tour', log },
	env: { N8N_DEV_RELOAD: 'true' },
});
const compiler = await context({ ...bundling(), logLevel: 'info' });
await compiler.watch();

let pending: NodeJS.Timeout | undefined;
const install = () => {
	clearTimeout(pending);
	pending = setTimeout(() => {
		cp(dist, installed, { recursive: true, force: true }).then(
			() => {
				log('n8n takes the nodes anew: reload the page of the editor to see changed panels');
			},
			(error: unknown) => {
				console.error(error);
			},
		);
	}, settleMs);
};
const watchers = [
	watch(dist, { recursive: true }, install),
	watch(join(packageDir, 'nodes'), { recursive: true }, (_event, file) => {
		if (file === null || !isAsset(file)) return;
		cp(join(packageDir, 'nodes', file), join(dist, 'nodes', file)).catch(() => {
			log(`${file} is gone: run the command again`);
		});
	}),
];

log(`\n${playground.n8n.url}, log in as ${owner.email} with the password ${owner.password}`);
log('Change a file below nodes/ or credentials/. Press Ctrl+C to stop.');
await new Promise<void>((resolve) => {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
});
for (const watcher of watchers) watcher.close();
await compiler.dispose();
await playground.close();
