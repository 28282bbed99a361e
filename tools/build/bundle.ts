import { readFileSync } from 'node:fs';
import { cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { minify } from '@swc/core';
import { build, type BuildOptions, type Plugin } from 'esbuild';

export const packageDir = join(import.meta.dirname, '..', '..');
export const dist = join(packageDir, 'dist');
/** All nodes and credential types, so that what they share is in the package once. */
const bundle = join(dist, 'package.js');

/** The files that package.json names to n8n, relative to the package. */
function entries(): string[] {
	const { n8n } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	return [...n8n.nodes, ...n8n.credentials];
}

const source = (entry: string) => `./${entry.replace(/^dist\//, '').replace(/\.js$/, '')}`;

/** The name of the class of an entry, which n8n takes from the name of its file. */
const className = (entry: string) => basename(entry).replace(/\..*/, '');

/**
 * lodash looks for the global object by the `Function` constructor, which n8n's scan of community packages refuses. What it
 * takes from there is named here instead.
 */
const withoutGlobals: Plugin = {
	name: 'lodash without the global object',
	setup({ onLoad }) {
		const taken = 'Symbol, Map, Set, WeakMap, Promise, DataView, Uint8Array';
		onLoad({ filter: /lodash-es[\\/]_root\.js$/ }, () => ({ contents: `export default { ${taken} };` }));
		onLoad({ filter: /lodash-es[\\/]_freeGlobal\.js$/ }, () => ({ contents: 'export default {};' }));
	},
};

/** What a column means is read in docs/tables.md: nodes need its name and type. */
const withoutMeanings: Plugin = {
	name: 'tables without what their columns mean',
	setup({ onLoad }) {
		const calls = /\b(sync|both|person|count)\(\s*(['"])(?:(?!\2)[^\\]|\\.)*\2,?\s*\)/g;
		const fields = /\b(rowIs|people|sync|meaning):\s*(['"])(?:(?!\2)[^\\]|\\.)*\2/g;
		onLoad({ filter: /tables[\\/]definitions\.ts$/ }, ({ path }) => ({
			contents: readFileSync(path, 'utf8').replace(calls, "$1('')").replace(fields, "$1: ''"),
			loader: 'ts',
		}));
	},
};

export const bundling = (): BuildOptions => ({
	stdin: {
		contents: entries()
			.map((entry) => `export { ${className(entry)} } from '${source(entry)}';`)
			.join('\n'),
		resolveDir: packageDir,
		loader: 'ts',
	},
	...{ bundle: true, outfile: bundle, format: 'cjs', platform: 'node', target: 'node20' },
	// What n8n brings along; lodash, of which a few functions are used, comes with the package.
	external: ['n8n-workflow', 'n8n-workflow/*', 'zod/v3'],
	alias: { lodash: 'lodash-es' },
	plugins: [withoutGlobals, withoutMeanings],
	logLevel: 'warning',
});

/**
 * Makes dist/ as it is published: one file with all code, beside it what n8n looks for.
 *
 * @param small whether names are shortened, as in what is published; otherwise the stack of an error can be read
 */
export async function buildPackage(small: boolean): Promise<void> {
	await rm(dist, { recursive: true, force: true });
	const { metafile } = await build({ ...bundling(), metafile: true, minifySyntax: small });
	const libraries = Object.keys(metafile.inputs).filter((file) => /node_modules\/(?!lodash-es\/)/.test(file));
	if (libraries.length > 0) throw new Error(`Only lodash may come with the package, not ${libraries[0] ?? ''}`);
	if (small) {
		// esbuild's own leaves a twentieth more.
		const options = { compress: { passes: 3, toplevel: true }, mangle: { toplevel: true }, module: false } as const;
		await writeFile(bundle, (await minify(await readFile(bundle, 'utf8'), options)).code);
	}
	await Promise.all([writeEntries(), copyAssets()]);
}

async function writeEntries(): Promise<void> {
	for (const entry of entries()) {
		const file = join(packageDir, entry);
		const name = className(entry);
		await mkdir(dirname(file), { recursive: true });
		const path = relative(dirname(file), bundle).replaceAll('\\', '/');
		await writeFile(file, `'use strict';\nexports.${name} = require('${path}').${name};\n`);
	}
}

/** What n8n looks for beside a node: its icon, codex file and output schemas; and the templates. */
async function copyAssets(): Promise<void> {
	const assets = ['nodes/*/*.{svg,node.json}', 'nodes/*/__schema__/**/*.json', 'credentials/*.svg', 'workflows/*.json'];
	for await (const file of glob(assets, { cwd: packageDir })) {
		const copy = join(dist, file);
		await cp(join(packageDir, file), copy);
		if (file.endsWith('.json')) await writeFile(copy, JSON.stringify(JSON.parse(await readFile(copy, 'utf8'))));
	}
}
