// Runs the tests of the template on n8n's engine, then holds the traffic of their scenarios against what SAP and Procore
// publish.
import { rmSync } from 'node:fs';
import { runFiles } from '../support/runFiles.ts';
import { checkTraffic } from '../support/traffic.ts';
import { trafficFile } from './support/traffic.ts';

const longest = /^(mappingEffects|schedules|reasons|seed|costsSeed)\b/;

rmSync(trafficFile, { force: true });
const passed = await runFiles(import.meta.dirname, process.argv.slice(2), (names) =>
	names.sort((a, b) => Number(longest.test(b)) - Number(longest.test(a))),
);
process.exit(passed ? checkTraffic(trafficFile, 'the scenarios on the engine') : 1);
