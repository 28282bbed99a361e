import { readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';
import type { INodeType } from 'n8n-workflow';
import type * as MemoryTablesFile from '../../support/memoryTables.ts';

export const packageDir = join(import.meta.dirname, '..', '..', '..');
const shipped = join(packageDir, 'nodes') + sep;
/** It imports files of the nodes. */
const tablesFile = join(packageDir, 'test', 'support', 'memoryTables.ts');
const compiled = new Map<string, string>();

function isSource(url: string): boolean {
	if (!url.startsWith('file:')) return false;
	const file = fileURLToPath(url);
	return file.startsWith(shipped) || file === tablesFile;
}

function compile(file: string): string {
	let code = compiled.get(file);
	if (code === undefined) {
		({ code } = transformSync(readFileSync(file, 'utf8'), {
			filename: file,
			jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
			module: { type: 'commonjs' },
			sourceMaps: 'inline',
		}));
		compiled.set(file, code);
	}
	return code;
}

/** The nodes are CommonJS without file extensions in their imports, as TypeScript compiles them for n8n. */
registerHooks({
	resolve(specifier, context, next) {
		const { parentURL } = context;
		if (!specifier.startsWith('.') || parentURL === undefined || !isSource(parentURL)) return next(specifier, context);
		const path = join(dirname(fileURLToPath(parentURL)), specifier);
		for (const file of [`${path}.ts`, join(path, 'index.ts')])
			if (compiled.has(file) || exists(file))
				return { url: pathToFileURL(file).href, format: 'commonjs', shortCircuit: true };
		return next(specifier, context);
	},
	load(url, context, next) {
		if (!isSource(url) || !url.endsWith('.ts')) return next(url, context);
		return { format: 'commonjs', source: compile(fileURLToPath(url)), shortCircuit: true };
	},
});

function exists(file: string): boolean {
	try {
		compile(file);
		return true;
	} catch (error) {
		if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')) return false;
		throw error;
	}
}

const nodeFiles = {
	procore: 'nodes/Procore/Procore.node.ts',
	sapS4Hana: 'nodes/SapS4Hana/SapS4Hana.node.ts',
	sapToProcore: 'nodes/SapToProcore/SapToProcore.node.ts',
} as const;

export type OwnNodes = Record<keyof typeof nodeFiles, INodeType>;

/** A new one each time: it keeps whatever was loaded through it. */
const load = (file: string): unknown => createRequire(import.meta.url)(file);

/** What a file of the nodes exports; `path` within the package. */
export const sourceOf = (path: string): unknown => load(join(packageDir, path));

export const { MemoryTables } = load(tablesFile) as typeof MemoryTablesFile;

/** A file of the nodes, for tests that go by what it says; its path begins at the checkout. */
export const loadShipped = (file: string): unknown => load(join(packageDir, file));

/** The three nodes as a process that has just started has them: nothing is left of what earlier ones kept in memory. */
export function freshNodes(): OwnNodes {
	const { cache } = createRequire(import.meta.url);
	for (const file of Object.keys(cache)) if (file.startsWith(shipped)) Reflect.deleteProperty(cache, file);
	const make = (file: string): INodeType => {
		const [Node] = Object.values(load(join(packageDir, file)) as Record<string, new () => INodeType>);
		if (!Node) throw new Error(`${file} exports no node`);
		return new Node();
	};
	return {
		procore: make(nodeFiles.procore),
		sapS4Hana: make(nodeFiles.sapS4Hana),
		sapToProcore: make(nodeFiles.sapToProcore),
	};
}
