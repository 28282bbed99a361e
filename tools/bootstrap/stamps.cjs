// CommonJS, so that both the start scripts and the unit tests load it as it is.
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, readdirSync, statSync } = require('node:fs');
const { join } = require('node:path');

/**
 * SHA-256 of a file, in hex.
 *
 * @param {string} file
 */
function hashOf(file) {
	return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/**
 * Whether a stamp file says that what it stands for was made from exactly this content.
 *
 * @param {string} stampFile
 * @param {string} hash
 */
function stampMatches(stampFile, hash) {
	return existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === hash;
}

/**
 * The newest change, in ms since 1970, in a file or anywhere below a folder; 0 where there is none.
 *
 * @param {string} path
 * @returns {number}
 */
function newestChange(path) {
	if (!existsSync(path)) return 0;
	const stat = statSync(path);
	if (!stat.isDirectory()) return stat.mtimeMs;
	// A folder's own time moves when a file in it is deleted, which makes a build stale as well.
	return readdirSync(path).reduce((newest, name) => Math.max(newest, newestChange(join(path, name))), stat.mtimeMs);
}

/**
 * Whether a build is missing or older than any of its sources.
 *
 * @param {string} stampFile written after the build
 * @param {string[]} sources files and folders
 */
function isStale(stampFile, sources) {
	if (!existsSync(stampFile)) return true;
	const built = statSync(stampFile).mtimeMs;
	return sources.some((source) => newestChange(source) > built);
}

/**
 * Whether npm's own record of node_modules (node_modules/.package-lock.json) agrees with package-lock.json: then an
 * install by hand counts as well. Packages for other platforms are in the lock but not in the record.
 *
 * @param {Lock} lock
 * @param {Lock} installed
 */
function sameAsInstalled(lock, installed) {
	const wanted = Object.entries(lock.packages).filter(([path]) => path !== '');
	return (
		wanted.every(([path, { version, optional }]) => {
			const found = installed.packages[path];
			return found ? found.version === version : optional === true;
		}) && Object.keys(installed.packages).every((path) => path in lock.packages)
	);
}

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lock */

module.exports = { hashOf, isStale, newestChange, sameAsInstalled, stampMatches };
