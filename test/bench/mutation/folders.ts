import { globSync } from 'node:fs';

/**
 * Folders of code, and those of the tests that are about it. What other tests notice as well does not count, so that a
 * change that no test notices costs a second and not a minute.
 */
export const folders: Readonly<Record<string, readonly string[]>> = {
	'nodes/SapToProcore/lanes': ['lanes', 'lookup', 'shared', 'sync'],
	'nodes/SapToProcore/lookup': ['lookup', 'lanes'],
	'nodes/SapToProcore/sync': ['sync'],
	'nodes/Procore/objects': ['procore'],
	'nodes/Procore/objects/conformance': ['conformance'],
	'nodes/Procore/api': ['procore'],
	'nodes/SapS4Hana/odata': ['sap'],
};

/** The test files about the folders of these files, from the folder of the project on. */
export const testFilesOf = (files: readonly string[]): string[] =>
	Object.entries(folders)
		.filter(([folder]) => files.some((file) => file.includes(`/${folder}/`)))
		.flatMap(([, tests]) => tests.flatMap((each) => globSync(`test/unit/${each}/*.test.ts`)));
