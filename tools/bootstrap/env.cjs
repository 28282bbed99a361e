// CommonJS, so that both the start scripts and the unit tests load it as it is.
/**
 * Environment for a command of our own that runs inside `npm run ...`.
 *
 * npm hands every script its own settings as `npm_*` variables and the start folder as `INIT_CWD`. A nested npm
 * reads them as if the user had typed them (prefix, omit, workspaces, ignore-scripts, dry-run), so an install that
 * works in a terminal would fail inside `npm run demo`. A registry, proxy or certificate that a person set through
 * `npm_config_*` on purpose is kept, because without it the nested npm may reach nothing at all.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {Record<string, string>}
 */
function withoutNpmVariables(env) {
	const kept = new Set([
		'npm_config_registry',
		'npm_config_proxy',
		'npm_config_https_proxy',
		'npm_config_noproxy',
		'npm_config_cafile',
		'npm_config_strict_ssl',
		'npm_config_userconfig',
		'npm_config_globalconfig',
		'npm_config_cache',
	]);
	/** @type {Record<string, string>} */
	const clean = {};
	for (const [name, value] of Object.entries(env)) {
		if (value === undefined || name === 'INIT_CWD') continue;
		const lower = name.toLowerCase();
		if (lower.startsWith('npm_') && !kept.has(lower)) continue;
		clean[name] = value;
	}
	return clean;
}

/**
 * The same environment with a folder in front of the search path.
 *
 * @param {Record<string, string>} env
 * @param {string} folder
 * @param {string} delimiter `path.delimiter`
 * @returns {Record<string, string>}
 */
function withPathFirst(env, folder, delimiter) {
	const name = Object.keys(env).find((key) => key.toLowerCase() === 'path') ?? 'PATH';
	return { ...env, [name]: env[name] ? `${folder}${delimiter}${env[name]}` : folder };
}

module.exports = { withoutNpmVariables, withPathFirst };
