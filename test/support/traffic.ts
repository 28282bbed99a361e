import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const check = join(import.meta.dirname, '..', '..', '..', 'shared', 'checks', 'check-traffic.mjs');

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
	return spawnSync(process.execPath, [check, file], { stdio: 'inherit' }).status ?? 1;
}
