// Runs the end-to-end tests, two files at a time, then holds all their traffic against what SAP and Procore publish.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkTraffic } from '../support/traffic.ts';
import { cleanUp, trafficFile } from './support/world.ts';

const only = process.argv.slice(2);
const files = readdirSync(import.meta.dirname)
	.filter((name) => name.endsWith('.test.ts') && (only.length === 0 || only.some((part) => name.includes(part))))
	.sort()
	// The longest have the highest numbers: begun last, one would run alone at the end.
	.reverse()
	.map((name) => join(import.meta.dirname, name));

cleanUp();
const tests = spawnSync(process.execPath, ['--test', '--test-concurrency=2', '--test-reporter=spec', ...files], {
	stdio: 'inherit',
});
process.exit(tests.status === 0 ? checkTraffic(trafficFile, 'all end-to-end tests') : (tests.status ?? 1));
