import { config as communityNodes } from '@n8n/node-cli/eslint';
import tseslint from 'typescript-eslint';

// What ships is held to n8n's strict community-node rules, exactly as @n8n/node-cli sets them up;
// the playground and the tests, which run outside n8n, to typescript-eslint's strict rules. `n8n.strict` in package.json
// is off for that alone: it asks for this file to be n8n's own, which would hold tests and tools to the rules of nodes.
const shipped = ['nodes/**/*.ts', 'credentials/**/*.ts', 'package.json'];

export default tseslint.config(
	{ ignores: ['dist/**', 'node_modules/**', '.demo/**', 'coverage/**'] },
	{ linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
	...communityNodes.map((entry) =>
		entry.files?.includes('**/*.ts') ? { ...entry, files: ['nodes/**/*.ts', 'credentials/**/*.ts'] } : entry,
	),
	{
		files: ['demo/**/*.ts', 'simulators/**/*.ts', 'templates/**/*.ts', 'test/**/*.ts', 'tools/**/*.ts'],
		ignores: shipped,
		extends: [...tseslint.configs.strict],
	},
);
