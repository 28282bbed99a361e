import { createRequire } from 'node:module';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { buildSync } from 'esbuild';
import { packageDir } from './bundle.ts';

/**
 * Code that exports what files of the package export, in CommonJS: what ships has imports that only a build resolves.
 *
 * @param contents TypeScript, its imports relative to the package
 */
export function bundled(contents: string): string {
	const { outputFiles } = buildSync({
		stdin: { contents, resolveDir: packageDir, loader: 'ts' },
		...{ bundle: true, write: false, format: 'cjs', platform: 'node', packages: 'external' },
	});
	return outputFiles[0]?.text ?? '';
}

/** What a file of the package exports, `nodes/shared/model` for example. */
export function load<T>(file: string): T {
	const module = { exports: {} };
	const require = createRequire(join(packageDir, 'package.json'));
	const run = compileFunction(bundled(`export * from './${file}';`), ['exports', 'require', 'module']) as (
		...args: unknown[]
	) => void;
	run(module.exports, require, module);
	return module.exports as T;
}
