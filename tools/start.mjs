// Entry of the playground's commands: works on a fresh clone with nothing but Node 20 and npm.
import { ensureBuilt, ensureInstalled, runWithNode24 } from './bootstrap/install.mjs';

const commands = {
	demo: { script: 'demo/main.ts', needsBuild: true },
	dev: { script: 'demo/dev.ts', needsBuild: true },
	pictures: { script: 'tools/pictures/main.ts', needsBuild: true },
	simulators: { script: 'simulators/main.ts', needsBuild: false },
};

const [first, ...rest] = process.argv.slice(2);
const named = first !== undefined && first in commands;
const { script, needsBuild } = commands[/** @type {keyof typeof commands} */ (named ? first : 'demo')];

try {
	await ensureInstalled();
	if (needsBuild) await ensureBuilt();
	process.exitCode = await runWithNode24(script, named ? rest : process.argv.slice(2));
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
