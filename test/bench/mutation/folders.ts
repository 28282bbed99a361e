import { globSync } from 'node:fs';

/**
 * Folders of code, and those of the tests that are about it. What other tests notice as well does not count, so that a
 * mutant that survives costs a second and not a minute.
 */
export const folders: Readonly<Record<string, string>> = {
	'nodes/SapToProcore/lanes': 'lanes,lookup,shared',
	'nodes/SapToProcore/lookup': 'lookup,lanes',
	'nodes/SapToProcore/sync': 'sync',
	'nodes/Procore/objects': 'procore',
	'nodes/Procore/api': 'procore',
	'nodes/SapS4Hana/odata': 'sap',
};

/** The test files about the folders of these files. */
export const testFilesOf = (files: readonly string[]): string[] =>
	Object.entries(folders)
		.filter(([folder]) => files.some((file) => file.includes(`/${folder}/`)))
		.flatMap(([, tests]) => globSync(`test/unit/{${tests}}/*.test.ts`));
