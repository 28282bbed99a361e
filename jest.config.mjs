const swc = [
	'@swc/jest',
	{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
];
const project = (displayName, folder, more = {}) => ({
	displayName,
	rootDir: '.',
	testMatch: [`<rootDir>/test/${folder}/**/*.test.ts`],
	transform: { '\\.ts$': swc },
	testEnvironment: 'node',
	// Packages that n8n installed for the playground.
	modulePathIgnorePatterns: ['<rootDir>/.demo/', '<rootDir>/dist/'],
	...more,
});

/** unit: pure rules and clients; simulators: the stand-ins are strict; node: the built package on n8n-core. */
export default {
	projects: [project('unit', 'unit'), project('simulators', 'simulators'), project('node', 'node')],
	testTimeout: 60_000,
	// By default one processor is left alone, which is half of those that tests have to do with.
	maxWorkers: '100%',
};
