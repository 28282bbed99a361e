// Runs the end-to-end tests, then holds all their traffic against what SAP and Procore publish.
import { existsSync } from 'node:fs';
import { alone, runFiles } from '../support/runFiles.ts';
import { checkTraffic } from '../support/traffic.ts';
import { cleanUp, trafficFile } from './support/world.ts';

cleanUp();
// The longest have the highest numbers.
const passed = await runFiles(import.meta.dirname, process.argv.slice(2), {
	groups: (names) => alone(names).reverse(),
});
// Files that ask only what is not published leave none.
const traffic = existsSync(trafficFile) ? () => checkTraffic(trafficFile, 'all end-to-end tests') : () => 0;
process.exit(passed ? traffic() : 1);
