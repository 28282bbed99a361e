import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';
import { transformSync } from '@swc/core';
import { ModuleMocker } from 'jest-mock';

type Load = (specifier: string) => unknown;
type Run = (module: { exports: unknown }, exports: unknown, require: Load, directory: string, jest: unknown) => void;

const compiled = new Map<string, Run>();
const mocker = new ModuleMocker(globalThis);

/** Puts calls of jest.mock before the imports. Swc's types do not know it. */
const beforeImports: object = { hidden: { jest: true } };

/** The same as in jest.config.mjs. */
function compile(path: string): Run {
	const { code } = transformSync(readFileSync(path, 'utf8'), {
		filename: path,
		swcrc: false,
		sourceMaps: false,
		jsc: {
			target: 'es2022',
			parser: { syntax: 'typescript' },
			transform: beforeImports,
		},
		module: { type: 'commonjs' },
	});
	return compileFunction(code, ['module', 'exports', 'require', '__dirname', 'jest'], { filename: path }) as Run;
}

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

function fileOf(path: string): string {
	const found = [path, `${path}.ts`, join(path, 'index.ts')].find(isFile);
	if (found === undefined) throw new Error(`There is no file ${path}`);
	return found;
}

/**
 * The modules of one test file, fresh as Jest has them: what the tests before it left behind in modules does not count.
 * Unlike in Jest a file is compiled once, and packages are loaded once, so that thousands of runs are affordable.
 */
export class Modules {
	private readonly loaded = new Map<string, { exports: unknown }>();

	private readonly mocks = new Map<string, () => unknown>();

	/** The files of the project that have been loaded. */
	get files(): string[] {
		return [...this.loaded.keys()];
	}

	load(path: string): unknown {
		const known = this.loaded.get(path);
		if (known) return known.exports;
		const module = { exports: {} as unknown };
		this.loaded.set(path, module);
		const mock = this.mocks.get(path);
		if (mock) module.exports = mock();
		else if (path.endsWith('.json')) module.exports = JSON.parse(readFileSync(path, 'utf8'));
		else this.run(path, module);
		return module.exports;
	}

	private run(path: string, module: { exports: unknown }): void {
		let run = compiled.get(path);
		if (!run) compiled.set(path, (run = compile(path)));
		const packages = createRequire(path);
		const require: Load = (specifier) =>
			specifier.startsWith('.') ? this.load(fileOf(join(dirname(path), specifier))) : packages(specifier);
		run(module, module.exports, require, dirname(path), {
			fn: mocker.fn.bind(mocker),
			spyOn: mocker.spyOn.bind(mocker),
			restoreAllMocks: mocker.restoreAllMocks.bind(mocker),
			mocked: <T>(value: T) => value,
			mock: (specifier: string, factory: () => unknown) => {
				this.mocks.set(fileOf(join(dirname(path), specifier)), factory);
			},
		});
	}
}

/** What tests have put in the place of functions that all share. */
export const restoreAllMocks = () => {
	mocker.restoreAllMocks();
};
