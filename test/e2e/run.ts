// Runs the end-to-end tests, two files at a time, then holds all their traffic against what SAP and Procore publish.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cleanUp, packageDir, trafficFile } from './support/world.ts';

const only = process.argv.slice(2);
const files = readdirSync(import.meta.dirname)
	.filter((name) => name.endsWith('.test.ts') && (only.length === 0 || only.some((part) => name.includes(part))))
	.sort()
	.map((name) => join(import.meta.dirname, name));

cleanUp();
const tests = spawnSync(process.execPath, ['--test', '--test-concurrency=2', '--test-reporter=spec', ...files], {
	stdio: 'inherit',
});
if (tests.status !== 0) process.exit(tests.status ?? 1);

const check = join(packageDir, '..', 'shared', 'checks', 'check-traffic.mjs');
if (existsSync(check)) {
	console.log('\nTraffic of all end-to-end tests against the published APIs:');
	const { status } = spawnSync(process.execPath, [check, trafficFile], { stdio: 'inherit' });
	process.exit(status ?? 1);
}
console.log('\nThe traffic was not held against the published APIs: there is no ../shared here.');
