import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { withPathFirst, withoutNpmVariables } from '../bootstrap/env.cjs';
import type { N8nInstall } from './install.ts';
import { type PackageManifest, asInstalled, withPackage } from './manifest.ts';

const run = promisify(execFile);

/**
 * Installs a package into an n8n's user folder the way *Settings > Community nodes* does: what `npm pack` would
 * publish, unpacked, with the dependencies that only its author needs taken out, so that a file missing in the
 * published package is missing here as well.
 *
 * @param packageDir the built package (package.json and dist/)
 */
export async function installPackage(
	packageDir: string,
	userFolder: string,
	install: N8nInstall,
): Promise<PackageManifest> {
	const scratch = await mkdtemp(join(tmpdir(), 'n8n-package-'));
	try {
		const source = await unpack(packageDir, scratch, install);
		const manifest = asInstalled(await readJson<PackageManifest>(join(source, 'package.json')));
		await writeJson(join(source, 'package.json'), manifest);
		if (Object.keys(manifest.dependencies ?? {}).length > 0) {
			await npm(
				['install', '--install-strategy=shallow', '--ignore-scripts', '--no-audit', '--no-fund'],
				source,
				install,
			);
		}
		const nodes = join(userFolder, '.n8n', 'nodes');
		const target = join(nodes, 'node_modules', manifest.name);
		await rm(target, { recursive: true, force: true });
		await mkdir(dirname(target), { recursive: true });
		await cp(source, target, { recursive: true });
		const ledger = join(nodes, 'package.json');
		await writeJson(ledger, withPackage(existsSync(ledger) ? await readJson(ledger) : {}, manifest));
		return manifest;
	} finally {
		await rm(scratch, { recursive: true, force: true });
	}
}

async function unpack(packageDir: string, scratch: string, install: N8nInstall): Promise<string> {
	await npm(['pack', '--ignore-scripts', '--pack-destination', scratch], packageDir, install);
	const archive = (await readdir(scratch)).find((name) => name.endsWith('.tgz'));
	if (!archive) throw new Error(`npm pack made no package of ${packageDir}`);
	await run('tar', ['-xzf', archive], { cwd: scratch });
	return join(scratch, 'package');
}

async function npm(args: string[], cwd: string, install: N8nInstall): Promise<void> {
	const env = withPathFirst(withoutNpmVariables(process.env), dirname(install.nodeBin), delimiter);
	await run('npm', args, { cwd, env, shell: process.platform === 'win32', maxBuffer: 64 * 1024 * 1024 });
}

/**
 * Enters the package into n8n's list of community packages, so that it shows up in *Settings > Community nodes* with
 * its version. n8n loads and runs a package from the folder alone; the two table rows are what its own installation
 * adds after that. n8n must not run. Before its first start or import there is no database
 * to write to; then nothing happens.
 */
export async function registerPackage(
	manifest: PackageManifest,
	userFolder: string,
	install: N8nInstall,
): Promise<void> {
	const file = join(userFolder, '.n8n', 'database.sqlite');
	if (!existsSync(file)) return;
	const folder = join(userFolder, '.n8n', 'nodes', 'node_modules', manifest.name);
	const nodes = await describeNodes(folder, manifest, install);
	// Loaded here, because Node 24 has it and the tools that read this file for tests may not.
	const { DatabaseSync } = await import('node:sqlite');
	const database = new DatabaseSync(file);
	try {
		database.exec('BEGIN IMMEDIATE');
		database.prepare('DELETE FROM installed_nodes WHERE package = ?').run(manifest.name);
		database
			.prepare(
				`INSERT INTO installed_packages (packageName, installedVersion, authorName, authorEmail, createdAt, updatedAt)
				VALUES (?, ?, ?, ?, strftime('%Y-%m-%d %H:%M:%f', 'now'), strftime('%Y-%m-%d %H:%M:%f', 'now'))
				ON CONFLICT (packageName) DO UPDATE SET
				installedVersion = excluded.installedVersion, updatedAt = excluded.updatedAt`,
			)
			.run(manifest.name, manifest.version, manifest.author?.name ?? null, manifest.author?.email ?? null);
		const insert = database.prepare(
			'INSERT INTO installed_nodes (name, type, latestVersion, package) VALUES (?, ?, ?, ?)',
		);
		for (const node of nodes) {
			insert.run(node.displayName, `${manifest.name}.${node.name}`, node.version, manifest.name);
		}
		database.exec('COMMIT');
	} finally {
		database.close();
	}
}

interface NodeEntry {
	name: string;
	displayName: string;
	version: number;
}

/** Loads the node files in a process of their own, which finds n8n's modules as n8n itself would. */
async function describeNodes(folder: string, manifest: PackageManifest, install: N8nInstall): Promise<NodeEntry[]> {
	const script = `
		const [folder, ...files] = process.argv.slice(1);
		const entries = files.map((file) => {
			const name = require('node:path').basename(file).split('.')[0];
			const { description, currentVersion } = new (require(require('node:path').join(folder, file))[name])();
			return {
				name: description.name,
				displayName: description.displayName,
				version: currentVersion ?? [description.version].flat().at(-1),
			};
		});
		process.stdout.write(JSON.stringify(entries));`;
	const { stdout } = await run(install.nodeBin, ['-e', script, folder, ...(manifest.n8n?.nodes ?? [])], {
		env: { ...withoutNpmVariables(process.env), NODE_PATH: install.modulesDir },
	});
	return JSON.parse(stdout) as NodeEntry[];
}

async function readJson<T>(file: string): Promise<T> {
	return JSON.parse(await readFile(file, 'utf8')) as T;
}

async function writeJson(file: string, content: object): Promise<void> {
	await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
}
