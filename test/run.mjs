// The whole test run, from a fresh clone with nothing but Node 20 and npm.
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../tools/bootstrap/install.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const steps = [
	['Lint', 'npm', ['run', '--silent', 'lint']],
	['Types', 'npm', ['run', '--silent', 'typecheck']],
	['Build', 'npm', ['run', '--silent', 'build']],
	['Rules, clients and simulators', 'npm', ['run', '--silent', 'test:unit']],
	['Nodes on n8n-core', 'npm', ['run', '--silent', 'test:node']],
	['The template on n8n-core', 'npm', ['run', '--silent', 'test:engine']],
	['End to end in a real n8n', 'npm', ['run', '--silent', 'test:e2e']],
];

await ensureInstalled();
const env = { ...process.env, PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH };
const started = Date.now();
for (const [index, [title, command, args]] of steps.entries()) {
	const at = Date.now();
	console.log(`\n[${index + 1}/${steps.length}] ${title}`);
	const { status } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit' });
	if (status !== 0) {
		console.error(`\n${title}: did not pass.`);
		process.exit(status ?? 1);
	}
	console.log(`${title}: passed in ${Math.round((Date.now() - at) / 1000)} s`);
}
console.log(`\nEverything passed in ${Math.round((Date.now() - started) / 1000)} s.`);
