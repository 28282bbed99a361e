// The whole test run, from a fresh clone with nothing but Node 20 and npm.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../tools/bootstrap/install.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Titles and npm scripts. What stands together runs at the same time: each of these uses one processor. */
const steps = [
	[
		['Lint', 'lint'],
		['Types', 'typecheck'],
		['Build', 'build'],
	],
	[['Rules, clients and simulators', 'test:unit']],
	[['Nodes on n8n-core', 'test:node']],
	[['The template on n8n-core', 'test:engine']],
	[['End to end in a real n8n', 'test:e2e']],
];

await ensureInstalled();
const env = { ...process.env, PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH };
const started = Date.now();
const secondsSince = (at) => Math.round((Date.now() - at) / 1000);

async function run([title, script]) {
	const at = Date.now();
	const child = spawn('npm', ['run', '--silent', script], { cwd: root, env, stdio: 'inherit' });
	const [status] = await once(child, 'exit');
	console.log(`${title}: ${status === 0 ? 'passed in' : 'did not pass, after'} ${secondsSince(at)} s`);
	return status ?? 1;
}

for (const [index, step] of steps.entries()) {
	console.log(`\n[${index + 1}/${steps.length}] ${step.map(([title]) => title).join(', ')}`);
	const failed = (await Promise.all(step.map(run))).find((status) => status !== 0);
	if (failed !== undefined) process.exit(failed);
}
console.log(`\nEverything passed in ${secondsSince(started)} s.`);
