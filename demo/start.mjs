// Entry of `npm run demo` and `npm run simulators`: works on a fresh clone with nothing but Node 20 and npm.
import { ensureBuilt, ensureInstalled, runWithNode24 } from './bootstrap/install.mjs';

const [first, ...rest] = process.argv.slice(2);
const simulators = first === 'simulators';

try {
	await ensureInstalled();
	if (!simulators) await ensureBuilt();
	process.exitCode = simulators
		? await runWithNode24('demo/simulators/main.ts', rest)
		: await runWithNode24('demo/main.ts', process.argv.slice(2));
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
