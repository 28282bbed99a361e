import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isAlive } from './lock.ts';

const run = promisify(execFile);

/**
 * Ends an n8n that an earlier run of ours left on a user folder because that run itself was killed: two servers on
 * one SQLite database would both run the schedule.
 */
export async function endLeftover(userFolder: string): Promise<void> {
	const pidFile = join(userFolder, 'n8n.pid');
	const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
	// The number may belong to any other process by now.
	if (pid > 0 && isAlive(pid) && (await commandOf(pid)).includes('n8n')) {
		process.kill(-pid, 'SIGKILL');
		// Not for ever: in a container without an init process a dead one keeps its number.
		for (let tries = 0; tries < 100 && isAlive(pid); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
	}
	await rm(pidFile, { force: true });
}

/** Notes which process serves a user folder, for `endLeftover` of a later run. */
export async function remember(userFolder: string, pid: number): Promise<void> {
	await writeFile(join(userFolder, 'n8n.pid'), String(pid));
}

async function commandOf(pid: number): Promise<string> {
	if (process.platform === 'linux') return await readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => '');
	return await run('ps', ['-o', 'command=', '-p', String(pid)]).then(
		({ stdout }) => stdout,
		() => '',
	);
}
