import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommand } from './import.ts';
import type { N8nInstall } from './install.ts';

/**
 * Gives a user folder without a database the one that n8n makes when it finds none: empty, with all migrations. They take
 * longer than the rest of a start, so they are run once and kept beside the installation.
 */
export async function giveDatabase(userFolder: string, install: N8nInstall): Promise<void> {
	const file = join(userFolder, '.n8n', 'database.sqlite');
	if (existsSync(file)) return;
	const kept = join(dirname(install.modulesDir), 'empty.sqlite');
	if (!existsSync(kept)) await keepEmpty(kept, install);
	await mkdir(dirname(file), { recursive: true });
	await copyFile(kept, file);
}

async function keepEmpty(kept: string, install: N8nInstall): Promise<void> {
	const userFolder = await mkdtemp(join(tmpdir(), 'n8n-empty-'));
	try {
		await runCommand(install, { userFolder, port: 5678, brokerPort: 5679 }, ['list:workflow']);
		// Loaded here, because Node 24 has it and the tools that read this file for tests may not.
		const { DatabaseSync } = await import('node:sqlite');
		const database = new DatabaseSync(join(userFolder, '.n8n', 'database.sqlite'));
		// What n8n has not yet written back from its log is in the copy, too.
		const copy = join(dirname(kept), `empty-${String(process.pid)}.sqlite`);
		database.prepare('VACUUM INTO ?').run(copy);
		database.close();
		await rename(copy, kept);
	} finally {
		await rm(userFolder, { recursive: true, force: true });
	}
}
