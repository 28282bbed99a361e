import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { compileFunction } from 'node:vm';
import { transformSync } from '@swc/core';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import type * as MemoryTablesFile from '../../support/memoryTables.ts';

export const packageDir = join(import.meta.dirname, '..', '..', '..');
const shipped = join(packageDir, 'nodes') + sep;
/** It imports files of the nodes. */
const tablesFile = join(packageDir, 'test', 'support', 'memoryTables.ts');

type Require = (specifier: string) => unknown;
type ModuleBody = (exports: object, require: Require, module: { exports: object }) => void;
const bodies = new Map<string, ModuleBody>();
const paths = new Map<string, string>();

/**
 * A file of the nodes as TypeScript compiles it for n8n: CommonJS, without file extensions in its imports. Compiled once for
 * all processes that a test starts.
 */
function bodyOf(file: string): ModuleBody {
	let body = bodies.get(file);
	if (!body) {
		const { code } = transformSync(readFileSync(file, 'utf8'), {
			filename: file,
			jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
			module: { type: 'commonjs' },
			sourceMaps: 'inline',
		});
		body = compileFunction(code, ['exports', 'require', 'module'], { filename: file }) as ModuleBody;
		bodies.set(file, body);
	}
	return body;
}

function pathOf(specifier: string, from: string): string {
	const path = join(dirname(from), specifier);
	let found = paths.get(path);
	if (found === undefined) {
		found = [path, `${path}.ts`, join(path, 'index.ts')].find((file) => file.endsWith('.ts') && existsSync(file));
		if (found === undefined) throw new Error(`${from} imports ${specifier}, which is not there`);
		paths.set(path, found);
	}
	return found;
}

/** Schemas and reasons: most of the work of loading, and nothing is kept in them, so that all processes may share them. */
const sharedFolders = ['model', 'reasons'].map((name) => join(shipped, 'shared', name) + sep);
const shared = new Map<string, { exports: object }>();

/** Libraries are the same for all files; finding one takes longer than loading most of our own. */
const load = createRequire(import.meta.url);
const libraries = new Map<string, unknown>();

function library(name: string): unknown {
	if (!libraries.has(name)) libraries.set(name, load(name));
	return libraries.get(name);
}

/** Files of the nodes with what they keep in memory. */
class Modules {
	readonly #loaded = new Map<string, { exports: object }>();

	load(file: string): object {
		const loaded = sharedFolders.some((folder) => file.startsWith(folder)) ? shared : this.#loaded;
		const known = loaded.get(file);
		if (known) return known.exports;
		const module = { exports: {} };
		loaded.set(file, module);
		const require: Require = (specifier) => {
			const inside = specifier.startsWith('.') ? pathOf(specifier, file) : undefined;
			return inside === undefined ? library(specifier) : this.load(inside);
		};
		bodyOf(file)(module.exports, require, module);
		return module.exports;
	}
}

const nodeFiles = {
	procore: 'nodes/Procore/Procore.node.ts',
	sapS4Hana: 'nodes/SapS4Hana/SapS4Hana.node.ts',
	sapToProcore: 'nodes/SapToProcore/SapToProcore.node.ts',
} as const;

const credentialFiles = {
	procoreOAuth2Api: 'credentials/ProcoreOAuth2Api.credentials.ts',
	sapS4HanaOAuth2Api: 'credentials/SapS4HanaOAuth2Api.credentials.ts',
} as const;

export type OwnNodes = Record<keyof typeof nodeFiles, INodeType>;
export type OwnCredentials = Record<keyof typeof credentialFiles, ICredentialType>;

/** What a process has loaded of the package. */
export interface OwnPackage {
	nodes: OwnNodes;
	credentials: OwnCredentials;
}

/** What a file of the nodes exports; `path` within the package. */
export const sourceOf = (path: string): unknown => new Modules().load(join(packageDir, path));

export const { MemoryTables } = new Modules().load(tablesFile) as typeof MemoryTablesFile;

/** Nodes and credential types as a process that has just started has them: nothing is left of what earlier ones kept in memory. */
export function freshPackage(): OwnPackage {
	const modules = new Modules();
	const make = <T>(file: string): T => {
		const [Type] = Object.values(modules.load(join(packageDir, file)) as Record<string, new () => T>);
		if (!Type) throw new Error(`${file} exports no class`);
		return new Type();
	};
	return {
		nodes: {
			procore: make(nodeFiles.procore),
			sapS4Hana: make(nodeFiles.sapS4Hana),
			sapToProcore: make(nodeFiles.sapToProcore),
		},
		credentials: {
			procoreOAuth2Api: make(credentialFiles.procoreOAuth2Api),
			sapS4HanaOAuth2Api: make(credentialFiles.sapS4HanaOAuth2Api),
		},
	};
}
