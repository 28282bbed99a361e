// Runs on the Node that the user happens to have (20 or newer) and before any package is installed: no dependencies.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withPathFirst, withoutNpmVariables } from './env.cjs';
import { hashOf, isStale, sameAsInstalled, stampMatches } from './stamps.cjs';
import { runStep } from './steps.mjs';

/** The checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const bin = join(root, 'node_modules', '.bin');
const cache = join(root, 'node_modules', '.cache', 'n8n-nodes-sap-procore');
const installStamp = join(cache, 'package-lock.sha256');
// Not in dist/, which is published as it is.
const buildStamp = join(cache, 'built');
const logFile = join(root, '.demo', 'logs', 'install.log');
const buildSources = ['nodes', 'credentials', 'workflows', 'tools/build', 'package.json'];

/** Node 24 from the `node` package: n8n 2 needs it, whatever Node the machine has. */
export const node24 = join(bin, process.platform === 'win32' ? 'node.exe' : 'node');

const print = (/** @type {string} */ line) => console.log(line);

/** The environment of every command: no settings of an outer npm, Node 24 and our own tools first in the path. */
export function toolEnvironment() {
	return withPathFirst(withoutNpmVariables(process.env), bin, delimiter);
}

/**
 * Installs the packages of package-lock.json, unless node_modules already holds exactly those.
 *
 * Scripts of dependencies stay off; only the `node` package needs its own, which puts Node 24 into node_modules/.bin.
 *
 * @param {{ log?: (line: string) => void }} [options]
 */
export async function ensureInstalled({ log = print } = {}) {
	const hash = hashOf(join(root, 'package-lock.json'));
	if (existsSync(node24) && (stampMatches(installStamp, hash) || installedByHand()))
		return writeStamp(installStamp, hash);
	const npm = { command: 'npm', cwd: root, logFile, log };
	// npm itself runs on the user's Node: the one below node_modules is about to be replaced.
	const env = withoutNpmVariables(process.env);
	rmSync(installStamp, { force: true });
	const flags = ['--ignore-scripts', '--no-audit', '--no-fund'];
	try {
		await runStep({ ...npm, env, title: 'Installing packages', args: ['ci', ...flags] });
	} catch {
		// `npm ci` refuses a lock that names no optional package for this platform, or one that the registry does not
		// have. `npm install` takes what the lock names and leaves the rest to npm; --no-save keeps the lock as it is.
		log('npm ci refused the lock file; trying npm install');
		await runStep({ ...npm, env, title: 'Installing packages', args: ['install', '--no-save', ...flags] });
	}
	await runStep({ ...npm, env, title: 'Setting up Node 24', args: ['rebuild', 'node'] });
	writeStamp(installStamp, hash);
}

function installedByHand() {
	const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(root, name), 'utf8'));
	const record = 'node_modules/.package-lock.json';
	return existsSync(join(root, record)) && sameAsInstalled(read('package-lock.json'), read(record));
}

function writeStamp(/** @type {string} */ file, /** @type {string} */ content) {
	mkdirSync(cache, { recursive: true });
	writeFileSync(file, content);
}

/**
 * Builds the package into dist/ when it is missing or older than its sources.
 *
 * @param {{ log?: (line: string) => void }} [options]
 */
export async function ensureBuilt({ log = print } = {}) {
	const sources = buildSources.map((name) => join(root, name));
	if (existsSync(join(root, 'dist')) && !isStale(buildStamp, sources)) return;
	const started = new Date();
	const env = toolEnvironment();
	await runStep({
		command: 'npm',
		args: ['run', 'build'],
		cwd: root,
		env,
		logFile,
		log,
		title: 'Building the package',
	});
	writeStamp(buildStamp, started.toISOString());
	// A source saved while the build ran is newer than what was built.
	utimesSync(buildStamp, started, started);
}

/**
 * Runs a file with Node 24 in this terminal and ends with its exit code. Signals go to it, so that Ctrl+C or a
 * supervisor's SIGTERM lets it stop what it started.
 *
 * @param {string} file relative to the checkout
 * @param {string[]} [args]
 * @returns {Promise<number>} its exit code (128 + n where a signal ended it)
 */
export async function runWithNode24(file, args = []) {
	const child = spawn(node24, [join(root, file), ...args], { cwd: root, env: toolEnvironment(), stdio: 'inherit' });
	const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
	// A terminal sends Ctrl+C to the child as well: this process only has to outlive it.
	const ignore = () => undefined;
	process.on('SIGTERM', forward);
	process.on('SIGHUP', forward);
	process.on('SIGINT', ignore);
	try {
		return await new Promise((resolve, reject) => {
			child.once('error', reject);
			child.once('exit', (code, signal) =>
				resolve(code ?? 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15)),
			);
		});
	} finally {
		process.off('SIGTERM', forward);
		process.off('SIGHUP', forward);
		process.off('SIGINT', ignore);
	}
}
