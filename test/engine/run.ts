// Runs the tests of the template on n8n's engine, two files at a time, then holds the traffic of its scenarios against what
// SAP and Procore publish.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkTraffic } from '../support/traffic.ts';
import { trafficFile } from './support/traffic.ts';

const only = process.argv.slice(2);
const files = readdirSync(import.meta.dirname)
	.filter((name) => name.endsWith('.test.ts') && (only.length === 0 || only.some((part) => name.includes(part))))
	.sort()
	.map((name) => join(import.meta.dirname, name));

rmSync(trafficFile, { force: true });
const tests = spawnSync(process.execPath, ['--test', '--test-concurrency=2', '--test-reporter=spec', ...files], {
	stdio: 'inherit',
});
process.exit(tests.status === 0 ? checkTraffic(trafficFile, 'the scenarios on the engine') : (tests.status ?? 1));
