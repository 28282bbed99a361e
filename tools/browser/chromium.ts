// Headless Chromium for pictures and for tests of pages: finds it, installs it where that is possible, and starts it.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const launchArguments = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** Path of an installed Chromium: `CHROMIUM`, else the first one in `PATH`; undefined = there is none. */
export function installedChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
	const given = env.CHROMIUM ?? '';
	if (given !== '') return isProgram(given) ? given : undefined;
	const folders = [...(env.PATH ?? '').split(delimiter), '/usr/bin'];
	return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/**
 * Starts headless Chromium; on Debian, as root, it is installed first where it is missing, as on a fresh build machine.
 * @throws Error that says what is missing when there is none and none can be installed
 */
export async function launchChromium(log: (line: string) => void = console.log): Promise<Browser> {
	const executablePath = installedChromium() ?? install(log);
	return await chromium.launch({ executablePath, headless: true, args: launchArguments });
}

function install(log: (line: string) => void): string {
	const advice =
		'Install Chromium (Debian: apt-get install chromium) or set CHROMIUM to the path of Chromium or Chrome.';
	if (process.env.CHROMIUM) throw new Error(`CHROMIUM is ${process.env.CHROMIUM}, which is not a program. ${advice}`);
	if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0)
		throw new Error(`There is no Chromium, and it cannot be installed from here. ${advice}`);
	log('Installing Chromium ...');
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	try {
		for (const args of [
			['update', '-qq'],
			['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
		])
			execFileSync('apt-get', args, { env, stdio: 'pipe', timeout: 600_000 });
	} catch (error) {
		throw new Error(`Chromium could not be installed: ${error instanceof Error ? error.message : ''} ${advice}`);
	}
	const path = installedChromium();
	if (path === undefined) throw new Error(`Chromium was installed but is not in PATH. ${advice}`);
	return path;
}
