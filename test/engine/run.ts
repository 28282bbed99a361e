// Runs the tests of the template on n8n's engine, then holds the traffic of their scenarios against what SAP and Procore
// publish.
import { rmSync } from 'node:fs';
import { alone, runFiles } from '../support/runFiles.ts';
import { checkTraffic } from '../support/traffic.ts';
import { trafficFile } from './support/traffic.ts';

const longest = /^(mappingEffects|schedules|reasons|seed|costsSeed)\b/;
/** Loading n8n takes a process some three seconds. */
const processesForTheRest = 6;

function groups(names: string[]): string[][] {
	const others = names.filter((name) => !longest.test(name));
	const shared = Array.from({ length: processesForTheRest }, (_, part) =>
		others.filter((_name, index) => index % processesForTheRest === part),
	);
	return [...alone(names.filter((name) => longest.test(name))), ...shared.filter((group) => group.length > 0)];
}

rmSync(trafficFile, { force: true });
const passed = await runFiles(import.meta.dirname, process.argv.slice(2), { groups });
process.exit(passed ? checkTraffic(trafficFile, 'the scenarios on the engine') : 1);
