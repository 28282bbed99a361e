import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { withPathFirst, withoutNpmVariables } from '../bootstrap/env.cjs';
import { runStep } from '../bootstrap/steps.mjs';
import { n8nFolder, n8nVersion, nodePackage, nodeVersion } from './cache.ts';
import { withLock } from './lock.ts';

const run = promisify(execFile);

export interface N8nInstall {
	/** n8n's start file, to be run with `nodeBin`. */
	n8nBin: string;
	/** Node 24, against which n8n's native modules were compiled. */
	nodeBin: string;
	/** The node_modules folder n8n is in. */
	modulesDir: string;
	version: string;
}

export type Log = (line: string) => void;

/**
 * n8n, installed once for the machine and used by every checkout and test run after that.
 *
 * The install takes about eight minutes. It is finished only when the stamp file is there, which is written last;
 * whatever a broken-off attempt left is completed by the next one, and two attempts at once wait for each other.
 */
export async function ensureN8n({ log }: { log: Log }): Promise<N8nInstall> {
	const folder = n8nFolder();
	const stamp = join(folder, '.complete');
	if (await isStamped(stamp)) return await located(folder);
	const onWait = (holder: string) => {
		log(`Another process (${holder}) is installing n8n; waiting for it.`);
	};
	await withLock(
		`${folder}.lock`,
		async () => {
			if (await isStamped(stamp)) return;
			if (!(await works(folder))) await install(folder, log);
			await writeFile(`${stamp}.new`, stampContent());
			await rename(`${stamp}.new`, stamp);
		},
		{ onWait },
	);
	return await located(folder);
}

/** A home folder may be shared by machines of different kinds: the native modules fit only one. */
function stampContent(): string {
	return `n8n ${n8nVersion} node ${nodeVersion} ${process.platform} ${process.arch}\n`;
}

async function isStamped(stamp: string): Promise<boolean> {
	return (await readFile(stamp, 'utf8').catch(() => '')) === stampContent();
}

async function located(folder: string): Promise<N8nInstall> {
	const nodeDir = findNode(folder);
	if (!nodeDir) throw new Error(`Node ${nodeVersion} is missing in ${folder}. Delete that folder and try again.`);
	const modulesDir = join(folder, 'node_modules');
	return await Promise.resolve({
		n8nBin: join(modulesDir, 'n8n', 'bin', 'n8n'),
		nodeBin: join(nodeDir, 'bin', 'node'),
		modulesDir,
		version: n8nVersion,
	});
}

/** The folder with bin/node and include/node: of the platform's own package, or below the generic `node` package. */
function findNode(folder: string): string | undefined {
	const name = nodePackage(process.platform, process.arch) ?? `node-${process.platform}-${process.arch}`;
	const modules = join(folder, 'node_modules');
	return [join(modules, name), join(modules, 'node', 'node_modules', name)].find((dir) =>
		existsSync(join(dir, 'bin', 'node')),
	);
}

/** Whether what is there can really be used: it starts, and the modules with native code load. */
async function works(folder: string): Promise<boolean> {
	const nodeDir = findNode(folder);
	const n8n = join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
	if (!nodeDir || !existsSync(n8n)) return false;
	const node = join(nodeDir, 'bin', 'node');
	const options = { cwd: folder, env: withoutNpmVariables(process.env), timeout: 60_000 };
	try {
		const { stdout } = await run(node, [n8n, '--version'], options);
		await run(node, ['-e', 'require("sqlite3"); require("isolated-vm")'], options);
		return stdout.trim() === n8nVersion;
	} catch {
		return false;
	}
}

async function install(folder: string, log: Log): Promise<void> {
	const logFile = join(dirname(folder), `install-n8n-${n8nVersion}.log`);
	log(`n8n ${n8nVersion} is installed once into ${folder} (3 GB, about 8 minutes).`);
	await mkdir(folder, { recursive: true });
	await rm(join(folder, '.complete'), { force: true });
	// Kept when it is there: npm removes what its package.json does not name, such as the Node of an earlier attempt.
	const manifest = join(folder, 'package.json');
	if (!existsSync(manifest)) await writeFile(manifest, JSON.stringify({ name: 'n8n-cache', private: true }));
	const clean = withoutNpmVariables(process.env);
	const npm = { command: 'npm', cwd: folder, logFile, log };
	const quiet = ['--no-audit', '--no-fund'];
	try {
		await installNode(folder, { ...npm, env: clean }, quiet);
		const nodeDir = findNode(folder);
		if (!nodeDir) throw new Error(`The Node ${nodeVersion} package holds no bin/node.`);
		const env = withPathFirst(clean, join(nodeDir, 'bin'), delimiter);
		// Without --ignore-scripts the whole install fails where one optional Kafka library cannot fetch its binary.
		const args = ['install', `n8n@${n8nVersion}`, '--ignore-scripts', ...quiet];
		await runStep({ ...npm, env, title: 'Installing n8n', args });
		await runStep({
			...npm,
			// The headers came with the Node package: nothing to download, and the same version to the letter.
			env: { ...env, npm_config_nodedir: nodeDir },
			title: "Compiling n8n's database driver and sandbox",
			args: ['rebuild', 'sqlite3', 'isolated-vm'],
		});
	} catch (error) {
		throw new Error(`${messageOf(error)}\n${advice(folder)}`);
	}
	if (!(await works(folder))) {
		throw new Error(`n8n was installed but does not start. The output of npm is in ${logFile}.\n${advice(folder)}`);
	}
}

type Npm = Omit<Parameters<typeof runStep>[0], 'title' | 'args'>;

async function installNode(folder: string, npm: Npm, quiet: string[]): Promise<void> {
	if (findNode(folder)) return;
	const own = nodePackage(process.platform, process.arch);
	const title = `Installing Node ${nodeVersion} for n8n`;
	try {
		if (!own) throw new Error(`no package of its own for ${process.platform} ${process.arch}`);
		await runStep({ ...npm, title, args: ['install', `${own}@${nodeVersion}`, '--ignore-scripts', ...quiet] });
	} catch (error) {
		npm.log(`${messageOf(error).split('\n')[0] ?? ''}; trying the generic package.`);
		// Its own script picks the right binary, so here scripts must run.
		await runStep({ ...npm, title, args: ['install', `node@${nodeVersion}`, ...quiet] });
	}
}

function advice(folder: string): string {
	return [
		'What to do: run the same command again (it goes on where it stopped).',
		'If the network was the cause, check the npm registry and proxy settings;',
		'if compiling failed, install Python 3, make and a C++ compiler;',
		`if neither helps, delete ${folder} and start over.`,
	].join('\n');
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
