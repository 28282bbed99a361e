import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const check = join(import.meta.dirname, '..', '..', '..', 'shared', 'checks', 'check-traffic.mjs');

/**
 * Published by Procore as "List Webhooks Hooks" and "Delete Webhooks Hook", and missing in the excerpt that the check goes by.
 * The simulated Procore refuses of them what is not published.
 */
const notInExcerpt = /^(GET \/rest\/v1\.0\/webhooks\/hooks|DELETE \/rest\/v1\.0\/webhooks\/hooks\/\d+)\?/;

/** The same requests without those of which the check knows nothing, in a file beside the first. */
function known(file: string): string {
	if (!existsSync(file)) return file;
	const lines = readFileSync(file, 'utf8')
		.split('\n')
		.filter((line) => line !== '')
		.filter((line) => {
			const { method, url } = JSON.parse(line) as { method: string; url: string };
			return !notInExcerpt.test(`${method} ${url}`);
		});
	const kept = `${file}.known`;
	writeFileSync(kept, lines.map((line) => `${line}\n`).join(''));
	return kept;
}

/**
 * Holds recorded requests against what SAP and Procore publish; the status to end with.
 *
 * @param file one request a line, JSON
 * @param of what the requests were made by
 */
export function checkTraffic(file: string, of: string): number {
	if (!existsSync(check)) {
		console.log(`\nThe traffic of ${of} was not held against the published APIs: there is no ../shared here.`);
		return 0;
	}
	console.log(`\nTraffic of ${of} against the published APIs:`);
	return spawnSync(process.execPath, [check, known(file)], { stdio: 'inherit' }).status ?? 1;
}
