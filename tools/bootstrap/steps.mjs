import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

const HEARTBEAT_MS = 15_000;

/**
 * Runs one long command, says that it started, that it still runs (every 15 s) and how long it took, and keeps its
 * output in a log file: an install prints thousands of lines that matter only when it fails.
 *
 * @param {object} step
 * @param {string} step.title what a person is waiting for
 * @param {string} step.command
 * @param {string[]} step.args
 * @param {string} step.cwd
 * @param {Record<string, string>} step.env
 * @param {string} step.logFile
 * @param {(line: string) => void} step.log
 * @returns {Promise<void>} rejects with the log's path and its last lines
 */
export async function runStep({ title, command, args, cwd, env, logFile, log }) {
	mkdirSync(dirname(logFile), { recursive: true });
	const file = createWriteStream(logFile, { flags: 'a' });
	file.write(`\n$ ${command} ${args.join(' ')}    (in ${cwd})\n`);
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	log(`${title} ...`);
	const heartbeat = setInterval(() => log(`${title} ... ${seconds()} s`), HEARTBEAT_MS);
	/** @type {string[]} */
	let tail = [];
	try {
		const code = await new Promise((resolve, reject) => {
			// npm is a .cmd file on Windows, which only a shell can start.
			const child = spawn(command, args, {
				cwd,
				env,
				stdio: ['ignore', 'pipe', 'pipe'],
				shell: process.platform === 'win32',
			});
			const keep = (/** @type {Buffer} */ chunk) => {
				file.write(chunk);
				tail = [...tail, ...chunk.toString('utf8').split('\n')].filter((line) => line.trim()).slice(-25);
			};
			child.stdout.on('data', keep);
			child.stderr.on('data', keep);
			child.once('error', reject);
			child.once('close', (exitCode, signal) => resolve(exitCode ?? signal));
		});
		if (code !== 0) throw new Error(`${command} ended with ${code}`);
		log(`${title}: done in ${seconds()} s`);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(`${title} failed (${reason}).\n${tail.join('\n')}\nThe whole output is in ${logFile}`);
	} finally {
		clearInterval(heartbeat);
		await new Promise((resolve) => file.end(resolve));
	}
}
