import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { n8nEnvironment, type N8nSettings } from './environment.ts';
import type { N8nInstall } from './install.ts';

const run = promisify(execFile);

/** A credential as n8n's import takes it: plain data, which n8n encrypts with its own key while it imports. */
export interface Credential {
	/** At most 36 characters; workflows name it. */
	id: string;
	name: string;
	type: string;
	data: Record<string, unknown>;
}

/** A workflow as n8n exports it. The id stays the same however often it is imported. */
export interface Workflow {
	id: string;
	name: string;
	nodes: Record<string, unknown>[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
	[more: string]: unknown;
}

/**
 * Puts credentials and workflows into the database of an n8n that is **not running**.
 *
 * The commands, and not the REST API, because only they keep the ids of workflows and credentials: so the nodes of an
 * imported workflow find their credentials, and a second import replaces instead of adding. They also work before an
 * owner exists; what they import belongs to whoever sets up the instance later. A running n8n would neither notice
 * nor activate what they write. Each command starts n8n once (about 5 s), so all of a kind go in one file.
 *
 * Workflows arrive unpublished, whatever their JSON says. Publishing is left to the REST API after the start: the
 * command `publish:workflow` needs one more start of n8n for each workflow, and validates nothing.
 */
export async function importAll(
	install: N8nInstall,
	settings: Omit<N8nSettings, 'nodeBin'>,
	{ credentials, workflows }: { credentials: Credential[]; workflows: Workflow[] },
): Promise<void> {
	if (credentials.length > 0) await importFile(install, settings, 'import:credentials', credentials);
	if (workflows.length > 0) await importFile(install, settings, 'import:workflow', workflows);
}

async function importFile(
	install: N8nInstall,
	settings: Omit<N8nSettings, 'nodeBin'>,
	command: 'import:credentials' | 'import:workflow',
	content: { name: string }[],
): Promise<void> {
	// Secrets in plain text: a folder that only this user can read, gone right after.
	const folder = await mkdtemp(join(tmpdir(), 'n8n-import-'));
	try {
		const file = join(folder, 'import.json');
		await writeFile(file, JSON.stringify(content), { mode: 0o600 });
		const output = await runCommand(install, settings, [command, `--input=${file}`]);
		// The commands report most failures as a line in the log and end with 0.
		if (!new RegExp(`Successfully imported ${String(content.length)} `).test(output)) {
			throw new Error(`n8n ${command} did not import everything:\n${output}`);
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Runs one of n8n's commands on the user folder and answers what it printed. */
export async function runCommand(
	install: N8nInstall,
	settings: Omit<N8nSettings, 'nodeBin'>,
	args: string[],
): Promise<string> {
	const env = n8nEnvironment({ ...settings, nodeBin: install.nodeBin });
	const options = { cwd: settings.userFolder, env, timeout: 180_000, maxBuffer: 64 * 1024 * 1024 };
	try {
		const { stdout, stderr } = await run(install.nodeBin, [install.n8nBin, ...args], options);
		return `${stdout}${stderr}`.trim();
	} catch (error) {
		const output =
			error instanceof Error && 'stdout' in error && 'stderr' in error ? [error.stdout, error.stderr] : [error];
		throw new Error(`n8n ${args[0] ?? ''} failed:\n${output.map(String).join('\n')}`);
	}
}
